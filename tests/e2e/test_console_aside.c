/*
 * What was put aside, at the console: a group is looked at and sent again, one
 * that has changed is left alone.
 */
#include "tests/lib/browser.h"
#include "tests/lib/test.h"

static int
set_up(void **state)
{
	(void)state;
	webline_start(&browser_line);
	browser_person("olu", "operator");
	return 0;
}

static void
a_group_is_replayed(void **state)
{
	struct browser	 olu = browser_sign_in("olu");
	struct bound	 b;

	(void)state;
	browser_dead("a1", "the register \"x\" answered 503");
	browser_dead("b1", "the register \"y\" answered 503");
	browser_get(&olu, "/aside");
	browser_expect("the group", 200,
	    "the register &quot;…&quot; answered N");

	browser_act(&olu, "/aside", "/aside/preview",
	    "verb=retry&stage=assessment"
	    "&verdict=dead&sort=nothing+like+that&reason=it+is+back");
	browser_expect("matches nothing", 409,
	    "no event is dead at assessment, of "
	    "the sort");
	browser_act(&olu, "/aside", "/aside/preview",
	    "verb=retry&stage=assessment"
	    "&verdict=dead&sort=the+register+%22%E2%80%A6%22+answered+N"
	    "&reason=it+is+back");
	b = browser_bound();
	browser_get(&olu, b.path);
	browser_expect("bound", 200, "Would retry 2 events dead at assessment");
	browser_confirm(&olu, &b, "", 422, "that number was not confirmed");
	assert_int_equal(browser_count("operation_step"), 0);
	browser_confirm(&olu, &b, "2", 303, b.path);
	browser_get(&olu, b.path);
	browser_expect("all of it", 200, "Sent again 2 of 2 events");
	browser_wait("assessment", 2);
	assert_int_equal(browser_count("audit where "
	    "who = 'olu' and what = 'retry' and reason = 'it is back'"), 1);
	browser_see(&olu, "/aside", "Nothing is put aside");
}

static void
an_operation_is_cancelled(void **state)
{
	struct browser	 olu = browser_sign_in("olu");
	struct bound	 b;
	char		 fields[300];

	(void)state;
	browser_dead("c1", "rot");
	browser_dead("d1", "rot");
	browser_act(&olu, "/aside", "/aside/preview",
	    "verb=discard&stage=assessment"
	    "&verdict=dead&sort=rot&reason=no+use");
	b = browser_bound();
	snprintf(fields, sizeof(fields), "snapshot=%s&reason=a+mistake",
	    b.snapshot);
	browser_act(&olu, b.path, "/operations/cancel", fields);
	browser_expect("cancelled", 303, b.path);
	browser_get(&olu, b.path);
	browser_expect("says so", 200, "Cancelled.");
	assert_null(strstr(browser_answer.text, "action=\"/operations/go\""));
	assert_int_equal(browser_count("assessment where "
	    "outcome = 9"), 0);
}

/* An event that is another since its page was opened is left alone. */
static void
what_has_changed_is_left_alone(void **state)
{
	struct browser	 olu = browser_sign_in("olu");
	int64_t		 event = browser_dead("e1", "first failure"),
			 steps = browser_count("operation_step");
	char		 page[BROWSER_PATH], token[BROWSER_TOKEN],
	    aside[BROWSER_PATH],
			 fields[500];

	(void)state;
	snprintf(page, sizeof(page), "/events/%lld", (long long)event);
	browser_get(&olu, page);
	browser_expect("the event", 200,
	    "This event is dead at assessment: first "
	    "failure");
	browser_token("/aside/one", token);
	browser_between("action=\"/aside/one\"", "name=\"aside\" value=\"",
	    "\"",
	    aside, sizeof(aside));
	pg_value(browser_line.pg,
	    "insert into sixthkey.aside (stage, event_id, verdict, "
	    "attempt, error) values (2, %lld, 3, 6, 'second failure')",
	    (long long)event);
	snprintf(fields, sizeof(fields), "token=%s&verb=discard&event=%lld"
	    "&aside=%s&reason=x", token, (long long)event, aside);
	browser_post(&olu, "/aside/one", "", fields);
	browser_expect("changed", 409, "has changed since you looked at it");
	assert_int_equal(browser_count("operation_step"), steps);
}

static void
one_event_is_sent_again(void **state)
{
	struct browser	 olu = browser_sign_in("olu");
	int64_t		 event = browser_dead("f1", "was down");
	char		 page[BROWSER_PATH], aside[BROWSER_PATH], fields[300],
	    sql[200];

	(void)state;
	snprintf(page, sizeof(page), "/events/%lld", (long long)event);
	browser_get(&olu, page);
	browser_between("action=\"/aside/one\"", "name=\"aside\" value=\"",
	    "\"",
	    aside, sizeof(aside));
	snprintf(fields, sizeof(fields), "verb=retry&event=%lld&aside=%s"
	    "&reason=up+again", (long long)event, aside);
	browser_act(&olu, page, "/aside/one", fields);
	browser_expect("sent", 303, page);
	snprintf(sql, sizeof(sql), "publication "
	    "where event_id = %lld", (long long)event);
	browser_wait(sql, 1);
	browser_get(&olu, page);
	browser_expect("through", 200, "This event is through");
	browser_expect("journey", 200, "sent again");
}

#define TRACE	"0af7651916cd43dd8448eb211c80319c"

/* By a part of its error, and by its trace, which its page links. */
static void
an_event_is_found(void **state)
{
	struct browser	 olu = browser_sign_in("olu");
	int64_t		 id = browser_dead("found", "the archive was shut");
	char		 link[40], other[120];

	(void)state;
	snprintf(link, sizeof(link), "<a href=\"/events/%lld\">",
	    (long long)id);
	pg_value(browser_line.pg, "update sixthkey.event set trace = '00-"
	    TRACE "-b7ad6b7169203331-01' where event_id = %lld",
	    (long long)id);
	browser_get(&olu, "/events?error=ARCHIVE+was");
	browser_expect("by its error", 200, link);
	browser_get(&olu, "/events?error=elsewhere");
	assert_null(strstr(browser_answer.text, link));
	browser_get(&olu, "/events?trace=" TRACE);
	browser_expect("by its trace", 200, link);
	browser_get(&olu, "/events?trace=" TRACE "0");
	assert_null(strstr(browser_answer.text, link));
	snprintf(other, sizeof(other), "/events/%lld", (long long)id);
	browser_get(&olu, other);
	snprintf(other, sizeof(other), "/events?before=%lld&amp;trace=" TRACE
	    "\"", (long long)id + 2500);
	browser_expect("what else has it", 200, other);
	browser_expect("as curl", 200, "data-copy=\"curl -H ");
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(a_group_is_replayed),
		cmocka_unit_test(an_operation_is_cancelled),
		cmocka_unit_test(what_has_changed_is_left_alone),
		cmocka_unit_test(one_event_is_sent_again),
		cmocka_unit_test(an_event_is_found),
	};

	return cmocka_run_group_tests(tests, set_up, browser_down);
}
