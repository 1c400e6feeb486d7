/*
 * The grid: which cells there are, and computed beside awarded.
 */
#include "tests/rules/kit.h"

static struct kit	k;

/* One report: computed beside awarded, with row and counts. */
static void
computed_beside_awarded(void **state)
{
	const struct cell	*c;

	(void)state;
	kit_open(&k, "RGT", 1);
	kit_report(&k, "", "", "2019-02-26", "GGOROGRG");
	kit_evaluate(&k, "");
	c = kit_quality(&k);
	assert_int_equal(c->level, LEVEL_QUALITY);
	assert_int_equal(c->awarded->mark, MARK_GOOD);
	assert_string_equal(c->set->id, "nhs-quality-2017-06");
	assert_string_equal(c->computed.rule->id, "good");
	assert_int_equal(c->computed.n[O], 2);
	assert_int_equal(c->unknown, 0);
	kit_bounds(c->bounds, G, G);
	kit_on(c->computed_on, "2019-02-26");
	assert_false(c->departs || c->moved || c->same_day);
	c = kit_combined(&k);
	assert_string_equal(c->set->id, "nhs-combined-2018-03");
	assert_int_equal(c->computed.rating, G);
	assert_int_equal(c->computed.n[RI], 2);
	c = kit_cell(&k, "", "", QUESTION_RESOURCES);
	assert_int_equal(c->level, LEVEL_RESOURCES);
	assert_null(c->set);
	assert_int_equal(k.ncell, 8);
	kit_close(&k);
}

static void
award_against_the_rules_departs(void **state)
{
	static const struct deviation	d[] = {
		{ "", "", QUESTION_OVERALL, { 0, PRECISION_NONE }, MARK_GOOD,
		  MARK_OUTSTANDING, "z", "", "", "" },
		{ "", "", QUESTION_OVERALL, { 0, PRECISION_NONE }, MARK_GOOD,
		  MARK_OUTSTANDING, "because", "", "", "" },
		{ "", "", QUESTION_OVERALL, { 0, PRECISION_NONE }, MARK_GOOD,
		  MARK_GOOD, "a: of another award", "", "", "" }
	};
	struct deviation	dated[3];
	size_t			i;

	(void)state;
	for (i = 0; i < 3; i++) {
		dated[i] = d[i];
		dated[i].rated = kit_day("2019-08-16");
	}
	kit_open(&k, "RA7", 1);
	kit_report(&k, "", "", "2019-08-16", "RGOGOOGO");
	k.facts.deviation = dated;
	k.facts.ndeviation = 3;
	kit_evaluate(&k, "");
	assert_true(kit_quality(&k)->departs);
	kit_bounds(kit_quality(&k)->bounds, G, G);
	assert_string_equal(kit_quality(&k)->deviation->reason, "because");
	assert_true(kit_combined(&k)->departs);
	assert_null(kit_combined(&k)->deviation);
	kit_departures(&k);
	assert_int_equal(k.ncell, 2);
	assert_int_equal(k.cell[0].level, LEVEL_QUALITY);
	assert_int_equal(k.cell[1].level, LEVEL_COMBINED);
	assert_string_equal(k.cell[0].deviation->reason, "because");
	dated[1].rated = kit_day("2019-08-17");
	kit_evaluate(&k, "");
	assert_string_equal(kit_quality(&k)->deviation->reason, "z");
	kit_close(&k);
}

static void
no_set_in_force_computes_nothing(void **state)
{
	(void)state;
	kit_open(&k, "RXX", 1);
	kit_report(&k, "", "", "2014-09-30", "RRRRRO");
	kit_report(&k, "", "", "2018-03-04", "......GO");
	kit_evaluate(&k, "");
	assert_null(kit_quality(&k)->set);
	assert_null(kit_combined(&k)->set);
	assert_false(kit_quality(&k)->departs || kit_combined(&k)->departs);
	kit_departures(&k);
	assert_int_equal(k.ncell, 0);
	kit_open(&k, "RXX", 1);
	kit_report(&k, "", "", "2017-05-31", "RRRRRO");
	kit_evaluate(&k, "");
	assert_string_equal(kit_quality(&k)->set->id, "nhs-quality-2014");
	kit_close(&k);
}

