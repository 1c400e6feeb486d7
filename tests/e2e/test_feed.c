/*
 * feed on a real line: interrupted and gone on with, at a given pace, only
 * looking; what it says to programs.
 */
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "cli/cmd.h"
#include "tests/lib/harvest.h"
#include "tests/lib/line.h"
#include "tests/lib/test.h"
#include "tests/lib/verb.h"

enum { ROWS = 2000, BEFORE = 400, DEADLINE_MS = 60000 };

#define HEADER	"ods_code,trust,report_date,safe,effective,caring," \
		"responsive,well_led,quality_overall,use_of_resources," \
		"combined,source_url,note\n"

struct world {
	struct line	*line;
	char		 file[200], rejects[220], mark[220];
};

static int
make_world(void **state)
{
	static struct world	w;

	pg_fresh(pg_shared());
	w.line = line_start(pg_shared(), 1, NULL, NULL);
	setenv("SIXTHKEY_SUBMIT", line_submit(w.line), 1);
	snprintf(w.file, sizeof(w.file), "%s/in.csv", harvest_folder());
	snprintf(w.rejects, sizeof(w.rejects), "%s.rejects.csv", w.file);
	snprintf(w.mark, sizeof(w.mark), "%s.feeding", w.file);
	*state = &w;
	return 0;
}

static int
end_world(void **state)
{
	struct world	*w = *state;

	unlink(w->file);
	unlink(w->rejects);
	unlink(w->mark);
	line_stop(&w->line);
	return 0;
}

static void
write_rows(const struct world *w, unsigned n)
{
	FILE		*f = fopen(w->file, "w");
	unsigned	 i;

	assert_non_null(f);
	fputs(HEADER, f);
	for (i = 0; i < n; i++)
		fprintf(f, "R%c%c,Trust,20%02u-%02u-%02u,good,good,good,good,"
		    "good,good,,,https://example.org/%u,\n", 'A' + i % 20,
		    'A' + i / 20 % 5, 18 + i / 100 % 5, 1 + i / 500 % 12,
		    1 + i % 28, i);
	assert_int_equal(fclose(f), 0);
}

static long
events(void)
{
	return strtol(pg_value(pg_shared(),
	    "select count(*) from sixthkey.event"), NULL, 10);
}

static void
an_interrupted_feed_goes_on(void **state)
{
	struct world	*w = *state;
	int64_t		 until = clock_ms() + DEADLINE_MS;
	struct verb	 v;

	write_rows(w, ROWS);
	v = VERB_BEGIN("feed", "--limit-rate", "400/s", w->file);
	while (events() < BEFORE || access(w->mark, R_OK) != 0) {
		if (clock_ms() > until)
			fail_msg("%ld events", events());
		test_pause(20);
	}
	kill(v.pid, SIGKILL);
	assert_int_equal(waitpid(v.pid, NULL, 0), v.pid);
	close(v.out);
	assert_in_range(events(), BEFORE, ROWS - 1);
	VERB(EXIT_OK, "feed", "--resume", "--json", w->file);
	verb_said("done before: ");
	verb_silent("\"resumed\":0,");
	verb_silent("\"accepted\":2000,");
	assert_int_equal(events(), ROWS);
	assert_int_not_equal(access(w->mark, F_OK), 0);
	VERB(EXIT_OK, "feed", "--resume", "--json", w->file);
	verb_said("\"resumed\":0,");
	verb_said("\"duplicate\":2000,");
	line_settle(w->line, ROWS, 60);
	assert_string_equal(line_faults(w->line), "");
}

static void
another_file_begins_anew(void **state)
{
	struct world	*w = *state;
	FILE		*f = fopen(w->mark, "w");

	assert_non_null(f);
	fputs("sixthkey-feed size 7 changed 7 records 7\n", f);
	assert_int_equal(fclose(f), 0);
	write_rows(w, 10);
	VERB(EXIT_OK, "feed", "--resume", "--json", w->file);
	verb_said("\"resumed\":0,");
	verb_said("\"events\":10,");
}

static void
a_pace_is_kept(void **state)
{
	struct world	*w = *state;
	int64_t		 from = clock_ms();

	write_rows(w, 50);
	VERB(EXIT_OK, "feed", "--limit-rate", "100", w->file);
	assert_true(clock_ms() - from >= 480);
	VERB(EXIT_USAGE, "feed", "--limit-rate", "0", w->file);
	VERB(EXIT_USAGE, "feed", "--limit-rate", "fast", w->file);
}

