/*
 * What a cell is made from: carried forward, unknown, not rated, derived.
 */
#include "tests/rules/kit.h"

static struct kit	k;

/* A question not inspected this time keeps its rating and its date. */
static void
ratings_are_carried_forward(void **state)
{
	const struct cell	*c;
	struct input		 in[6];

	(void)state;
	kit_open(&k, "RXX", 1);
	kit_report(&k, "", "", "2018-06-01", "RGGGG");
	kit_report(&k, "", "", "2020-06-01", "....RR");
	kit_evaluate(&k, "");
	c = kit_quality(&k);
	kit_bounds(c->bounds, RI, RI);
	assert_false(c->departs);
	assert_int_equal(grid_inputs(&k.history, c, in, 6), 5);
	kit_on(in[0].rated, "2018-06-01");
	assert_int_equal(in[0].mark, MARK_IMPROVE);
	kit_on(in[4].rated, "2020-06-01");
	assert_int_equal(in[4].question, QUESTION_WELL_LED);
	kit_evaluate(&k, "2019-01-01");
	c = kit_quality(&k);
	assert_null(c->awarded);
	kit_bounds(c->bounds, G, G);
	kit_on(c->computed_on, "2018-06-01");
	kit_close(&k);
}

/* A report that is silent on a question leaves it unknown. */
static void
silence_blocks_carrying_forward(void **state)
{
	const struct cell	*c;

	(void)state;
	kit_open(&k, "RXX", 1);
	kit_report(&k, "", "", "2018-06-01", "RGGGG");
	kit_report(&k, "", "", "2020-06-01", "?GGGGG");
	kit_evaluate(&k, "");
	c = kit_quality(&k);
	assert_int_equal(c->unknown, 1);
	kit_bounds(c->bounds, RI, G);
	assert_int_equal(c->computed.rating, NONE);
	assert_null(c->computed.rule);
	assert_int_equal(c->computed.n[G], 4);
	assert_null(kit_find(&k, "", "", QUESTION_SAFE));
	kit_evaluate(&k, "2020-05-31");
	assert_non_null(kit_find(&k, "", "", QUESTION_SAFE));
	kit_close(&k);
}

/* 1-124626811: "Latest ratings" give Requires improvement of January 2021 and
 * not its questions; those of 2018 are no reason to call that wrong. */
static void
an_overall_alone_blocks_its_questions(void **state)
{
	const struct cell	*c;

	(void)state;
	kit_open(&k, "1-124626811", 0);
	kit_report(&k, "", "", "2018-09-26", "GGOGGG");
	kit_fact(&k, "", "", QUESTION_OVERALL, MARK_IMPROVE, "2021-01-20");
	kit_fact(&k, "", "", QUESTION_NONE, MARK_NOT_STATED, "2021-01-20");
	kit_evaluate(&k, "");
	c = kit_quality(&k);
	assert_int_equal(c->awarded->mark, MARK_IMPROVE);
	assert_null(c->set);
	assert_int_equal(k.ncell, 1);
	kit_departures(&k);
	assert_int_equal(k.ncell, 0);
	/* What is stated on that day counts. */
	kit_report(&k, "", "", "2021-01-20", "GGOGG");
	kit_departures(&k);
	assert_int_equal(k.ncell, 1);
	kit_close(&k);
}

/* RM317: the report of 2022 rated nothing, and the ratings of 2021 stood. */
static void
an_inspection_without_rating_takes_none_away(void **state)
{
	(void)state;
	kit_open(&k, "RXX", 1);
	kit_report(&k, "", "", "2021-02-10", "RGGGG");
	kit_fact(&k, "", "", QUESTION_SAFE, MARK_INSPECTED_NOT_RATED,
	    "2022-12-22");
	kit_fact(&k, "", "S", QUESTION_SAFE, MARK_INSPECTED_NOT_RATED,
	    "2022-12-22");
	kit_evaluate(&k, "");
	assert_int_equal(kit_find(&k, "", "",
	    QUESTION_SAFE)->awarded->mark, MARK_IMPROVE);
	assert_int_equal(kit_find(&k, "", "S",
	    QUESTION_SAFE)->awarded->mark, MARK_INSPECTED_NOT_RATED);
	kit_fact(&k, "", "", QUESTION_SAFE, MARK_NOT_RATED, "2023-12-22");
	kit_evaluate(&k, "");
	assert_int_equal(kit_find(&k, "", "",
	    QUESTION_SAFE)->awarded->mark, MARK_NOT_RATED);
	kit_close(&k);
}

