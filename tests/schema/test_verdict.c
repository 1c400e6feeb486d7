#include "tests/schema/session.h"

enum { T_NONE, T_RAISE, T_PUT, T_DIVIDE, T_SLEEP };

static const struct query_text texts[] = {
	{ "", "", 0 },
	[T_RAISE] = { "raise", "select raise($1::text)", 1 },
	[T_PUT] = { "put", "insert into late (id) values (1)", 0 },
	[T_DIVIDE] = { "divide", "select 1 / $1::integer", 1 },
	[T_SLEEP] = { "sleep", "select 1 from pg_sleep(60)", 0 },
	{ 0 }
};

static const char raise[] =
	"create function raise(state text) returns integer language plpgsql "
	"as $$ begin raise exception 'as asked' using errcode = state; end $$";

static const struct raised {
	const char	*label, *state;
	enum err_kind	 kind;
	int		 alive;
} raised[] = {
	{ "connection failure", "08006", ERR_AGAIN, 0 },
	{ "protocol violation", "08P01", ERR_SETUP, 0 },
	{ "a plan whose table changed", "0A000", ERR_AGAIN, 0 },
	{ "cardinality", "21000", ERR_INPUT, 1 },
	{ "value out of range", "22003", ERR_INPUT, 1 },
	{ "unique violation", "23505", ERR_INPUT, 1 },
	{ "failed transaction", "25P02", ERR_AGAIN, 1 },
	{ "read-only", "25006", ERR_AGAIN, 0 },
	{ "prepared statement gone", "26000", ERR_AGAIN, 0 },
	{ "wrong password", "28P01", ERR_SETUP, 0 },
	{ "no such database", "3D000", ERR_SETUP, 0 },
	{ "no such schema", "3F000", ERR_SETUP, 1 },
	{ "serialization failure", "40001", ERR_AGAIN, 1 },
	{ "deadlock", "40P01", ERR_AGAIN, 1 },
	{ "no right to it", "42501", ERR_SETUP, 1 },
	{ "no such table", "42P01", ERR_SETUP, 1 },
	{ "disk full", "53100", ERR_AGAIN, 1 },
	{ "too large", "54000", ERR_INPUT, 1 },
	{ "lock not available", "55P03", ERR_AGAIN, 1 },
	{ "cancelled", "57014", ERR_AGAIN, 1 },
	{ "starting up", "57P03", ERR_AGAIN, 0 },
	{ "input or output", "58030", ERR_AGAIN, 1 },
	{ "raised by a function", "P0001", ERR_INPUT, 1 },
	{ "internal error", "XX000", ERR_AGAIN, 1 },
	{ "unforeseen", "HV001", ERR_SETUP, 1 },
};

static void
every_class_has_a_verdict(void **state)
{
	struct pg	*pg = pg_shared();
	struct params	*p = params_new();
	struct err	 e;
	size_t		 i;

	(void)state;
	pg_fresh(pg);
	pg_value(pg, "%s", raise);
	pg_value(pg, "create table late (id integer)");
	for (i = 0; i < sizeof(raised) / sizeof(raised[0]); i++) {
		struct db	*db = test_session(pg, texts, NULL, NULL);
		int		 unknown = -1;

		print_message("%s\n", raised[i].label);
		params_reset(p);
		params_text(p, raised[i].state);
		assert_null(db_run(db, T(T_RAISE), p, &unknown, &e));
		assert_int_equal(e.kind, raised[i].kind);
		assert_int_equal(db_alive(db), raised[i].alive);
		assert_int_equal(unknown, 0);
		assert_non_null(strstr(e.text, "raise: as asked"));
		assert_non_null(strstr(e.text, raised[i].state));
		db_close(&db);
	}
	params_free(&p);
}

/* A constraint that is checked at the end fails after its statement has
 * succeeded; that success must not be believed. */
static void
commit_itself_may_fail(void **state)
{
	struct pg	*pg = pg_shared();
	struct call	 call = { T(T_PUT), NULL };
	struct db	*db;
	struct rows	*r;
	struct err	 e;
	int		 unknown = -1;

	(void)state;
	pg_fresh(pg);
	pg_value(pg, "%s", raise);
	pg_value(pg, "create table late (id integer, constraint late_once "
	    "unique (id) deferrable initially deferred)");
	pg_value(pg, "insert into late (id) values (1)");
	db = test_session(pg, texts, NULL, NULL);

	assert_null(db_run(db, T(T_PUT), NULL, &unknown, &e));
	assert_int_equal(e.kind, ERR_INPUT);
	assert_int_equal(unknown, 0);
	assert_non_null(strstr(e.text, "late_once"));

	unknown = -1;
	assert_int_equal(db_transaction(db, &call, 1, &r, &unknown, &e), -1);
	assert_int_equal(e.kind, ERR_INPUT);
	assert_int_equal(unknown, 0);
	assert_null(r);
	assert_true(db_alive(db));
	assert_string_equal(pg_value(pg, "select count(*) from late"), "1");
	db_close(&db);
}

static void
limits_of_the_connection_string_hold(void **state)
{
	struct pg	*pg = pg_shared();
	struct session	 s = { .program = "test", .texts = texts };
	enum query	 all[] = { T(T_SLEEP), Q_NONE };
	char		 conninfo[300];
	struct db	*db;
	struct err	 e;

	(void)state;
	snprintf(conninfo, sizeof(conninfo),
	    "%s options='-c statement_timeout=20'", pg_conninfo(pg, NULL));
	s.conninfo = conninfo;
	db = session_open(&s, &e);
	assert_non_null(db);
	assert_int_equal(session_prepare(db, all, &e), 0);
	assert_null(db_run(db, T(T_SLEEP), NULL, NULL, &e));
	assert_int_equal(e.kind, ERR_AGAIN);
	assert_true(db_alive(db));
	db_close(&db);
}

static void
a_statement_that_cannot_be_prepared_is_named(void **state)
{
	static const struct query_text	 bad[] = {
		{ "", "", 0 }, { "bad", "select x from nowhere", 0 }, { 0 }
	};
	struct pg	*pg = pg_shared();
	struct session	 s = { pg_conninfo(pg, NULL), "test", bad, NULL, NULL };
	enum query	 all[] = { T(1), Q_NONE };
	struct db	*db;
	struct err	 e;

	(void)state;
	db = session_open(&s, &e);
	assert_non_null(db);
	assert_int_equal(session_prepare(db, all, &e), -1);
	assert_int_equal(e.kind, ERR_SETUP);
	assert_non_null(strstr(e.text, "bad: relation \"nowhere\""));
	db_close(&db);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_class_has_a_verdict),
		cmocka_unit_test(commit_itself_may_fail),
		cmocka_unit_test(limits_of_the_connection_string_hold),
		cmocka_unit_test(a_statement_that_cannot_be_prepared_is_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
