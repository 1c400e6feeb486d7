/*
 * The command line on a real line: what goes in as a file comes out as ratings,
 * departures, explanations and pages.
 */
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "cli/cmd.h"
#include "tests/lib/harvest.h"
#include "tests/lib/line.h"
#include "tests/lib/test.h"

enum { WORDS_MAX = 6 };

static const char input[] =
    "ods_code,trust,report_date,safe,effective,caring,responsive,well_led,"
    "quality_overall,use_of_resources,combined,source_url,note\n"
    "RWE,University Hospitals of Leicester NHS Trust,2020-02-05,"
    "requires_improvement,good,good,good,good,good,requires_improvement,good,"
    "https://www.cqc.org.uk/provider/RWE/inspection-summary,\n"
    "RDD,Basildon and Thurrock University Hospitals NHS Foundation Trust,"
    "2019-07-10,requires_improvement,good,good,requires_improvement,good,"
    "good,requires_improvement,good,"
    "https://www.cqc.org.uk/provider/RDD/inspection-summary,\n"
    "RYZ,Nowhere,2019-07-10,godo,good,good,good,good,good,,,,\n";

/* The line, and what a verb wrote to standard output. */
struct world {
	struct pg	*pg;
	struct line	*line;
	char		 file[200], site[200], out_path[200];
	struct buf	 out;
};

static void
write_file(const char *path, const char *text)
{
	FILE	*f = fopen(path, "w");

	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	assert_int_equal(fclose(f), 0);
}

static void
read_file(const char *path, struct buf *out)
{
	FILE	*f = fopen(path, "r");
	size_t	 n;

	if (f == NULL)
		fail_msg("%s is not there", path);
	buf_clear(out);
	buf_text(out, "");
	while ((n = fread(buf_room(out, 4096), 1, 4096, f)) > 0)
		out->len += n;
	out->data[out->len] = '\0';
	fclose(f);
}

static int
make_world(void **state)
{
	static struct world	w;

	w.pg = pg_start();
	w.line = line_start(w.pg, 1, NULL, NULL);
	snprintf(w.file, sizeof(w.file), "%s/in.csv", harvest_folder());
	snprintf(w.site, sizeof(w.site), "%s/site", harvest_folder());
	snprintf(w.out_path, sizeof(w.out_path), "%s/out", harvest_folder());
	write_file(w.file, input);
	setenv("SIXTHKEY_DB", pg_conninfo(w.pg, "reader"), 1);
	setenv("SIXTHKEY_SUBMIT", line_submit(w.line), 1);
	setenv("SIXTHKEY_CONTROL", line_control(w.line), 1);
	*state = &w;
	return 0;
}

static int
end_world(void **state)
{
	struct world	*w = *state;

	line_stop(&w->line);
	pg_stop(&w->pg);
	buf_release(&w->out);
	return 0;
}

static int
run_verb(int argc, char words[WORDS_MAX][256])
{
	const struct cmd	*c = cmd_find(words[0]);
	char			*argv[WORDS_MAX + 1] = { NULL };
	int			 i;

	assert_non_null(c);
	for (i = 0; i < argc; i++)
		argv[i] = words[i];
	return c->run(argc, argv);
}

