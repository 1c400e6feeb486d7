/*
 * What stands outside the ratings: services left out, notices that limit.
 */
#include "tests/rules/kit.h"

static struct kit	k;

static const char *const	site[] = { "RX101", "RX102" };

/* ---- left out ------------------------------------------------------------ */

/* Great Western: urgent care in the community, run for six months. */
static void
rn3_a_new_service_is_left_out(void **state)
{
	static const struct {
		const char	*label, *service, *since, *until;
		enum rating	 safe;
		int		 excluded;
	} row[] = {
		{ "left out", "Urgent", NULL, NULL, G, 1 },
		{ "another one", "Critical care", NULL, NULL, RI, 0 },
		{ "in its time", "Urgent", "2019-01-01", "2019-05-01", G, 1 },
		{ "before its time", "Urgent", "2019-05-02", NULL, RI, 0 },
		{ "after its time", "Urgent", NULL, "2019-04-30", RI, 0 }
	};
	struct exclusion	x = { .location = site[0],
				    .type = EXCLUSION_NEW, .reason = "new",
				    .reference = "" };
	const struct cell	*c;
	size_t			 i;

	(void)state;
	for (i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		kit_open(&k, "RN3", 1);
		kit_report(&k, site[0], "Surgery", "2019-05-01", "G");
		kit_report(&k, site[0], "Urgent", "2019-05-01", "R");
		x.service = row[i].service;
		x.since = day_parse(row[i].since != NULL ? row[i].since : "");
		x.until = day_parse(row[i].until != NULL ? row[i].until : "");
		k.facts.excluded = &x;
		k.facts.nexcluded = 1;
		kit_evaluate(&k, "");
		c = kit_cell(&k, site[0], "", QUESTION_SAFE);
		if (c->computed.rating != row[i].safe ||
		    c->excluded != row[i].excluded)
			fail_msg("%s: %s, %d left out", row[i].label,
			    rating_code(c->computed.rating), c->excluded);
	}
	kit_close(&k);
}

static void
a_location_is_left_out(void **state)
{
	struct exclusion	x = { .location = site[1], .service = "",
				    .type = EXCLUSION_ACQUIRED,
				    .reason = "acquired", .reference = "" };
	const struct cell	*c;

	(void)state;
	kit_open(&k, "RX1", 1);
	kit_report(&k, site[0], "", "2019-05-01", "GGGGG");
	kit_report(&k, site[1], "", "2019-05-01", "IGGGG");
	k.facts.location = site;
	k.facts.nlocation = 2;
	k.facts.excluded = &x;
	k.facts.nexcluded = 1;
	kit_evaluate(&k, "");
	c = kit_cell(&k, "", "", QUESTION_SAFE);
	kit_bounds(c->bounds, G, G);
	assert_int_equal(c->excluded, 1);
	kit_close(&k);
}

/* ---- notices ------------------------------------------------------------- */

/* A notice, and what it does to one cell of a report of 1 May 2019. */
static const struct limit_case {
	const char		*label;
	enum sector		 sector;
	enum notice_type	 type;
	enum question		 about, shown;
	const char		*on, *lifted, *limiter;
	enum rating		 at_best;
	int			 over;
} limit_cases[] = {
	{ "E1", SECTOR_ACUTE, NOTICE_REQUIREMENT, QUESTION_SAFE,
	    QUESTION_SAFE, "2019-04-01", "", "E1", RI, 1 },
	{ "E2", SECTOR_ACUTE, NOTICE_ENFORCEMENT, QUESTION_SAFE,
	    QUESTION_SAFE, "2019-05-01", "", "E2", I, 1 },
	{ "another question", SECTOR_ACUTE, NOTICE_ENFORCEMENT,
	    QUESTION_CARING, QUESTION_SAFE, "2019-05-01", "", NULL,
	    NONE, 0 },
	{ "not further up", SECTOR_ACUTE, NOTICE_ENFORCEMENT,
	    QUESTION_SAFE, QUESTION_OVERALL, "2019-05-01", "", NULL,
	    NONE, 0 },
	{ "later", SECTOR_ACUTE, NOTICE_REQUIREMENT, QUESTION_SAFE,
	    QUESTION_SAFE, "2019-05-02", "", NULL, NONE, 0 },
	{ "lifted", SECTOR_ACUTE, NOTICE_REQUIREMENT, QUESTION_SAFE,
	    QUESTION_SAFE, "2019-04-01", "2019-05-01", NULL, NONE,
	    0 },
	{ "met", SECTOR_ACUTE, NOTICE_REQUIREMENT, QUESTION_WELL_LED,
	    QUESTION_WELL_LED, "2019-04-01", "", "E1", RI, 0 },
	{ "a breach alone", SECTOR_ACUTE, NOTICE_BREACH,
	    QUESTION_SAFE, QUESTION_OVERALL, "2019-04-01", "", NULL,
	    NONE, 0 },
	{ "a breach in social care", SECTOR_SOCIAL_CARE,
	    NOTICE_BREACH, QUESTION_SAFE, QUESTION_OVERALL,
	    "2019-04-01", "", "asc-breach", RI, 1 },
	{ "a notice in social care", SECTOR_SOCIAL_CARE,
	    NOTICE_ENFORCEMENT, QUESTION_SAFE, QUESTION_OVERALL,
	    "2019-04-01", "", "asc-breach", RI, 1 },
	{ "no manager", SECTOR_SOCIAL_CARE, NOTICE_NO_MANAGER,
	    QUESTION_OVERALL, QUESTION_WELL_LED, "2019-04-01", "",
	    "asc-manager", RI, 0 },
	{ "no manager of a hospital", SECTOR_ACUTE, NOTICE_NO_MANAGER,
	    QUESTION_OVERALL, QUESTION_WELL_LED, "2019-04-01", "",
	    NULL, NONE, 0 }
};

