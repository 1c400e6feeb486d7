/*
 * The impact of a rule set at the console: worked out once somebody asks, for
 * anybody who may look, and what it says is what compare-rulesets says.
 */
#include "cli/cmd.h"
#include "tests/lib/browser.h"
#include "tests/lib/test.h"
#include "tests/lib/verb.h"

#define PAGE	"/rulesets/nhs-combined-2018-03"
#define ASKED	PAGE "?against=consult-2017-11-current"

enum { SETTLE_S = 120 };

static int
set_up(void **state)
{
	(void)state;
	webline_start(&browser_line);
	browser_person("vera", "viewer");
	line_connect_verbs(browser_line.line);
	VERB(EXIT_OK, "feed", "examples/trusts.csv");
	line_settle(browser_line.line, 1, SETTLE_S);
	return 0;
}

static void
what_would_change(void **state)
{
	struct browser	 vera = browser_sign_in("vera");
	char		 changes[20000], row[100];
	const char	*line;
	size_t		 n = 0;

	(void)state;
	browser_get(&vera, ASKED);
	browser_expect("nobody asked", 200, "Nobody has asked yet");
	browser_act(&vera, PAGE, "/rulesets/impact",
	    "set=nhs-combined-2018-03&against=consult-2017-11-current");
	browser_expect("asked", 303, "Location: " ASKED);
	browser_see(&vera, ASKED, "would be rated otherwise");

	browser_get(&vera, ASKED "&format=json");
	browser_expect("state", 200, "\"state\":\"done\"");
	browser_between("\"impact\"", "\"changes\":", "]", changes,
	    sizeof(changes));
	VERB(EXIT_OK, "compare-rulesets", "consult-2017-11-current",
	    "nhs-combined-2018-03", "-o", "name");
	for (line = verb_all(); *line != '\0'; n++) {
		int	 len = (int)strcspn(line, "\n");

		snprintf(row, sizeof(row), "\"organisation\":\"%.*s\"", len,
		    line);
		if (strstr(changes, row) == NULL)
			fail_msg("%.*s is not in %s", len, line, changes);
		line += len + (line[len] == '\n');
	}
	assert_true(n > 0);
	snprintf(row, sizeof(row), "\"better\":%zu,\"worse\":0,", n);
	browser_expect("as many", 200, row);
}

/* A set beside itself changes nothing, and what cannot be compared is not. */
static void
beside_what(void **state)
{
	static const struct {
		const char	*label, *fields;
		int		 status;
	} rows[] = {
		{ "in force", "set=nhs-combined-2018-03&against=in-force",
		    303 },
		{ "of five inputs", "set=nhs-combined-2018-03&"
		    "against=nhs-quality-2014", 422 },
		{ "itself", "set=nhs-combined-2018-03&"
		    "against=nhs-combined-2018-03", 422 },
		{ "no such set", "set=nhs-combined-2018-03&against=x", 422 },
		{ "of no such set", "set=x&against=in-force", 422 },
	};
	struct browser	 vera = browser_sign_in("vera");
	size_t		 i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		browser_act(&vera, PAGE, "/rulesets/impact", rows[i].fields);
		browser_expect(rows[i].label, rows[i].status, NULL);
	}
	browser_see(&vera, PAGE "?against=in-force",
	    "<strong>0 would be rated otherwise</strong>");
	browser_get(&vera, PAGE "?against=nhs-quality-2014");
	browser_expect("never asked", 200, "What it would change");
	assert_null(strstr(browser_answer.text, "Nobody has asked"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_would_change),
		cmocka_unit_test(beside_what),
	};

	return cmocka_run_group_tests(tests, set_up, browser_down);
}
