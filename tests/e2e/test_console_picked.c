/*
 * What the page Events shows is acted on as it is filtered: sent again,
 * discarded, worked again; `sixthkey` does the same.
 */
#include "tests/lib/letters.h"
#include "tests/lib/pg.h"
#include "tests/lib/test.h"
#include "tests/lib/verb.h"

#define COUNT(a)	(sizeof(a) / sizeof((a)[0]))
#define DEED	"/events/preview"
#define LIST	"/events?state=dead&stage=assessment"

static const struct deed_row {
	const char	*label, *fields;
	int		 status;
	const char	*why;
} bad_deeds[] = {
	{ "no verb", "state=dead&reason=r", 422, "it is not said what to do" },
	{ "another verb", "verb=drop&state=dead&reason=r", 422,
	    "it is not said what to do" },
	{ "no reason", "verb=retry&state=dead", 422, "give a reason" },
	{ "no filter", "verb=retry&reason=r", 422,
	    "without a filter this would be about every event" },
	{ "no time", "verb=retry&since=soon&reason=r", 422,
	    "since takes a day" },
	{ "ends before it begins",
	    "verb=discard&since=2020-03-02&until=2020-03-01T00:00&reason=r",
	    422, "nothing can be between" },
	{ "no such stage", "verb=retry&stage=nowhere&reason=r", 422,
	    "there is no stage" },
	{ "what waits", "verb=retry&state=waiting&reason=r", 422,
	    "it goes on by itself" },
	{ "what is through", "verb=discard&state=through&reason=r", 422,
	    "what is through is done" },
	{ "nothing", "verb=retry&since=2019-01-01&until=2019-12-31&reason=r",
	    409, "no event is put aside, accepted since 2019-01-01T00:00:00Z "
	    "and before 2020-01-01T00:00:00Z" },
	{ "nobody's", "verb=retry&subject=S-nobody&reason=r", 409,
	    "no event is put aside, of S-nobody" },
	{ "nobody to work again", "verb=replay&subject=S-nobody&reason=r", 409,
	    "no organisation is there with events, of S-nobody" },
	{ "none that is through", "verb=replay&state=through&reason=r", 409,
	    "no organisation is there with events that are through" },
};

static void
what_makes_no_sense_is_refused(void **state)
{
	char	 token[BROWSER_TOKEN], fields[400];
	size_t	 i;

	(void)state;
	for (i = 0; i < COUNT(bad_deeds); i++) {
		browser_act(&letters.olu, LIST, DEED, bad_deeds[i].fields);
		browser_expect(bad_deeds[i].label, bad_deeds[i].status,
		    bad_deeds[i].why);
	}
	browser_get(&letters.olu, LIST);
	browser_token(DEED, token);
	snprintf(fields, sizeof(fields), "token=%s&verb=retry&state=dead"
	    "&reason=r", token);
	browser_post(&letters.vera, DEED, "", fields);
	browser_expect("a viewer", 403, "your role may not do this");
	token[0] = token[0] == '0' ? '1' : '0';
	snprintf(fields, sizeof(fields), "token=%s&verb=retry&state=dead"
	    "&reason=r", token);
	browser_post(&letters.olu, DEED, "", fields);
	browser_expect("a forged token", 403, "not of your session");
	browser_act(&letters.olu, "/aside", "/aside/preview",
	    "verb=replay&stage="
	    "assessment&verdict=dead&sort=cell+unknown&reason=r");
	browser_expect("not of a sort", 422, "it is not said what to do");
	assert_int_equal(browser_count("operation"), 0);
	browser_get(&letters.vera, LIST);
	assert_null(strstr(browser_answer.text, DEED));
	browser_get(&letters.olu, "/events");
	assert_null(strstr(browser_answer.text, DEED));
	browser_get(&letters.olu, "/events?state=through");
	browser_expect("says why", 200, "Nothing of it can be sent again or "
	    "discarded: what is through is done");
	assert_null(strstr(browser_answer.text, "name=\"verb\" "
	    "value=\"retry\""));
	browser_expect("but worked again", 200, "name=\"verb\" "
	    "value=\"replay\"");
}

/* ---- and what is done ------------------------------------------------------- */

/* Bind what a page shows; its operation's address. */
static void
preview(const char *list, const char *fields, char path[BROWSER_PATH])
{
	browser_act(&letters.olu, list, DEED, fields);
	browser_expect(list, 303, "Location: /operations/s-");
	memcpy(path, "/operations/", 12);
	browser_between("Location:", "/operations/", "\r\n", path + 12,
	    BROWSER_PATH - 12);
}

/* One of the three changes after it was looked at, and one came later. */
static void
what_a_page_shows_is_sent_again(void **state)
{
	char	 path[BROWSER_PATH], fields[300];

	(void)state;
	preview("/events?error=503&since=2020-03-01", "verb=retry&error=503"
	    "&since=2020-03-01&reason=it+is+back", path);
	browser_get(&letters.olu, path);
	browser_expect("bound", 200, "Would retry 3 events put aside, with "
	    "&quot;503&quot; in the error, accepted since "
	    "2020-03-01T00:00:00Z, as of");
	pg_value(browser_line.pg, "insert into sixthkey.aside (stage, "
	    "event_id, verdict, attempt, error) values (2, %lld, 3, 6, "
	    "'answered 503 once more')", (long long)letters.event[0]);
	browser_dead("e1", "answered 503");
	snprintf(fields, sizeof(fields), "snapshot=%s&confirm=2", path + 12);
	browser_act(&letters.olu, path, "/operations/go", fields);
	browser_expect("not that many", 422, "that number was not confirmed");
	snprintf(fields, sizeof(fields), "snapshot=%s&confirm=3", path + 12);
	browser_act(&letters.olu, path, "/operations/go", fields);
	browser_expect("done", 303, path);
	browser_get(&letters.olu, path);
	browser_expect("says what it left", 200, "Sent again 2 of 3 events; 1 "
	    "skipped, for they have changed since.");
	assert_int_equal(browser_count("audit where who = 'olu' and what = "
	    "'retry' and reason = 'it is back'"), 1);
}

