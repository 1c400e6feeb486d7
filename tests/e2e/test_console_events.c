/*
 * The page Events, filtered by when an event was accepted; `sixthkey get events`
 * says the same.
 */
#include "tests/lib/letters.h"
#include "tests/lib/pg.h"
#include "tests/lib/test.h"
#include "tests/lib/verb.h"

#define COUNT(a)	(sizeof(a) / sizeof((a)[0]))

enum { PART = 60 };

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

	for (i = 0; i < LETTERS; i++) {
		snprintf(part, sizeof(part), "\"%s\":%lld,", key,
		    (long long)letters.event[i]);
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
		browser_get(&letters.olu, path);
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
	browser_get(&letters.olu, "/events?format=json&since=2020-03-02");
	browser_expect("the end", 200, "\"next\":0}");
	browser_get(&letters.olu, "/events?until=2020-03-01T10:31");
	browser_expect("from the bound on", 200, "events of this kind among "
	    "numbers 1 to");
	browser_get(&letters.olu, "/events?since=2199-01-01");
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
		browser_get(&letters.olu, path);
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

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(a_page_and_a_command_show_the_same),
		cmocka_unit_test(a_time_ends_the_list),
		cmocka_unit_test(what_is_no_filter_is_refused),
	};

	return cmocka_run_group_tests(tests, letters_up, browser_down);
}
