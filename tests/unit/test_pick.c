/*
 * Which events are meant: times as people type them, and the words of a pick
 * and back.
 */
#include "operations/bulk.h"
#include "operations/moment.h"
#include "tests/lib/test.h"

#define COUNT(a)	(sizeof(a) / sizeof((a)[0]))

enum { NOW = 1795343400 };		/* 2026-11-22T10:30:00Z */

static struct arena	*arena;

static int
set_up(void **state)
{
	(void)state;
	arena = arena_new(0);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

/* NULL: it is no time. */
static const struct time_row {
	const char	*label, *text, *begins, *ends;
} times[] = {
	{ "a day", "2026-11-22", "2026-11-22T00:00:00Z",
	    "2026-11-23T00:00:00Z" },
	{ "the last of a month", "2024-02-29", "2024-02-29T00:00:00Z",
	    "2024-03-01T00:00:00Z" },
	{ "a month", "2026-02", "2026-02-01T00:00:00Z",
	    "2026-03-01T00:00:00Z" },
	{ "a year", "2026", "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z" },
	{ "a minute", "2026-11-22T10:30", "2026-11-22T10:30:00Z",
	    "2026-11-22T10:30:00Z" },
	{ "with a blank", "2026-11-22 10:30", "2026-11-22T10:30:00Z",
	    "2026-11-22T10:30:00Z" },
	{ "a second", "2026-11-22T23:59:59Z", "2026-11-22T23:59:59Z",
	    "2026-11-22T23:59:59Z" },
	{ "part of a second", "2026-11-22T10:30:00.25Z",
	    "2026-11-22T10:30:00.25Z", "2026-11-22T10:30:00.25Z" },
	{ "minutes ago", "30m", "2026-11-22T10:00:00Z",
	    "2026-11-22T10:00:00Z" },
	{ "hours ago", "2h", "2026-11-22T08:30:00Z", "2026-11-22T08:30:00Z" },
	{ "days ago", "7d", "2026-11-15T10:30:00Z", "2026-11-15T10:30:00Z" },
	{ "weeks ago", "1w", "2026-11-15T10:30:00Z", "2026-11-15T10:30:00Z" },
	{ "seconds ago", "90s", "2026-11-22T10:28:30Z",
	    "2026-11-22T10:28:30Z" },
	{ "now", "0s", "2026-11-22T10:30:00Z", "2026-11-22T10:30:00Z" },
	{ "nothing", "", NULL, NULL },
	{ "a word", "yesterday", NULL, NULL },
	{ "no such day", "2026-02-30", NULL, NULL },
	{ "no such month", "2026-13-01", NULL, NULL },
	{ "no such hour", "2026-11-22T24:00", NULL, NULL },
	{ "no such minute", "2026-11-22T10:60", NULL, NULL },
	{ "no such second", "2026-11-22T10:30:60", NULL, NULL },
	{ "an hour alone", "2026-11-22T10", NULL, NULL },
	{ "cut off", "2026-11-22T10:3", NULL, NULL },
	{ "no part of a second", "2026-11-22T10:30:00.Z", NULL, NULL },
	{ "an offset", "2026-11-22T10:30+01:00", NULL, NULL },
	{ "something behind", "2026-11-22T10:30Zx", NULL, NULL },
	{ "something behind a day", "2026-11-22x", NULL, NULL },
	{ "a month with a time", "2026-11T10:30", NULL, NULL },
	{ "no unit", "30", NULL, NULL },
	{ "a unit alone", "m", NULL, NULL },
	{ "another unit", "3y", NULL, NULL },
	{ "two units", "1h30m", NULL, NULL },
	{ "below zero", "-2h", NULL, NULL },
	{ "before 1970", "99999d", NULL, NULL },
	{ "far too many", "99999999999999999999d", NULL, NULL },
	{ "a day before 1970", "1969-12-31", NULL, NULL },
	{ "a statement", "now()", NULL, NULL },
};

static void
expect_time(const struct time_row *r, enum moment_edge edge,
    const char *want)
{
	const char	*got = moment_read(r->text, edge, NOW, arena);

	if ((got == NULL) != (want == NULL) ||
	    (want != NULL && strcmp(got, want) != 0))
		fail_msg("%s: \"%s\" is %s", r->label, r->text,
		    got == NULL ? "no time" : got);
}

static void
times_are_read(void **state)
{
	size_t	 i;

	(void)state;
	for (i = 0; i < COUNT(times); i++) {
		expect_time(&times[i], MOMENT_BEGINS, times[i].begins);
		expect_time(&times[i], MOMENT_ENDS, times[i].ends);
	}
}

/* Words, and what is made of them: the options of `get events`, what an action
 * says of it; or why it is refused. */
static const struct pick_row {
	const char	*label, *word[PICK_FIELDS], *options, *filter, *why;
} picks[] = {
	{ "nothing", { NULL }, "", "put aside", NULL },
	{ "empty words", { "", "", "", "", "", "", "", "" }, "", "put aside",
	    NULL },
	{ "a trust", { [PICK_SUBJECT] = "RGT" }, " --trust RGT",
	    "put aside, of RGT", NULL },
	{ "dead at a stage", { [PICK_STAGE] = "assessment",
	    [PICK_STATE] = "dead" }, " --stage assessment --state dead",
	    "dead at assessment", NULL },
	{ "a time", { [PICK_SINCE] = "2026-11-21", [PICK_UNTIL] =
	    "2026-11-22" }, " --since 2026-11-21 --until 2026-11-22",
	    "put aside, accepted since 2026-11-21T00:00:00Z and before "
	    "2026-11-23T00:00:00Z", NULL },
	{ "until alone", { [PICK_UNTIL] = "2026-11-22T10:30" },
	    " --until 2026-11-22T10:30",
	    "put aside, accepted before 2026-11-22T10:30:00Z", NULL },
	{ "a word with blanks", { [PICK_ERROR] = "it's \"down\"" },
	    " --class 'it'\\''s \"down\"'",
	    "put aside, with \"it's \"down\"\" in the error", NULL },
	{ "a source, a trace", { [PICK_SOURCE] = "/files/", [PICK_TRACE] =
	    "4bf9" }, " --source /files/ --trace 4bf9",
	    "put aside, of sources that begin with \"/files/\", with \"4bf9\" "
	    "in the trace", NULL },
	{ "one day is not nothing", { [PICK_SINCE] = "2026-11-22",
	    [PICK_UNTIL] = "2026-11-22" },
	    " --since 2026-11-22 --until 2026-11-22",
	    "put aside, accepted since 2026-11-22T00:00:00Z and before "
	    "2026-11-23T00:00:00Z", NULL },
	{ "no such stage", { [PICK_STAGE] = "assesment" }, NULL, NULL,
	    "there is no stage \"assesment\"" },
	{ "no such state", { [PICK_STATE] = "lost" }, NULL, NULL,
	    "state takes waiting, retry, dead, parked or through" },
	{ "no time", { [PICK_SINCE] = "yesterday" }, NULL, NULL,
	    "since takes a day (2026-11-22)" },
	{ "no time to end", { [PICK_UNTIL] = "2026-02-30" }, NULL, NULL,
	    "until takes a day (2026-11-22)" },
	{ "ends before it begins", { [PICK_SINCE] = "2026-11-22T10:30",
	    [PICK_UNTIL] = "2026-11-21" }, NULL, NULL,
	    "since 2026-11-22T10:30:00Z is not before until "
	    "2026-11-22T00:00:00Z" },
	{ "ends as it begins", { [PICK_SINCE] = "2026-11-22T10:30",
	    [PICK_UNTIL] = "2026-11-22T10:30" }, NULL, NULL,
	    "nothing can be between" },
	{ "ages the wrong way round", { [PICK_SINCE] = "1h",
	    [PICK_UNTIL] = "2h" }, NULL, NULL, "nothing can be between" },
};

static void
expect_pick(const struct pick_row *r)
{
	struct bulk_wish	 w = { .event = 0 };
	struct err		 e = { 0 };
	struct buf		 b = { 0 };
	int			 rc;

	memcpy(w.pick.word, r->word, sizeof(r->word));
	rc = pick_read(&w.pick, arena, &e);
	if (r->why != NULL) {
		if (rc == 0 || e.kind != ERR_INPUT ||
		    strstr(e.text, r->why) == NULL)
			fail_msg("%s: %d, %s", r->label, rc, e.text);
		return;
	}
	if (rc != 0)
		fail_msg("%s: %s", r->label, e.text);
	buf_text(&b, "");
	pick_options(&w.pick, &b);
	if (strcmp(b.data, r->options) != 0)
		fail_msg("%s: options%s", r->label, b.data);
	if (strcmp(bulk_filter(&bulk_retry, &w, arena), r->filter) != 0)
		fail_msg("%s: %s", r->label, bulk_filter(&bulk_retry, &w, arena));
	assert_int_equal(pick_asks(&w.pick), *r->options != '\0');
	buf_release(&b);
}

static void
a_pick_is_read_and_said(void **state)
{
	size_t	 i;

	(void)state;
	for (i = 0; i < COUNT(picks); i++)
		expect_pick(&picks[i]);
}

/* A replay is about whoever has such events. */
static void
a_replay_says_whose(void **state)
{
	static const struct {
		const char	*state, *stage, *ruleset, *filter;
	} rows[] = {
		{ "", "", NULL, "with events" },
		{ "dead", "assessment", NULL,
		    "with events dead at assessment" },
		{ "waiting", "", NULL, "with events that wait" },
		{ "through", "", "saf-score", "with events that are through, "
		    "by the rule set saf-score" },
	};
	struct bulk_wish	 w;
	struct err		 e;
	size_t			 i;

	(void)state;
	for (i = 0; i < COUNT(rows); i++) {
		w = (struct bulk_wish){ .ruleset = rows[i].ruleset };
		w.pick.word[PICK_STATE] = rows[i].state;
		w.pick.word[PICK_STAGE] = rows[i].stage;
		assert_int_equal(pick_read(&w.pick, arena, &e), 0);
		assert_string_equal(bulk_filter(&bulk_replay, &w, arena),
		    rows[i].filter);
		assert_null(bulk_fault(&bulk_replay, &w));
	}
}

/* What stands elsewhere than aside cannot be sent again or discarded. */
static void
only_what_is_aside_is_acted_on(void **state)
{
	static const struct {
		const char	*state, *why;
	} rows[] = {
		{ "", NULL }, { "dead", NULL }, { "retry", NULL },
		{ "parked", NULL }, { "waiting", "it goes on by itself" },
		{ "through", "only a replay" },
	};
	struct bulk_wish	 w;
	struct err		 e;
	const char		*why;
	size_t			 i;

	(void)state;
	for (i = 0; i < COUNT(rows); i++) {
		w = (struct bulk_wish){ .event = 0 };
		w.pick.word[PICK_STATE] = rows[i].state;
		assert_int_equal(pick_read(&w.pick, arena, &e), 0);
		why = bulk_fault(&bulk_retry, &w);
		if ((why == NULL) != (rows[i].why == NULL) || (why != NULL &&
		    strstr(why, rows[i].why) == NULL))
			fail_msg("%s: %s", rows[i].state, why == NULL ? "fine" :
			    why);
	}
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(times_are_read),
		cmocka_unit_test(a_pick_is_read_and_said),
		cmocka_unit_test(a_replay_says_whose),
		cmocka_unit_test(only_what_is_aside_is_acted_on),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
