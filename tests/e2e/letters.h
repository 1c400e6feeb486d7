/*
 * letters.h - a line at which nothing goes on, with four dead letters of known
 * times, and two people who look at them.
 */
#ifndef TESTS_E2E_LETTERS_H
#define TESTS_E2E_LETTERS_H

#include "tests/lib/browser.h"
#include "tests/lib/test.h"
#include "tests/lib/verb.h"

#define COUNT(a)	(sizeof(a) / sizeof((a)[0]))

enum { EVENTS = 4 };

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

/* Events are taken, and nothing goes through: what is sent again waits. */
static inline int
set_up(void **state)
{
	size_t	 i;

	(void)state;
	webline_start(&browser_line);
	browser_person("olu", "operator");
	browser_person("vera", "viewer");
	pg_value(browser_line.pg, "insert into sixthkey.stage_setting (stage, "
	    "key, value, set_by, reason) values (0, 'paused', '1', 't', 't'), "
	    "(1, 'paused', '0', 't', 't')");
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
	setenv("SIXTHKEY_SUBMIT", line_submit(browser_line.line), 1);
	setenv("SIXTHKEY_OPERATOR_DB", pg_conninfo(browser_line.pg,
	    "operator"), 1);
	return 0;
}

static inline int
tear_down(void **state)
{
	(void)state;
	webline_stop(&browser_line);
	return 0;
}

#endif
