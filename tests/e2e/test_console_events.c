/*
 * The page Events: filtered by when an event was accepted, and acted on as it is
 * filtered; `sixthkey get events` says the same.
 */
#include "tests/lib/browser.h"
#include "tests/lib/test.h"
#include "tests/lib/verb.h"

#define COUNT(a)	(sizeof(a) / sizeof((a)[0]))

enum { EVENTS = 4, PART = 60 };

/* Four dead letters, accepted on days of their own and two hours ago. */
static const struct {
	const char	*id, *error, *at;
} letters[EVENTS] = {
	{ "a1", "the register answered 503", "2020-03-01 09:00+00" },
	{ "b1", "the register answered 503", "2020-03-01 10:30+00" },
	{ "c1", "cell unknown", "2020-03-02 10:30+00" },
	{ "d1", "the register answered 503", "now" },
};
static int64_t		 event[EVENTS];
static struct browser	 olu, vera;

/* Nothing goes through: what is sent again waits. */
static int
set_up(void **state)
{
	size_t	 i;

	(void)state;
	webline_start(&browser_line);
	browser_person("olu", "operator");
	browser_person("vera", "viewer");
	pg_value(browser_line.pg, "insert into sixthkey.stage_setting (stage, "
	    "key, value, set_by, reason) values (0, 'paused', '1', 't', 't')");
	olu = browser_sign_in("olu");
	vera = browser_sign_in("vera");
	browser_see(&olu, "/", "is paused");
	for (i = 0; i < EVENTS; i++) {
		event[i] = browser_dead(letters[i].id, letters[i].error);
		pg_value(browser_line.pg, "update sixthkey.event set at = "
		    "timestamptz '%s' - interval '%d hours' where event_id = "
		    "%lld", letters[i].at, letters[i].at[0] == 'n' ? 2 : 0,
		    (long long)event[i]);
	}
	setenv("SIXTHKEY_DB", pg_conninfo(browser_line.pg, "reader"), 1);
	setenv("SIXTHKEY_OPERATOR_DB", pg_conninfo(browser_line.pg,
	    "operator"), 1);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	webline_stop(&browser_line);
	return 0;
}

/* ---- which are shown -------------------------------------------------------- */

/* An argument of the address, the same as options, and which of the letters
 * are meant. */
static const struct filter_row {
	const char	*label, *argument;
	const char	*option[6];
	const char	*shown;			/* "0110" */
} filters[] = {
	{ "a day", "since=2020-03-01&until=2020-03-01",
	    { "--since", "2020-03-01", "--until", "2020-03-01" }, "1100" },
	{ "from a minute on", "since=2020-03-01T10:30",
	    { "--since", "2020-03-01T10:30" }, "0111" },
	{ "before a minute", "until=2020-03-01T10:30",
	    { "--until", "2020-03-01T10:30" }, "1000" },
	{ "a second too late", "since=2020-03-01T10:30:01&until=2020-03-02",
	    { "--since", "2020-03-01T10:30:01", "--until", "2020-03-02" },
	    "0010" },
	{ "an age", "since=3h", { "--since", "3h" }, "0001" },
	{ "older than an age", "until=1h", { "--until", "1h" }, "1111" },
	{ "between two ages", "since=3h&until=1h",
	    { "--since", "3h", "--until", "1h" }, "0001" },
	{ "younger than all", "since=30m", { "--since", "30m" }, "0000" },
	{ "before all", "until=2019-12-31", { "--until", "2019-12-31" },
	    "0000" },
	{ "in the future", "since=2199-01-01", { "--since", "2199-01-01" },
	    "0000" },
	{ "with an error", "error=CELL&since=2020-03",
	    { "--class", "CELL", "--since", "2020-03" }, "0010" },
	{ "dead ones", "state=dead&stage=assessment&until=2020-03-01",
	    { "--state", "dead", "--stage", "assessment", "--until",
	      "2020-03-01" }, "1100" },
	{ "none that wait", "state=waiting&until=2020-12-31",
	    { "--state", "waiting", "--until", "2020-12-31" }, "0000" },
};