/* Call a verb; what it wrote is in w->out. */
static int
call(struct world *w, const char *const *word)
{
	char	words[WORDS_MAX][256];
	int	argc, code, keep = dup(STDOUT_FILENO);
	int	fd = open(w->out_path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	for (argc = 0; word[argc] != NULL; argc++)
		snprintf(words[argc], sizeof(words[argc]), "%s", word[argc]);
	assert_true(fd >= 0 && keep >= 0);
	fflush(stdout);
	assert_true(dup2(fd, STDOUT_FILENO) >= 0);
	code = run_verb(argc, words);
	fflush(stdout);
	assert_true(dup2(keep, STDOUT_FILENO) >= 0);
	close(fd);
	close(keep);
	read_file(w->out_path, &w->out);
	return code;
}

#define CALL(w, ...)	call((w), (const char *const []){ __VA_ARGS__, NULL })

static void
expect(const struct world *w, const char *part)
{
	if (strstr(w->out.data, part) == NULL)
		fail_msg("\"%s\" is not in\n%s", part, w->out.data);
}

static void
files_go_in_and_again_change_nothing(void **state)
{
	struct world	*w = *state;
	struct buf	 rejects = { 0 };
	char		 path[220];

	assert_int_equal(CALL(w, "feed", "--json", w->file), EXIT_DATA);
	expect(w, "\"events\":3,\"accepted\":2,\"duplicate\":0,"
	    "\"conflict\":0,\"rejected\":1,");
	assert_int_equal(CALL(w, "feed", "--json", w->file), EXIT_DATA);
	expect(w, "\"events\":3,\"accepted\":0,\"duplicate\":2,"
	    "\"conflict\":0,\"rejected\":1,");
	snprintf(path, sizeof(path), "%s.rejects.csv", w->file);
	read_file(path, &rejects);
	assert_non_null(strstr(rejects.data, "\n4,safe,godo,"));
	buf_release(&rejects);
}

static void
the_books_balance(void **state)
{
	struct world	*w = *state;

	assert_int_equal(CALL(w, "status", "--wait", "--json"), EXIT_OK);
	assert_string_equal(w->out.data, "{\"accepted\":2,\"published\":2,"
	    "\"no_change\":0,\"held\":0,\"superseded\":0,\"discarded\":0,"
	    "\"waiting\":0,\"retrying\":0,\"dead\":0,\"parked\":0,"
	    "\"balanced\":true}\n");
	assert_int_equal(CALL(w, "status"), EXIT_OK);
	expect(w, "the books balance\n");
	assert_null(strstr(w->out.data, "not known"));
}

static void
a_probe_asks_the_broker(void **state)
{
	struct world	*w = *state;

	assert_int_equal(CALL(w, "check", "broker"), EXIT_OK);
	assert_int_equal(CALL(w, "check", "moon"), EXIT_USAGE);
}

static void
lists_say_what_there_is(void **state)
{
	struct world	*w = *state;

	assert_int_equal(CALL(w, "get", "departures", "-o", "csv"), EXIT_OK);
	assert_string_equal(w->out.data, "organisation,date,level,computed,"
	    "awarded,ruleset,row,reason\n"
	    "RDD,2019-07-10,quality,requires_improvement,good,"
	    "nhs-quality-2017-06,improve-2,\n"
	    "RDD,2019-07-10,combined,requires_improvement,good,"
	    "nhs-combined-2018-03,improve-3,\n");
	assert_int_equal(CALL(w, "get", "ratings", "-o", "csv"), EXIT_OK);
	expect(w, "\nRWE,University Hospitals of Leicester NHS Trust,1,"
	    "requires_improvement,good,good,good,good,good,"
	    "requires_improvement,good,2020-02-05\n");
	assert_int_equal(CALL(w, "get", "events", "--limit=1", "-o", "jsonl"),
	    EXIT_OK);
	expect(w, "\"standing\":\"published\",\"version\":1}\n");
}

static void
ratings_explain_themselves(void **state)
{
	struct world	*w = *state;

	assert_int_equal(CALL(w, "explain", "rwe"), EXIT_OK);
	expect(w, "Combined rating: Good, 5 Feb 2020   "
	    "nhs-combined-2018-03, row good (second-hand)\n");
	expect(w, "under the plain \"rule of two\" this would be Requires "
	    "improvement\n");
	assert_int_equal(CALL(w, "explain", "RWE", "--at", "2019-12-31"),
	    EXIT_OK);
	expect(w, "No overall rating is known.");
	assert_int_equal(CALL(w, "explain", "RWX"), EXIT_NOINPUT);
	assert_string_equal(w->out.data, "");
}

static ino_t
identity(const char *path)
{
	struct stat	st;

	return stat(path, &st) == 0 ? st.st_ino : 0;
}

static void
an_export_is_what_was_published(void **state)
{
	struct world	*w = *state;
	struct buf	 text = { 0 };
	char		 path[240];
	ino_t		 was;

	assert_int_equal(CALL(w, "export", w->site), EXIT_OK);
	snprintf(path, sizeof(path), "%s/trusts/RWE.html", w->site);
	was = identity(path);
	read_file(path, &text);
	assert_non_null(strstr(text.data, "<h1>University Hospitals of "
	    "Leicester NHS Trust</h1>"));
	snprintf(path, sizeof(path), "%s/organisations/RWE/current.json",
	    w->site);
	read_file(path, &text);
	assert_string_equal(text.data, pg_value(w->pg, "select document from "
	    "sixthkey.published_version where subject = 'RWE'"));
	assert_int_equal(CALL(w, "export", w->site), EXIT_OK);
	snprintf(path, sizeof(path), "%s/trusts/RWE.html", w->site);
	assert_true(was != 0 && identity(path) == was);
	buf_release(&text);
}

static void
what_is_not_there_is_said(void **state)
{
	struct world	*w = *state;

	unsetenv("SIXTHKEY_CONTROL");
	assert_int_equal(CALL(w, "status"), EXIT_OK);
	expect(w, "not known: SIXTHKEY_CONTROL is not set\n");
	assert_int_equal(CALL(w, "check", "broker"), EXIT_USAGE);
	setenv("SIXTHKEY_CONTROL", "ipc:///nonexistent", 1);
	assert_int_equal(CALL(w, "check", "broker"), EXIT_UNAVAILABLE);
	setenv("SIXTHKEY_SUBMIT", "ipc:///nonexistent", 1);
	assert_int_equal(CALL(w, "feed", "--patience=0", w->file), EXIT_LATER);
	setenv("SIXTHKEY_DB", "host=/nonexistent", 1);
	assert_int_equal(CALL(w, "status"), EXIT_UNAVAILABLE);
	unsetenv("SIXTHKEY_DB");
	assert_int_equal(CALL(w, "status"), EXIT_USAGE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(files_go_in_and_again_change_nothing),
		cmocka_unit_test(the_books_balance),
		cmocka_unit_test(a_probe_asks_the_broker),
		cmocka_unit_test(lists_say_what_there_is),
		cmocka_unit_test(ratings_explain_themselves),
		cmocka_unit_test(an_export_is_what_was_published),
		cmocka_unit_test(what_is_not_there_is_said),
	};

	return cmocka_run_group_tests(tests, make_world, end_world);
}
