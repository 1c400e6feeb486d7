/*
 * Questions about what was published, on a real line: the rule of two against
 * March 2018, the audit, what if, what changed, what was known.
 */
#include "cli/cmd.h"
#include "tests/lib/call.h"
#include "tests/lib/file.h"
#include "tests/lib/harvest.h"
#include "tests/lib/line.h"
#include "tests/lib/test.h"

enum { TRUSTS = 80 };

/* A second report of a trust that is in the examples too. */
static const char later[] =
    "ods_code,trust,report_date,safe,effective,caring,responsive,well_led,"
    "quality_overall,use_of_resources,combined,source_url,note\n"
    "RGT,Cambridge University Hospitals NHS Foundation Trust,2023-05-01,"
    "inadequate,good,good,good,good,requires_improvement,,,"
    "https://example.org/later,\n";

struct world {
	struct pg	*pg;
	struct line	*line;
	char		 file[200];	/* has the second report */
};

static int
make_world(void **state)
{
	static struct world	w;

	w.pg = pg_start();
	w.line = line_start(w.pg, 1, NULL, NULL);
	snprintf(w.file, sizeof(w.file), "%s/later.csv", harvest_folder());
	file_write(w.file, later);
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

static size_t
count_lines(const char *text)
{
	size_t	n = 0;

	for (; (text = strchr(text, '\n')) != NULL; text++)
		n++;
	return n;
}

static void
examples_go_in(void **state)
{
	struct world	*w = *state;

	assert_int_equal(CALL("feed examples/trusts.csv"), EXIT_OK);
	line_settle(w->line, TRUSTS, 60);
}

/* Worked out by hand from the file: two Requires improvement of the six, and
 * no Inadequate. */
static void
the_rule_of_two_moves_these(void **state)
{
	static const char *const	moved[] = {
		"RCF", "RGT", "RKB", "RN7", "RTE", "RVJ", "RWE", "RXH", "RXQ"
	};
	enum { MOVED = sizeof(moved) / sizeof(moved[0]) };
	char		 line[32];
	size_t		 i;

	(void)state;
	assert_int_equal(CALL("compare-rulesets consult-2017-11-current "
	    "nhs-combined-2018-03 -o csv"), EXIT_OK);
	assert_int_equal(count_lines(call_said()), 1 + MOVED);
	for (i = 0; i < MOVED; i++) {
		snprintf(line, sizeof(line), "\n%s,", moved[i]);
		call_expect(line);
	}
	assert_null(strstr(call_said(), ",worse\n"));
	assert_int_equal(CALL("compare-rulesets nhs-combined-2018-03 "
	    "consult-2017-11-current -o json"), EXIT_OK);
	call_expect("\"better\": 0,\n  \"worse\": 9,");
	call_expect("\"organisation\": \"RXQ\"");
	assert_int_equal(CALL("compare-rulesets nhs-combined-2018-03 "
	    "nhs-quality-2017-06"), EXIT_USAGE);
	assert_int_equal(CALL("compare-rulesets nhs-quality-2014 "
	    "nhs-quality-2017-06"), EXIT_OK);
	call_expect("0 better by B, 0 worse,");
}

/* All five that the file has, and no other; the nearest inputs that agree. */
static void
departures_are_found(void **state)
{
	static const char *const	found[] = {
		"RA7,2019-08-16,quality,good,outstanding,nhs-quality-2017-06,"
		    "good,,above,",
		"RA7,2019-08-16,combined,good,outstanding,"
		    "nhs-combined-2018-03,good,,above,",
		"RDD,2019-07-10,quality,requires_improvement,good,"
		    "nhs-quality-2017-06,improve-2,,above,one more Good in "
		    "place of one Requires improvement\n",
		"RDD,2019-07-10,combined,requires_improvement,good,"
		    "nhs-combined-2018-03,improve-3,,above,",
		"RXC,2020-02-27,quality,outstanding,good,"
		    "nhs-quality-2017-06,outstanding-2,,below,"
	};
	enum { FOUND = sizeof(found) / sizeof(found[0]) };
	size_t		 i;

	(void)state;
	assert_int_equal(CALL("audit -o csv"), EXIT_OK);
	assert_int_equal(count_lines(call_said()), 1 + FOUND);
	for (i = 0; i < FOUND; i++)
		call_expect(found[i]);
	assert_int_equal(CALL("audit"), EXIT_OK);
	call_expect("organisations, ");
	assert_int_equal(CALL("audit everything"), EXIT_USAGE);
}

static void
whatif_writes_nothing(void **state)
{
	static const struct {
		const char	*words;
		int		 code;
	} refused[] = {
		{ "whatif RGT safe=godo", EXIT_USAGE },
		{ "whatif RGT sale=good", EXIT_USAGE },
		{ "whatif RGT", EXIT_USAGE },
		{ "whatif RXZZ safe=good", EXIT_NOINPUT },
		{ "whatif RGT safe=good safe=inadequate", EXIT_NOINPUT },
		{ "whatif RGT RGT99:safe=good", EXIT_NOINPUT },
		{ "whatif RGT safe=good --at 2001-01-01", EXIT_NOINPUT },
	};
	char		*before;
	size_t		 i;

	(void)state;
	assert_int_equal(CALL("explain RGT -o json"), EXIT_OK);
	before = strdup(call_said());
	assert_int_equal(CALL("whatif rgt use_of_resources=good "
	    "responsive=good -o csv"), EXIT_OK);
	assert_string_equal(call_said(), "what,now,then,because,row\n"
	    "safe,good,good,,\neffective,good,good,,\n"
	    "caring,outstanding,outstanding,,\n"
	    "responsive,requires_improvement,good,supposed,\n"
	    "well_led,outstanding,outstanding,,\n"
	    "use_of_resources,requires_improvement,good,supposed,\n"
	    "overall,Good,Outstanding,nhs-quality-2017-06,outstanding-2\n"
	    "combined,Good,Outstanding,nhs-combined-2018-03,outstanding-2\n");
	assert_int_equal(CALL("whatif RGT -o csv --ruleset "
	    "consult-2017-11-current"), EXIT_OK);
	call_expect("combined,Requires improvement,Requires improvement,"
	    "consult-2017-11-current,improve-2\n");
	for (i = 0; i < sizeof(refused) / sizeof(refused[0]); i++)
		if (CALL("%s", refused[i].words) != refused[i].code ||
		    call_said()[0] != '\0')
			fail_msg("%s: %s", refused[i].words, call_said());
	assert_int_equal(CALL("explain RGT -o json"), EXIT_OK);
	assert_string_equal(call_said(), before);
	free(before);
}

/* What was public at a moment stays an answer for ever, to the byte. */
static void
the_past_stays_as_it_was(void **state)
{
	static const char *const	asked[] = {
		"explain RGT -o json", "explain RGT -o json --at 2019-06-30",
		"explain RGT -o json --at 2017-01-01", "get ratings -o csv",
		"get ratings -o csv --at 2019-03-01", "get ratings",
		"get departures -o csv", "get departures --at 2019-12-31",
		"get events --limit 0 -o jsonl", "audit", "get overdue",
		"audit --at 2019-12-31 -o csv",
		("compare-rulesets consult-2017-11-current "
		    "nhs-combined-2018-03 -o csv"),
		"whatif RGT safe=inadequate -o csv",
	};
	enum { ASKED = sizeof(asked) / sizeof(asked[0]), OWN = 3 };
	struct world	*w = *state;
	char		*before[ASKED], moment[64];
	size_t		 i;

	for (i = 0; i < ASKED; i++) {
		assert_int_equal(CALL("%s", asked[i]), EXIT_OK);
		before[i] = strdup(call_said());
	}
	snprintf(moment, sizeof(moment), "%s", pg_value(w->pg,
	    "select to_char(clock_timestamp() at time zone 'UTC', "
	    "'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"));
	assert_int_equal(CALL("feed %s", w->file), EXIT_OK);
	line_settle(w->line, TRUSTS + 1, 60);
	for (i = 0; i <= OWN; i += OWN) {
		assert_int_equal(CALL("%s", asked[i]), EXIT_OK);
		assert_string_not_equal(call_said(), before[i]);
	}
	for (i = 0; i < ASKED; i++) {
		assert_int_equal(CALL("%s --known %s", asked[i], moment),
		    EXIT_OK);
		assert_string_equal(call_said(), before[i]);
		free(before[i]);
	}
	assert_int_equal(CALL("get settings --known 2001-01-01"), EXIT_USAGE);
	assert_int_equal(CALL("get events --at 2001-01-01"), EXIT_USAGE);
	assert_int_equal(CALL("get events --known 2001-01-01 -o csv"), EXIT_OK);
	assert_int_equal(count_lines(call_said()), 1);
	assert_int_equal(CALL("explain RGT --known 2001-01-01"), EXIT_NOINPUT);
	assert_int_equal(CALL("explain RGT --known yesterday"), EXIT_USAGE);
	assert_int_equal(CALL("audit --at yesterday"), EXIT_USAGE);
}

/* Which day a list is of, shows: nothing of 2019 departs in 2018. */
static void
a_day_in_the_past_is_that_day(void **state)
{
	(void)state;
	assert_int_equal(CALL("get departures --at 2019-07-09 -o csv"),
	    EXIT_OK);
	assert_int_equal(count_lines(call_said()), 1);
	assert_int_equal(CALL("get departures --at 2019-07-10 -o csv"),
	    EXIT_OK);
	assert_int_equal(count_lines(call_said()), 3);
	assert_int_equal(CALL("get ratings --at 2019-02-26 -o csv"), EXIT_OK);
	call_expect("\nRGT,Cambridge University Hospitals NHS Foundation Trust,"
	    "2,good,good,outstanding,requires_improvement,outstanding,good,"
	    "requires_improvement,good,2019-02-26\n");
	assert_int_equal(CALL("get ratings --at 2019-02-25 -o csv"), EXIT_OK);
	assert_null(strstr(call_said(), "\nRGT,"));
	assert_int_equal(CALL("compare-rulesets consult-2017-11-current "
	    "nhs-combined-2018-03 --at 2019-03-01 -o csv"), EXIT_OK);
	call_expect("\nRGT,");
	assert_null(strstr(call_said(), "\nRWE,"));
}

static void
versions_differ_where_they_do(void **state)
{
	(void)state;
	assert_int_equal(CALL("diff RGT v1 v2 -o csv"), EXIT_OK);
	call_expect("Safe,trust question,Good,2019-02-26,Inadequate,"
	    "2023-05-01,,\n");
	call_expect("Overall quality,quality,Good,2019-02-26,"
	    "Requires improvement,2023-05-01,Good by nhs-quality-2017-06,"
	    "Requires improvement by nhs-quality-2017-06\n");
	assert_null(strstr(call_said(), "Use of resources"));
	assert_int_equal(CALL("diff RGT 1 1 -o csv"), EXIT_OK);
	assert_int_equal(count_lines(call_said()), 1);
	assert_int_equal(CALL("diff RGT v1 v9"), EXIT_NOINPUT);
	assert_int_equal(CALL("diff RGT v1 new"), EXIT_USAGE);
}

/* A service's key question, at its location and up to the trust: two of eight
 * services Inadequate make the hospital's and the trust's safe so. */
static void
whatif_goes_up_from_a_service(void **state)
{
	char		*before;

	(void)state;
	assert_int_equal(CALL("feed examples/yeovil.json"), EXIT_OK);
	assert_int_equal(CALL("status --wait"), EXIT_OK);
	assert_int_equal(CALL("explain RA4 -o json"), EXIT_OK);
	before = strdup(call_said());
	assert_int_equal(CALL("whatif RA430 surgery:safe=inadequate "
	    "RA430/maternity:safe=inadequate -o csv"), EXIT_OK);
	assert_string_equal(call_said(), "what,now,then,because,row\n"
	    "RA430/Maternity:overall,good,requires_improvement,"
	    "nhs-quality-2017-06,any-inadequate\n"
	    "RA430/Maternity:safe,good,inadequate,supposed,\n"
	    "RA430/Surgery:overall,good,requires_improvement,"
	    "nhs-quality-2017-06,any-inadequate\n"
	    "RA430/Surgery:safe,requires_improvement,inadequate,supposed,\n"
	    "safe,requires_improvement,inadequate,what it is made from,\n"
	    "effective,good,good,,\ncaring,good,good,,\n"
	    "responsive,good,good,,\nwell_led,good,good,,\n"
	    "overall,Good,Requires improvement,nhs-quality-2017-06,"
	    "any-inadequate\n");
	/* Where the trust's own locations are not listed it stays as awarded,
	 * and a location may be supposed of by itself. */
	assert_int_equal(CALL("whatif RA4 RA430:safe=good "
	    "use_of_resources=good -o csv"), EXIT_OK);
	call_expect("RA430:safe,requires_improvement,good,supposed,\n");
	call_expect("RA430:overall,good,good,nhs-quality-2017-06,good\n");
	assert_int_equal(CALL("whatif RA430 surgry:safe=good"), EXIT_NOINPUT);
	assert_int_equal(CALL("whatif RA430 use_of_resources=good"),
	    EXIT_NOINPUT);
	assert_int_equal(CALL("whatif RA4 RA999/Surgery:safe=good"),
	    EXIT_NOINPUT);
	assert_int_equal(CALL("whatif RA430 Surgery:overall=good"), EXIT_USAGE);
	assert_int_equal(CALL("explain RA4 -o json"), EXIT_OK);
	assert_string_equal(call_said(), before);
	free(before);
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(examples_go_in),
		cmocka_unit_test(the_rule_of_two_moves_these),
		cmocka_unit_test(departures_are_found),
		cmocka_unit_test(whatif_writes_nothing),
		cmocka_unit_test(the_past_stays_as_it_was),
		cmocka_unit_test(a_day_in_the_past_is_that_day),
		cmocka_unit_test(versions_differ_where_they_do),
		cmocka_unit_test(whatif_goes_up_from_a_service)
	};

	return cmocka_run_group_tests(tests, make_world, end_world);
}
