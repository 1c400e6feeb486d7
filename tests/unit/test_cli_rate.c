/*
 * sixthkey rate and rulesets, called as main calls them.
 */
#include "cli/cmd.h"
#include "rules/rules.h"
#include "tests/lib/call.h"
#include "tests/lib/test.h"

#define FIVE	"safe,effective,caring,responsive,well_led"
#define ADDED	",computed_quality,quality_row,computed_combined,combined_row\n"

struct row {
	const char	*what, *words, *input;
	int		 code;
	const char	*said;		/* all of it */
	const char	*complained;	/* some of it; "": nothing at all */
};

static void
run(const struct row *row, size_t n)
{
	size_t	i;
	int	code;

	for (i = 0; i < n; i++) {
		code = call_verb(row[i].input, "%s", row[i].words);
		if (code != row[i].code)
			fail_msg("%s: exit %d (%s)", row[i].what, code,
			    call_complained());
		if (row[i].said != NULL &&
		    strcmp(call_said(), row[i].said) != 0)
			fail_msg("%s: said %s", row[i].what, call_said());
		if (*row[i].complained == '\0' ? *call_complained() != '\0' :
		    strstr(call_complained(), row[i].complained) == NULL)
			fail_msg("%s: complained %s", row[i].what,
			    call_complained());
	}
}

static void
ratings_are_put_to_the_rules(void **state)
{
	static const struct row	row[] = {
		{ "five", "rate -", FIVE "\nGood,good,OUTSTANDING,Requires "
		    "Improvement,outstanding\n", 0, FIVE ADDED "Good,good,"
		    "OUTSTANDING,Requires Improvement,outstanding,good,good,,"
		    "\n", "" },
		{ "six, in their own order, with more",
		    "rate -", "use_of_resources,name," FIVE "\n"
		    "good,\"A, B\",requires_improvement,good,good,good,"
		    "requires-improvement\n", 0,
		    "use_of_resources,name," FIVE ADDED "good,\"A, B\","
		    "requires_improvement,good,good,good,requires-improvement,"
		    "requires_improvement,improve-2,good,good\n", "" },
		{ "another set", "rate --ruleset consult-2017-11-current -",
		    "use_of_resources," FIVE "\n"
		    "good,requires_improvement,good,good,good,"
		    "requires_improvement\n", 0, "use_of_resources," FIVE ADDED
		    "good,requires_improvement,good,good,good,"
		    "requires_improvement,requires_improvement,improve-2,"
		    "requires_improvement,improve-2\n", "" },
		{ "a set for quality", "rate --ruleset=nhs-quality-2014 -",
		    FIVE "\ngood,good,good,good,good\n", 0, FIVE ADDED
		    "good,good,good,good,good,good,good,,\n", "" },
		{ "not rated", "rate -", FIVE "\n,Not rated,inspected but not "
		    "rated,,good\n,,,,not stated\n", 0, FIVE ADDED
		    ",Not rated,inspected but not rated,,good,good,good,,\n"
		    ",,,,not stated,,,,\n", "" },
		{ "BOM, CRLF, quotes across lines", "rate -",
		    "\xef\xbb\xbf" FIVE ",name\r\ngood,good,good,good,good,"
		    "\"a \"\"b\"\"\nc\"\r\n", 0, FIVE ",name" ADDED "good,good,"
		    "good,good,good,\"a \"\"b\"\"\nc\",good,good,,\n", "" },
		{ "only a header", "rate -", FIVE "\n", 0, FIVE ADDED, "" }
	};

	(void)state;
	run(row, sizeof(row) / sizeof(row[0]));
}

/* Bands, the limits of low scores, what is no score, and no score at all. */
static void
scores_are_put_to_their_bands(void **state)
{
	static const char	 head[] =
	    "id,safe,effective,caring,responsive,well_led";
	static const struct {
		const char	*row, *added;
	} rows[] = {
		{ "A,3;3;3;3,4 4 4 4,2;3;3;3,1;4;4;4,3",
		    ",good,75,score-63,outstanding,100,score-88,"
		    "good,69,score-63,requires_improvement,81,statement-1,"
		    "good,75,score-63,good,good" },
		{ "B,\"4,4,4,2\",,2;2,1;1;1,1;2",
		    ",good,88,statement-2,,,,requires_improvement,50,score-39,"
		    "inadequate,25,score-0,inadequate,38,score-0,"
		    "inadequate,inadequate-2" },
		{ "C,3;5,3,3,3,3", ",,,,,,,,,,,,,,,,," },
		{ "D,33,3,3,3,3", ",,,,,,,,,,,,,,,,," },
	};
	char		 input[200], want[400];
	size_t		 i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		snprintf(input, sizeof(input), "%s\n%s\n", head,
		    rows[i].row);
		snprintf(want, sizeof(want), "\n%s%s\n", rows[i].row,
		    rows[i].added);
		assert_int_equal(call_verb(input, "rate --ruleset saf-score -"),
		    i < 2 ? EXIT_OK : EXIT_DATA);
		call_expect(want);
		assert_int_equal(i < 2, *call_complained() == '\0');
	}
}