static void
levels_of_organisations(void **state)
{
	static const struct {
		int		 trust;
		const char	*location, *service;
		enum question	 question;
		enum level	 level;
	} row[] = {
		{ 1, "", "", QUESTION_SAFE, LEVEL_TRUST_QUESTION },
		{ 1, "", "", QUESTION_OVERALL, LEVEL_QUALITY },
		{ 1, "", "", QUESTION_RESOURCES, LEVEL_RESOURCES },
		{ 1, "", "", QUESTION_COMBINED, LEVEL_COMBINED },
		{ 1, "", "s", QUESTION_SAFE, LEVEL_SERVICE_QUESTION },
		{ 1, "", "s", QUESTION_OVERALL, LEVEL_SERVICE },
		{ 1, "l", "", QUESTION_SAFE, LEVEL_LOCATION_QUESTION },
		{ 1, "l", "", QUESTION_OVERALL, LEVEL_LOCATION },
		{ 1, "l", "", QUESTION_COMBINED, LEVEL_NONE },
		{ 1, "l", "s", QUESTION_RESOURCES, LEVEL_NONE },
		{ 1, "", "", QUESTION_NONE, LEVEL_NONE },
		{ 1, "", "", QUESTION_COUNT, LEVEL_NONE },
		{ 0, "", "", QUESTION_SAFE, LEVEL_LOCATION_QUESTION },
		{ 0, "", "", QUESTION_OVERALL, LEVEL_LOCATION },
		{ 0, "", "", QUESTION_COMBINED, LEVEL_NONE },
		{ 0, "l", "", QUESTION_OVERALL, LEVEL_LOCATION },
		{ 0, "l", "s", QUESTION_OVERALL, LEVEL_SERVICE }
	};
	struct facts	f = { .organisation = "X" };
	size_t		i;

	(void)state;
	for (i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		f.is_trust = row[i].trust;
		if (level_of(&f, row[i].location, row[i].service,
		    row[i].question) != row[i].level)
			fail_msg("row %zu", i);
	}
	for (i = 1; i < LEVEL_COUNT; i++)
		assert_true(strlen(level_name((enum level)i)) > 0);
}

/* "level location/service/question" */
static void
describe(const struct cell *c, char *out, size_t size)
{
	snprintf(out, size, "%s %s/%s/%s", level_name(c->level), c->location,
	    c->service, question_code(c->question));
}

static void
cells_come_in_order(void **state)
{
	static const char *const	want[] = {
		"combined //combined", "quality //overall",
		"use of resources //use_of_resources", "trust question //safe",
		"trust question //effective", "trust question //caring",
		"trust question //responsive", "trust question //well_led",
		"service /Community/overall",
		"service question /Community/safe", "location A//overall",
		"location question A//safe", "service A/Surgery/overall",
		"service question A/Surgery/safe", "location B//overall",
		"location question B//caring"
	};
	char	got[80];
	size_t	i;

	(void)state;
	kit_open(&k, "RXX", 1);
	kit_report(&k, "B", "", "2019-01-01", "..G");
	kit_report(&k, "A", "Surgery", "2019-01-01", "G");
	kit_report(&k, "", "Community", "2019-01-01", "G");
	kit_report(&k, "", "", "2019-01-01", "GGGGGGGG");
	kit_evaluate(&k, "");
	assert_int_equal(k.ncell, sizeof(want) / sizeof(want[0]));
	for (i = 0; i < k.ncell; i++) {
		describe(&k.cell[i], got, sizeof(got));
		assert_string_equal(got, want[i]);
	}
	assert_int_equal(grid_evaluate(&k.history, INT32_MAX, k.cell,
	    3), 3);
	kit_close(&k);
}

