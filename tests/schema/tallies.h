/*
 * tallies.h - for tests of tallies: events, the broker's turns, and that what a
 * look at the books says is what a full count says.
 */
#ifndef TESTS_SCHEMA_TALLIES_H
#define TESTS_SCHEMA_TALLIES_H

#include "operations/books.h"
#include "tests/lib/pg.h"
#include "tests/lib/tallier.h"
#include "tests/lib/test.h"

enum { RANGE = 10000, ROUNDS = 2000 };

static const enum query check_queries[] = { Q_CHECK_TALLIES, Q_NONE };

static inline struct db *
connect_as(const char *role, const enum query *list)
{
	struct err	 e = { 0 };
	struct db	*db = db_open(pg_conninfo(pg_shared(), role), "test",
			    list, NULL, NULL, &e);

	if (db == NULL)
		fail_msg("%s", e.text);
	return db;
}

/* How many rows one statement gives. */
static inline size_t
run(struct db *db, enum query q)
{
	struct params	*none = params_new();
	struct err	 e = { 0 };
	struct rows	*rows = db_run(db, q, none, NULL, &e);
	size_t		 n;

	if (rows == NULL)
		fail_msg("%s", e.text);
	n = rows_count(rows);
	rows_free(&rows);
	params_free(&none);
	return n;
}

static inline const char *
value(const char *sql)
{
	return pg_value(pg_shared(), "set search_path to sixthkey; %s", sql);
}

#define TALLIES	"select (select count(*) from tally) + " \
		"(select count(*) from tally_decision) + " \
		"(select count(*) from tally_aside)"

/* Until nothing more comes. */
static inline void
make_tallies(void)
{
	struct db	*db = tallier_open(pg_shared());
	char		 before[32] = "";
	int		 turn, still = 0;

	for (turn = 0; turn < ROUNDS && still < 2; turn++) {
		tallier_round(db);
		still = strcmp(before, value(TALLIES)) ? 0 : still + 1;
		snprintf(before, sizeof(before), "%s", value(TALLIES));
	}
	db_close(&db);
}

static inline void
add_events(int n)
{
	pg_value(pg_shared(), "insert into sixthkey.event (kind, worker, source, "
	    "source_id, subject, digest, payload) select 2, 1, '/t', i, "
	    "'S' || i %% 1000, sha256('x'), 'x' from "
	    "generate_series((select count(*) from sixthkey.event) + 1, "
	    "(select count(*) from sixthkey.event) + %d) i", n);
}

static inline void
assert_books_agree(const char *label)
{
	struct db	*db = connect_as("reader", books_queries);
	struct db	*slow = connect_as("reader", books_recount_queries);
	struct db	*check = connect_as("reader", check_queries);
	struct buf	 out[2] = { 0 };
	struct books	 b, all;
	struct err	 e = { 0 };
	int		 s;

	assert_int_equal(books_read(&b, db, &e), 0);
	assert_int_equal(books_recount(&all, slow, &e), 0);
	books_json(&b, &out[0]);
	books_json(&all, &out[1]);
	if (strcmp(out[0].data, out[1].data) != 0 || !books_balanced(&b))
		fail_msg("%s: %s is not %s", label, out[0].data, out[1].data);
	for (s = STAGE_INGEST; s < STAGE_COUNT; s++) {
		assert_int_equal(b.stage[s].recorded, all.stage[s].recorded);
		assert_int_equal(b.stage[s].waiting, all.stage[s].waiting);
		assert_int_equal(b.stage[s].retrying, all.stage[s].retrying);
		assert_int_equal(b.stage[s].dead, all.stage[s].dead);
		assert_int_equal(b.stage[s].parked, all.stage[s].parked);
		assert_int_equal(b.stage[s].oldest_ms < 0,
		    all.stage[s].oldest_ms < 0);
	}
	assert_int_equal(run(check, Q_CHECK_TALLIES), 0);
	buf_release(&out[0]);
	buf_release(&out[1]);
	db_close(&db);
	db_close(&slow);
	db_close(&check);
}

#endif
