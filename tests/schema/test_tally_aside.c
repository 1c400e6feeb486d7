/*
 * Where many messages are aside: whatever has been tallied, and whatever happens
 * to them then, the books and the groups of errors say what a full count says.
 */
#include "operations/bulk.h"
#include "tests/schema/tallies.h"

enum { EVENTS = 2 * RANGE, BEHIND_ROUNDS = 6 };

static const enum query group_queries[] = { Q_SHOW_ASIDE_CLASSES, Q_NONE };

enum { GROUP_STAGE, GROUP_VERDICT, GROUP_CLASS, GROUP_COUNT, GROUP_FIRST,
    GROUP_LAST, GROUP_EVENT };

#define ASIDE(stage, verdict, due, which) \
	"insert into aside (stage, event_id, worker, verdict, attempt, due, " \
	"error) select " stage ", event_id, 1, " verdict ", 1, " due ", " \
	"case event_id % 3 when 0 then 'portal answered ' || event_id else " \
	"'no \"' || event_id || '\"' end from event where " which
#define ASSESS(which) \
	"insert into assessment (event_id, outcome, worker, subject_hash, " \
	"payload) select event_id, 1, 1, 0, '' from event where " which
#define COMBINE(which) \
	"insert into combination (event_id, outcome, worker, subject_hash, " \
	"version, payload) select event_id, 2, 1, 0, 1, '' from event where " \
	which
#define PUBLISH(which) \
	"insert into publication (event_id, outcome, worker, version) select " \
	"event_id, 2, 1, 1 from event where " which
#define DECIDE \
	"insert into rating_version (subject, version, seq, worker, events, " \
	"decision, holds, document, digest) select subject, 1, 1, 1, " \
	"count(*), 2, '', '', '' from combination join event using (event_id)" \
	" group by subject; " \
	"insert into decision (subject, seq, version, verdict, decided_by, " \
	"reason) select v.subject, 1, 1, case when v.subject < 'S5' then 1 " \
	"else 2 end, 't', 't' from rating_version v"
#define NEVER	"null::timestamptz"
#define SOON	"now() + interval '1 hour'"
#define PAST	"now() - interval '1 hour'"

static const struct {
	const char	*label, *sql;
} moves[] = {
	{ "a third died and nobody was recorded",
	  ASIDE("2", "3", NEVER, "event_id % 3 = 0") },
	{ "the others were recorded", ASSESS("event_id % 3 <> 0") },
	{ "some of them were parked instead",
	  ASIDE("2", "4", NEVER, "event_id % 21 = 0") },
	{ "some are sent again",
	  ASIDE("2", "5", NEVER, "event_id % 6 = 0 and event_id < 5000") },
	{ "and go through", ASSESS("event_id % 6 = 0 and event_id < 5000") },
	{ "some are to be tried in an hour",
	  ASIDE("2", "2", SOON, "event_id % 9 = 0 and event_id > 6000") },
	{ "one of them was due",
	  ASIDE("2", "2", PAST, "event_id in (9009, 15003)") },
	{ "and goes through", ASSESS("event_id = 9009") },
	{ "the next stage fails wholly",
	  ASIDE("3", "3", NEVER, "event_id % 3 <> 0 and event_id > 10000") },
	{ "but not for all", COMBINE("event_id % 3 <> 0 and event_id <= 9000") },
	{ "the last one fails for many", ASIDE("4", "3", NEVER,
	  "event_id in (select event_id from combination) and "
	  "event_id % 2 = 0") },
	{ "the rest gets there and is decided, with what is dead there",
	  PUBLISH("event_id % 3 <> 0 and event_id % 2 = 1 and "
	  "event_id <= 9000; ") DECIDE },
	{ "some of what is held comes out",
	  "insert into decision (subject, seq, version, verdict, decided_by, "
	  "reason) select subject, 2, 1, 2, 't', 't' from rating_version where "
	  "subject < 'S3'" },
	{ "and some is to be tried again",
	  ASIDE("4", "2", SOON, "event_id % 8 = 0 and event_id <= 9000 and "
	  "event_id % 3 <> 0") },
};

