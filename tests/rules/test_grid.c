/*
 * The grid, case by case.
 */
#include "tests/rules/kit.h"

#define I	RATING_INADEQUATE
#define RI	RATING_IMPROVE
#define G	RATING_GOOD
#define O	RATING_OUTSTANDING
#define NONE	RATING_NONE

static struct kit	k;

static const struct cell *
quality(void)
{
	return kit_cell(&k, "", "", QUESTION_OVERALL);
}

static const struct cell *
combined(void)
{
	return kit_cell(&k, "", "", QUESTION_COMBINED);
}

static void
assert_bounds(struct bounds b, enum rating low, enum rating high)
{
	if (b.low != low || b.high != high)
		fail_msg("bounds %s to %s", rating_name(b.low),
		    rating_name(b.high));
}

static void
assert_on(struct day d, const char *text)
{
	char	buf[DAY_TEXT];

	assert_string_equal(day_text(d, buf), text);
}

/* One report: computed beside awarded, with row and counts. */
static void
computed_beside_awarded(void **state)
{
	const struct cell	*c;

	(void)state;
	kit_open(&k, "RGT", 1);
	kit_report(&k, "", "", "2019-02-26", "GGOROGRG");
	kit_evaluate(&k, "");
	c = quality();
	assert_int_equal(c->level, LEVEL_QUALITY);
	assert_int_equal(c->awarded->mark, MARK_GOOD);
	assert_string_equal(c->set->id, "nhs-quality-2017-06");
	assert_string_equal(c->computed.rule->id, "good");
	assert_int_equal(c->computed.n[O], 2);
	assert_int_equal(c->unknown, 0);
	assert_bounds(c->bounds, G, G);
	assert_on(c->computed_on, "2019-02-26");
	assert_false(c->departs || c->moved || c->same_day);
	c = combined();
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
	assert_true(quality()->departs);
	assert_bounds(quality()->bounds, G, G);
	assert_string_equal(quality()->deviation->reason, "because");
	assert_true(combined()->departs);
	assert_null(combined()->deviation);
	kit_departures(&k);
	assert_int_equal(k.ncell, 2);
	assert_int_equal(k.cell[0].level, LEVEL_QUALITY);
	assert_int_equal(k.cell[1].level, LEVEL_COMBINED);
	assert_string_equal(k.cell[0].deviation->reason, "because");
	dated[1].rated = kit_day("2019-08-17");
	kit_evaluate(&k, "");
	assert_string_equal(quality()->deviation->reason, "z");
	kit_close(&k);
}

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
	c = quality();
	assert_bounds(c->bounds, RI, RI);
	assert_false(c->departs);
	assert_int_equal(grid_inputs(&k.facts, c, k.scratch, in, 6), 5);
	assert_on(in[0].rated, "2018-06-01");
	assert_int_equal(in[0].mark, MARK_IMPROVE);
	assert_on(in[4].rated, "2020-06-01");
	assert_int_equal(in[4].question, QUESTION_WELL_LED);
	kit_evaluate(&k, "2019-01-01");
	c = quality();
	assert_null(c->awarded);
	assert_bounds(c->bounds, G, G);
	assert_on(c->computed_on, "2018-06-01");
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
	c = quality();
	assert_int_equal(c->unknown, 1);
	assert_bounds(c->bounds, RI, G);
	assert_int_equal(c->computed.rating, NONE);
	assert_null(c->computed.rule);
	assert_int_equal(c->computed.n[G], 4);
	assert_null(kit_find(&k, "", "", QUESTION_SAFE));
	kit_evaluate(&k, "2020-05-31");
	assert_non_null(kit_find(&k, "", "", QUESTION_SAFE));
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
		c = quality();
		if (c->departs != row[i].departs)
			fail_msg("%s: departs %d", row[i].letters, c->departs);
		assert_bounds(c->bounds, row[i].low, row[i].high);
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
	assert_string_equal(quality()->computed.rule->id, "inadequate-2");
	assert_int_equal(quality()->computed.n[O], 0);
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
	c = quality();
	assert_int_equal(c->awarded->mark, MARK_NOT_RATED);
	assert_int_equal(c->computed.rating, G);
	assert_false(c->departs);
	c = combined();
	assert_non_null(c->set);
	assert_int_equal(c->computed.rating, NONE);
	assert_int_equal(c->computed.n[NONE], 1);
	assert_bounds(c->bounds, NONE, NONE);
	kit_departures(&k);
	assert_int_equal(k.ncell, 0);

	kit_open(&k, "RXX", 1);
	kit_report(&k, "", "", "2019-02-13", "RNNGNR");
	kit_evaluate(&k, "");
	assert_string_equal(quality()->computed.rule->id, "improve-1");
	assert_int_equal(quality()->computed.n[NONE], 3);
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
	assert_on(c->computed_on, "2019-05-01");
	c = kit_cell(&k, "", "", QUESTION_CARING);
	assert_int_equal(c->level, LEVEL_TRUST_QUESTION);
	assert_null(c->awarded);
	assert_int_equal(c->computed.rating, O);
	c = quality();
	assert_int_equal(c->computed.n[RI], 1);
	assert_int_equal(c->computed.n[O], 1);
	assert_bounds(c->bounds, G, G);
	assert_int_equal(grid_inputs(&k.facts, c, k.scratch, in, 6), 5);
	assert_true(in[0].derived);
	assert_on(in[0].rated, "2019-05-01");
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
	assert_int_equal(grid_inputs(&k.facts, kit_cell(&k, "1-1", "",
	    QUESTION_SAFE), k.scratch, in, 2), 1);
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
	assert_int_equal(quality()->unknown, 1);
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
	assert_bounds(c->bounds, I, O);
	assert_int_equal(grid_inputs(&k.facts, c, k.scratch, in, 3), 2);
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
	assert_on(c->computed_on, "2019-06-01");
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

