/*
 * How every verb is called: its help, the manual page and the shell name the
 * same options, what is mistyped is refused, and each way to end is documented.
 * The verbs and their options come from the program's own table.
 */
#include "base/buf.h"
#include "tests/e2e/operator.h"
#include "tests/lib/file.h"
#include "tests/lib/harvest.h"

#define MANUAL	"docs/man/sixthkey.1"

enum { WORD = 100 };

/* The next "--option" of a text from *at on; 0: no more. */
static int
next_option(const char **at, char out[WORD])
{
	size_t	 n;

	while (*at != NULL && (*at = strstr(*at, "--")) != NULL) {
		n = 2 + strspn(*at + 2, "abcdefghijklmnopqrstuvwxyz-");
		snprintf(out, WORD, "%.*s", (int)n, *at);
		*at += n;
		if (n > 2)
			return 1;
	}
	return 0;
}

typedef void	 option_fn(const struct cmd *, const char *option,
		    const void *arg);

static void
each_option(const struct cmd *c, option_fn *fn, const void *arg)
{
	const char	*text[] = { c->usage, c->more }, *at;
	char		 option[WORD];
	size_t		 i;

	for (i = 0; i < 2; i++)
		for (at = text[i]; next_option(&at, option);)
			fn(c, option, arg);
}

static void
is_named_once_more(const struct cmd *c, const char *option, const void *arg)
{
	if (strstr(arg, option) == NULL)
		fail_msg("%s %s is not in %s", c->name, option,
		    (const char *)arg);
}

static void
help_says_how_it_is_called(void **unused)
{
	const struct cmd	*c;
	char			 usage[WORD];
	struct verb_apart	 r;

	(void)unused;
	for (c = cmd_table; c->name != NULL; c++) {
		r = verb_apart((const char *const []){ c->name, "--help",
		    NULL });
		assert_int_equal(r.code, EXIT_OK);
		snprintf(usage, sizeof(usage), "usage: sixthkey %s", c->name);
		if (strstr(r.out, usage) != r.out)
			fail_msg("%s --help says %s", c->name, r.out);
		each_option(c, is_named_once_more, r.out);
	}
}

/* The letter at its end twice. */
static void
refuse_mistyped(const struct cmd *c, const char *option, const void *arg)
{
	char	 wrong[WORD + 2], meant[WORD + 32];

	(void)arg;
	snprintf(wrong, sizeof(wrong), "%s%c", option,
	    option[strlen(option) - 1]);
	snprintf(meant, sizeof(meant), "did you mean \"%s\"?", option);
	VERB(EXIT_USAGE, c->name, wrong);
	verb_said(meant);
}

static void
what_is_mistyped_is_refused(void **unused)
{
	const struct cmd	*c;

	(void)unused;
	for (c = cmd_table; c->name != NULL; c++) {
		refuse_mistyped(c, "--color", NULL);
		each_option(c, refuse_mistyped, NULL);
	}
	VERB(EXIT_USAGE, "explian", "RGT");
	verb_said("did you mean \"explain\"?");
	VERB(EXIT_USAGE, "zzzzz");
	verb_said("sixthkey help lists them");
}

/* From the line that begins with `head` to the next that begins with `end`. */
static char *
part_of(const char *text, const char *head, const char *end)
{
	const char	*at = strstr(text, head), *to;

	if (at == NULL)
		fail_msg("there is no %s", head);
	to = strstr(at + strlen(head), end);
	return strndup(at, to == NULL ? strlen(at) : (size_t)(to - at));
}

static void
page_and_shell_know_each_option(void **unused)
{
	char			*part, head[WORD];
	struct buf		 page = { 0 };
	struct verb_apart	 shell = verb_apart((const char *const []){
				    "completion", "bash", NULL });
	const struct cmd	*c;

	(void)unused;
	file_read(MANUAL, &page);
	for (c = cmd_table; c->name != NULL; c++) {
		snprintf(head, sizeof(head), "\n.It Cm %s", c->name);
		part = part_of(page.data, head, "\n.It Cm");
		each_option(c, is_named_once_more, part);
		free(part);
		snprintf(head, sizeof(head), "\t%s)\toptions=", c->name);
		part = part_of(shell.out, head, "\n");
		each_option(c, is_named_once_more, part);
		free(part);
	}
	buf_release(&page);
}

