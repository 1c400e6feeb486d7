/*
 * The engine, over every input that can be enumerated.
 */
#include "tests/rules/letters.h"

static void
ordered_totals(void **state)
{
	static const struct {
		const char	*id;
		unsigned	 n, total[RATING_COUNT];
	} row[] = {
		{ "nhs-quality-2014", 5, { 0, 376, 536, 86, 26 } },
		{ "nhs-quality-2017-06", 5, { 0, 376, 536, 86, 26 } },
		{ "nhs-combined-2018-03", 6, { 0, 1909, 1691, 439, 57 } },
		{ "consult-2017-11-proposed", 6, { 0, 1909, 1691, 439, 57 } },
		{ "consult-2017-11-current", 6, { 0, 1909, 1931, 199, 57 } },
		{ "nhs-quality-2017-06", 6, { 0, 1909, 1931, 199, 57 } },
		{ "nhs-quality-2017-06", 1, { 0, 1, 1, 1, 1 } },
		{ "nhs-combined-2018-03", 5, { 1024, 0, 0, 0, 0 } }
	};
	unsigned	total[RATING_COUNT], i;
	uint8_t		count[RATING_COUNT];
	size_t		k;
	enum rating	r;

	(void)state;
	for (k = 0; k < sizeof(row) / sizeof(row[0]); k++) {
		memset(total, 0, sizeof(total));
		for (i = 0; i < 1U << (2 * row[k].n); i++) {
			count_input(i, row[k].n, count);
			total[rules_decide(set(row[k].id), count).rating]++;
		}
		for (r = NONE; r < RATING_COUNT; r++)
			if (total[r] != row[k].total[r])
				fail_msg("%s of %u: %u x \"%s\"", row[k].id,
				    row[k].n, total[r], rating_name(r));
	}
}

/* What March 2018 changed: 240 of 4,096 inputs, all up to Good. */
static void
changed_inputs(void **state)
{
	const struct ruleset	*was = set("consult-2017-11-current");
	const struct ruleset	*now = set("nhs-combined-2018-03");
	uint8_t			 count[RATING_COUNT];
	enum rating		 a, b;
	unsigned		 i, changed = 0;

	(void)state;
	for (i = 0; i < 4096; i++) {
		count_input(i, 6, count);
		a = rules_decide(was, count).rating;
		b = rules_decide(now, count).rating;
		if (a == b)
			continue;
		assert_int_equal(a, RI);
		assert_int_equal(b, G);
		assert_int_equal(count[RI], 2);
		assert_int_equal(count[I], 0);
		changed++;
	}
	assert_int_equal(changed, 240);
}

/* All 4^n ordered inputs, n to 9: as counts and as a list alike, always an
 * answer with a row, and no better input with a worse answer. */
static void
check_every_input(const struct ruleset *s, unsigned n)
{
	enum rating	input[9];
	struct outcome	o, up;
	unsigned	i, k, rest;

	for (i = 0; i < 1U << (2 * n); i++) {
		for (k = 0, rest = i; k < n; k++, rest /= 4)
			input[k] = (enum rating)(1 + rest % 4);
		o = rules_aggregate(s, input, n);
		assert_int_equal(o.rating, rules_decide(s, o.n).rating);
		assert_true(o.rating != NONE && o.rule != NULL);
		assert_int_equal(o.rule->then, o.rating);
		for (k = 0; k < n; k++) {
			if (input[k] == O)
				continue;
			input[k]++;
			up = rules_aggregate(s, input, n);
			input[k]--;
			if (up.rating < o.rating)
				fail_msg("%s: input %u of %u, raised at %u",
				    s->id, i, n, k);
		}
	}
}

static void
every_input_is_monotone(void **state)
{
	const struct ruleset	*s;
	unsigned		 n;
	size_t			 i;

	(void)state;
	for (i = 0; (s = ruleset_at(i)) != NULL; i++)
		for (n = s->min_rated; n <= 9 && n <= ruleset_largest(s); n++)
			check_every_input(s, n);
}

