/*
 * Stages by the command line: pause and resume, settings and their bounds.
 */
#include "tests/e2e/operator.h"

static void
test_a_paused_stage_holds_and_goes_on(void **state)
{
	struct line	*l;

	(void)state;
	pg_fresh(pg_shared());
	connect_verbs();
	VERB(EXIT_OK, "pause", "stage", "publication", "--reason", "embargo");
	verb_said("resume stage publication");
	VERB(EXIT_OK, "pause", "publication", "--reason", "embargo");
	verb_said("it was so already");
	l = line_start(pg_shared(), 1, NULL, NULL);
	feed(l, 0, 50);
	wait_for(COUNT_OF("combination"), "50");
	feed(l, 50, 50);
	wait_for(COUNT_OF("combination"), "100");
	assert_string_equal(value(COUNT_OF("publication")), "0");
	VERB(EXIT_OK, "get", "settings", "-o", "csv");
	verb_said("publication,paused,1,");
	setenv("SIXTHKEY_CONTROL", line_control(l), 1);
	VERB(EXIT_OK, "status");
	verb_said("publication is PAUSED");
	VERB(EXIT_OK, "resume", "stage", "publication", "--reason", "11:00");
	line_settle(l, 100, SETTLE_S);
	assert_string_equal(line_faults(l), "");
	line_stop(&l);
}

static void
test_settings_keep_their_bounds(void **state)
{
	static const struct {
		const char	*stage, *word, *said;
	} refused[] = {
		{ "assessment", "window_count=0", "from 1 to 1000000" },
		{ "assessment", "window_count=1000001", "not \"1000001\"" },
		{ "assessment", "batch_count=many", "not \"many\"" },
		{ "assessment", "windowcount=5", "mean \"window_count\"?" },
		{ "assessment", "paused=1", "no setting \"paused\"" },
		{ "assessment", "window_count", "is not key=value" },
		{ "combine", "window_count=5", "no stage \"combine\"" },
	};
	size_t	i;

	(void)state;
	pg_fresh(pg_shared());
	connect_verbs();
	for (i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		VERB(EXIT_USAGE, "set", refused[i].stage, refused[i].word,
		    "--reason", "r");
		verb_said(refused[i].said);
	}
	VERB(EXIT_USAGE, "set", "assessment", "window_count=5");
	verb_said("give a reason");
	assert_string_equal(value(COUNT_OF("stage_setting")), "0");
	VERB(EXIT_OK, "set", "stage", "assessment", "window_count=5000",
	    "--reason", "big messages");
	verb_said("was as the broker was started, is 5000");
	VERB(EXIT_OK, "set", "assessment", "window_count=6000", "--reason",
	    "bigger");
	verb_said("was 5000, is 6000");
	VERB(EXIT_OK, "get", "audit", "-o", "csv");
	verb_said("set,assessment window_count,bigger,5000 -> 6000");
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(test_settings_keep_their_bounds),
		cmocka_unit_test(test_a_paused_stage_holds_and_goes_on),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
