/*
 * What waits in a real database is found, whatever order ids commit in.
 */
#include "tests/broker/reading.h"

static void
put_aside(struct fixture *f, int stage, int id, int verdict, int due_in)
{
	pg_value(f->pg, "insert into sixthkey.aside (stage, event_id, verdict, "
	    "attempt, due, error) values (%d, %d, %d, 3, clock_timestamp() + "
	    "%d * interval '1 s', 'e')", stage, id, verdict, due_in);
}

static void
each_stage_finds_what_waits(void **state)
{
	struct fixture	*f = *state;

	assert_string_equal(walk(f, STAGE_ASSESSMENT), "");
	put_events(f, 5);
	assess(f, 2, 3);
	assert_string_equal(walk(f, STAGE_ASSESSMENT), "1 4 5");
	assert_string_equal(walk(f, STAGE_COMBINATION), "2 3");
	assert_string_equal(walk(f, STAGE_PUBLICATION), "");
}

/* Bulk is passed over, and the walk that it holds up stays where it is. */
static void
live_is_found_ahead_of_bulk(void **state)
{
	struct fixture	*f = *state;
	struct reading	 r;

	put_events(f, 300);
	assess(f, 1, 300);
	f->most = 10;
	r = ask(f, STAGE_COMBINATION, 1);
	assert_int_equal(r.ntask, 10);
	pg_value(f->pg, "update sixthkey.event set source = 'live' "
	    "where event_id in (5, 200, 290)");
	put_events(f, 5);
	pg_value(f->pg, "update sixthkey.event set source = 'live' "
	    "where event_id = 303");
	assess(f, 303, 303);
	assert_string_equal(ahead(f, STAGE_COMBINATION, "x s"),
	    " 5 200 290 303");
	assert_string_equal(ahead(f, STAGE_ASSESSMENT, "s live"), "");
	assert_string_equal(ahead(f, STAGE_ASSESSMENT, "live"),
	    " 301 302 304 305");
	r = ask(f, STAGE_COMBINATION, 0);
	assert_int_equal(r.task[0].id, 11);
}

/* By the database's clock; what has failed before is no measure. */
static void
the_oldest_says_how_long(void **state)
{
	struct fixture	*f = *state;
	struct reading	 r;

	f->most = 1;
	put_events(f, 3);
	pg_value(f->pg, "update sixthkey.event set at = clock_timestamp() - "
	    "event_id * interval '1 h'");
	put_aside(f, 2, 1, 2, -1);
	ask(f, STAGE_ASSESSMENT, 1);
	ask(f, STAGE_ASSESSMENT, 0);
	r = ask(f, STAGE_ASSESSMENT, 0);
	assert_true(r.oldest_ms >= 7200000 && r.oldest_ms < 10800000);
	assess(f, 1, 3);
	walk(f, STAGE_ASSESSMENT);
	r = ask(f, STAGE_ASSESSMENT, 1);
	assert_int_equal(r.oldest_ms, 0);
}

static void
a_row_is_a_whole_message(void **state)
{
	struct fixture	*f = *state;
	struct reading	 r;

	put_events(f, 1);
	r = ask(f, STAGE_ASSESSMENT, 1);
	assert_int_equal(r.ntask, 1);
	assert_int_equal(r.task[0].subject_hash, text_hash("RXX"));
	assert_int_equal(r.task[0].attempt, 1);
	assert_int_equal(r.task[0].payload.len, 7);
	assert_memory_equal(r.task[0].payload.data, "payload", 7);
	assess(f, 1, 1);
	r = ask(f, STAGE_COMBINATION, 1);
	assert_int_equal(r.task[0].subject_hash, (uint32_t)-7);
}

static void
a_walk_goes_on_where_room_ended(void **state)
{
	struct fixture	*f = *state;
	struct reading	 r;

	put_events(f, 10);
	f->most = 4;
	r = ask(f, STAGE_ASSESSMENT, 1);
	assert_int_equal(r.ntask, 4);
	assert_false(r.end);
	f->room = 2 * core_task_bytes(&r.task[0]) + 1;
	r = ask(f, STAGE_ASSESSMENT, 0);
	assert_int_equal(r.ntask, 2);
	assert_int_equal(r.task[0].id, 5);
	f->most = 100;
	f->room = 1 << 20;
	r = ask(f, STAGE_ASSESSMENT, 0);
	assert_true(r.end);
	assert_int_equal(r.task[r.ntask - 1].id, 10);
}