static void
what_cannot_be_rated_is_said(void **state)
{
	static const struct row	row[] = {
		{ "a misspelt word", "rate -", FIVE "\ngood,good,godo,good,good"
		    "\ngood,good,good,good,good\n", 65, FIVE ADDED "good,good,"
		    "godo,good,good,,,,\ngood,good,good,good,good,good,good,,"
		    "\n", "line 2, column caring: \"godo\" is not a rating; "
		    "did you mean \"good\"?" },
		{ "a word from nowhere", "rate -", FIVE "\n\n\ngood,good,good,"
		    "good,yellow\n", 65, NULL, "line 4, column well_led: "
		    "\"yellow\" is not a rating\n" },
		{ "a control character", "rate -", FIVE "\ngood,good,good,good,"
		    "\x1b[31m\n", 65, NULL, "\"?[31m\"" },
		{ "a short record", "rate -", FIVE "\ngood\n", 65, FIVE ADDED
		    "good,,,,,,,,\n", "line 2: The record has 1 field" },
		{ "no such column", "rate -", "safe,caring\ngood,good\n", 65,
		    "", "lacks effective, responsive, well_led" },
		{ "nothing", "rate -", "", 65, "", "is empty" },
		{ "an open quotation mark", "rate -", FIVE "\n\"good\n", 65,
		    NULL, "line 2" },
		{ "no such file", "rate no-such-file", "", 66, "",
		    "No such file" },
		{ "a folder", "rate .", "", 66, "", "folder" },
		{ "no such set", "rate --ruleset nhs-combined-2018-3 -", "",
		    64, "", "did you mean \"nhs-combined-2018-03\"?" },
		{ "no file", "rate", "", 64, "", "FILE" },
		{ "two files", "rate a b", "", 64, "", "FILE" }
	};

	(void)state;
	run(row, sizeof(row) / sizeof(row[0]));
}

static size_t
count_rules(void)
{
	const struct ruleset	*set;
	const struct rule	*rule;
	size_t			 i, n = 0;

	for (i = 0; (set = ruleset_at(i)) != NULL; i++)
		for (rule = set->rules; rule->id != NULL; rule++)
			n++;
	return n;
}

/* Every set, every row, every source stands in each form. */
static void
sets_are_shown_whole(void **state)
{
	enum { CSV = 2 };
	static const char *const	words[] = { "rulesets",
	    "rulesets -o json", "rulesets -ocsv" };
	const struct ruleset		*set;
	const struct rule		*rule;
	size_t				 i, k;

	(void)state;
	for (k = 0; k < sizeof(words) / sizeof(words[0]); k++) {
		assert_int_equal(CALL("%s", words[k]), EXIT_OK);
		assert_string_equal(call_complained(), k == 0 ?
		    "\nNext:  sixthkey rulesets ID\n" : "");
		for (i = 0; (set = ruleset_at(i)) != NULL; i++) {
			if (k == CSV && set->rules->id == NULL)
				continue;	/* its form is that of rows */
			call_expect(set->id);
			call_expect(set->source);
			for (rule = set->rules; rule->id != NULL; rule++) {
				call_expect(rule->id);
				call_expect(rule->source);
			}
		}
	}
}

/* Limits, scores and provisions stand with the set that they belong to. */
static void
what_is_beside_is_shown(void **state)
{
	static const struct row	row[] = {
		{ "limits", "rulesets asc-locations", "", 0, "asc-manager", "" },
		{ "limits of all", "rulesets nhs-quality-2017-06", "", 0, "E2",
		    "" },
		{ "scores", "rulesets saf-score", "", 0,
		    "from 88 percent on Outstanding", "" },
		{ "scores as JSON", "rulesets saf-score -o json", "", 0,
		    "\"statement_at_most\": 2", "" },
		{ "words", "rulesets consult-2016-12", "", 0,
		    "the set has no rows", "" },
		{ "words as JSON", "rulesets 2021-08-flex -o json", "", 0,
		    "\"id\": \"visit\"", "" },
		{ "nothing to rate with",
		    "rate --ruleset 2021-08-flex -", "safe\n", 64, "",
		    "no rows that rate" }
	};
	size_t		i;

	(void)state;
	for (i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		assert_int_equal(call_verb(row[i].input, "%s", row[i].words),
		    row[i].code);
		if (strstr(call_said(), row[i].said) == NULL ||
		    strstr(call_complained(), row[i].complained) == NULL)
			fail_msg("%s: %s%s", row[i].what, call_said(),
			    call_complained());
	}
}

static void
rows_of_csv_are_rules(void **state)
{
	const char	*at;
	size_t		lines = 0;

	(void)state;
	assert_int_equal(CALL("rulesets -o csv"), EXIT_OK);
	for (at = call_said(); (at = strchr(at, '\n')) != NULL; at++)
		lines++;
	assert_int_equal(lines, 1 + count_rules());
}

static void
one_set_is_shown(void **state)
{
	static const struct row	row[] = {
		{ "no such set", "rulesets nhs-qualty-2014", "", 64, "",
		    "did you mean \"nhs-quality-2014\"?" },
		{ "no such form", "rulesets -o yaml", "", 64, "", "yaml" },
		{ "two", "rulesets a b", "", 64, "", "at most one" }
	};

	(void)state;
	run(row, sizeof(row) / sizeof(row[0]));
	assert_int_equal(CALL("rulesets nhs-combined-2018-03"), EXIT_OK);
	call_expect("at least 3 Requires improvement");
	assert_null(strstr(call_said(), "nhs-quality"));
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(ratings_are_put_to_the_rules),
		cmocka_unit_test(scores_are_put_to_their_bands),
		cmocka_unit_test(what_cannot_be_rated_is_said),
		cmocka_unit_test(sets_are_shown_whole),
		cmocka_unit_test(what_is_beside_is_shown),
		cmocka_unit_test(rows_of_csv_are_rules),
		cmocka_unit_test(one_set_is_shown)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
