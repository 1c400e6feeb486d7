/*
 * Grids by kind of organisation.
 */
#include "tests/rules/kit.h"

static struct kit	k;

/* ---- words --------------------------------------------------------------- */

static void
categories_are_sectors(void **state)
{
	static const struct {
		const char	*category;
		enum sector	 sector;
		int		 locations, resources;
	} row[] = {
		{ "", SECTOR_UNKNOWN, 1, 1 },
		{ "Acute hospital - NHS non-specialist", SECTOR_ACUTE, 1, 1 },
		{ "Acute hospital - NHS specialist", SECTOR_SPECIALIST, 1, 0 },
		{ "Mental health - community & residential - NHS",
		  SECTOR_MENTAL_HEALTH, 0, 0 },
		{ "ambulance service", SECTOR_AMBULANCE, 0, 0 },
		{ "Community health - NHS & Independent", SECTOR_COMMUNITY, 0,
		  0 },
		{ "Residential social care", SECTOR_SOCIAL_CARE, 1, 0 },
		{ "GP Practices", SECTOR_GP, 1, 0 },
		{ "Hospice services", SECTOR_INDEPENDENT, 1, 0 },
		{ "mental health", SECTOR_MENTAL_HEALTH, 0, 0 },
		{ "Dentists", SECTOR_OTHER, 1, 1 }
	};
	enum sector	s;
	size_t		i;

	(void)state;
	for (i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		s = sector_parse(row[i].category);
		if (s != row[i].sector)
			fail_msg("%s: %s", row[i].category, sector_name(s));
		assert_int_equal(sector_has_locations(s), row[i].locations);
		assert_int_equal(sector_has_resources(s), row[i].resources);
	}
}

static void
sectors_have_their_sets(void **state)
{
	static const struct {
		enum sector	 sector;
		const char	*day;
		size_t		 inputs;
		const char	*id;
	} row[] = {
		{ SECTOR_SOCIAL_CARE, "2019-01-01", 5, "asc-locations" },
		{ SECTOR_SOCIAL_CARE, "2019-01-01", 6, "nhs-quality-2017-06" },
		{ SECTOR_SOCIAL_CARE, "2024-01-01", 5, "nhs-quality-2017-06" },
		{ SECTOR_GP, "2021-09-30", 5, "pms-gp-2014" },
		{ SECTOR_GP, "2021-10-01", 5, "pms-gp-2021-10" },
		{ SECTOR_INDEPENDENT, "2019-01-01", 9, "independent-health" },
		{ SECTOR_AMBULANCE, "2019-01-01", 9, "nhs-quality-2017-06" },
		{ SECTOR_UNKNOWN, "2019-01-01", 5, "nhs-quality-2017-06" }
	};
	size_t	i;

	(void)state;
	for (i = 0; i < sizeof(row) / sizeof(row[0]); i++)
		assert_string_equal(rules_for(PURPOSE_QUALITY, row[i].sector,
		    kit_day(row[i].day), row[i].inputs)->id, row[i].id);
	assert_string_equal(rules_for(PURPOSE_GROUP, SECTOR_GP,
	    kit_day("2021-09-30"), 2)->id, "pms-gp-groups");
	assert_null(rules_for(PURPOSE_GROUP, SECTOR_GP, kit_day("2021-10-01"),
	    2));
}

/* ---- the count of April 2014 --------------------------------------------- */

static const char *const	core[] = {
	"Accident and emergency", "Medical care", "Surgery", "Critical care",
	"Maternity and family planning",
	"Services for children and young people", "End of life care",
	"Outpatients"
};

enum { CORE = sizeof(core) / sizeof(core[0]) };

static void
add_hospital(const char *id)
{
	size_t	i;

	for (i = 0; i < CORE; i++)
		kit_report(&k, id, core[i], "2014-10-15", "GGGGGG");
	kit_report(&k, id, "", "2014-10-15", "GGGGGG");
}

static size_t
count_levels(enum level from, enum level to)
{
	size_t	i, n = 0;

	for (i = 0; i < k.ncell; i++)
		n += k.cell[i].level >= from && k.cell[i].level <= to;
	return n;
}

/* A hospital has 54 ratings, a trust of three 167, 170 with its overall,
 * use of resources and combined. */