/* From tallies, and from the rows: every error has a blank in it. */
static void
pair_of_groups(struct db *db, struct rows *out[2])
{
	static const char *const	 part[2] = { "", " " };
	struct params			*p = params_new();
	struct err			 e = { 0 };
	size_t				 i;

	for (i = 0; i < 2; i++) {
		params_reset(p);
		params_int4(p, STAGE_NONE);
		params_int4(p, VERDICT_NONE);
		params_text(p, part[i]);
		out[i] = db_run(db, Q_SHOW_ASIDE_CLASSES, p, NULL, &e);
		if (out[i] == NULL)
			fail_msg("%s", e.text);
	}
	params_free(&p);
}

static void
assert_groups_agree(const char *label)
{
	struct db	*db = connect_as("reader", group_queries);
	struct rows	*r[2];
	size_t		 i;
	int		 c;

	pair_of_groups(db, r);
	if (rows_count(r[0]) != rows_count(r[1]))
		fail_msg("%s: %zu groups, not %zu", label, rows_count(r[0]),
		    rows_count(r[1]));
	for (i = 0; i < rows_count(r[0]); i++) {
		assert_string_equal(rows_text(r[0], i, GROUP_CLASS),
		    rows_text(r[1], i, GROUP_CLASS));
		assert_string_equal(rows_text(r[0], i, GROUP_FIRST),
		    rows_text(r[1], i, GROUP_FIRST));
		assert_string_equal(rows_text(r[0], i, GROUP_LAST),
		    rows_text(r[1], i, GROUP_LAST));
		for (c = GROUP_STAGE; c <= GROUP_EVENT; c++)
			if (c < GROUP_CLASS || c == GROUP_COUNT ||
			    c == GROUP_EVENT)
				assert_int_equal(rows_int(r[0], i, c),
				    rows_int(r[1], i, c));
	}
	rows_free(&r[0]);
	rows_free(&r[1]);
	db_close(&db);
}

static void
assert_all_agree(const char *label)
{
	print_message("%s\n", label);
	assert_books_agree(label);
	assert_groups_agree(label);
}

/* Everything that is dead, by the action itself. */
static void
discard_all(void)
{
	static const struct bulk_wish	 all = { .event = 0 };
	const struct bulk_who		 who = { "t", "t" };
	struct db			*db = connect_as("operator",
					    bulk_queries);
	struct arena			*a = arena_new(0);
	struct bulk_state		 s;
	struct bulk_work		 w = { .db = db, .bulk = &bulk_discard,
					    .state = &s, .who = who };
	const char			*snapshot;
	struct err			 e = { 0 };
	int				 rc;

	assert_int_equal(bulk_bind(db, &bulk_discard, &all, &who, a, &snapshot,
	    &e), 0);
	assert_int_equal(bulk_read(db, snapshot, a, &s, &e), 1);
	assert_int_equal(bulk_begin(&w, &e), 0);
	while ((rc = bulk_step(&w, &e)) == 1)
		;
	assert_int_equal(rc, 0);
	assert_true(s.done > 0 && s.skipped == 0);
	arena_free(&a);
	db_close(&db);
}

static void
whatever_happens_is_counted(void **unused)
{
	size_t	 i;

	(void)unused;
	pg_fresh(pg_shared());
	value("insert into node (instance, program, name, build) values "
	    "('i', 'sixthkey-assessment', 'a', 'b')");
	add_events(EVENTS + 7);
	make_tallies();
	for (i = 0; i < sizeof(moves) / sizeof(moves[0]); i++) {
		value(moves[i].sql);
		assert_all_agree(moves[i].label);
		make_tallies();
		assert_all_agree("tallied");
	}
	discard_all();
	assert_all_agree("all of it was discarded");
	make_tallies();
	assert_all_agree("tallied");
	assert_string_equal(value("select count(*) from aside_open"), "0");
}

/* Nothing but the line, which is drawn anyway. */
static void
assert_nothing_due(struct db *db)
{
	static const enum query	 looks[] = { Q_TALLY_DUE, Q_TALLY_ASIDE_DUE };
	struct params		*p = params_new();
	struct err		 e = { 0 };
	struct rows		*rows;
	size_t			 i;

	for (i = 0; i < sizeof(looks) / sizeof(looks[0]); i++) {
		params_reset(p);
		if (looks[i] == Q_TALLY_ASIDE_DUE)
			params_int4(p, 0);
		rows = db_run(db, looks[i], p, NULL, &e);
		if (rows == NULL)
			fail_msg("%s", e.text);
		assert_int_equal(rows_count(rows), 0);
		rows_free(&rows);
	}
	params_free(&p);
}

