#include "tests/lib/letters.h"
#include "tests/lib/pg.h"
#include "tests/lib/test.h"

struct letters	 letters;

static const struct {
	const char	*id, *error, *at;
} rows[LETTERS] = {
	{ "a1", "the register answered 503", "2020-03-01 09:00+00" },
	{ "b1", "the register answered 503", "2020-03-01 10:30+00" },
	{ "c1", "cell unknown", "2020-03-02 10:30+00" },
	{ "d1", "the register answered 503", "now" },
};

static void
fill(void)
{
	size_t	 i;

	for (i = 0; i < LETTERS; i++) {
		letters.event[i] = browser_dead(rows[i].id, rows[i].error);
		pg_value(browser_line.pg, "update sixthkey.event set at = "
		    "timestamptz '%s' - interval '%d hours' where event_id = "
		    "%lld", rows[i].at, rows[i].at[0] == 'n' ? 2 : 0,
		    (long long)letters.event[i]);
	}
}

int
letters_up(void **state)
{
	(void)state;
	webline_start(&browser_line);
	browser_person("olu", "operator");
	browser_person("vera", "viewer");
	pg_value(browser_line.pg, "insert into sixthkey.stage_setting (stage, "
	    "key, value, set_by, reason) values (0, 'paused', '1', 't', 't'), "
	    "(1, 'paused', '0', 't', 't')");
	letters.olu = browser_sign_in("olu");
	letters.vera = browser_sign_in("vera");
	browser_see(&letters.olu, "/", "is paused");
	fill();
	setenv("SIXTHKEY_DB", pg_conninfo(browser_line.pg, "reader"), 1);
	setenv("SIXTHKEY_SUBMIT", line_submit(browser_line.line), 1);
	setenv("SIXTHKEY_OPERATOR_DB", pg_conninfo(browser_line.pg,
	    "operator"), 1);
	return 0;
}