/* An id that was drawn early and commits late is below many that are done. */
static void
late_commits_are_found(void **state)
{
	struct fixture	*f = *state;
	struct db	*late;
	struct err	 e;
	static const enum query none[] = { Q_NONE };
	int		 i;

	late = db_open(pg_conninfo(f->pg, NULL), "late", none, NULL, NULL, &e);
	assert_non_null(late);
	assert_int_equal(db_script(late, "begin; insert into sixthkey.event "
	    "(kind, worker, source, source_id, subject, digest, payload) "
	    "values (2, 1, 's', 'late', 'RXX', decode(repeat('00', 32), "
	    "'hex'), 'payload')", &e), 0);
	put_events(f, 9);
	assess(f, 2, 10);
	for (i = 0; i < 5; i++)
		assert_string_equal(walk(f, STAGE_ASSESSMENT), "");
	assert_int_equal(db_script(late, "commit", &e), 0);
	assert_string_equal(walk(f, STAGE_ASSESSMENT), "1");
	for (i = 0; i < 5; i++)
		assert_string_equal(walk(f, STAGE_COMBINATION),
		    "2 3 4 5 6 7 8 9 10");
	db_close(&late);
}

/* Nothing else has ended since: the newest transaction of all is no less under
 * way than an old one. */
static void
the_newest_commits_late_and_is_found(void **state)
{
	struct fixture	*f = *state;
	struct db	*late;
	struct err	 e;
	static const enum query none[] = { Q_NONE };
	int		 i;

	late = db_open(pg_conninfo(f->pg, NULL), "late", none, NULL, NULL, &e);
	assert_non_null(late);
	assert_int_equal(db_script(late, "begin; "
	    "select pg_current_xact_id(); insert into sixthkey.event "
	    "(kind, worker, source, source_id, subject, digest, payload) "
	    "values (2, 1, 's', 'late', 'RXX', decode(repeat('00', 32), "
	    "'hex'), 'payload')", &e), 0);
	for (i = 0; i < 5; i++)
		assert_string_equal(walk(f, STAGE_ASSESSMENT), "");
	assert_int_equal(db_script(late, "commit", &e), 0);
	assert_string_equal(walk(f, STAGE_ASSESSMENT), "1");
	db_close(&late);
}

static void
what_was_put_aside_waits_for_its_time(void **state)
{
	static const struct {
		const char	*label;
		int		 verdict, due_in;
		const char	*waits;
	} rows[] = {
		{ "retry, not due", VERDICT_RETRY, 3600, "" },
		{ "retry, due", VERDICT_RETRY, -1, "1" },
		{ "dead", VERDICT_DEAD, -1, "" },
		{ "parked", VERDICT_PARKED, -1, "" },
		{ "replay", 5, 0, "1" },
	};
	struct fixture	*f = *state;
	const char	*got;
	size_t		 i;

	put_events(f, 1);
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		put_aside(f, STAGE_ASSESSMENT, 1, rows[i].verdict,
		    rows[i].due_in);
		got = walk(f, STAGE_ASSESSMENT);
		if (strstr(got, rows[i].waits) == NULL ||
		    (*rows[i].waits == '\0' && *got != '\0'))
			fail_msg("%s: \"%s\"", rows[i].label, got);
	}
}

/* The watermark passes what was put aside; it is found again all the same, and
 * so is what follows from it at the next stage. */
static void
a_replay_below_the_mark_is_found(void **state)
{
	struct fixture	*f = *state;
	struct reading	 r;
	int		 i;

	put_events(f, 3);
	put_aside(f, STAGE_ASSESSMENT, 1, VERDICT_DEAD, 0);
	assess(f, 2, 3);
	pg_value(f->pg, "insert into sixthkey.combination (event_id, outcome, "
	    "worker, subject_hash, payload) values (2, 1, 1, 0, ''), "
	    "(3, 1, 1, 0, '')");
	for (i = 0; i < 6; i++) {
		assert_string_equal(walk(f, STAGE_ASSESSMENT), "");
		assert_string_equal(walk(f, STAGE_COMBINATION), "");
	}
	put_aside(f, STAGE_ASSESSMENT, 1, 5, 0);
	f->now += 2000;
	r = ask(f, STAGE_ASSESSMENT, 1);
	assert_int_equal(r.ntask, 1);
	assert_int_equal(r.task[0].attempt, 4);
	assess(f, 1, 1);
	assert_string_equal(walk(f, STAGE_COMBINATION), "1");
}

/* A server that took over may not have all that the old one had, and draws
 * the same ids again. */
static void
ids_that_are_drawn_again_are_found(void **state)
{
	struct fixture	*f = *state;
	int		 i;

	put_events(f, 10);
	assess(f, 1, 10);
	for (i = 0; i < 5; i++)
		assert_string_equal(walk(f, STAGE_ASSESSMENT), "");
	pg_value(f->pg, "truncate sixthkey.event, sixthkey.assessment "
	    "restart identity");
	put_events(f, 1);
	assert_int_equal(reader_drop(f->reader), STAGE_NONE);
	assert_string_equal(walk(f, STAGE_ASSESSMENT), "1");
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		READ(the_oldest_says_how_long),
		READ(live_is_found_ahead_of_bulk),
		READ(each_stage_finds_what_waits),
		READ(a_row_is_a_whole_message),
		READ(a_walk_goes_on_where_room_ended),
		READ(late_commits_are_found),
		READ(the_newest_commits_late_and_is_found),
		READ(what_was_put_aside_waits_for_its_time),
		READ(a_replay_below_the_mark_is_found),
		READ(ids_that_are_drawn_again_are_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