static void
expect_shown(const char *label, const char *text, const char *key,
    const char *shown)
{
	char	 part[PART];
	size_t	 i;

	for (i = 0; i < EVENTS; i++) {
		snprintf(part, sizeof(part), "\"%s\":%lld,", key,
		    (long long)event[i]);
		if ((strstr(text, part) != NULL) != (shown[i] == '1'))
			fail_msg("%s: event %zu: %.3000s", label, i, text);
	}
}

static void
a_page_and_a_command_show_the_same(void **state)
{
	const char	*words[16];
	char		 path[BROWSER_PATH];
	size_t		 i, k;

	(void)state;
	for (i = 0; i < COUNT(filters); i++) {
		const struct filter_row	*r = &filters[i];

		snprintf(path, sizeof(path), "/events?format=json&%s",
		    r->argument);
		browser_get(&olu, path);
		browser_expect(r->label, 200, "sixthkey get events --");
		expect_shown(r->label, browser_answer.text, "event",
		    r->shown);
		words[0] = "get";
		words[1] = "events";
		words[2] = "-o";
		words[3] = "jsonl";
		for (k = 0; k < COUNT(r->option) && r->option[k] != NULL; k++)
			words[4 + k] = r->option[k];
		words[4 + k] = NULL;
		expect_shown(r->label, verb_run(0, words), "id",
		    r->shown);
	}
}

/* The page goes back by numbers, and ends where the time begins. */
static void
a_time_ends_the_list(void **state)
{
	(void)state;
	browser_get(&olu, "/events?format=json&since=2020-03-02");
	browser_expect("the end", 200, "\"next\":0}");
	browser_get(&olu, "/events?until=2020-03-01T10:31");
	browser_expect("from the bound on", 200, "events of this kind among "
	    "numbers 1 to");
	browser_get(&olu, "/events?since=2199-01-01");
	browser_expect("nothing to look at", 200, "No event was accepted "
	    "then.");
}

/* ---- what is refused -------------------------------------------------------- */

static const struct bad_row {
	const char	*label, *filter, *why;
} bad_filters[] = {
	{ "no time", "since=yesterday", "since takes a day (2026-11-22)" },
	{ "no such day", "until=2026-02-30", "until takes a day" },
	{ "no such hour", "since=2026-11-22T25:00", "since takes a day" },
	{ "an age of nothing", "since=h", "since takes a day" },
	{ "a statement", "since=';select+1--", "since takes a day" },
	{ "markup", "since=%3Cscript%3E", "&lt;script&gt;" },
	{ "ends before it begins", "since=2026-11-22&until=2026-11-20",
	    "nothing can be between" },
	{ "ages the wrong way", "since=1h&until=3h", "nothing can be between" },
	{ "no such stage", "stage=nowhere", "there is no stage" },
	{ "no such state", "state=lost", "state takes waiting, retry" },
};

static void
what_is_no_filter_is_refused(void **state)
{
	char	 path[BROWSER_PATH];
	size_t	 i;

	(void)state;
	for (i = 0; i < COUNT(bad_filters); i++) {
		snprintf(path, sizeof(path), "/events?%s",
		    bad_filters[i].filter);
		browser_get(&olu, path);
		browser_expect(bad_filters[i].label, 400, bad_filters[i].why);
	}
	VERB(64, "get", "events", "--since", "yesterday");
	verb_said("--since takes a day (2026-11-22)");
	VERB(64, "get", "events", "--since", "1h", "--until", "2h");
	verb_said("nothing can be between");
	VERB(64, "get", "events", "--since", "1h", "--known", "2020-01-01");
	verb_said("without a filter");
	VERB(64, "get", "aside", "--since", "1h");
	verb_said("are for events");
	VERB(64, "get", "events", "--verdict", "dead");
	verb_said("--verdict is for aside and deadletters");
	VERB(64, "retry", "--accepted-since", "soon", "--reason", "r");
	verb_said("--accepted-since takes a day");
	VERB(64, "retry", "--since", "soon", "--reason", "r");
	verb_said("--since takes a day");
}

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
};