static void
unknown_inputs_widen_or_not(void **state)
{
	static const struct {
		const char	*letters;
		enum rating	 low, high;	/* NONE: not computed */
		int		 departs;
	} row[] = {
		{ "IRG?II", I, I, 0 },
		{ "IRG?IR", I, I, 1 },
		{ "G?O?OO", I, O, 0 },
		{ "RG???I", I, G, 0 },
		{ "RG???O", I, G, 1 },
		{ "?????R", NONE, NONE, 0 },
		{ "GGOO?O", RI, O, 0 },
		{ "GGOO?I", RI, O, 1 },
		{ "RRG.GG", RI, RI, 1 }
	};
	const struct cell	*c;
	size_t			 i;

	(void)state;
	for (i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		kit_open(&k, "RXX", 1);
		kit_report(&k, "", "", "2019-06-01", row[i].letters);
		kit_evaluate(&k, "");
		c = kit_quality(&k);
		if (c->departs != row[i].departs)
			fail_msg("%s: departs %d", row[i].letters, c->departs);
		kit_bounds(c->bounds, row[i].low, row[i].high);
		assert_int_equal(c->set == NULL, row[i].low == NONE);
		assert_int_equal(c->computed.rating, c->bounds.low ==
		    c->bounds.high ? row[i].low : NONE);
	}
	kit_close(&k);
}

/* With an input unknown the row named is one that holds whatever it is. */
static void
certain_results_name_their_row(void **state)
{
	(void)state;
	kit_open(&k, "RM1", 1);
	kit_report(&k, "", "", "2018-06-19", "IRG?II");
	kit_evaluate(&k, "");
	assert_string_equal(kit_quality(&k)->computed.rule->id, "inadequate-2");
	assert_int_equal(kit_quality(&k)->computed.n[O], 0);
	kit_close(&k);
}

/* Words that are not ratings are dropped and N is what is left. */
static void
non_ratings_are_dropped(void **state)
{
	const struct cell	*c;

	(void)state;
	kit_open(&k, "RRK", 1);
	kit_report(&k, "", "", "2019-02-13", "GGGGONNN");
	kit_evaluate(&k, "");
	c = kit_quality(&k);
	assert_int_equal(c->awarded->mark, MARK_NOT_RATED);
	assert_int_equal(c->computed.rating, G);
	assert_false(c->departs);
	c = kit_combined(&k);
	assert_non_null(c->set);
	assert_int_equal(c->computed.rating, NONE);
	assert_int_equal(c->computed.n[NONE], 1);
	kit_bounds(c->bounds, NONE, NONE);
	kit_departures(&k);
	assert_int_equal(k.ncell, 0);

	kit_open(&k, "RXX", 1);
	kit_report(&k, "", "", "2019-02-13", "RNNGNR");
	kit_evaluate(&k, "");
	assert_string_equal(kit_quality(&k)->computed.rule->id, "improve-1");
	assert_int_equal(kit_quality(&k)->computed.n[NONE], 3);
	kit_close(&k);
}

/* Two reports on the trust, one hospital below with two services. */
static void
nothing_awarded_is_derived(void **state)
{
	static const char *const	locations[] = { "RXX01" };
	const struct cell		*c;
	struct input			 in[6];

	(void)state;
	kit_open(&k, "RXX", 1);
	k.facts.location = locations;
	k.facts.nlocation = 1;
	kit_report(&k, "RXX01", "Surgery", "2019-05-01", "RGGGG");
	kit_report(&k, "RXX01", "Maternity", "2019-03-01", "GGOGG");
	kit_report(&k, "", "", "2019-06-01", "....GG");
	kit_evaluate(&k, "");
	c = kit_cell(&k, "RXX01", "", QUESTION_SAFE);
	assert_int_equal(c->level, LEVEL_LOCATION_QUESTION);
	assert_int_equal(c->computed.rating, RI);
	kit_on(c->computed_on, "2019-05-01");
	c = kit_cell(&k, "", "", QUESTION_CARING);
	assert_int_equal(c->level, LEVEL_TRUST_QUESTION);
	assert_null(c->awarded);
	assert_int_equal(c->computed.rating, O);
	c = kit_quality(&k);
	assert_int_equal(c->computed.n[RI], 1);
	assert_int_equal(c->computed.n[O], 1);
	kit_bounds(c->bounds, G, G);
	assert_int_equal(grid_inputs(&k.history, c, in, 6), 5);
	assert_true(in[0].derived);
	kit_on(in[0].rated, "2019-05-01");
	assert_false(in[4].derived);
	c = kit_cell(&k, "RXX01", "Surgery", QUESTION_OVERALL);
	assert_int_equal(c->level, LEVEL_SERVICE);
	assert_int_equal(c->computed.rating, G);
	kit_close(&k);
}

/* What was awarded below counts, not what the rules give there. */
static void
awards_below_go_before_computing(void **state)
{
	struct input	in[2];

	(void)state;
	kit_open(&k, "1-1", 0);
	kit_report(&k, "1-1", "surgery", "2019-05-01", "IGGGG");
	kit_report(&k, "1-1", "", "2019-05-01", "GGGGGG");
	kit_evaluate(&k, "");
	assert_true(kit_cell(&k, "1-1", "", QUESTION_SAFE)->departs);
	assert_false(kit_cell(&k, "1-1", "", QUESTION_OVERALL)->departs);
	assert_int_equal(grid_inputs(&k.history, kit_cell(&k, "1-1", "",
	    QUESTION_SAFE), in, 2), 1);
	assert_string_equal(in[0].service, "surgery");
	kit_close(&k);
}