static void
nothing_known_is_nothing_shown(void **state)
{
	(void)state;
	kit_open(&k, "RXX", 1);
	kit_evaluate(&k, "");
	assert_int_equal(k.ncell, 0);
	kit_report(&k, "", "", "2019-01-01", "????????");
	kit_evaluate(&k, "");
	assert_int_equal(k.ncell, 0);
	kit_report(&k, "", "", "2019-01-01", "G");
	kit_evaluate(&k, "2018-12-31");
	assert_int_equal(k.ncell, 0);
	kit_departures(&k);
	assert_int_equal(k.ncell, 0);
	kit_close(&k);
}

/* Only what counted on its day was awarded; each day is looked at. */
static void
departures_of_all_times(void **state)
{
	(void)state;
	kit_open(&k, "RXX", 1);
	kit_report(&k, "", "", "2021-01-01", "GGGGGO");
	kit_report(&k, "", "", "2019-01-01", "GGGGGR");
	kit_report(&k, "", "", "2020-01-01", "GGGGGI");
	kit_fact(&k, "", "", QUESTION_OVERALL, MARK_GOOD, "2020-01-01")
	    ->revision = 1;
	kit_departures(&k);
	assert_int_equal(k.ncell, 2);
	kit_on(k.cell[0].computed_on, "2019-01-01");
	kit_on(k.cell[1].computed_on, "2021-01-01");
	kit_close(&k);
}

/* More services than a rule set can count: nothing is said of them. */
static void
too_many_inputs_compute_nothing(void **state)
{
	static char	name[RULES_MAX_INPUTS + 1][8];
	size_t		i;

	(void)state;
	kit_open(&k, "1-1", 0);
	for (i = 0; i < RULES_MAX_INPUTS; i++) {
		snprintf(name[i], sizeof(name[i]), "s%zu", i);
		kit_report(&k, "1-1", name[i], "2019-01-01", "G");
	}
	kit_evaluate(&k, "");
	assert_int_equal(kit_cell(&k, "1-1", "", QUESTION_SAFE)->computed
	    .rating, G);
	kit_report(&k, "1-1", "one more", "2019-01-01", "G");
	kit_evaluate(&k, "");
	assert_null(kit_find(&k, "1-1", "", QUESTION_SAFE));
	kit_close(&k);
}

/* RA430: "Maternity and gynaecology" of 2016 was rated as "Maternity" in 2019,
 * and is no ninth service beside it. */
static void
a_new_name_takes_the_place_of_the_old(void **state)
{
	static const char *const	eight[] = {
		"Critical care", "End of life care", "Medical care",
		"Outpatients and diagnostic imaging", "Surgery", "Renal",
		"Urgent and emergency services", "Maternity"
	};
	const struct cell	*c;
	size_t			 i;

	(void)state;
	kit_open(&k, "RA4", 1);
	kit_report(&k, "RA430", "Maternity and gynaecology", "2016-07-27", "R");
	for (i = 0; i < 7; i++)
		kit_report(&k, "RA430", eight[i], "2016-07-27",
		    i == 0 ? "R" : "G");
	kit_evaluate(&k, "");
	c = kit_cell(&k, "RA430", "", QUESTION_SAFE);
	kit_bounds(c->bounds, RI, RI);
	kit_report(&k, "RA430", eight[7], "2019-05-08", "G");
	kit_evaluate(&k, "");
	c = kit_cell(&k, "RA430", "", QUESTION_SAFE);
	assert_int_equal(c->computed.n[G], 7);
	assert_int_equal(c->computed.n[RI], 1);
	kit_bounds(c->bounds, G, G);
	kit_evaluate(&k, "2019-05-07");
	kit_bounds(kit_cell(&k, "RA430", "", QUESTION_SAFE)->bounds, RI, RI);
	kit_close(&k);
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(computed_beside_awarded),
		cmocka_unit_test(award_against_the_rules_departs),
		cmocka_unit_test(no_set_in_force_computes_nothing),
		cmocka_unit_test(levels_of_organisations),
		cmocka_unit_test(cells_come_in_order),
		cmocka_unit_test(nothing_known_is_nothing_shown),
		cmocka_unit_test(departures_of_all_times),
		cmocka_unit_test(too_many_inputs_compute_nothing),
		cmocka_unit_test(a_new_name_takes_the_place_of_the_old)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
