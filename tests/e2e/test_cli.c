/*
 * The command line on a real line: what goes in as a file comes out as ratings,
 * departures, explanations and pages.
 */
#include <sys/stat.h>

#include "cli/cmd.h"
#include "tests/lib/call.h"
#include "tests/lib/file.h"
#include "tests/lib/harvest.h"
#include "tests/lib/line.h"
#include "tests/lib/test.h"

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

struct world {
	struct pg	*pg;
	struct line	*line;
	char		 file[200], site[200];
};

static int
make_world(void **state)
{
	static struct world	w;

	w.pg = pg_start();
	w.line = line_start(w.pg, 1, NULL, NULL);
	snprintf(w.file, sizeof(w.file), "%s/in.csv", harvest_folder());
	snprintf(w.site, sizeof(w.site), "%s/site", harvest_folder());
	file_write(w.file, input);
	line_connect_verbs(w.line);
	*state = &w;
	return 0;
}

static int
end_world(void **state)
{
	struct world	*w = *state;

	line_stop(&w->line);
	pg_stop(&w->pg);
	return 0;
}

static void
files_go_in_and_again_change_nothing(void **state)
{
	struct world	*w = *state;
	struct buf	 rejects = { 0 };
	char		 path[220];

	assert_int_equal(CALL("feed --json %s", w->file), EXIT_DATA);
	call_expect("\"events\":3,\"accepted\":2,\"duplicate\":0,"
	    "\"conflict\":0,\"rejected\":1,");
	assert_int_equal(CALL("feed --json %s", w->file), EXIT_DATA);
	call_expect("\"events\":3,\"accepted\":0,\"duplicate\":2,"
	    "\"conflict\":0,\"rejected\":1,");
	snprintf(path, sizeof(path), "%s.rejects.csv", w->file);
	file_read(path, &rejects);
	assert_non_null(strstr(rejects.data, "\n4,safe,godo,"));
	buf_release(&rejects);
}

static void
the_books_balance(void **state)
{
	(void)state;
	assert_int_equal(CALL("status --wait --json"), EXIT_OK);
	assert_string_equal(call_said(), "{\"accepted\":2,\"published\":2,"
	    "\"no_change\":0,\"held\":0,\"superseded\":0,\"discarded\":0,"
	    "\"waiting\":0,\"retrying\":0,\"dead\":0,\"parked\":0,"
	    "\"balanced\":true}\n");
	assert_int_equal(CALL("status"), EXIT_OK);
	call_expect("the books balance\n");
	assert_null(strstr(call_said(), "not known"));
}

static void
a_probe_asks_the_broker(void **state)
{
	(void)state;
	assert_int_equal(CALL("check broker"), EXIT_OK);
	assert_int_equal(CALL("check moon"), EXIT_USAGE);
}

static void
lists_say_what_there_is(void **state)
{
	(void)state;
	assert_int_equal(CALL("get departures -o csv"), EXIT_OK);
	assert_string_equal(call_said(), "organisation,date,level,computed,"
	    "awarded,ruleset,row,reason\n"
	    "RDD,2019-07-10,quality,requires_improvement,good,"
	    "nhs-quality-2017-06,improve-2,\n"
	    "RDD,2019-07-10,combined,requires_improvement,good,"
	    "nhs-combined-2018-03,improve-3,\n");
	assert_int_equal(CALL("get ratings -o csv"), EXIT_OK);
	call_expect("\nRWE,University Hospitals of Leicester NHS Trust,1,"
	    "requires_improvement,good,good,good,good,good,"
	    "requires_improvement,good,2020-02-05\n");
	assert_int_equal(CALL("get events --limit=1 -o jsonl"), EXIT_OK);
	call_expect("\"standing\":\"published\",\"version\":1}\n");
}

static void
ratings_explain_themselves(void **state)
{
	(void)state;
	assert_int_equal(CALL("explain rwe"), EXIT_OK);
	call_expect("Combined rating: Good, 5 Feb 2020   "
	    "nhs-combined-2018-03, row good (second-hand)\n");
	call_expect("under the plain \"rule of two\" this would be Requires "
	    "improvement\n");
	assert_int_equal(CALL("explain RWE --at 2019-12-31"), EXIT_OK);
	call_expect("No overall rating is known.");
	assert_int_equal(CALL("explain RWX"), EXIT_NOINPUT);
	assert_string_equal(call_said(), "");
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

	assert_int_equal(CALL("export %s", w->site), EXIT_OK);
	snprintf(path, sizeof(path), "%s/trusts/RWE.html", w->site);
	was = identity(path);
	file_read(path, &text);
	assert_non_null(strstr(text.data, "<h1>University Hospitals of "
	    "Leicester NHS Trust</h1>"));
	snprintf(path, sizeof(path), "%s/organisations/RWE/current.json",
	    w->site);
	file_read(path, &text);
	assert_string_equal(text.data, pg_value(w->pg, "select document from "
	    "sixthkey.published_version where subject = 'RWE'"));
	assert_int_equal(CALL("export %s", w->site), EXIT_OK);
	snprintf(path, sizeof(path), "%s/trusts/RWE.html", w->site);
	assert_true(was != 0 && identity(path) == was);
	buf_release(&text);
}

static void
what_is_not_there_is_said(void **state)
{
	struct world	*w = *state;

	unsetenv("SIXTHKEY_CONTROL");
	assert_int_equal(CALL("status"), EXIT_OK);
	call_expect("not known: SIXTHKEY_CONTROL is not set\n");
	assert_int_equal(CALL("check broker"), EXIT_USAGE);
	setenv("SIXTHKEY_CONTROL", "ipc:///nonexistent", 1);
	assert_int_equal(CALL("check broker"), EXIT_UNAVAILABLE);
	setenv("SIXTHKEY_SUBMIT", "ipc:///nonexistent", 1);
	assert_int_equal(CALL("feed --patience=0 %s", w->file), EXIT_LATER);
	setenv("SIXTHKEY_DB", "host=/nonexistent", 1);
	assert_int_equal(CALL("status"), EXIT_UNAVAILABLE);
	unsetenv("SIXTHKEY_DB");
	assert_int_equal(CALL("status"), EXIT_USAGE);
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
