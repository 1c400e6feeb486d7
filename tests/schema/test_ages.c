/*
 * The ages of what waits: every event of a stage that waits or is retried is in
 * one of them, as a full count has it, whether its range is counted, was not
 * touched yet, or is looked at row by row.
 */
#include "tests/lib/test.h"

#include "schema/db.h"
#include "tests/lib/pg.h"
#include "tests/lib/role.h"
#include "tests/lib/tallier.h"

enum { RANGE = 10000, HOUR_S = 3600 };

static const enum query age_queries[] = { Q_SHOW_AGES, Q_NONE };

static struct rows *
run(struct db *db, enum query q, struct params *p)
{
	struct err	 e = { 0 };
	struct rows	*rows = db_run(db, q, p, NULL, &e);

	if (rows == NULL)
		fail_msg("%s", e.text);
	params_free(&p);
	return rows;
}

/* Until there are so many. */
static void
make_tallies(int n)
{
	char	 sql[64];

	snprintf(sql, sizeof(sql), "select count(*) >= %d from tally", n);
	tallier_until(pg_shared(), sql, "t");
}

/* So many, a second apart, the youngest so many seconds old. */
static void
add_events(int n, int youngest_s)
{
	pg_value(pg_shared(), "insert into sixthkey.event (at, kind, worker, "
	    "source, source_id, subject, digest, payload) select now() - "
	    "make_interval(secs => %d + %d - i), 2, 1, '/t', %d || '-' || i, "
	    "'S', sha256('x'), 'x' from generate_series(1, %d) i", youngest_s,
	    n, youngest_s, n);
}

/* Those of ids from, from + 7, ... up to, at assessment. */
static void
put_aside(int verdict, int from, int upto)
{
	pg_value(pg_shared(), "insert into sixthkey.aside (stage, event_id, "
	    "verdict, attempt, error) select 2, i, %d, 1, 'x' from "
	    "generate_series(%d, %d, 7) i", verdict, from, upto);
}

static void
record(int from, int upto)
{
	pg_value(pg_shared(), "insert into sixthkey.assessment (event_id, "
	    "outcome, worker, subject_hash, payload) select i, 1, 1, 0, '' "
	    "from generate_series(%d, %d) i", from, upto);
}

enum { AGES = 3, NEAR = 15 };

/* Under an hour, under four hours, older; what is spread evenly may be out by a
 * few.  The range behind the newest event, empty yet, is left out as well. */
static void
assert_ages(const char *label, int row_by_row, const int64_t want[AGES],
    int64_t left_out)
{
	struct db	*db = role_open(pg_shared(), "reader", age_queries);
	struct params	*p = params_new();
	int		 bounds, i;
	struct rows	*rows;

	params_int4(p, 2);
	bounds = params_column(p, COLUMN_INT4);
	params_add_int(p, bounds, HOUR_S);
	params_add_int(p, bounds, 4 * HOUR_S);
	params_int4(p, row_by_row);
	rows = run(db, Q_SHOW_AGES, p);
	assert_int_equal(rows_count(rows), AGES);
	for (i = 0; i < AGES; i++) {
		int64_t	 n = rows_int(rows, (size_t)i, 1);

		if (rows_int(rows, (size_t)i, 0) != i || n < want[i] - NEAR ||
		    n > want[i] + NEAR)
			fail_msg("%s: age %d has %lld, not %lld", label, i,
			    (long long)n, (long long)want[i]);
		assert_int_equal(rows_int(rows, (size_t)i, 2), left_out);
	}
	rows_free(&rows);
	db_close(&db);
}

static void
each_that_waits_is_of_an_age(void **unused)
{
	(void)unused;
	pg_fresh(pg_shared());
	add_events(2 * RANGE, 0);
	assert_ages("row by row", 8, (const int64_t []){ 3600, 10800, 5600 },
	    0);
	assert_ages("the older half of them", 1,
	    (const int64_t []){ 0, 4400, 5600 }, 2);
	make_tallies(2);
	assert_ages("by tallies alone", 0,
	    (const int64_t []){ 3600, 10800, 5600 }, 1);
	put_aside(3, 1, 2800);		/* dead: 400 do not wait */
	put_aside(2, RANGE + 1, RANGE + 700);	/* retried: they do */
	assert_ages("some are dead", 8,
	    (const int64_t []){ 3600, 10800, 5200 }, 0);
	record(3, 1000);
	assert_ages("some are through", 8,
	    (const int64_t []){ 3600, 10800, 4345 }, 0);
	assert_ages("and not looked at", 1,
	    (const int64_t []){ 0, 4400, 4345 }, 2);
}

static void
what_a_tally_misses_is_looked_for(void **unused)
{
	(void)unused;
	pg_fresh(pg_shared());
	add_events(RANGE, 2 * HOUR_S);
	put_aside(2, 8, 28);
	put_aside(3, 1, 1);
	pg_value(pg_shared(), "insert into sixthkey.assessment (event_id, "
	    "outcome, worker, subject_hash, payload) select i, 1, 1, 0, '' "
	    "from generate_series(1, %d) i where not exists (select from "
	    "sixthkey.aside where event_id = i)", RANGE);
	make_tallies(2);
	assert_ages("four that are retried", 0,
	    (const int64_t []){ 0, 0, 4 }, 1);
	record(15, 15);
	assert_ages("one of them is through", 0,
	    (const int64_t []){ 0, 0, 3 }, 1);
}

int
main(void)
{
	static const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(each_that_waits_is_of_an_age),
		cmocka_unit_test(what_a_tally_misses_is_looked_for),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
