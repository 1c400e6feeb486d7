/*
 * The engine, over every input that can be enumerated.
 */
#include "rules/rules.h"
#include "tests/lib/test.h"

#define I	RATING_INADEQUATE
#define RI	RATING_IMPROVE
#define G	RATING_GOOD
#define O	RATING_OUTSTANDING
#define NONE	RATING_NONE

static const struct ruleset *
set(const char *id)
{
	const struct ruleset	*s = ruleset_find(id);

	assert_non_null(s);
	return s;
}

/* The i-th of the 4^n ordered inputs, as counts. */
static void
count_input(unsigned i, unsigned n, uint8_t count[RATING_COUNT])
{
	memset(count, 0, RATING_COUNT);
	for (; n > 0; n--, i /= 4)
		count[1 + i % 4]++;
}

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
	int		r;

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
		if (s->purpose == PURPOSE_QUALITY)
			for (n = 1; n <= 9; n++)
				check_every_input(s, n);
		else
			check_every_input(s, 6);
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

/* Published ratings: safe, effective, caring, responsive, well-led, use of
 * resources; what the rules give for quality and combined. */
static void
published_trusts(void **state)
{
	static const struct {
		const char	*trust;
		enum rating	 in[6], quality, combined;
	} row[] = {
		{ "Barking 2018", { RI, RI, G, RI, RI, I }, RI, RI },
		{ "Medway 2018", { RI, G, G, RI, RI, I }, RI, RI },
		{ "Plymouth 2018", { RI, RI, O, RI, RI, RI }, RI, RI },
		{ "Shrewsbury 2018", { I, RI, G, RI, I, RI }, I, I },
		{ "Lewisham 2019", { RI, RI, G, RI, RI, RI }, RI, RI },
		{ "Cambridge 2019", { G, G, O, RI, O, RI }, G, G },
		{ "Airedale 2019", { RI, G, G, G, RI, G }, RI, G },
		{ "Oxford 2019", { RI, G, G, G, RI, RI }, RI, RI },
		{ "Dudley 2019", { I, G, G, RI, RI, RI }, RI, RI },
		/* Published Outstanding twice: judgement, not the rules. */
		{ "Bristol 2019", { RI, G, O, G, O, G }, G, G },
		{ "Lincolnshire 2019", { RI, RI, G, RI, RI, I }, RI, RI },
		{ "Leicester 2020", { RI, G, G, G, G, RI }, G, G },
		/* Published "not rated" for quality: judgement as well. */
		{ "Birmingham 2019", { G, G, G, G, O, NONE }, G, NONE },
		{ "Leicester 2018", { RI, G, G, RI, RI, NONE }, RI, NONE },
		{ "Northamptonshire", { G, G, O, G, O, NONE }, O, NONE },
		{ "Harrogate 2018", { RI, G, O, G, G, NONE }, G, NONE },
		{ "East Lancashire", { G, G, G, RI, G, NONE }, G, NONE },
		{ "East Cheshire", { RI, G, G, G, G, NONE }, G, NONE },
		{ "Dartford 2019", { RI, G, G, G, G, NONE }, G, NONE },
		{ "Manchester MH", { RI, G, G, G, O, NONE }, G, NONE },
		{ "South West Yorks", { RI, G, G, RI, G, NONE }, RI, NONE },
		{ "Norwich 2020", { RI, G, G, RI, RI, NONE }, RI, NONE },
		{ "Gloucestershire", { RI, G, G, G, G, NONE }, G, NONE }
	};
	struct outcome	q, c;
	size_t		i;

	(void)state;
	for (i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		q = rules_aggregate(set("nhs-quality-2017-06"), row[i].in, 5);
		c = rules_aggregate(set("nhs-combined-2018-03"), row[i].in, 6);
		if (q.rating != row[i].quality || c.rating != row[i].combined)
			fail_msg("%s: %s, %s", row[i].trust,
			    rating_name(q.rating), rating_name(c.rating));
	}
}

