/*
 * Tallies: what they say is what a full count says, they are made of nothing
 * that can still change, and with them a look at the books is quick however
 * much there is.  $SIXTHKEY_TALLY_EVENTS: how many wait (200000).
 */
#include "base/clock.h"
#include "base/text.h"
#include "tests/schema/tallies.h"

enum { QUICK_MS = 200 };

/* Events up to this id through every stage: each led to version 1 of a subject
 * of its own batch, apart from each tenth, which changed nothing. */
static void
record_all(int upto)
{
	pg_value(pg_shared(), "set search_path to sixthkey; "
	    "create temporary table new on commit drop as "
	    "select event_id, subject from event where event_id <= %d and "
	    "event_id not in (select event_id from assessment);"
	    "insert into assessment (event_id, outcome, worker, subject_hash, "
	    "payload) select event_id, 1, 1, 0, '' from new;"
	    "insert into combination (event_id, outcome, worker, subject_hash, "
	    "version, payload) select event_id, 2 - (event_id %% 10 = 0)::int, "
	    "1, 0, case when event_id %% 10 > 0 then 1 end, '' from new;"
	    "insert into publication (event_id, outcome, worker, version) "
	    "select event_id, 2 - (event_id %% 10 = 0)::int, 1, "
	    "case when event_id %% 10 > 0 then 1 end from new;"
	    "insert into rating_version (subject, version, seq, worker, "
	    "events, decision, holds, document, digest) select subject, 1, 1, "
	    "1, count(*), 2, '', '', '' from new where event_id %% 10 > 0 group by subject;"
	    "insert into decision (subject, seq, version, verdict, decided_by, "
	    "reason) select subject, 1, 1, 2, 't', 't' from rating_version",
	    upto);
}

static void
tallies_say_what_a_full_count_says(void **unused)
{
	(void)unused;
	pg_fresh(pg_shared());
	add_events(3 * RANGE + 7);
	assert_books_agree("nothing is counted yet");
	make_tallies();
	assert_string_equal(value("select count(*) from tally"), "3");
	record_all(2 * RANGE + 5);
	make_tallies();
	assert_string_equal(value("select count(*) from tally"), "9");
	assert_books_agree("two ranges are through, one is not");
	value("insert into aside (stage, event_id, verdict, attempt, error) "
	    "values (2, 20011, 3, 1, 'x'), (2, 20012, 2, 1, 'x')");
	assert_books_agree("some of the rest are aside");
	value("insert into decision (subject, seq, version, verdict, "
	    "decided_by, reason) select subject, 2, 1, 4, 't', 't' from "
	    "rating_version where subject < 'S3'");
	assert_books_agree("decisions were changed");
}

/* Ten thousand releases, each behind many changes of mind, some of them never
 * made, and suspended or withdrawn again and again. */
static void
decisions_are_counted_once(void **unused)
{
	(void)unused;
	pg_fresh(pg_shared());
	add_events(RANGE + 1);
	record_all(RANGE + 1);
	value("update decision set seq = 13, verdict = "
	    "case when subject < 'S3' then 6 else 2 end");
	value("insert into decision (subject, seq, version, verdict, "
	    "decided_by, reason) select subject, n, 1, "
	    "case when n < 13 then 1 + n % 2 * 2 else 4 + n % 2 end, 't', 't' "
	    "from rating_version, generate_series(1, 25) n "
	    "where n < 13 or n > 13 and subject >= 'S3' order by n");
	make_tallies();
	assert_string_equal(value("select count(*) from tally_decision"),
	    "10");
	assert_books_agree("many changes of mind");
}

static void
a_dead_letter_holds_no_range_back(void **unused)
{
	(void)unused;
	pg_fresh(pg_shared());
	add_events(RANGE);
	value("insert into aside (stage, event_id, verdict, attempt, error) "
	    "values (2, 77, 3, 1, 'x'), (2, 78, 3, 1, 'x')");
	value("insert into assessment (event_id, outcome, worker, "
	    "subject_hash, payload) select event_id, 1, 1, 0, '' from event "
	    "where event_id not in (77, 78)");
	make_tallies();
	assert_string_equal(value("select missing from tally where stage = 2"),
	    "{77,78}");
	assert_books_agree("two are dead");
	value("insert into assessment (event_id, outcome, worker, "
	    "subject_hash, payload) values (77, 1, 1, 0, '')");
	assert_books_agree("one came back after it was counted");
}

/* An id that was drawn and may still appear keeps its range open. */
static void
an_open_transaction_holds_its_range(void **unused)
{
	static const enum query	 none[] = { Q_NONE };
	struct db		*db;
	struct err		 e = { 0 };

	(void)unused;
	pg_fresh(pg_shared());
	db = connect_as("ingest", none);
	assert_int_equal(db_script(db, "begin; insert into sixthkey.event "
	    "(kind, worker, source, source_id, subject, digest, payload) "
	    "values (2, 1, '/late', '1', 'S', sha256('x'), '')", &e), 0);
	add_events(RANGE);
	make_tallies();
	assert_string_equal(value("select count(*) from tally"), "0");
	assert_int_equal(db_script(db, "commit", &e), 0);
	make_tallies();
	assert_string_equal(value("select nothing + led from tally"), "10000");
	assert_books_agree("it came late");
	db_close(&db);
}

static void
a_wrong_tally_is_found(void **unused)
{
	struct db	*check;

	(void)unused;
	pg_fresh(pg_shared());
	add_events(RANGE);
	make_tallies();
	value("update tally set led = led - 1");
	check = connect_as("reader", check_queries);
	assert_int_equal(run(check, Q_CHECK_TALLIES), 1);
	db_close(&check);
}

static void
a_look_is_quick_whatever_waits(void **unused)
{
	const char	*many = getenv("SIXTHKEY_TALLY_EVENTS");
	int64_t		 n = 200000, best = INT64_MAX, took;
	struct db	*db;
	struct books	 b;
	struct err	 e = { 0 };
	int		 i;

	(void)unused;
	if (many != NULL)
		assert_int_equal(text_number(many, 1, INT32_MAX, &n), 0);
	pg_fresh(pg_shared());
	add_events((int)n);
	record_all(3 * RANGE + 500);
	make_tallies();
	db = connect_as("reader", books_queries);
	for (i = 0; i < 10; i++) {
		took = clock_ms();
		assert_int_equal(books_read(&b, db, &e), 0);
		took = clock_ms() - took;
		best = took < best ? took : best;
	}
	db_close(&db);
	print_message("%lld events, %lld ms\n", (long long)n,
	    (long long)best);
	assert_int_equal(b.stage[STAGE_ASSESSMENT].waiting,
	    n - 3 * RANGE - 500);
	assert_true(books_balanced(&b));
	assert_true(best <= QUICK_MS);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tallies_say_what_a_full_count_says),
		cmocka_unit_test(decisions_are_counted_once),
		cmocka_unit_test(a_dead_letter_holds_no_range_back),
		cmocka_unit_test(an_open_transaction_holds_its_range),
		cmocka_unit_test(a_wrong_tally_is_found),
		cmocka_unit_test(a_look_is_quick_whatever_waits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
