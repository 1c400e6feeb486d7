/*
 * The workers of a stage at the console: who is there, and one is asked to
 * leave.
 */
#include "tests/lib/browser.h"
#include "tests/lib/test.h"

enum { PATIENCE = 120 * 50, STEP_MS = 20 };

#define PAGE	"/stages/assessment"

static int
set_up(void **state)
{
	(void)state;
	webline_start(&browser_line);
	browser_person("olu", "operator");
	return 0;
}

/* Until the page has it, or has it no more. */
static void
wait_for(const struct browser *b, const char *text, int there)
{
	int	left = PATIENCE;

	for (;;) {
		browser_get(b, PAGE);
		if ((strstr(browser_answer.text, text) != NULL) == there)
			return;
		if (left-- == 0)
			fail_msg("%s \"%s\"", there ? "never" : "still", text);
		test_pause(STEP_MS);
	}
}

static void
a_worker_is_asked_to_leave(void **state)
{
	struct browser	 olu = browser_sign_in("olu");
	char		 worker[40], fields[200];

	(void)state;
	wait_for(&olu, "name=\"worker\"", 1);
	browser_between("name=\"worker\"", "value=\"", "\"", worker,
	    sizeof(worker));
	browser_act(&olu, PAGE, "/drain",
	    "stage=assessment&worker=000000000000&reason=x");
	browser_expect("another", 409, "not there any more");
	snprintf(fields, sizeof(fields), "stage=assessment&worker=%s&reason=+",
	    worker);
	browser_act(&olu, PAGE, "/drain", fields);
	browser_expect("no reason", 422, "give a reason");
	assert_int_equal(browser_count("stage_setting"), 0);

	snprintf(fields, sizeof(fields), "stage=assessment&worker=%s"
	    "&reason=new+disk", worker);
	browser_act(&olu, PAGE, "/drain", fields);
	browser_expect("asked", 303, "Location: /stages/assessment");
	wait_for(&olu, worker, 0);
	assert_int_equal(browser_count("audit where who = 'olu' and reason = "
	    "'new disk'"), 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_worker_is_asked_to_leave),
	};

	return cmocka_run_group_tests(tests, set_up, browser_down);
}
