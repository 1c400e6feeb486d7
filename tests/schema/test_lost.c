/*
 * Connections that die, before a commit and inside it.  What waits in the
 * server is watched from the idle hook, which is called while it waits.
 */
#include <poll.h>

#include "base/clock.h"
#include "tests/schema/session.h"

enum { T_NONE, T_PUT, T_PUT_SLOWLY_COMMITTED, T_SLEEP };

static const struct query_text texts[] = {
	{ "", "", 0 },
	[T_PUT] = { "put", "insert into thing (id) values (1)", 0 },
	[T_PUT_SLOWLY_COMMITTED] = { "slow",
	    "insert into slow (id) values (1)", 0 },
	[T_SLEEP] = { "sleep", "select 1 from pg_sleep(60)", 0 },
	{ 0 }
};

struct fixture {
	struct pg	*pg;
	struct db	*db;
	const char	*when, *sql;	/* once a backend waits so, do that */
	int		 crash;		/* or crash the server */
	int		 done;
};

static void
meddle(void *arg)
{
	struct fixture	*f = arg;

	if (f->when == NULL || f->done || *pg_value(f->pg, "select pid "
	    "from pg_stat_activity where wait_event = '%s'", f->when) == '\0')
		return;
	f->done = 1;
	if (f->crash)
		pg_kill(f->pg);
	else
		pg_value(f->pg, "select %s(pid) from pg_stat_activity "
		    "where wait_event = '%s'", f->sql, f->when);
}

static int
setup(void **state)
{
	static struct fixture	 f;
	struct pg		*pg = pg_shared();

	pg_fresh(pg);
	pg_value(pg, "create table thing (id integer)");
	pg_value(pg, "create table slow (id integer)");
	pg_value(pg, "create function linger() returns trigger language plpgsql "
	    "as $$ begin perform pg_sleep(60); return null; end $$");
	pg_value(pg, "create constraint trigger slow_commit after insert on "
	    "slow deferrable initially deferred for each row "
	    "execute function linger()");
	f = (struct fixture){ .pg = pg };
	f.db = test_session(pg, texts, meddle, &f);
	*state = &f;
	return 0;
}

static int
teardown(void **state)
{
	struct fixture	*f = *state;

	db_close(&f->db);
	return 0;
}

static void
killed_between_calls(void **state)
{
	struct fixture	*f = *state;
	struct err	 e;
	int		 unknown = -1;

	pg_value(f->pg, "select pg_terminate_backend(%d, 10000)",
	    PQbackendPID(f->db->conn));
	assert_null(db_run(f->db, T(T_PUT), NULL, &unknown, &e));
	assert_int_equal(e.kind, ERR_AGAIN);
	assert_false(db_alive(f->db));
	assert_string_equal(pg_value(f->pg, "select count(*) from thing"), "0");
	/* And so it stays, without another word to the server. */
	assert_null(db_run(f->db, T(T_PUT), NULL, &unknown, &e));
	assert_int_equal(e.kind, ERR_AGAIN);
	assert_int_equal(unknown, 0);
}

static int
put_and(struct fixture *f, int statement, int *unknown, struct err *e)
{
	struct call	calls[] = { { T(T_PUT), NULL }, { T(statement), NULL } };
	struct rows	*out[2];
	int		 r;

	*unknown = -1;
	r = db_transaction(f->db, calls, 2, out, unknown, e);
	assert_null(out[0]);
	assert_null(out[1]);
	return r;
}

static void
killed_before_the_commit(void **state)
{
	struct fixture	*f = *state;
	struct err	 e;
	int		 unknown;

	f->when = "PgSleep";
	f->sql = "pg_terminate_backend";
	assert_int_equal(put_and(f, T_SLEEP, &unknown, &e), -1);
	assert_true(f->done);
	assert_int_equal(e.kind, ERR_AGAIN);
	assert_int_equal(unknown, 0);
	assert_false(db_alive(f->db));
	assert_string_equal(pg_value(f->pg, "select count(*) from thing"), "0");
}

