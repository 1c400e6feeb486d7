/*
 * The rules beside what was published, and how the two results of a trust go
 * together.
 */
#include "tests/rules/letters.h"

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

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(published_trusts),
		cmocka_unit_test(the_rule_of_two_would_fail),
		cmocka_unit_test(combined_from_the_pair),
		cmocka_unit_test(combined_where_the_pair_is_not_enough)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