static void
what_a_page_shows_is_discarded(void **state)
{
	char	 path[BROWSER_PATH], fields[300];

	(void)state;
	preview("/events?state=dead&since=2020-03-02&until=2020-03-02",
	    "verb=discard&state=dead&since=2020-03-02T00:00:00Z"
	    "&until=2020-03-03T00:00:00Z&reason=no+use", path);
	browser_get(&letters.olu, path);
	browser_expect("bound", 200, "Would discard 1 event dead, accepted "
	    "since 2020-03-02T00:00:00Z and before 2020-03-03T00:00:00Z");
	snprintf(fields, sizeof(fields), "snapshot=%s", path + 12);
	browser_act(&letters.olu, path, "/operations/go", fields);
	browser_expect("done", 303, path);
	snprintf(fields, sizeof(fields), "publication where outcome = 9 and "
	    "event_id = %lld", (long long)letters.event[2]);
	assert_int_equal(browser_count(fields), 1);
}

#define REPLAYED	"event where source = '/desk' and " \
			"source_id like 'replay/s-%'"

/* Those of one day; whose event came later is not in it. */
static void
ratings_of_a_page_are_made_anew(void **state)
{
	char	 path[BROWSER_PATH], fields[300];

	(void)state;
	preview("/events?until=2020-03-01", "verb=replay&until=2020-03-01"
	    "&reason=new+rules", path);
	browser_get(&letters.olu, path);
	browser_expect("bound", 200, "Would work again 2 organisations with "
	    "events, accepted before 2020-03-02T00:00:00Z, as of");
	browser_expect("the forecast", 200, "who comes out the same gets no "
	    "new version");
	browser_expect("at a shell", 200, "sixthkey replay --snapshot s-");
	assert_int_equal(browser_count(REPLAYED), 0);
	snprintf(fields, sizeof(fields), "snapshot=%s", path + 12);
	browser_act(&letters.olu, path, "/operations/go", fields);
	browser_expect("not confirmed", 422, "these are 2 organisations, and "
	    "that number was not confirmed");
	snprintf(fields, sizeof(fields), "snapshot=%s&confirm=2", path + 12);
	browser_act(&letters.olu, path, "/operations/go", fields);
	browser_expect("done", 303, path);
	browser_get(&letters.olu, path);
	browser_expect("all of it", 200, "Worked again 2 of 2 organisations.");
	assert_int_equal(browser_count(REPLAYED), 2);
	assert_int_equal(browser_count("audit where who = 'olu' and what = "
	    "'replay' and reason = 'new rules' and detail = "
	    "'2 worked again, 0 were before'"), 1);
}

/* More than one step: the rest is done while nobody waits for it. */
static void
many_are_made_anew_in_steps(void **state)
{
	char	 path[BROWSER_PATH], fields[300];

	(void)state;
	pg_value(browser_line.pg, "insert into sixthkey.event (at, kind, "
	    "worker, source, source_id, subject, digest, payload) select "
	    "'2021-03-01', 2, 1, '/many', i, '1-' || i, sha256('x'), 'x' from "
	    "generate_series(1, 120) i");
	preview("/events?source=/many", "verb=replay&source=/many&reason=many",
	    path);
	snprintf(fields, sizeof(fields), "snapshot=%s&confirm=119", path + 12);
	browser_act(&letters.olu, path, "/operations/go", fields);
	browser_expect("not that many", 422, "these are 120 organisations");
	snprintf(fields, sizeof(fields), "snapshot=%s&confirm=120", path + 12);
	browser_act(&letters.olu, path, "/operations/go", fields);
	browser_expect("begun", 303, path);
	browser_see(&letters.olu, path,
	    "Worked again 120 of 120 organisations.");
	assert_int_equal(browser_count(REPLAYED), 122);
	assert_int_equal(browser_count("audit where reason = 'many'"), 3);
}

/* The same at a shell. */
static void
a_command_picks_the_same(void **state)
{
	char	 snapshot[32];

	(void)state;
	VERB(0, "replay", "--since", "2020-03-02", "--until", "2020-03-02",
	    "--reason", "r");
	verb_said("Would work again 1 organisation with events, accepted since "
	    "2020-03-02T00:00:00Z and before 2020-03-03T00:00:00Z");
	snprintf(snapshot, sizeof(snapshot), "%s", verb_snapshot());
	VERB(0, "replay", "--snapshot", snapshot);
	verb_said("Worked again 1 of 1 organisations");
	VERB(0, "retry", "--accepted-until", "2020-03-01", "--source",
	    "/files/", "--reason", "r");
	verb_said("Would retry 1 message dead, of sources that begin with "
	    "\"/files/\", accepted before 2020-03-02T00:00:00Z");
	VERB(1, "discard", "--accepted-until", "2019-03-01", "--reason", "r");
	verb_said("nothing done: no message is dead, accepted before "
	    "2019-03-02T00:00:00Z");
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(what_makes_no_sense_is_refused),
		cmocka_unit_test(what_a_page_shows_is_sent_again),
		cmocka_unit_test(what_a_page_shows_is_discarded),
		cmocka_unit_test(ratings_of_a_page_are_made_anew),
		cmocka_unit_test(many_are_made_anew_in_steps),
		cmocka_unit_test(a_command_picks_the_same),
	};

	return cmocka_run_group_tests(tests, letters_up, browser_down);
}
