/* What feed and status do without a line: options, refusals, the ledger. */
#include <sys/stat.h>
#include <unistd.h>

#include "tests/lib/test.h"

#include "cli/opt.h"
#include "cli/rejects.h"
#include "cli/underway.h"
#include "operations/books.h"

enum { WORDS_MAX = 8 };

struct command {
	const char	*label, *words[WORDS_MAX];
	int		 result;	/* operands, or -1 */
	const char	*first;		/* operand */
	int		 flag;
	int64_t		 number;
	const char	*text, *maybe;
};

static int
split(const struct command *c, char *argv[WORDS_MAX + 1],
    char words[WORDS_MAX + 1][32])
{
	int	n = 0;

	snprintf(words[n], 32, "%s", "feed");
	argv[n] = words[n];
	while (c->words[n] != NULL) {
		snprintf(words[n + 1], 32, "%s", c->words[n]);
		argv[n + 1] = words[n + 1];
		n++;
	}
	return n + 1;
}

static int
same(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static void
options_are_rows(void **unused)
{
	static const struct command calls[] = {
		{ "none", { "a" }, 1, "a", 0, 5, NULL, NULL },
		{ "stuck", { "-oabc", "a" }, 1, "a", 0, 5, "abc", NULL },
		{ "apart", { "-o", "abc" }, 0, NULL, 0, 5, "abc", NULL },
		{ "long", { "--text=", "a" }, 1, "a", 0, 5, "", NULL },
		{ "mixed", { "a", "--flag", "b" }, 2, "a", 1, 5, NULL, NULL },
		{ "after --", { "--", "--flag" }, 1, "--flag", 0, 5, NULL,
		    NULL },
		{ "a dash", { "-" }, 1, "-", 0, 5, NULL, NULL },
		{ "number", { "--number", "7" }, 0, NULL, 0, 7, NULL, NULL },
		{ "not a number", { "--number", "x" }, -1, NULL, 0, 5, NULL,
		    NULL },
		{ "below 0", { "--number=-1" }, -1, NULL, 0, 5, NULL, NULL },
		{ "maybe bare", { "--maybe", "2s" }, 1, "2s", 0, 5, NULL, "" },
		{ "maybe", { "--maybe=2s" }, 0, NULL, 0, 5, NULL, "2s" },
		{ "no value", { "--text" }, -1, NULL, 0, 5, NULL, NULL },
		{ "too much", { "--flag=1" }, -1, NULL, 0, 5, NULL, NULL },
		{ "unknown", { "--flog" }, -1, NULL, 0, 5, NULL, NULL },
		{ "unknown letter", { "-x" }, -1, NULL, 0, 5, NULL, NULL },
	};
	char	words[WORDS_MAX + 1][32], *argv[WORDS_MAX + 1];
	size_t	i;

	(void)unused;
	for (i = 0; i < sizeof(calls) / sizeof(calls[0]); i++) {
		const struct command	*c = &calls[i];
		const char		*text = NULL, *maybe = NULL;
		int64_t			 number = 5;
		int			 flag = 0;
		const struct opt	 opts[] = {
			{ "flag", 0, OPT_FLAG, &flag },
			{ "number", 0, OPT_NUMBER, &number },
			{ "text", 'o', OPT_TEXT, &text },
			{ "maybe", 0, OPT_MAYBE, &maybe },
			{ 0 }
		};

		if (opt_parse(opts, split(c, argv, words), argv) !=
		    c->result || flag != c->flag || number != c->number ||
		    !same(text, c->text) || !same(maybe, c->maybe) ||
		    (c->first != NULL && !same(argv[1], c->first)))
			fail_msg("%s", c->label);
	}
}

static void
settings_go_to_the_environment(void **unused)
{
	static const struct opt none[] = { { 0 } };
	char	verb[] = "feed", option[] = "--submit=ipc:///x";
	char	*argv[] = { verb, option, NULL };

	(void)unused;
	unsetenv("SIXTHKEY_SUBMIT");
	assert_int_equal(opt_parse(none, 2, argv), 0);
	assert_string_equal(getenv("SIXTHKEY_SUBMIT"), "ipc:///x");
}

static void
sentences_have_parts(void **unused)
{
	static const struct {
		const char	*sentence, *field, *value;
	} rows[] = {
		{ "/cells/3/mark: \"godo\" is not a rating", "/cells/3/mark",
		    "godo" },
		{ "/kind: is missing", "/kind", "" },
		{ "something: \"else\"", "", "" },
		{ "/no colon", "", "" },
		{ "", "", "" },
	};
	struct arena	*a = arena_new(0);
	struct reject	 r;
	size_t		 i;

	(void)unused;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		rejects_parse(rows[i].sentence, a, &r);
		assert_string_equal(r.field, rows[i].field);
		assert_string_equal(r.value, rows[i].value);
		assert_string_equal(r.reason, rows[i].sentence);
	}
	arena_free(&a);
}

static void
read_back(const char *path, char *text, size_t size)
{
	FILE	*f = fopen(path, "r");
	size_t	 n;

	assert_non_null(f);
	n = fread(text, 1, size - 1, f);
	fclose(f);
	text[n] = '\0';
}