/* Trust well-led, and that of its only hospital, is awarded. */
static void
well_led_is_not_aggregated(void **state)
{
	static const char *const	locations[] = { "RXX01", "RXX02" };

	(void)state;
	kit_open(&k, "RXX", 1);
	k.facts.location = locations;
	k.facts.nlocation = 1;
	kit_report(&k, "RXX01", "Surgery", "2019-05-01", "GGGGG");
	kit_evaluate(&k, "");
	assert_null(kit_find(&k, "", "", QUESTION_WELL_LED));
	assert_null(kit_find(&k, "RXX01", "", QUESTION_WELL_LED));
	assert_int_equal(kit_quality(&k)->unknown, 1);
	k.facts.nlocation = 2;
	kit_evaluate(&k, "");
	assert_null(kit_find(&k, "", "", QUESTION_WELL_LED));
	assert_non_null(kit_find(&k, "RXX01", "", QUESTION_WELL_LED));
	k.facts.nlocation = 0;
	kit_evaluate(&k, "");
	assert_null(kit_find(&k, "", "", QUESTION_SAFE));
	kit_close(&k);
}

/* A listed hospital of which nothing is known is an unknown input; the order
 * of the list and a name twice in it do not matter. */
static void
unknown_hospitals_are_inputs(void **state)
{
	static const char *const	locations[] = { "RXX02", "RXX01",
					    "RXX02" };
	const struct cell		*c;
	struct input			 in[3];

	(void)state;
	kit_open(&k, "RXX", 1);
	k.facts.location = locations;
	k.facts.nlocation = 3;
	kit_report(&k, "RXX01", "", "2019-05-01", "GGGGGG");
	kit_evaluate(&k, "");
	c = kit_cell(&k, "", "", QUESTION_SAFE);
	assert_int_equal(c->unknown, 1);
	assert_int_equal(c->computed.n[G], 1);
	kit_bounds(c->bounds, I, O);
	assert_int_equal(grid_inputs(&k.history, c, in, 3), 2);
	assert_string_equal(in[0].location, "RXX01");
	assert_int_equal(in[1].mark, MARK_NOT_STATED);
	kit_close(&k);
}

/* A service counts from the day on which a key question of it was reported;
 * without this question it is unknown; an overall alone is not enough. */
static void
services_appear(void **state)
{
	const struct cell	*c;

	(void)state;
	kit_open(&k, "1-1", 0);
	kit_report(&k, "1-1", "care", "2019-01-01", "GGGGG");
	kit_report(&k, "1-1", "surgery", "2019-06-01", "....G");
	kit_report(&k, "1-1", "critical", "2019-01-01", ".....R");
	kit_evaluate(&k, "2019-05-31");
	c = kit_cell(&k, "1-1", "", QUESTION_SAFE);
	assert_int_equal(c->unknown, 0);
	kit_evaluate(&k, "");
	c = kit_cell(&k, "1-1", "", QUESTION_SAFE);
	assert_int_equal(c->unknown, 1);
	kit_on(c->computed_on, "2019-06-01");
	kit_close(&k);
}

static void
population_groups_are_no_services(void **state)
{
	static const char *const	group[] = { "Older people",
	    "People with long term conditions", "People with long-term "
	    "conditions", "Families, children and young people",
	    "Working age people (including those recently retired)",
	    "People whose circumstances may make them vulnerable",
	    "People experiencing poor mental health (including people with "
	    "dementia)", "old", "conditions", "mothers", "population",
	    "vulnerable", "problems" };
	const struct cell		*c;
	size_t				 i;

	(void)state;
	kit_open(&k, "1-1", 0);
	for (i = 0; i < sizeof(group) / sizeof(group[0]); i++)
		kit_report(&k, "1-1", group[i], "2019-01-01", "IIIIII");
	kit_evaluate(&k, "");
	assert_null(kit_find(&k, "1-1", "", QUESTION_SAFE));
	c = kit_cell(&k, "1-1", "old", QUESTION_OVERALL);
	assert_int_equal(c->computed.rating, I);
	kit_report(&k, "1-1", "Medical care (including older people's care)",
	    "2019-01-01", "GGGGGG");
	kit_evaluate(&k, "");
	c = kit_cell(&k, "1-1", "", QUESTION_SAFE);
	assert_int_equal(c->computed.rating, G);
	kit_close(&k);
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(ratings_are_carried_forward),
		cmocka_unit_test(silence_blocks_carrying_forward),
		cmocka_unit_test(an_overall_alone_blocks_its_questions),
		cmocka_unit_test(an_inspection_without_rating_takes_none_away),
		cmocka_unit_test(unknown_inputs_widen_or_not),
		cmocka_unit_test(certain_results_name_their_row),
		cmocka_unit_test(non_ratings_are_dropped),
		cmocka_unit_test(nothing_awarded_is_derived),
		cmocka_unit_test(awards_below_go_before_computing),
		cmocka_unit_test(well_led_is_not_aggregated),
		cmocka_unit_test(unknown_hospitals_are_inputs),
		cmocka_unit_test(services_appear),
		cmocka_unit_test(population_groups_are_no_services)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