static void
an_award_is_a_snapshot(void **state)
{
	const struct cell	*c;

	(void)state;
	kit_open(&k, "RWE", 1);
	kit_report(&k, "", "", "2020-02-05", "RGGGGGRG");
	kit_report(&k, "", "", "2022-09-01", "R..RGR");
	kit_evaluate(&k, "");
	c = combined();
	assert_on(c->computed_on, "2020-02-05");
	assert_bounds(c->bounds, G, G);
	assert_false(c->departs);
	assert_true(c->moved);
	assert_on(c->moved_on, "2022-09-01");
	assert_bounds(c->now, RI, RI);
	assert_false(quality()->moved);
	kit_evaluate(&k, "2022-08-31");
	assert_false(combined()->moved);
	assert_bounds(combined()->now, NONE, NONE);
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
	assert_false(combined()->moved);
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
	c = combined();
	assert_on(c->computed_on, "2019-05-16");
	assert_bounds(c->bounds, RI, RI);
	assert_true(c->moved);
	assert_bounds(c->now, I, I);
	kit_report(&k, "", "", "2023-08-23", "......?");
	kit_evaluate(&k, "");
	assert_null(kit_find(&k, "", "", QUESTION_COMBINED));
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
	assert_null(quality()->set);
	assert_null(combined()->set);
	assert_false(quality()->departs || combined()->departs);
	kit_departures(&k);
	assert_int_equal(k.ncell, 0);
	kit_open(&k, "RXX", 1);
	kit_report(&k, "", "", "2017-05-31", "RRRRRO");
	kit_evaluate(&k, "");
	assert_string_equal(quality()->set->id, "nhs-quality-2014");
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

static void
cells_come_in_order(void **state)
{
	static const char	*want = "combined quality resources safe "
	    "effective caring responsive well_led "
	    "/Community/overall /Community/safe "
	    "A//overall A//safe A/Surgery/overall A/Surgery/safe "
	    "B//overall B//caring ";
	char			 got[512] = "";
	const struct cell	*c;
	size_t			 i;

	(void)state;
	kit_open(&k, "RXX", 1);
	kit_report(&k, "B", "", "2019-01-01", "..G");
	kit_report(&k, "A", "Surgery", "2019-01-01", "G");
	kit_report(&k, "", "Community", "2019-01-01", "G");
	kit_report(&k, "", "", "2019-01-01", "GGGGGGGG");
	kit_report(&k, "", "", "2012-01-01", "........");
	kit_evaluate(&k, "");
	for (i = 0; i < k.ncell; i++) {
		c = &k.cell[i];
		if (c->level < LEVEL_TRUST_QUESTION)
			sprintf(got + strlen(got), "%s/%s/%s ", c->location,
			    c->service, question_code(c->question));
		else
			sprintf(got + strlen(got), "%s ",
			    c->level == LEVEL_QUALITY ? "quality" :
			    c->level == LEVEL_RESOURCES ? "resources" :
			    question_code(c->question));
	}
	assert_string_equal(got, want);
	assert_int_equal(grid_evaluate(&k.facts, INT32_MAX, k.scratch, k.cell,
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
	assert_on(k.cell[0].computed_on, "2019-01-01");
	assert_on(k.cell[1].computed_on, "2021-01-01");
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
		sprintf(name[i], "s%zu", i);
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

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(computed_beside_awarded),
		cmocka_unit_test(award_against_the_rules_departs),
		cmocka_unit_test(ratings_are_carried_forward),
		cmocka_unit_test(silence_blocks_carrying_forward),
		cmocka_unit_test(unknown_inputs_widen_or_not),
		cmocka_unit_test(certain_results_name_their_row),
		cmocka_unit_test(non_ratings_are_dropped),
		cmocka_unit_test(nothing_awarded_is_derived),
		cmocka_unit_test(awards_below_go_before_computing),
		cmocka_unit_test(well_led_is_not_aggregated),
		cmocka_unit_test(unknown_hospitals_are_inputs),
		cmocka_unit_test(services_appear),
		cmocka_unit_test(population_groups_are_no_services),
		cmocka_unit_test(an_award_is_a_snapshot),
		cmocka_unit_test(what_does_not_move),
		cmocka_unit_test(combined_needs_use_of_resources),
		cmocka_unit_test(no_set_in_force_computes_nothing),
		cmocka_unit_test(the_later_fact_counts),
		cmocka_unit_test(ties_on_both_dates_are_shown),
		cmocka_unit_test(publication_may_be_missing),
		cmocka_unit_test(levels_of_organisations),
		cmocka_unit_test(cells_come_in_order),
		cmocka_unit_test(nothing_known_is_nothing_shown),
		cmocka_unit_test(departures_of_all_times),
		cmocka_unit_test(too_many_inputs_compute_nothing)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
