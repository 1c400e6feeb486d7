/* What stands beside the inputs of a rating, in words. */
#include "explain/why.h"
#include "tests/lib/test.h"

static struct fact	award = { .location = "", .service = "",
			    .question = QUESTION_OVERALL, .report = "" };

static void
limits_are_said(void **state)
{
	const struct notice	n = { .location = "", .service = "",
				    .type = NOTICE_REQUIREMENT,
				    .on = day_parse("2019-04-01"),
				    .reference = "RN-1", .reason = "" };
	struct arena		*a = arena_new(0);
	struct cell		 c = { .notice = NULL };

	(void)state;
	assert_string_equal(why_limit(a, &c), "");
	c.notice = &n;
	c.limiter = &limiters[0];
	assert_string_equal(why_limit(a, &c), "a Requirement Notice of 1 Apr "
	    "2019, RN-1 normally limits this to Requires improvement (E1, "
	    "confirmed)");
	c.over_limit = 1;
	assert_non_null(strstr(why_limit(a, &c), "awarded is above it"));
	arena_free(&a);
}

static void
what_is_left_out_is_said(void **state)
{
	struct arena	*a = arena_new(0);
	struct cell	 c = { .excluded = 0 };
	int		 i;

	(void)state;
	assert_string_equal(why_left_out(a, &c), "");
	c.excluded = 1;
	assert_non_null(strstr(why_left_out(a, &c), "input is left out"));
	c.excluded = 2;
	assert_non_null(strstr(why_left_out(a, &c), "input are left out"));
	for (i = SILENCE_NONE + 1; i < SILENCE_COUNT; i++) {
		c.silence = (enum silence)i;
		assert_non_null(strstr(why_left_out(a, &c),
		    silence_text(c.silence)));
	}
	arena_free(&a);
}

/* What would have to be true for an award to agree. */
static void
the_nearest_agreement_is_said(void **state)
{
	static const struct {
		const char	*label;
		uint8_t		 n[RATING_COUNT], unknown;
		enum mark	 awarded;
		struct bounds	 bounds;
		const char	*text;
	} row[] = {
		{ "one too many", { 0, 0, 2, 3, 0 }, 0, MARK_GOOD,
		    { RATING_IMPROVE, RATING_IMPROVE },
		    "one more Good in place of one Requires improvement" },
		{ "two too few", { 0, 0, 0, 5, 0 }, 0, MARK_OUTSTANDING,
		    { RATING_GOOD, RATING_GOOD },
		    "two more Outstanding in place of two Good" },
		{ "below", { 0, 0, 0, 3, 2 }, 0, MARK_GOOD,
		    { RATING_OUTSTANDING, RATING_OUTSTANDING },
		    "one more Good in place of one Outstanding" },
		{ "with the unknown at its best", { 0, 0, 2, 2, 0 }, 1,
		    MARK_OUTSTANDING, { RATING_INADEQUATE, RATING_IMPROVE },
		    "one more Outstanding and one more Good in place of two "
		    "Requires improvement" }
	};
	struct arena	*a = arena_new(0);
	struct cell	 c = { .departs = 0 };
	size_t		 i;

	(void)state;
	assert_string_equal(why_agreement(a, &c), "");
	for (i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		c = (struct cell){ .departs = 1, .awarded = &award,
		    .set = ruleset_find("nhs-quality-2017-06"),
		    .unknown = row[i].unknown, .bounds = row[i].bounds };
		memcpy(c.computed.n, row[i].n, sizeof(c.computed.n));
		award.mark = row[i].awarded;
		if (strcmp(why_agreement(a, &c), row[i].text) != 0)
			fail_msg("%s: %s", row[i].label,
			    why_agreement(a, &c));
	}
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(limits_are_said),
		cmocka_unit_test(what_is_left_out_is_said),
		cmocka_unit_test(the_nearest_agreement_is_said)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