static void
refusals_stand_beside_the_input(void **unused)
{
	static const struct reject	what = { .line = 812, .field = "safe",
	    .value = "godo, bad", .reason = "not a rating" };
	char		 folder[] = "/tmp/sixthkey-feed-XXXXXX";
	char		 input[64], path[80], text[200];
	struct rejects	*r;
	struct err	 e;

	(void)unused;
	unsetenv("SIXTHKEY_REJECTS_DIR");
	assert_non_null(mkdtemp(folder));
	snprintf(input, sizeof(input), "%s/in.csv", folder);
	snprintf(path, sizeof(path), "%s.rejects.csv", input);
	r = rejects_open(input, 0);
	assert_null(rejects_path(r));
	assert_int_equal(access(path, F_OK), -1);
	assert_int_equal(rejects_add(r, &what, &e), 0);
	assert_string_equal(rejects_path(r), path);
	assert_int_equal(rejects_count(r), 1);
	rejects_close(&r);
	read_back(path, text, sizeof(text));
	assert_string_equal(text, "line,field,value,reason\n"
	    "812,safe,\"godo, bad\",not a rating\n");
	unlink(path);
	rmdir(folder);
}

static void
refusals_without_a_place_are_counted(void **unused)
{
	static const struct reject	what = { .line = 1, .field = "a",
	    .value = "b", .reason = "c" };
	struct rejects			*r = rejects_open("in.csv", 0);
	struct err			 e;

	(void)unused;
	setenv("SIXTHKEY_REJECTS_DIR", "/nonexistent", 1);
	assert_int_equal(rejects_add(r, &what, &e), -1);
	assert_non_null(strstr(e.text, "/nonexistent/in.csv.rejects.csv"));
	assert_int_equal(rejects_add(r, &what, &e), 0);
	assert_int_equal(rejects_count(r), 2);
	assert_null(rejects_path(r));
	rejects_close(&r);
	unsetenv("SIXTHKEY_REJECTS_DIR");
}

static void
events_underway_are_known_by_tag(void **unused)
{
	struct underway	*u = underway_new();
	uint64_t	 tag;

	(void)unused;
	underway_add(u, 1, "first", 11);
	for (tag = 2; tag < 20000; tag++) {
		underway_add(u, tag, "later", 12);
		underway_remove(u, tag);
	}
	underway_add(u, tag, "last", 13);
	assert_string_equal(underway_find(u, 1), "first");
	assert_string_equal(underway_find(u, tag), "last");
	assert_string_equal(underway_find(u, 7), "");
	assert_int_equal(underway_line(u, 1), 11);
	assert_int_equal(underway_line(u, tag), 13);
	assert_int_equal(underway_oldest(u), 1);
	underway_remove(u, 1);
	assert_int_equal(underway_oldest(u), tag);
	underway_remove(u, 1);
	assert_string_equal(underway_find(u, 1), "");
	underway_free(&u);
}

/* Ten came: 6 are through, one each waits, is retried, dead and parked. */
static struct books
example(void)
{
	struct books	b = { .accepted = 10, .published = 2, .no_change = 1,
			    .held = 1, .superseded = 1, .discarded = 1 };

	b.stage[STAGE_INGEST] = (struct stage_books){ 10, 10, 0, 0, 0, 0, -1,
	    0 };
	b.stage[STAGE_ASSESSMENT] = (struct stage_books){ 10, 8, 1, 0, 1, 0,
	    500, 0 };
	b.stage[STAGE_COMBINATION] = (struct stage_books){ 8, 7, 0, 1, 0, 0,
	    900, 0 };
	b.stage[STAGE_PUBLICATION] = (struct stage_books){ 7, 6, 0, 0, 0, 1,
	    -1, 0 };
	return b;
}

static void
books_balance(void **unused)
{
	struct books	b = example();
	struct buf	out = { 0 };

	(void)unused;
	assert_true(books_balanced(&b));
	assert_int_equal(books_total(&b).oldest_ms, 900);
	books_json(&b, &out);
	assert_string_equal(out.data, "{\"accepted\":10,\"published\":2,"
	    "\"no_change\":1,\"held\":1,\"superseded\":1,\"discarded\":1,"
	    "\"waiting\":1,\"retrying\":1,\"dead\":1,\"parked\":1,"
	    "\"balanced\":true}\n");
	buf_release(&out);
}

static void
books_say_what_is_missing(void **unused)
{
	struct books	b = example();

	(void)unused;
	b.stage[STAGE_COMBINATION].recorded--;
	assert_false(books_balanced(&b));
	assert_int_equal(books_stage_gap(&b, STAGE_COMBINATION), 1);
	b = example();
	b.published++;
	assert_false(books_balanced(&b));
	assert_int_equal(books_gap(&b), -1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(options_are_rows),
		cmocka_unit_test(settings_go_to_the_environment),
		cmocka_unit_test(sentences_have_parts),
		cmocka_unit_test(refusals_stand_beside_the_input),
		cmocka_unit_test(refusals_without_a_place_are_counted),
		cmocka_unit_test(events_underway_are_known_by_tag),
		cmocka_unit_test(books_balance),
		cmocka_unit_test(books_say_what_is_missing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