/* ---- forms ---------------------------------------------------------------------------- */

/* Those whose answer is text alone. */
static int
answers_in_words(const char *verb)
{
	static const char *const	words[] = {
		"top", "logs", "demo", "completion", "help"
	};
	size_t	 i = 0;

	while (i < sizeof(words) / sizeof(words[0]) &&
	    strcmp(words[i], verb) != 0)
		i++;
	return i < sizeof(words) / sizeof(words[0]);
}

/* "table|wide|json|…" of its help; "" where it has none. */
static const char *
forms_of(const struct cmd *c)
{
	const char	*at = c->more == NULL ? NULL :
			    strstr(c->more, "-o table");

	return at == NULL ? "" : at + strlen("-o ");
}

static int
is_promised(const char *forms, const char *form)
{
	size_t	 n = strcspn(forms, " \n"), i = 0;

	for (; i < n; i += strcspn(forms + i, "| \n") + 1)
		if (strcspn(forms + i, "| \n") == strlen(form) &&
		    strncmp(forms + i, form, strlen(form)) == 0)
			return 1;
	return 0;
}

/* What it does not say that it takes is refused before all else. */
static void
no_other_form_is_taken(void **unused)
{
	static const char *const	all[] = {
		"table", "wide", "json", "jsonl", "csv", "name", "xml", "",
		"JSON", "csv,json"
	};
	const struct cmd	*c;
	const char		*forms;
	size_t			 i;

	(void)unused;
	for (c = cmd_table; c->name != NULL; c++) {
		forms = forms_of(c);
		if (answers_in_words(c->name) != (*forms == '\0'))
			fail_msg("%s: in words, or not?", c->name);
		for (i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
			if (is_promised(forms, all[i]))
				continue;
			VERB(EXIT_USAGE, c->name, "-o", all[i]);
			verb_said(*forms == '\0' ? "no option \"-o\"" :
			    "-o takes table, wide, json, jsonl");
			verb_said("usage: sixthkey ");
		}
	}
}

/* ---- how it ends --------------------------------------------------------------------- */

static const struct {
	int		 code;
	const char	*words[10], *variable, *value;
} ends[] = {
	{ EXIT_OK, { "status" }, NULL, NULL },
	{ EXIT_NO, { "retry", "--class", "no such words", "--reason", "r" },
	    NULL, NULL },
	{ EXIT_USAGE, { "retry" }, NULL, NULL },
	{ EXIT_DATA, { "validate", "docs/feeding/wrong.jsonl" }, NULL, NULL },
	{ EXIT_NOINPUT, { "explain", "RZZ" }, NULL, NULL },
	{ EXIT_UNAVAILABLE, { "status", "--db", "host=/nowhere" }, NULL,
	    NULL },
	{ EXIT_CANTCREATE, { "export", "/dev/null/site" }, NULL, NULL },
	{ EXIT_LATER, { "feed", "--patience", "1", "--submit",
	    "ipc:///nowhere/submit", "examples/trusts.csv" }, NULL, NULL },
	{ EXIT_DENIED, { "pause", "all", "--reason", "r" },
	    "SIXTHKEY_OPERATOR_DB", "" },
	{ EXIT_CONFIG, { "status" }, "SIXTHKEY_KEY", "/nowhere.key" },
};