static void
killed_inside_the_commit(void **state)
{
	struct fixture	*f = *state;
	struct err	 e;
	int		 unknown;

	f->when = "PgSleep";
	f->sql = "pg_terminate_backend";
	assert_int_equal(put_and(f, T_PUT_SLOWLY_COMMITTED, &unknown, &e), -1);
	assert_true(f->done);
	assert_int_equal(e.kind, ERR_AGAIN);
	assert_int_equal(unknown, 1);
	assert_false(db_alive(f->db));
}

static void
killed_inside_the_commit_of_one_statement(void **state)
{
	struct fixture	*f = *state;
	struct err	 e;
	int		 unknown = -1;

	f->when = "PgSleep";
	f->sql = "pg_terminate_backend";
	assert_null(db_run(f->db, T(T_PUT_SLOWLY_COMMITTED), NULL, &unknown,
	    &e));
	assert_true(f->done);
	assert_int_equal(e.kind, ERR_AGAIN);
	assert_int_equal(unknown, 1);
	assert_false(db_alive(f->db));
}

static void
server_crashes_inside_the_commit(void **state)
{
	struct fixture	*f = *state;
	struct err	 e;
	int		 unknown;

	f->when = "PgSleep";
	f->crash = 1;
	assert_int_equal(put_and(f, T_PUT_SLOWLY_COMMITTED, &unknown, &e), -1);
	assert_true(f->done);
	assert_int_equal(e.kind, ERR_AGAIN);
	assert_int_equal(unknown, 1);
	assert_false(db_alive(f->db));
	pg_up(f->pg);
	assert_string_equal(pg_value(f->pg, "select count(*) from thing"), "0");
}

/* From now on no commit is confirmed: there is no such standby. */
static void
require_standby(struct pg *pg, const char *name)
{
	int64_t	deadline = clock_ms() + 30000;

	pg_value(pg, "alter system set synchronous_standby_names = '%s'", name);
	pg_value(pg, "select pg_reload_conf()");
	while (strcmp(pg_value(pg, "show synchronous_standby_names"),
	    name) != 0) {
		assert_true(clock_ms() < deadline);
		poll(NULL, 0, 10);
	}
}

static const struct unconfirmed {
	const char	*label, *sql;
	int		 alive;
} unconfirmed[] = {
	{ "the wait is cancelled", "pg_cancel_backend", 1 },
	{ "the wait ends with the session", "pg_terminate_backend", 0 },
};

static void
standby_does_not_confirm(void **state)
{
	struct fixture	*f = *state;
	struct err	 e;
	size_t		 i;
	int		 unknown;

	for (i = 0; i < sizeof(unconfirmed) / sizeof(unconfirmed[0]); i++) {
		print_message("%s\n", unconfirmed[i].label);
		require_standby(f->pg, "nobody");
		db_close(&f->db);
		f->db = test_session(f->pg, texts, meddle, f);
		f->when = "SyncRep";
		f->sql = unconfirmed[i].sql;
		f->done = 0;
		assert_int_equal(put_and(f, T_PUT, &unknown, &e), -1);
		assert_true(f->done);
		assert_int_equal(e.kind, ERR_AGAIN);
		assert_int_equal(unknown, 1);
		assert_int_equal(db_alive(f->db), unconfirmed[i].alive);
		require_standby(f->pg, "");
	}
	/* It was committed here all the same: two rows, twice. */
	assert_string_equal(pg_value(f->pg, "select count(*) from thing"), "4");
}

#define TEST(f)	cmocka_unit_test_setup_teardown(f, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(killed_between_calls),
		TEST(killed_before_the_commit),
		TEST(killed_inside_the_commit),
		TEST(killed_inside_the_commit_of_one_statement),
		TEST(server_crashes_inside_the_commit),
		TEST(standby_does_not_confirm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