static void
ratings_of_april_2014_are_counted(void **state)
{
	static const char *const	id[] = { "RX101", "RX102", "RX103" };
	size_t				i;

	(void)state;
	kit_open(&k, "RX1", 1);
	add_hospital(id[0]);
	kit_evaluate(&k, "");
	assert_int_equal(count_levels(LEVEL_SERVICE_QUESTION, LEVEL_LOCATION),
	    54);
	kit_open(&k, "RX1", 1);
	for (i = 0; i < 3; i++)
		add_hospital(id[i]);
	kit_report(&k, "", "", "2014-10-15", "GGGGGGGG");
	k.facts.location = id;
	k.facts.nlocation = 3;
	kit_evaluate(&k, "");
	assert_int_equal(count_levels(LEVEL_SERVICE_QUESTION,
	    LEVEL_TRUST_QUESTION), 167);
	assert_int_equal(k.ncell, 170);
	kit_close(&k);
}

/* ---- trusts without locations -------------------------------------------- */

static void
open_sector(const char *id, enum sector sector)
{
	kit_open(&k, id, 1);
	k.facts.sector = sector;
}

static void
mental_health_is_made_from_services(void **state)
{
	static const enum sector	sector[] = { SECTOR_MENTAL_HEALTH,
	    SECTOR_AMBULANCE, SECTOR_COMMUNITY };
	const struct cell		*c;
	size_t				 i;

	(void)state;
	for (i = 0; i < 3; i++) {
		open_sector("RX4", sector[i]);
		kit_report(&k, "", "Wards", "2019-05-01", "RGGGI");
		kit_report(&k, "", "Crisis", "2019-05-01", "GGOGI");
		kit_report(&k, "", "", "2019-05-01", "....G");
		kit_evaluate(&k, "");
		c = kit_cell(&k, "", "", QUESTION_SAFE);
		assert_int_equal(c->level, LEVEL_TRUST_QUESTION);
		kit_bounds(c->bounds, RI, RI);
		kit_bounds(kit_cell(&k, "", "", QUESTION_CARING)->bounds, O,
		    O);
		c = kit_cell(&k, "", "", QUESTION_WELL_LED);
		assert_null(c->set);
		assert_int_equal(c->silence, SILENCE_AWARDED);
		kit_bounds(kit_quality(&k)->bounds, G, G);
		assert_null(kit_find(&k, "", "", QUESTION_COMBINED));
	}
	kit_close(&k);
}

/* A specialist trust is not rated for use of resources. */
static void
no_combined_without_use_of_resources(void **state)
{
	const struct cell	*c;

	(void)state;
	open_sector("RP6", SECTOR_SPECIALIST);
	kit_report(&k, "", "", "2019-05-01", "GGGGGGGG");
	kit_evaluate(&k, "");
	c = kit_combined(&k);
	assert_null(c->set);
	assert_int_equal(c->silence, SILENCE_RESOURCES);
	assert_non_null(kit_quality(&k)->set);
	kit_close(&k);
}

/* ---- trusts with locations ----------------------------------------------- */

static const char *const	site[] = { "RX101", "RX102" };

static void
two_sites(const char *first, const char *second)
{
	open_sector("RX1", SECTOR_ACUTE);
	kit_report(&k, site[0], "", "2019-05-01", first);
	kit_report(&k, site[1], "", "2019-05-01", second);
	k.facts.location = site;
	k.facts.nlocation = 2;
}

static void
the_only_location_takes_from_the_trust(void **state)
{
	const struct cell	*c;

	(void)state;
	open_sector("RX1", SECTOR_ACUTE);
	kit_report(&k, site[0], "Surgery", "2019-05-01", "GGGGI");
	kit_report(&k, "", "", "2019-05-01", "GGGGRG");
	k.facts.location = site;
	k.facts.nlocation = 1;
	kit_evaluate(&k, "");
	c = kit_cell(&k, site[0], "", QUESTION_WELL_LED);
	kit_bounds(c->bounds, RI, RI);
	kit_bounds(kit_cell(&k, site[0], "", QUESTION_OVERALL)->bounds, G, G);
	/* Questions of its own give its overall. */
	kit_report(&k, site[0], "", "2019-05-01", "RRGG");
	kit_evaluate(&k, "");
	kit_bounds(kit_cell(&k, site[0], "", QUESTION_OVERALL)->bounds, RI,
	    RI);
	kit_close(&k);
}

