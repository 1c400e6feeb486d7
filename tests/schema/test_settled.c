/*
 * What was put aside and has gone through costs nothing any more; what still
 * may wait is found, whatever order rows commit in.
 */
#include "base/text.h"
#include "schema/text.h"
#include "tests/lib/role.h"
#include "tests/lib/tallier.h"
#include "tests/schema/session.h"

enum { OPEN = 50, SETTLED = 100000, RANGE = 1000, ROUNDS = 200,
	ROW_BLOCKS = 5 };	/* each of a range that is not settled */

static const enum query	 broker_queries[] = { Q_BACKLOG_ASSESSMENT_ASIDE,
	Q_NONE };

static int
setup(void **state)
{
	pg_fresh(pg_shared());
	*state = role_open(pg_shared(), "broker", broker_queries);
	return 0;
}

static int
teardown(void **state)
{
	struct db	*db = *state;

	db_close(&db);
	return 0;
}

static int64_t
number(const char *sql)
{
	return strtoll(pg_value(pg_shared(), "%s", sql), NULL, 10);
}

/* Events that failed once each; with `all`, and were recorded everywhere. */
static void
fail_events(int n, int all)
{
	pg_value(pg_shared(), "with e as (insert into event (kind, worker, "
	    "source, source_id, subject, digest, payload) select 2, 1, '/t', "
	    "gen_random_uuid()::text, 'RXX', sha256('x'), 'x' "
	    "from generate_series(1, %d) returning event_id), a as ("
	    "insert into assessment (event_id, outcome, worker, subject_hash, "
	    "payload) select event_id, 1, 1, 0, '' from e where %d <> 0), "
	    "c as (insert into combination (event_id, outcome, worker, "
	    "subject_hash, payload) select event_id, 1, 1, 0, '' from e "
	    "where %d <> 0), p as (insert into publication (event_id, outcome, "
	    "worker) select event_id, 1, 1 from e where %d <> 0) "
	    "insert into aside (stage, event_id, verdict, attempt, due, error) "
	    "select 2, event_id, 2, 1, clock_timestamp(), 'e' from e", n, all,
	    all, all);
}

/* Until nothing more comes. */
static void
settle(void)
{
	const char	*count = "select count(*) from aside_settled";
	struct db	*db = tallier_open(pg_shared());
	int64_t		 was, n = number(count);
	int		 turn, still = 0;

	for (turn = 0; turn < ROUNDS && still < 5; turn++) {
		tallier_round(db);
		was = n;
		n = number(count);
		still = n == was ? still + 1 : 0;
	}
	db_close(&db);
}

static size_t
found(struct db *db)
{
	struct params	*p = params_new();
	struct rows	*r;
	size_t		 n;

	params_int4(p, 2 * OPEN);
	r = test_rows(db, Q_BACKLOG_ASSESSMENT_ASIDE, p);
	n = rows_count(r);
	rows_free(&r);
	params_free(&p);
	return n;
}

static int64_t
field(const char *json, const char *name)
{
	const char	*at = strstr(json, name);

	assert_non_null(at);
	return strtoll(at + strlen(name), NULL, 10);
}

/* Blocks that a look touches, as EXPLAIN counts them. */
static int64_t
cost(enum query q)
{
	char		 sql[4000];
	const char	*text = query_texts[q].sql, *json;
	size_t		 n = strcspn(text, "$");

	snprintf(sql, sizeof(sql), "explain (analyze, buffers, format json) "
	    "%.*s%d%s", (int)n, text, 2 * OPEN, text + n + 2);
	json = pg_value(pg_shared(), "%s", sql);
	return field(json, "\"Shared Hit Blocks\": ") +
	    field(json, "\"Shared Read Blocks\": ");
}

static void
what_has_gone_through_costs_nothing(void **state)
{
	static const enum query	 looks[] = { Q_BACKLOG_ASSESSMENT_ASIDE,
		Q_BACKLOG_COMBINATION_ASIDE, Q_BACKLOG_PUBLICATION_ASIDE };
	enum { LOOKS = sizeof(looks) / sizeof(looks[0]) };
	int64_t			 before[LOOKS], after;
	size_t			 i;

	fail_events(OPEN, 0);
	for (i = 0; i < LOOKS; i++)
		before[i] = cost(looks[i]);
	fail_events(SETTLED, 1);
	settle();
	assert_int_equal(number("select count(*) from aside_settled"),
	    (SETTLED + OPEN) / RANGE - 1);
	for (i = 0; i < LOOKS; i++) {
		after = cost(looks[i]);
		print_message("%s: %lld blocks, %lld before\n",
		    query_texts[looks[i]].name, (long long)after,
		    (long long)before[i]);
		assert_true(after <= before[i] + ROW_BLOCKS * RANGE);
	}
	assert_int_equal(found(*state), OPEN);
	assert_int_equal(number("select count(*) from aside_open"), OPEN);
}

/* A session of its own, in a transaction that has done this. */
static struct db *
begin(const char *sql)
{
	static const struct query_text	 texts[] = {
		{ "", "", 0 },
		{ "number",
		  "select pg_current_xact_id_if_assigned() is not null", 0 },
		{ 0 }
	};
	struct db	*db = test_session(pg_shared(), texts, NULL, NULL);
	struct err	 e;

	if (db_script(db, "begin; set local search_path = sixthkey", &e) != 0 ||
	    db_script(db, sql, &e) != 0)
		fail_msg("%s", e.text);
	return db;
}

/* A transaction that has drawn an id of a full range may still write there. */
static void
what_commits_late_is_found(void **state)
{
	struct db	*db = *state, *late;
	struct err	 e;

	fail_events(1, 0);
	pg_value(pg_shared(), "delete from aside");
	late = begin("insert into aside (stage, event_id, verdict, attempt, "
	    "due, error) select 2, event_id, 2, 1, clock_timestamp(), 'e' "
	    "from event");
	fail_events(2 * RANGE, 1);
	settle();
	assert_int_equal(number("select count(*) from aside_settled"), 0);
	assert_int_equal(db_script(late, "commit", &e), 0);
	db_close(&late);
	settle();
	assert_int_equal(number("select count(*) from aside_settled"), 1);
	assert_int_equal(found(db), 1);
}

/* A transaction that has drawn an id has its number: marks rest on it. */
static void
who_draws_an_id_has_a_number(void **state)
{
	struct db	*late = begin("insert into aside (stage, event_id, "
			    "verdict, attempt, error) select 2, 1, 2, 1, 'e' "
			    "where false");
	struct rows	*r = test_rows(late, 1, NULL);

	(void)state;
	assert_true(rows_bool(r, 0, 0));
	rows_free(&r);
	db_close(&late);
}

#define FRESH(f)	cmocka_unit_test_setup_teardown(f, setup, teardown)

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		FRESH(what_has_gone_through_costs_nothing),
		FRESH(what_commits_late_is_found),
		FRESH(who_draws_an_id_has_a_number),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
