/*
 * Time: which fact counts, what stands still, what has moved since.
 */
#include "tests/rules/kit.h"

static struct kit	k;

static void
an_award_is_a_snapshot(void **state)
{
	const struct cell	*c;

	(void)state;
	kit_open(&k, "RWE", 1);
	kit_report(&k, "", "", "2020-02-05", "RGGGGGRG");
	kit_report(&k, "", "", "2022-09-01", "R..RGR");
	kit_evaluate(&k, "");
	c = kit_combined(&k);
	kit_on(c->computed_on, "2020-02-05");
	kit_bounds(c->bounds, G, G);
	assert_false(c->departs);
	assert_true(c->moved);
	kit_on(c->moved_on, "2022-09-01");
	kit_bounds(c->now, RI, RI);
	assert_false(kit_quality(&k)->moved);
	kit_evaluate(&k, "2022-08-31");
	assert_false(kit_combined(&k)->moved);
	kit_bounds(kit_combined(&k)->now, NONE, NONE);
	kit_close(&k);
}

/* A newer date with the same rating, and a later silence, are no change. */
static void
what_does_not_move(void **state)
{
	(void)state;
	kit_open(&k, "RWE", 1);
	kit_report(&k, "", "", "2020-02-05", "RGGGGGRG");
	kit_report(&k, "", "", "2022-09-01", "RG?G");
	kit_evaluate(&k, "");
	assert_false(kit_combined(&k)->moved);
	kit_close(&k);
}

/* Never awarded, the combined rating stands as on the day of the use of
 * resources rating; without one there is none. */
static void
combined_needs_use_of_resources(void **state)
{
	const struct cell	*c;

	(void)state;
	kit_open(&k, "RTX", 1);
	kit_report(&k, "", "", "2018-05-16", "RGGRRR");
	kit_evaluate(&k, "");
	assert_null(kit_find(&k, "", "", QUESTION_COMBINED));
	kit_report(&k, "", "", "2019-05-16", "......I");
	kit_report(&k, "", "", "2023-08-23", "IRGRIR");
	kit_evaluate(&k, "");
	c = kit_combined(&k);
	kit_on(c->computed_on, "2019-05-16");
	kit_bounds(c->bounds, RI, RI);
	assert_true(c->moved);
	kit_bounds(c->now, I, I);
	kit_report(&k, "", "", "2023-08-23", "......?");
	kit_evaluate(&k, "");
	assert_null(kit_find(&k, "", "", QUESTION_COMBINED));
	kit_close(&k);
}

/* Which of two facts about one cell counts. */
static void
the_later_fact_counts(void **state)
{
	static const struct {
		const char	*what, *rated[2], *published[2];
		uint32_t	 revision[2];
		uint64_t	 digest[2];
		enum mark	 mark[2];	/* the first must win */
	} row[] = {
		{ "rated later", { "2019-02", "2019-01-31" },
		  { "2019-03-01", "2019-04-01" }, { 1, 2 }, { 1, 2 },
		  { MARK_GOOD, MARK_IMPROVE } },
		{ "a month ends after its days", { "2019-01", "2019-01-30" },
		  { "2019-03-01", "2019-04-01" }, { 1, 2 }, { 1, 2 },
		  { MARK_GOOD, MARK_IMPROVE } },
		{ "stated", { "2019-01-01", "2019-01-01" },
		  { "2019-03-01", "2019-04-01" }, { 1, 2 }, { 1, 2 },
		  { MARK_GOOD, MARK_NOT_STATED } },
		{ "published later", { "2019-01-01", "2019-01-01" },
		  { "2019-04-02", "2019-04-01" }, { 1, 2 }, { 1, 2 },
		  { MARK_GOOD, MARK_IMPROVE } },
		{ "revision", { "2019-01-01", "2019-01-01" },
		  { "2019-04-01", "2019-04-01" }, { 3, 2 }, { 1, 2 },
		  { MARK_GOOD, MARK_IMPROVE } },
		{ "digest", { "2019-01-01", "2019-01-01" },
		  { "2019-04-01", "2019-04-01" }, { 2, 2 },
		  { UINT64_MAX, 2 }, { MARK_GOOD, MARK_IMPROVE } }
	};
	const struct cell	*c;
	struct fact		*f;
	size_t			 i, a, turn;

	(void)state;
	for (i = 0; i < sizeof(row) / sizeof(row[0]); i++)
		for (turn = 0; turn < 2; turn++) {
			kit_open(&k, "RXX", 1);
			for (a = 0; a < 2; a++) {
				f = kit_fact(&k, "", "", QUESTION_SAFE,
				    row[i].mark[a ^ turn],
				    row[i].rated[a ^ turn]);
				f->published =
				    kit_day(row[i].published[a ^ turn]);
				f->revision = row[i].revision[a ^ turn];
				f->digest = row[i].digest[a ^ turn];
			}
			kit_evaluate(&k, "");
			c = kit_cell(&k, "", "", QUESTION_SAFE);
			if (c->awarded->mark != MARK_GOOD)
				fail_msg("%s, turn %zu", row[i].what, turn);
			kit_close(&k);
		}
}

static void
ties_on_both_dates_are_shown(void **state)
{
	static const struct {
		const char	*what, *published;
		enum mark	 mark;
		int		 tied;
	} row[] = {
		{ "another rating", "2019-01-01", MARK_IMPROVE, 1 },
		{ "the same rating", "2019-01-01", MARK_GOOD, 0 },
		{ "published later", "2019-01-02", MARK_IMPROVE, 0 },
		{ "not a rating", "2019-01-01", MARK_NOT_RATED, 0 },
		{ "silence", "2019-01-01", MARK_NOT_STATED, 0 }
	};
	size_t	i;

	(void)state;
	for (i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		kit_open(&k, "RXX", 1);
		kit_fact(&k, "", "", QUESTION_SAFE, MARK_GOOD, "2019-01-01");
		kit_fact(&k, "", "", QUESTION_SAFE, row[i].mark,
		    "2019-01-01")->published = kit_day(row[i].published);
		kit_fact(&k, "", "", QUESTION_SAFE, MARK_GOOD, "2018-01-01");
		kit_evaluate(&k, "");
		if (kit_cell(&k, "", "", QUESTION_SAFE)->same_day !=
		    row[i].tied)
			fail_msg("%s", row[i].what);
		kit_close(&k);
	}
}

/* A published date that is missing is the day of the rating. */
static void
publication_may_be_missing(void **state)
{
	(void)state;
	kit_open(&k, "RXX", 1);
	kit_fact(&k, "", "", QUESTION_SAFE, MARK_GOOD, "2019-01-01")->published
	    = (struct day){ 0, PRECISION_NONE };
	kit_fact(&k, "", "", QUESTION_SAFE, MARK_IMPROVE, "2019-01-01");
	kit_evaluate(&k, "");
	assert_true(kit_cell(&k, "", "", QUESTION_SAFE)->same_day);
	kit_close(&k);
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(an_award_is_a_snapshot),
		cmocka_unit_test(what_does_not_move),
		cmocka_unit_test(combined_needs_use_of_resources),
		cmocka_unit_test(the_later_fact_counts),
		cmocka_unit_test(ties_on_both_dates_are_shown),
		cmocka_unit_test(publication_may_be_missing)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