static void
check_limit(const struct limit_case *l)
{
	struct notice		n = { .location = "1-1", .service = "",
				    .question = l->about, .type = l->type,
				    .on = kit_day(l->on),
				    .lifted = day_parse(l->lifted),
				    .reference = "", .reason = "" };
	const struct cell	*c;

	kit_open(&k, "1-1", 0);
	k.facts.sector = l->sector;
	kit_report(&k, "1-1", "", "2019-05-01", "GGGGRG");
	k.facts.notice = &n;
	k.facts.nnotice = 1;
	kit_evaluate(&k, "");
	c = kit_cell(&k, "1-1", "", l->shown);
	if ((c->limiter == NULL) != (l->limiter == NULL) ||
	    (c->limiter != NULL && (strcmp(c->limiter->id, l->limiter) != 0 ||
	    c->limiter->at_best != l->at_best)) || c->over_limit != l->over)
		fail_msg("%s: %s", l->label, c->limiter != NULL ?
		    c->limiter->id : "nothing");
	/* Nothing is written over. */
	assert_int_equal(c->awarded->mark, l->shown == QUESTION_WELL_LED ?
	    MARK_IMPROVE : MARK_GOOD);
}

static void
notices_limit_what_they_are_about(void **state)
{
	size_t	i;

	(void)state;
	for (i = 0; i < sizeof(limit_cases) / sizeof(limit_cases[0]); i++)
		check_limit(&limit_cases[i]);
	kit_close(&k);
}

/* Of several the strictest, whatever their order; and a lower award that a
 * notice explains is no departure. */
static void
the_strictest_notice_counts(void **state)
{
	struct notice	n[2] = {
		{ .location = "1-1", .service = "", .question = QUESTION_SAFE,
		  .type = NOTICE_BREACH, .reference = "b", .reason = "" },
		{ .location = "1-1", .service = "", .question = QUESTION_SAFE,
		  .type = NOTICE_REQUIREMENT, .reference = "a", .reason = "" }
	}, swap;
	const struct cell	*c;
	int			 i;

	(void)state;
	n[0].on = n[1].on = kit_day("2019-04-01");
	for (i = 0; i < 2; i++) {
		kit_open(&k, "1-1", 0);
		k.facts.sector = SECTOR_SOCIAL_CARE;
		kit_report(&k, "1-1", "", "2019-05-01", "GGGGGR");
		k.facts.notice = n;
		k.facts.nnotice = 2;
		kit_evaluate(&k, "");
		c = kit_cell(&k, "1-1", "", QUESTION_OVERALL);
		assert_string_equal(c->notice->reference, "a");
		assert_false(c->departs || c->over_limit);
		k.facts.nnotice = 0;
		kit_evaluate(&k, "");
		c = kit_cell(&k, "1-1", "", QUESTION_OVERALL);
		assert_true(c->departs && c->limiter == NULL);
		swap = n[0];
		n[0] = n[1];
		n[1] = swap;
	}
	kit_close(&k);
}

static void
notice_words(void **state)
{
	int	i;

	(void)state;
	for (i = NOTICE_NONE + 1; i < NOTICE_COUNT; i++)
		assert_int_equal(notice_parse(notice_name((enum notice_type)i)),
		    i);
	for (i = EXCLUSION_NONE + 1; i < EXCLUSION_COUNT; i++)
		assert_int_equal(exclusion_parse(exclusion_name(
		    (enum exclusion_type)i)), i);
	assert_int_equal(notice_parse("warning"), NOTICE_NONE);
	assert_int_equal(exclusion_parse(""), EXCLUSION_NONE);
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(rn3_a_new_service_is_left_out),
		cmocka_unit_test(a_location_is_left_out),
		cmocka_unit_test(notices_limit_what_they_are_about),
		cmocka_unit_test(the_strictest_notice_counts),
		cmocka_unit_test(notice_words)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
