/*
 * sixthkey rate and rulesets, called as main calls them.
 */
#include <fcntl.h>
#include <unistd.h>

#include "base/buf.h"
#include "cli/cmd.h"
#include "rules/rules.h"
#include "tests/lib/test.h"

/* What a call wrote, and where it wrote before. */
struct call {
	FILE	*in, *out, *err;
	int	 was[3];
	char	*said, *complained;
	int	 code;
};

static FILE *
divert(int fd, int *was)
{
	FILE	*f = tmpfile();

	assert_non_null(f);
	*was = dup(fd);
	assert_int_equal(dup2(fileno(f), fd), fd);
	return f;
}

static char *
text_of(FILE *f)
{
	struct buf	b = { 0 };
	char		chunk[4096];
	size_t		n;

	rewind(f);
	while ((n = fread(chunk, 1, sizeof(chunk), f)) > 0)
		buf_add(&b, chunk, n);
	buf_text(&b, "");
	fclose(f);
	return b.data != NULL ? b.data : strdup("");
}

static void
restore(int fd, int was)
{
	assert_int_equal(dup2(was, fd), fd);
	close(was);
}

/* Words are split at blanks; `input` is standard input. */
static struct call
call(cmd_fn *fn, const char *words, const char *input)
{
	struct call	 c = { .code = 0 };
	char		*argv[8] = { NULL }, *line = strdup(words), *save;
	int		 argc = 0;

	for (argv[0] = strtok_r(line, " ", &save); argv[argc] != NULL;)
		argv[++argc] = strtok_r(NULL, " ", &save);
	fflush(NULL);
	c.in = divert(STDIN_FILENO, &c.was[0]);
	c.out = divert(STDOUT_FILENO, &c.was[1]);
	c.err = divert(STDERR_FILENO, &c.was[2]);
	fputs(input, c.in);
	fflush(c.in);
	lseek(STDIN_FILENO, 0, SEEK_SET);
	c.code = fn(argc, argv);
	fflush(NULL);
	restore(STDIN_FILENO, c.was[0]);
	restore(STDOUT_FILENO, c.was[1]);
	restore(STDERR_FILENO, c.was[2]);
	fclose(c.in);
	c.said = text_of(c.out);
	c.complained = text_of(c.err);
	free(line);
	return c;
}

static void
forget(struct call *c)
{
	free(c->said);
	free(c->complained);
}

#define FIVE	"safe,effective,caring,responsive,well_led"
#define ADDED	",computed_quality,quality_row,computed_combined,combined_row\n"

struct row {
	const char	*what, *words, *input;
	int		 code;
	const char	*said;		/* all of it */
	const char	*complained;	/* some of it; "": nothing at all */
};

static void
run(cmd_fn *fn, const struct row *row, size_t n)
{
	struct call	c;
	size_t		i;

	for (i = 0; i < n; i++) {
		c = call(fn, row[i].words, row[i].input);
		if (c.code != row[i].code)
			fail_msg("%s: exit %d (%s)", row[i].what, c.code,
			    c.complained);
		if (row[i].said != NULL && strcmp(c.said, row[i].said) != 0)
			fail_msg("%s: said %s", row[i].what, c.said);
		if (*row[i].complained == '\0' ? *c.complained != '\0' :
		    strstr(c.complained, row[i].complained) == NULL)
			fail_msg("%s: complained %s", row[i].what,
			    c.complained);
		forget(&c);
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
	run(cmd_rate, row, sizeof(row) / sizeof(row[0]));
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
	struct call	 c;
	size_t		 i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		snprintf(input, sizeof(input), "%s\n%s\n", head,
		    rows[i].row);
		snprintf(want, sizeof(want), "\n%s%s\n", rows[i].row,
		    rows[i].added);
		c = call(cmd_rate, "rate --ruleset saf-score -", input);
		if (strstr(c.said, want) == NULL)
			fail_msg("%s\nis not in\n%s", want, c.said);
		assert_int_equal(c.code, i < 2 ? EXIT_OK : EXIT_DATA);
		assert_int_equal(i < 2, *c.complained == '\0');
		free(c.said);
		free(c.complained);
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
	run(cmd_rate, row, sizeof(row) / sizeof(row[0]));
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
	struct call			 c;
	size_t				 i, k;

	(void)state;
	for (k = 0; k < sizeof(words) / sizeof(words[0]); k++) {
		c = call(cmd_rulesets, words[k], "");
		assert_int_equal(c.code, EXIT_OK);
		assert_string_equal(c.complained, k == 0 ?
		    "\nNext:  sixthkey rulesets ID\n" : "");
		for (i = 0; (set = ruleset_at(i)) != NULL; i++) {
			if (k == CSV && set->rules->id == NULL)
				continue;	/* its form is that of rows */
			assert_non_null(strstr(c.said, set->id));
			assert_non_null(strstr(c.said, set->source));
			for (rule = set->rules; rule->id != NULL; rule++) {
				assert_non_null(strstr(c.said, rule->id));
				assert_non_null(strstr(c.said, rule->source));
			}
		}
		forget(&c);
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
	struct call	c;
	size_t		i;

	(void)state;
	for (i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		c = call(i == 6 ? cmd_rate : cmd_rulesets, row[i].words,
		    row[i].input);
		assert_int_equal(c.code, row[i].code);
		if (strstr(c.said, row[i].said) == NULL ||
		    strstr(c.complained, row[i].complained) == NULL)
			fail_msg("%s: %s%s", row[i].what, c.said,
			    c.complained);
		forget(&c);
	}
}

static void
rows_of_csv_are_rules(void **state)
{
	struct call	c = call(cmd_rulesets, "rulesets -o csv", "");
	const char	*at;
	size_t		lines = 0;

	(void)state;
	for (at = c.said; (at = strchr(at, '\n')) != NULL; at++)
		lines++;
	assert_int_equal(lines, 1 + count_rules());
	forget(&c);
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
	struct call	c;

	(void)state;
	run(cmd_rulesets, row, sizeof(row) / sizeof(row[0]));
	c = call(cmd_rulesets, "rulesets nhs-combined-2018-03", "");
	assert_int_equal(c.code, EXIT_OK);
	assert_non_null(strstr(c.said, "at least 3 Requires improvement"));
	assert_null(strstr(c.said, "nhs-quality"));
	forget(&c);
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