/* One location is listed, but another is rated: it is not the only one. */
static void
one_that_is_listed_need_not_be_the_only_one(void **state)
{
	(void)state;
	open_sector("RX1", SECTOR_ACUTE);
	kit_report(&k, "", "", "2019-05-01", "RRGGGR");
	kit_report(&k, site[0], "Surgery", "2019-05-01", "GGGGI");
	kit_fact(&k, site[1], "", QUESTION_OVERALL, MARK_GOOD, "2019-05-01");
	k.facts.location = site;
	k.facts.nlocation = 1;
	kit_evaluate(&k, "");
	assert_false(kit_cell(&k, site[1], "", QUESTION_OVERALL)->departs);
	kit_bounds(kit_cell(&k, site[0], "", QUESTION_WELL_LED)->bounds, I, I);
	kit_departures(&k);
	assert_int_equal(k.ncell, 0);
	kit_close(&k);
}

static void
services_outside_locations_need_judgement(void **state)
{
	const struct cell	*c;

	(void)state;
	two_sites("GGGGG", "RGGGG");
	kit_evaluate(&k, "");
	kit_bounds(kit_cell(&k, "", "", QUESTION_SAFE)->bounds, RI, RI);
	kit_report(&k, "", "Community health services", "2019-05-01", "G");
	kit_report(&k, "", "", "2019-05-01", "G");
	kit_evaluate(&k, "");
	c = kit_cell(&k, "", "", QUESTION_SAFE);
	assert_null(c->set);
	assert_int_equal(c->silence, SILENCE_COMPLEX);
	assert_string_not_equal(silence_text(c->silence), "");
	two_sites("GGGGG", "RGGGG");
	kit_report(&k, "", "", "2019-05-01", "G");
	k.facts.complex = 1;
	kit_evaluate(&k, "");
	assert_int_equal(kit_cell(&k, "", "", QUESTION_SAFE)->silence,
	    SILENCE_COMPLEX);
	kit_close(&k);
}

/* Birmingham: five questions rated, and no overall after the merger. */
static void
rrk_merged_is_not_aggregated(void **state)
{
	static const struct {
		const char	*label, *until;
		int		 computed;
	} row[] = {
		{ "still separate", "2020-04-01", 0 },
		{ "the last day", "2019-02-13", 0 },
		{ "the day after", "2019-02-12", 1 },
		{ "no merger", NULL, 1 }
	};
	size_t	i;

	(void)state;
	for (i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		open_sector("RRK", SECTOR_ACUTE);
		kit_report(&k, "", "", "2019-02-13", "GGGGONNN");
		if (row[i].until != NULL)
			k.facts.separate_until = kit_day(row[i].until);
		kit_evaluate(&k, "");
		if ((kit_quality(&k)->set != NULL) != row[i].computed)
			fail_msg("%s", row[i].label);
		assert_int_equal(kit_quality(&k)->silence, row[i].computed ?
		    SILENCE_NONE : SILENCE_SEPARATE);
	}
	kit_close(&k);
}

/* ---- population groups --------------------------------------------------- */

static void
population_groups_have_two_questions(void **state)
{
	const struct cell	*c;

	(void)state;
	kit_open(&k, "1-2", 0);
	k.facts.sector = SECTOR_GP;
	kit_report(&k, "1-2", "Older people", "2019-05-01", ".G.R.R");
	kit_report(&k, "1-2", "", "2019-05-01", "GGGGGG");
	kit_evaluate(&k, "");
	c = kit_cell(&k, "1-2", "Older people", QUESTION_OVERALL);
	assert_string_equal(c->set->id, "pms-gp-groups");
	assert_int_equal(c->unknown, 0);
	kit_bounds(c->bounds, RI, RI);
	c = kit_cell(&k, "1-2", "", QUESTION_OVERALL);
	assert_string_equal(c->set->id, "pms-gp-2014");
	kit_open(&k, "1-2", 0);
	kit_report(&k, "1-2", "Older people", "2021-10-01", ".G.R.R");
	kit_evaluate(&k, "");
	assert_null(kit_cell(&k, "1-2", "Older people",
	    QUESTION_OVERALL)->set);
	kit_close(&k);
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(categories_are_sectors),
		cmocka_unit_test(sectors_have_their_sets),
		cmocka_unit_test(ratings_of_april_2014_are_counted),
		cmocka_unit_test(mental_health_is_made_from_services),
		cmocka_unit_test(no_combined_without_use_of_resources),
		cmocka_unit_test(the_only_location_takes_from_the_trust),
		cmocka_unit_test(one_that_is_listed_need_not_be_the_only_one),
		cmocka_unit_test(services_outside_locations_need_judgement),
		cmocka_unit_test(rrk_merged_is_not_aggregated),
		cmocka_unit_test(population_groups_have_two_questions)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