static const char	*const standing =
	"select count(*) from tally_aside_now where tally_id is not null";

static void
bury_half(void)
{
	pg_fresh(pg_shared());
	add_events(RANGE);
	value(ASIDE("2", "3", NEVER, "event_id % 2 = 0"));
	make_tallies();
	assert_string_equal(value(standing), "1");
}

/* Behind what is dead nothing is aside, and still much is missing. */
static void
stages_behind_are_tallied_too(void **unused)
{
	struct db	*db;
	int		 i;

	(void)unused;
	pg_fresh(pg_shared());
	value("insert into node (instance, program, name, build) values "
	    "('i', 'sixthkey-assessment', 'a', 'b')");
	add_events(RANGE);
	value(ASIDE("2", "3", NEVER, "event_id <= 150"));
	value(ASSESS("event_id > 150"));
	value(COMBINE("event_id > 150"));
	value(PUBLISH("event_id > 150; ") DECIDE);
	db = tallier_open(pg_shared());
	for (i = 0; i < BEHIND_ROUNDS; i++)
		tallier_round(db);
	assert_string_equal(value("select string_agg(stage || ':' || came, ' ' "
	    "order by stage) from tally_aside_now where tally_id is not null"),
	    "2:10000 3:9850 4:9850");
	assert_all_agree("150 are dead");
	assert_nothing_due(db);
	discard_all();
	for (i = 0; i < BEHIND_ROUNDS; i++)
		tallier_round(db);
	assert_string_equal(value("select count(*) from tally"), "4");
	assert_all_agree("and are discarded");
	assert_nothing_due(db);
	db_close(&db);
}

/* What was drawn before and commits after a tally was made takes it back. */
static void
a_row_that_comes_late_is_counted(void **unused)
{
	static const enum query	 none[] = { Q_NONE };
	struct db		*db;
	struct err		 e = { 0 };

	(void)unused;
	bury_half();
	value(ASSESS("event_id % 2 = 1"));
	db = connect_as("assessment", none);
	assert_int_equal(db_script(db, "begin; insert into sixthkey.aside "
	    "(stage, event_id, verdict, attempt, error) values "
	    "(2, 2, 5, 0, 'x')", &e), 0);
	value(ASIDE("2", "4", NEVER, "event_id = 4"));
	make_tallies();
	assert_all_agree("one is under way");
	assert_int_equal(db_script(db, "commit", &e), 0);
	assert_all_agree("it came");
	make_tallies();
	assert_all_agree("and waits");
	db_close(&db);
}

/* A worker that was thought dead records a message that nobody expects any
 * more: at once where nothing was recorded, else in the next round. */
static void
a_zombie_is_found(void **unused)
{
	struct db	*db;

	(void)unused;
	bury_half();
	db = tallier_open(pg_shared());
	value(ASSESS("event_id = 2"));
	assert_all_agree("the first record");
	value(ASSESS("event_id % 2 = 1"));
	make_tallies();
	assert_all_agree("all but the dead");
	value(ASSESS("event_id = 4"));
	tallier_round(db);
	assert_all_agree("one more was recorded");
	value(ASSESS("event_id in (6, 8) or event_id = 10000"));
	tallier_round(db);
	assert_all_agree("and more");
	db_close(&db);
}

static void
a_wrong_tally_is_found(void **unused)
{
	struct db	*check;

	(void)unused;
	bury_half();
	value("update tally_aside set dead = dead - 1, waiting = waiting + 1");
	check = connect_as("reader", check_queries);
	assert_int_equal(run(check, Q_CHECK_TALLIES), 1);
	db_close(&check);
}

/* Numbers of transactions of another cluster say nothing here. */
static void
another_clusters_tally_does_not_stand(void **unused)
{
	(void)unused;
	bury_half();
	value("update tally_aside set seen = '9000000000000'");
	assert_string_equal(value(standing), "0");
	assert_all_agree("restored elsewhere");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whatever_happens_is_counted),
		cmocka_unit_test(stages_behind_are_tallied_too),
		cmocka_unit_test(a_row_that_comes_late_is_counted),
		cmocka_unit_test(a_zombie_is_found),
		cmocka_unit_test(a_wrong_tally_is_found),
		cmocka_unit_test(another_clusters_tally_does_not_stand),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