static void
edges_of_bands(void **state)
{
	static const struct {
		const char	*what;
		uint8_t		 n[RATING_COUNT];
		enum rating	 is;
		const char	*row;		/* NULL: none */
	} row[] = {
		{ "nothing", { 0 }, NONE, NULL },
		{ "nothing rated", { 5, 0, 0, 0, 0 }, NONE, NULL },
		{ "one I", { 0, 1, 0, 0, 0 }, I, "inadequate-1" },
		{ "one O", { 0, 0, 0, 0, 1 }, O, "outstanding-1" },
		{ "1 RI of 3", { 0, 0, 1, 2, 0 }, RI, "improve-1" },
		{ "1 RI of 4", { 0, 0, 1, 3, 0 }, G, "good" },
		{ "1 O of 3", { 0, 0, 0, 2, 1 }, O, "outstanding-1" },
		{ "1 O of 4", { 0, 0, 0, 3, 1 }, G, "good" },
		{ "1 I of 3", { 0, 1, 0, 2, 0 }, I, "inadequate-1" },
		{ "1 I of 4", { 0, 1, 0, 3, 0 }, RI, "any-inadequate" },
		{ "2 RI of 8", { 0, 0, 2, 6, 0 }, RI, "improve-2" },
		{ "2 RI of 9", { 0, 0, 2, 7, 0 }, G, "good" },
		{ "2 I of 8", { 0, 2, 0, 6, 0 }, I, "inadequate-2" },
		{ "2 I of 9", { 0, 2, 0, 7, 0 }, RI, "any-inadequate" },
		{ "3 I of 9", { 0, 3, 0, 6, 0 }, I, "inadequate-3" },
		{ "2 O of 9", { 0, 0, 0, 7, 2 }, G, "good" },
		{ "3 O of 9", { 0, 0, 0, 6, 3 }, O, "outstanding-3" },
		{ "1 RI, 4 O", { 0, 0, 1, 0, 4 }, G, "good" },
		{ "1 RI, 7 O", { 0, 0, 1, 0, 7 }, G, "good" },
		{ "N is what is rated", { 2, 0, 1, 2, 0 }, RI, "improve-1" },
		{ "255 G", { 0, 0, 0, 255, 0 }, G, "good" },
		{ "255 O", { 0, 0, 0, 0, 255 }, O, "outstanding-3" }
	};
	struct outcome	o;
	size_t		i;

	(void)state;
	for (i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		o = rules_decide(set("nhs-quality-2017-06"), row[i].n);
		if (o.rating != row[i].is)
			fail_msg("%s: %s", row[i].what, rating_name(o.rating));
		if (row[i].row == NULL)
			assert_null(o.rule);
		else
			assert_string_equal(o.rule->id, row[i].row);
		assert_memory_equal(o.n, row[i].n, sizeof(o.n));
	}
}

/* All must be rated for a combined rating. */
static void
combined_needs_six(void **state)
{
	static const uint8_t	five[RATING_COUNT] = { 1, 0, 0, 5, 0 };
	struct test		out[RULES_MAX_ROWS];

	(void)state;
	assert_int_equal(rules_decide(set("nhs-combined-2018-03"), five).rating,
	    NONE);
	assert_int_equal(rules_tests(set("nhs-combined-2018-03"), five, out),
	    0);
}

static void
basis_follows_the_number(void **state)
{
	static const struct {
		uint8_t		 n[RATING_COUNT];
		enum basis	 basis;
	} row[] = {
		{ { 0, 2, 0, 2, 0 }, BASIS_INFERRED },
		{ { 0, 2, 0, 3, 0 }, BASIS_SECOND_HAND },
		{ { 0, 2, 0, 4, 0 }, BASIS_INFERRED },
		{ { 0, 1, 0, 4, 0 }, BASIS_INFERRED },
		{ { 0, 1, 0, 8, 0 }, BASIS_UNVERIFIED },
		{ { 0, 0, 2, 3, 0 }, BASIS_SECOND_HAND },
		{ { 0, 0, 3, 6, 0 }, BASIS_INFERRED },
		{ { 0, 0, 0, 3, 2 }, BASIS_CONFIRMED }
	};
	size_t	i;

	(void)state;
	for (i = 0; i < sizeof(row) / sizeof(row[0]); i++)
		assert_int_equal(rules_decide(set("nhs-quality-2017-06"),
		    row[i].n).rule->basis, row[i].basis);
}

static void
tests_end_with_the_decision(void **state)
{
	struct test		 out[RULES_MAX_ROWS];
	const struct ruleset	*s = set("nhs-quality-2017-06");
	uint8_t			 n[RATING_COUNT];
	struct outcome		 o;
	unsigned		 i;
	size_t			 k, count;

	(void)state;
	for (i = 0; i < 1024; i++) {
		count_input(i, 5, n);
		o = rules_decide(s, n);
		count = rules_tests(s, n, out);
		assert_in_range(count, 1, 5);
		assert_ptr_equal(out[count - 1].rule, o.rule);
		assert_true(out[count - 1].yes);
		for (k = 0; k < count; k++) {
			assert_int_equal(out[k].needed, out[k].rule->at_least);
			assert_int_equal(out[k].found, n[out[k].rule->of]);
			assert_int_equal(out[k].yes, k + 1 == count);
			assert_int_equal(out[k].yes, out[k].rest_holds &&
			    out[k].found >= out[k].needed);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(ordered_totals),
		cmocka_unit_test(changed_inputs),
		cmocka_unit_test(every_input_is_monotone),
		cmocka_unit_test(edges_of_bands),
		cmocka_unit_test(combined_needs_six),
		cmocka_unit_test(basis_follows_the_number),
		cmocka_unit_test(tests_end_with_the_decision)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