/* Without the change of March 2018 these three would not come out. */
static void
the_rule_of_two_would_fail(void **state)
{
	static const enum rating	row[][6] = {
		{ G, G, O, RI, O, RI }, { RI, G, G, G, RI, G },
		{ RI, G, G, G, G, RI }
	};
	size_t	i;

	(void)state;
	for (i = 0; i < 3; i++)
		assert_int_equal(rules_aggregate(set("consult-2017-11-current"),
		    row[i], 6).rating, RI);
}

/* Which combined ratings a pair (quality, use of resources) can lead to. */
static void
combined_from_the_pair(void **state)
{
	enum { i = 1 << I, ri = 1 << RI, g = 1 << G, o = 1 << O };
	static const unsigned	want[RATING_COUNT][RATING_COUNT] = {
		/* use of	  I	  RI  G	      O */
		[I] =	{ 0,	  i,	  i,  i,      i },
		[RI] =	{ 0,	  i | ri, ri, ri | g, ri | g },
		[G] =	{ 0,	  ri,	  g,  g,      g | o },
		[O] =	{ 0,	  ri,	  g,  o,      o }
	};
	unsigned	got[RATING_COUNT][RATING_COUNT] = { { 0 } }, k;
	uint8_t		n[RATING_COUNT];
	enum rating	q;
	int		r;

	(void)state;
	for (k = 0; k < 1024; k++)
		for (r = I; r < RATING_COUNT; r++) {
			count_input(k, 5, n);
			q = rules_decide(set("nhs-quality-2017-06"), n).rating;
			n[r]++;
			got[q][r] |= 1U << rules_decide(
			    set("nhs-combined-2018-03"), n).rating;
		}
	assert_memory_equal(got, want, sizeof(want));
}

/* The finer conditions behind the pairs that lead to two results. */
static void
combined_where_the_pair_is_not_enough(void **state)
{
	uint8_t		n[RATING_COUNT];
	enum rating	q, c;
	unsigned	k;
	int		r;

	(void)state;
	for (k = 0; k < 4096; k++) {
		count_input(k / 4, 5, n);
		r = 1 + (int)(k % 4);
		q = rules_decide(set("nhs-quality-2017-06"), n).rating;
		n[r]++;
		c = rules_decide(set("nhs-combined-2018-03"), n).rating;
		n[r]--;
		if (q == G && r >= G)
			assert_int_equal(c == O, n[RI] == 0 &&
			    n[O] + (r == O) >= 2);
		if (q == RI && r >= G)
			assert_int_equal(c == G, n[RI] == 2 && n[I] == 0);
		if (q == RI && r == I)
			assert_int_equal(c == I, n[I] == 1);
	}
}

static unsigned
results(const struct ruleset *s, uint8_t n[RATING_COUNT], size_t unknown)
{
	unsigned	seen = 0;
	int		r;

	if (unknown == 0)
		return 1U << rules_decide(s, n).rating;
	for (r = NONE; r < RATING_COUNT; r++) {
		n[r]++;
		seen |= results(s, n, unknown - 1);
		n[r]--;
	}
	return seen;
}

/* Bounds are the worst and the best of all completions, and no wider. */
static void
check_bounds(const struct ruleset *s, unsigned known, size_t unknown)
{
	uint8_t		n[RATING_COUNT];
	struct bounds	b;
	unsigned	i, seen;
	int		low, high;

	for (i = 0; i < 1U << (2 * known); i++) {
		count_input(i, known, n);
		b = rules_bounds(s, n, unknown);
		seen = results(s, n, unknown);
		for (low = I; low < RATING_COUNT && !(seen >> low & 1); low++)
			;
		for (high = O; high > NONE && !(seen >> high & 1); high--)
			;
		assert_int_equal(b.low, low == RATING_COUNT ? NONE : low);
		assert_int_equal(b.high, high);
	}
}