static void
what_makes_no_sense_is_refused(void **state)
{
	char	 token[BROWSER_TOKEN], fields[400];
	size_t	 i;

	(void)state;
	for (i = 0; i < COUNT(bad_deeds); i++) {
		browser_act(&olu, LIST, DEED, bad_deeds[i].fields);
		browser_expect(bad_deeds[i].label, bad_deeds[i].status,
		    bad_deeds[i].why);
	}
	browser_get(&olu, LIST);
	browser_token(DEED, token);
	snprintf(fields, sizeof(fields), "token=%s&verb=retry&state=dead"
	    "&reason=r", token);
	browser_post(&vera, DEED, "", fields);
	browser_expect("a viewer", 403, "your role may not do this");
	token[0] = token[0] == '0' ? '1' : '0';
	snprintf(fields, sizeof(fields), "token=%s&verb=retry&state=dead"
	    "&reason=r", token);
	browser_post(&olu, DEED, "", fields);
	browser_expect("a forged token", 403, "not of your session");
	assert_int_equal(browser_count("operation"), 0);
	browser_get(&vera, LIST);
	assert_null(strstr(browser_answer.text, DEED));
	browser_get(&olu, "/events");
	assert_null(strstr(browser_answer.text, DEED));
	browser_get(&olu, "/events?state=through");
	browser_expect("says why", 200, "Nothing of it can be sent again or "
	    "discarded: what is through is done");
	assert_null(strstr(browser_answer.text, DEED));
}

/* ---- and what is done ------------------------------------------------------- */

/* Bind what a page shows; its operation's address. */
static void
preview(const char *list, const char *fields, char path[BROWSER_PATH])
{
	browser_act(&olu, list, DEED, fields);
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
	browser_get(&olu, path);
	browser_expect("bound", 200, "Would retry 3 events put aside, with "
	    "&quot;503&quot; in the error, accepted since "
	    "2020-03-01T00:00:00Z, as of");
	pg_value(browser_line.pg, "insert into sixthkey.aside (stage, "
	    "event_id, verdict, attempt, error) values (2, %lld, 3, 6, "
	    "'answered 503 once more')", (long long)event[0]);
	browser_dead("e1", "answered 503");
	snprintf(fields, sizeof(fields), "snapshot=%s&confirm=2", path + 12);
	browser_act(&olu, path, "/operations/go", fields);
	browser_expect("not that many", 422, "that number was not confirmed");
	snprintf(fields, sizeof(fields), "snapshot=%s&confirm=3", path + 12);
	browser_act(&olu, path, "/operations/go", fields);
	browser_expect("done", 303, path);
	browser_get(&olu, path);
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
	browser_get(&olu, path);
	browser_expect("bound", 200, "Would discard 1 event dead, accepted "
	    "since 2020-03-02T00:00:00Z and before 2020-03-03T00:00:00Z");
	snprintf(fields, sizeof(fields), "snapshot=%s", path + 12);
	browser_act(&olu, path, "/operations/go", fields);
	browser_expect("done", 303, path);
	snprintf(fields, sizeof(fields), "publication where outcome = 9 and "
	    "event_id = %lld", (long long)event[2]);
	assert_int_equal(browser_count(fields), 1);
}

/* The same at a shell. */
static void
a_command_picks_the_same(void **state)
{
	(void)state;
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
		cmocka_unit_test(a_page_and_a_command_show_the_same),
		cmocka_unit_test(a_time_ends_the_list),
		cmocka_unit_test(what_is_no_filter_is_refused),
		cmocka_unit_test(what_makes_no_sense_is_refused),
		cmocka_unit_test(what_a_page_shows_is_sent_again),
		cmocka_unit_test(what_a_page_shows_is_discarded),
		cmocka_unit_test(a_command_picks_the_same),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