/* What was wrong, and what to do about it. */
static const struct {
	int		 code;
	const char	*words[8], *said;
} wrong[] = {
	{ EXIT_USAGE, { "get", "evnets" }, "did you mean \"events\"?" },
	{ EXIT_USAGE, { "get", "foo" }, "no kind \"foo\"; say ratings, events" },
	{ EXIT_USAGE, { "db", "migrat" }, "did you mean \"migrate\"?" },
	{ EXIT_USAGE, { "check" }, "say broker or ledger" },
	{ EXIT_USAGE, { "config", "shwo" }, "did you mean \"show\"?" },
	{ EXIT_USAGE, { "completion", "zsh" }, "say bash" },
	{ EXIT_USAGE, { "demo", "up" }, "./start, where the sources are" },
	{ EXIT_USAGE, { "demo", "sideways" }, "takes no arguments" },
	{ EXIT_USAGE, { "status", "extra" }, "usage: sixthkey status\n" },
	{ EXIT_USAGE, { "status", "--color", "rainbow" },
	    "auto, always or never" },
	{ EXIT_USAGE, { "pause", "asessment", "--reason", "r" },
	    "did you mean \"assessment\"?" },
	{ EXIT_USAGE, { "explain", "" }, "name one organisation" },
	{ EXIT_USAGE, { "explain", "RGT", "--at", "31-12-2019" },
	    "a date such as 2020-02-05" },
	{ EXIT_USAGE, { "explain", "RGT", "-o", "yaml" },
	    "table, wide, json, jsonl, csv or name, not \"yaml\"" },
	{ EXIT_USAGE, { "explain", "RGT", "-o", "name" },
	    "nothing in the answer has one" },
	{ EXIT_NOINPUT, { "explain", "RZZ" }, "Next:  sixthkey get ratings" },
	{ EXIT_NOINPUT, { "journey", "99999999999999999999" },
	    "sixthkey get events lists them" },
	{ EXIT_NOINPUT, { "validate", "/nowhere.csv" },
	    "/nowhere.csv: cannot be opened" },
	{ EXIT_DATA, { "validate", "/" }, "is a folder; expected a file" },
	{ EXIT_DATA, { "validate", "/dev/null" }, "the file is empty" },
	{ EXIT_DATA, { "validate", "docs/feeding/wrong.jsonl" },
	    "wrong.jsonl:2  /data/report/cell/0/rating  requires_improvement  "
	    "\"Requires Improvment\" is no rating" },
	{ EXIT_DATA, { "validate", "docs/feeding/wrong.jsonl" },
	    "Next:  mend what is refused" },
	{ EXIT_UNAVAILABLE, { "status", "--db", "host=/nowhere" },
	    "Next:  sixthkey doctor" },
	{ EXIT_CONFIG, { "status", "--db", "hots=/x" },
	    "keyword=value words" },
	{ EXIT_DENIED, { "db", "migrate" },
	    "as the owner of the database" },
	{ EXIT_CANTCREATE, { "export", "/usr" }, "holds something else" },
};

static void
what_is_wrong_is_said(void **unused)
{
	size_t	 i;

	(void)unused;
	connect_verbs();
	setenv("SIXTHKEY_REJECTS_DIR", harvest_folder(), 1);
	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		verb_run(wrong[i].code, wrong[i].words);
		verb_said(wrong[i].said);
	}
}

static void
each_way_it_ends_is_in_the_page(void **unused)
{
	struct buf	 page = { 0 };
	char		 item[WORD];
	size_t		 i;

	(void)unused;
	file_read(MANUAL, &page);
	setenv("SIXTHKEY_REJECTS_DIR", harvest_folder(), 1);
	for (i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		connect_verbs();
		if (ends[i].variable != NULL)
			setenv(ends[i].variable, ends[i].value, 1);
		verb_run(ends[i].code, ends[i].words);
		if (ends[i].variable != NULL)
			unsetenv(ends[i].variable);
		snprintf(item, sizeof(item), "\n.It %d\n", ends[i].code);
		assert_non_null(strstr(page.data, item));
	}
	buf_release(&page);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(help_says_how_it_is_called),
		cmocka_unit_test(what_is_mistyped_is_refused),
		cmocka_unit_test(page_and_shell_know_each_option),
		cmocka_unit_test(no_other_form_is_taken),
		cmocka_unit_test(what_is_wrong_is_said),
		cmocka_unit_test(each_way_it_ends_is_in_the_page),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