static void
programs_can_follow(void **state)
{
	struct world	*w = *state;

	write_rows(w, 10);
	VERB(EXIT_OK, "feed", "--progress", "json", w->file);
	verb_said("\"events\":10,\"rejected\":0,");
	VERB(EXIT_USAGE, "feed", "--progress", "xml", w->file);
}

/* Three records, each with something of its own that is wrong. */
static const char	 faults[] = "ods_code,trust,report_date,safe,effective,"
    "caring,responsive,well_led\nRGT,A,2019-02-26,godo,good,good,good,good\n"
    "RGT,A,2019-13-26,good,good,good,good,good\n"
    "RGT,A,2019-02-26,good,good,good,good,good\n"
    "RG,A,2019-02-26,good,good,good,good,good\n";

/* @ is the file. */
static const struct {
	const char	*label, *form, *out;	/* the beginning of it */
} finds[] = {
	{ "table", "table", "WHERE" },
	{ "all columns", "wide", "WHERE" },
	{ "rows", "csv", "where,line,field,value,suggestion,what\n"
	    "@:2,2,safe,godo,Good,\"\"\"godo\"\" is not" },
	{ "objects", "jsonl", "{\"where\":\"@:2\",\"line\":2,\"field\":"
	    "\"safe\",\"value\":\"godo\",\"suggestion\":\"Good\",\"what\":" },
	{ "one object", "json", "{\"finding\":[\n{\"where\":\"@:2\"," },
	{ "places", "name", "@:2\n@:3\n@:5\n" },
};

/* With the file for @. */
static const char *
expand(struct buf *b, const char *text, const char *path)
{
	size_t	 n;

	buf_clear(b);
	for (; *text != '\0'; text += n) {
		n = strcspn(text, "@");
		buf_add(b, text, n);
		if (text[n] != '@')
			continue;
		buf_text(b, path);
		n++;
	}
	buf_text(b, "");
	return b->data;
}

static void
each_finding_is_a_row(void **state)
{
	struct world		*w = *state;
	struct verb_apart	 r;
	struct buf		 b = { 0 };
	const char		*want;
	FILE			*f = fopen(w->file, "w");
	size_t			 i;

	assert_non_null(f);
	fputs(faults, f);
	assert_int_equal(fclose(f), 0);
	for (i = 0; i < sizeof(finds) / sizeof(finds[0]); i++) {
		r = verb_apart((const char *const []){ "validate", "-o",
		    finds[i].form, w->file, NULL });
		assert_int_equal(r.code, EXIT_DATA);
		want = expand(&b, finds[i].out, w->file);
		if (strncmp(r.out, want, strlen(want)) != 0)
			fail_msg("%s: %s", finds[i].label, r.out);
		assert_non_null(strstr(r.err, "fit 1   rejected 3;"));
	}
	r = verb_apart((const char *const []){ "feed", "--dry-run", "--json",
	    w->file, NULL });
	assert_non_null(strstr(r.out, "]\n,\"files\":1,"));
	buf_release(&b);
}

/* No line is needed to look, and nothing goes in. */
static void
looking_submits_nothing(void **state)
{
	struct world	*w = *state;
	long		 before = events();
	char		 text[1000] = "";
	FILE		*f;

	write_rows(w, 3);
	f = fopen(w->file, "a");
	assert_non_null(f);
	fputs("RZZ,Trust,2999-01-01,good,good,good,good,good,good,,,"
	    "https://example.org/late,\n", f);
	assert_int_equal(fclose(f), 0);
	unsetenv("SIXTHKEY_SUBMIT");
	VERB(EXIT_DATA, "validate", w->file);
	verb_said("fit 3   rejected 1; nothing was submitted");
	VERB(EXIT_DATA, "feed", "--dry-run", "--json", w->file);
	verb_said("\"rejected\":1,\"fit\":3,");
	setenv("SIXTHKEY_SUBMIT", line_submit(w->line), 1);
	assert_int_equal(events(), before);
	f = fopen(w->rejects, "r");
	assert_non_null(f);
	assert_int_not_equal(fread(text, 1, sizeof(text) - 1, f), 0);
	fclose(f);
	if (strstr(text, "\n5,/") == NULL)
		fail_msg("no line 5: %s", text);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(an_interrupted_feed_goes_on),
		cmocka_unit_test(another_file_begins_anew),
		cmocka_unit_test(a_pace_is_kept),
		cmocka_unit_test(programs_can_follow),
		cmocka_unit_test(each_finding_is_a_row),
		cmocka_unit_test(looking_submits_nothing),
	};

	return cmocka_run_group_tests(tests, make_world, end_world);
}