static void
bounds_hold_every_completion(void **state)
{
	unsigned	known;
	size_t		unknown;

	(void)state;
	for (known = 0; known <= 5; known++)
		for (unknown = 0; unknown <= 6; unknown++) {
			if (known + unknown <= 10)
				check_bounds(set("nhs-quality-2017-06"), known,
				    unknown);
			if (known + unknown <= 7)
				check_bounds(set("nhs-combined-2018-03"),
				    known, unknown);
		}
}

/* By brute force: from each input to each other of the same length. */
static void
check_margins(const struct ruleset *s, unsigned n)
{
	unsigned	fewest[2], i, k, a, b, j, moves;
	struct margin	m[2];
	uint8_t		from[RATING_COUNT], to[RATING_COUNT];
	enum rating	was, then;

	for (i = 0; i < 1U << (2 * n); i++) {
		count_input(i, n, from);
		was = rules_decide(s, from).rating;
		fewest[0] = fewest[1] = 255;
		for (k = 0; k < 1U << (2 * n); k++) {
			count_input(k, n, to);
			then = rules_decide(s, to).rating;
			moves = 0;
			for (j = 0, a = i, b = k; j < n; j++, a /= 4, b /= 4)
				moves += a % 4 != b % 4;
			if (then > was && moves < fewest[0])
				fewest[0] = moves;
			if (then < was && moves < fewest[1])
				fewest[1] = moves;
		}
		rules_margin(s, from, &m[0], &m[1]);
		for (k = 0; k < 2; k++) {
			if (fewest[k] == 255) {
				assert_int_equal(m[k].to, NONE);
				continue;
			}
			assert_int_equal(m[k].moves, fewest[k]);
			assert_int_equal(rules_decide(s, m[k].n).rating,
			    m[k].to);
			assert_true(k == 0 ? m[k].to > was : m[k].to < was);
			assert_int_equal(m[k].n[1] + m[k].n[2] + m[k].n[3] +
			    m[k].n[4], n);
		}
	}
}

static void
margins_are_smallest(void **state)
{
	unsigned	n;

	(void)state;
	for (n = 1; n <= 5; n++)
		check_margins(set("nhs-quality-2017-06"), n);
	check_margins(set("nhs-combined-2018-03"), 6);
}

static void
margins_at_the_ends(void **state)
{
	static const uint8_t	all_o[] = { 1, 0, 0, 0, 5 };
	static const uint8_t	all_i[] = { 0, 5, 0, 0, 0 };
	static const uint8_t	none[] = { 5, 0, 0, 0, 0 };
	static const uint8_t	most[] = { 0, 0, 0, 64, 0 };
	static const uint8_t	many[] = { 0, 0, 0, 65, 0 };
	const struct ruleset	*s = set("nhs-quality-2017-06");
	struct margin		 up, down;

	(void)state;
	rules_margin(s, all_o, &up, &down);
	assert_int_equal(up.to, NONE);
	assert_int_equal(down.to, G);
	assert_int_equal(down.moves, 1);
	assert_int_equal(down.n[NONE], 1);
	assert_int_equal(down.n[RI], 1);
	rules_margin(s, all_i, &up, &down);
	assert_int_equal(down.to, NONE);
	assert_int_equal(up.moves, 4);
	rules_margin(s, none, &up, &down);
	assert_true(up.to == NONE && down.to == NONE);
	rules_margin(s, most, &up, &down);
	assert_int_equal(up.moves, 3);
	assert_int_equal(down.moves, 1);
	rules_margin(s, many, &up, &down);
	assert_true(up.to == NONE && down.to == NONE);
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
		cmocka_unit_test(tests_end_with_the_decision),
		cmocka_unit_test(published_trusts),
		cmocka_unit_test(the_rule_of_two_would_fail),
		cmocka_unit_test(combined_from_the_pair),
		cmocka_unit_test(combined_where_the_pair_is_not_enough),
		cmocka_unit_test(bounds_hold_every_completion),
		cmocka_unit_test(margins_are_smallest),
		cmocka_unit_test(margins_at_the_ends)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
