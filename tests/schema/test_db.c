#include <poll.h>

#include "tests/schema/session.h"

enum {
	T_NONE, T_INT8, T_INT4, T_TEXT, T_BYTEA, T_INT8S, T_INT4S, T_INT2S,
	T_TEXTS, T_BYTEAS, T_BOOLS, T_PUT, T_COUNT, T_SETTING, T_SLEEP
};

static const struct query_text texts[] = {
	{ "", "", 0 },
	[T_INT8] = { "int8", "select $1::bigint", 1 },
	[T_INT4] = { "int4", "select $1::integer", 1 },
	[T_TEXT] = { "text", "select $1::text", 1 },
	[T_BYTEA] = { "bytea", "select $1::bytea", 1 },
	[T_INT8S] = { "int8s", "select unnest($1::bigint[])", 1 },
	[T_INT4S] = { "int4s", "select unnest($1::integer[])", 1 },
	[T_INT2S] = { "int2s", "select unnest($1::smallint[])", 1 },
	[T_TEXTS] = { "texts", "select unnest($1::text[])", 1 },
	[T_BYTEAS] = { "byteas", "select unnest($1::bytea[])", 1 },
	[T_BOOLS] = { "bools", "select unnest($1::boolean[])", 1 },
	[T_PUT] = { "put", "insert into thing (id) values ($1::bigint) "
	    "returning id", 1 },
	[T_COUNT] = { "count", "select count(*) from thing", 0 },
	[T_SETTING] = { "setting", "select current_setting($1::text)", 1 },
	[T_SLEEP] = { "sleep", "select 1 from pg_sleep(0.7)", 0 },
	{ 0 }
};

struct fixture {
	struct db	*db;
	struct params	*params;
	int		 ticks;
};

static void
tick(void *arg)
{
	((struct fixture *)arg)->ticks++;
}

static int
setup(void **state)
{
	static struct fixture	 f;
	struct pg		*pg = pg_shared();

	pg_fresh(pg);
	pg_value(pg, "create table thing (id bigint, constraint thing_pkey "
	    "primary key (id) deferrable initially immediate)");
	f = (struct fixture){ .params = params_new() };
	f.db = test_session(pg, texts, tick, &f);
	*state = &f;
	return 0;
}

static int
teardown(void **state)
{
	struct fixture	*f = *state;

	db_close(&f->db);
	params_free(&f->params);
	return 0;
}

static void
integers_come_back(void **state)
{
	static const int64_t	 values[] = { 0, 1, -1, INT32_MAX, INT32_MIN,
				    INT64_MAX, INT64_MIN };
	struct fixture		*f = *state;
	struct rows		*r;
	size_t			 i;

	for (i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		params_reset(f->params);
		params_int8(f->params, values[i]);
		r = test_rows(f->db, T_INT8, f->params);
		assert_int_equal(rows_int(r, 0, 0), values[i]);
		rows_free(&r);
	}
	params_reset(f->params);
	params_int4(f->params, -70000);
	r = test_rows(f->db, T_INT4, f->params);
	assert_int_equal(rows_int(r, 0, 0), -70000);
	rows_free(&r);
}

static void
text_and_bytes_come_back(void **state)
{
	static const uint8_t	 zeros[] = { 0, 255, 0, '\\', 0 };
	struct fixture		*f = *state;
	struct bytes		 b;
	struct rows		*r;

	params_text(f->params, "Ysbyty â'r \"cylch\" \\");
	r = test_rows(f->db, T_TEXT, f->params);
	assert_string_equal(rows_text(r, 0, 0), "Ysbyty â'r \"cylch\" \\");
	rows_free(&r);
	params_reset(f->params);
	params_text(f->params, "");
	r = test_rows(f->db, T_TEXT, f->params);
	assert_false(rows_null(r, 0, 0));
	assert_string_equal(rows_text(r, 0, 0), "");
	rows_free(&r);
	params_reset(f->params);
	params_bytea(f->params, (struct bytes){ zeros, sizeof(zeros) });
	r = test_rows(f->db, T_BYTEA, f->params);
	b = rows_bytea(r, 0, 0);
	assert_int_equal(b.len, sizeof(zeros));
	assert_memory_equal(b.data, zeros, sizeof(zeros));
	rows_free(&r);
}

static void
nulls_come_back(void **state)
{
	static const int	 statements[] = { T_INT8, T_INT4, T_TEXT,
				    T_BYTEA };
	struct fixture		*f = *state;
	struct rows		*r;
	size_t			 i;

	params_null(f->params);
	for (i = 0; i < sizeof(statements) / sizeof(statements[0]); i++) {
		r = test_rows(f->db, statements[i], f->params);
		assert_int_equal(rows_count(r), 1);
		assert_true(rows_null(r, 0, 0));
		rows_free(&r);
	}
	params_reset(f->params);
	params_text(f->params, NULL);
	r = test_rows(f->db, T_TEXT, f->params);
	assert_true(rows_null(r, 0, 0));
	rows_free(&r);
}

/* Arrays of integers: their columns, and values at both ends of the type. */
static const struct integers {
	const char	*label;
	enum column	 column;
	int		 statement;
	int64_t		 low, high;
} integers[] = {
	{ "bigint", COLUMN_INT8, T_INT8S, INT64_MIN, INT64_MAX },
	{ "integer", COLUMN_INT4, T_INT4S, INT32_MIN, INT32_MAX },
	{ "smallint", COLUMN_INT2, T_INT2S, INT16_MIN, INT16_MAX },
	{ "boolean", COLUMN_BOOL, T_BOOLS, 0, 1 },
};

static int64_t
number(const struct rows *r, size_t row, enum column column)
{
	return column == COLUMN_BOOL ? rows_bool(r, row, 0) :
	    rows_int(r, row, 0);
}

static void
columns_of_integers(void **state)
{
	struct fixture		*f = *state;
	const struct integers	*c = integers;
	struct rows		*r;
	size_t			 i;
	int			 column;

	for (i = 0; i < sizeof(integers) / sizeof(integers[0]); i++, c++) {
		print_message("%s\n", c->label);
		params_reset(f->params);
		column = params_column(f->params, c->column);
		params_add_int(f->params, column, c->low);
		params_add_null(f->params, column);
		params_add_int(f->params, column, c->high);
		r = test_rows(f->db, c->statement, f->params);
		assert_int_equal(rows_count(r), 3);
		assert_int_equal(number(r, 0, c->column), c->low);
		assert_true(rows_null(r, 1, 0));
		assert_int_equal(number(r, 2, c->column), c->high);
		rows_free(&r);
	}
}

static void
columns_of_text_and_bytes(void **state)
{
	static const uint8_t	 zeros[] = { 0, 7, 0 };
	struct fixture		*f = *state;
	struct bytes		 b;
	struct rows		*r;
	int			 column;

	column = params_column(f->params, COLUMN_TEXT);
	params_add_text(f->params, column, "{\"a\",NULL}");
	params_add_text(f->params, column, NULL);
	params_add_text(f->params, column, "");
	r = test_rows(f->db, T_TEXTS, f->params);
	assert_int_equal(rows_count(r), 3);
	assert_string_equal(rows_text(r, 0, 0), "{\"a\",NULL}");
	assert_true(rows_null(r, 1, 0));
	assert_false(rows_null(r, 2, 0));
	rows_free(&r);
	params_reset(f->params);
	column = params_column(f->params, COLUMN_BYTEA);
	params_add_bytea(f->params, column, (struct bytes){ NULL, 0 });
	params_add_bytea(f->params, column, (struct bytes){ zeros, 3 });
	r = test_rows(f->db, T_BYTEAS, f->params);
	assert_int_equal(rows_bytea(r, 0, 0).len, 0);
	b = rows_bytea(r, 1, 0);
	assert_int_equal(b.len, 3);
	assert_memory_equal(b.data, zeros, 3);
	rows_free(&r);
}

static void
empty_columns(void **state)
{
	static const struct { enum column column; int statement; } cases[] = {
		{ COLUMN_INT8, T_INT8S }, { COLUMN_INT4, T_INT4S },
		{ COLUMN_INT2, T_INT2S }, { COLUMN_TEXT, T_TEXTS },
		{ COLUMN_BYTEA, T_BYTEAS }, { COLUMN_BOOL, T_BOOLS },
	};
	struct fixture	*f = *state;
	struct rows	*r;
	size_t		 i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		params_reset(f->params);
		params_column(f->params, cases[i].column);
		r = test_rows(f->db, cases[i].statement, f->params);
		assert_int_equal(rows_count(r), 0);
		rows_free(&r);
	}
}

/* Larger than every buffer on the way, in both directions at once. */
static void
ten_thousand_rows(void **state)
{
	enum { ROWS = 10000, SIZE = 1000 };
	struct fixture	*f = *state;
	uint8_t		 bytes[SIZE];
	struct rows	*r;
	int		 i, column;

	column = params_column(f->params, COLUMN_BYTEA);
	for (i = 0; i < ROWS; i++) {
		memset(bytes, i % 256, sizeof(bytes));
		params_add_bytea(f->params, column, (struct bytes){ bytes,
		    sizeof(bytes) });
	}
	r = test_rows(f->db, T_BYTEAS, f->params);
	assert_int_equal(rows_count(r), ROWS);
	for (i = 0; i < ROWS; i++) {
		memset(bytes, i % 256, sizeof(bytes));
		assert_memory_equal(rows_bytea(r, (size_t)i, 0).data, bytes,
		    sizeof(bytes));
	}
	rows_free(&r);
}

static int64_t
things(struct fixture *f)
{
	struct rows	*r = test_rows(f->db, T_COUNT, NULL);
	int64_t		 n = rows_int(r, 0, 0);

	rows_free(&r);
	return n;
}

static void
transactions_commit_or_roll_back(void **state)
{
	struct fixture	*f = *state;
	struct params	*other = params_new();
	struct call	 calls[] = { { T(T_PUT), f->params },
			    { T(T_COUNT), NULL }, { T(T_PUT), other } };
	struct rows	*out[3];
	struct err	 e;
	int		 unknown = -1;

	params_int8(f->params, 1);
	params_int8(other, 1);
	assert_int_equal(db_transaction(f->db, calls, 3, out, &unknown, &e),
	    -1);
	assert_int_equal(e.kind, ERR_INPUT);
	assert_non_null(strstr(e.text, "put: "));
	assert_non_null(strstr(e.text, "thing_pkey"));
	assert_int_equal(unknown, 0);
	assert_null(out[0]);
	assert_null(out[1]);
	assert_null(out[2]);
	assert_true(db_alive(f->db));
	assert_int_equal(things(f), 0);

	params_reset(other);
	params_int8(other, 2);
	assert_int_equal(db_transaction(f->db, calls, 3, out, &unknown, &e), 0);
	assert_int_equal(unknown, 0);
	assert_int_equal(rows_int(out[0], 0, 0), 1);
	assert_int_equal(rows_int(out[1], 0, 0), 1);
	assert_int_equal(rows_int(out[2], 0, 0), 2);
	rows_free(&out[0]);
	rows_free(&out[1]);
	rows_free(&out[2]);
	assert_int_equal(things(f), 2);
	params_free(&other);
}

static void
idle_is_called_while_the_server_works(void **state)
{
	struct fixture	*f = *state;
	struct rows	*r;

	f->ticks = 0;
	r = test_rows(f->db, T_SLEEP, NULL);
	rows_free(&r);
	assert_in_range(f->ticks, 2, 3);
}

static void
sent_now_and_polled_later(void **state)
{
	struct fixture	*f = *state;
	struct rows	*r;
	struct err	 e;
	struct pollfd	 p = { .events = POLLIN };
	int		 answer, polls = 0;

	assert_int_equal(db_send(f->db, T(T_SLEEP), NULL, &e), 0);
	assert_int_equal(db_poll(f->db, &r, &e), 0);
	p.fd = db_fd(f->db);
	while ((answer = db_poll(f->db, &r, &e)) == 0 && polls++ < 100)
		poll(&p, 1, 10000);
	assert_int_equal(answer, 1);
	assert_int_equal(rows_int(r, 0, 0), 1);
	rows_free(&r);
	/* Closing with an answer on its way gives everything back. */
	assert_int_equal(db_send(f->db, T(T_SLEEP), NULL, &e), 0);
}

static void
session_settings(void **state)
{
	static const struct { const char *name, *value; } settings[] = {
		{ "search_path", "sixthkey" },
		{ "TimeZone", "UTC" },
		{ "client_encoding", "UTF8" },
		{ "application_name", "test" },
		{ "idle_in_transaction_session_timeout", "30s" },
		{ "synchronous_commit", "on" },
		{ "statement_timeout", "0" },
	};
	struct fixture	*f = *state;
	struct rows	*r;
	size_t		 i;

	for (i = 0; i < sizeof(settings) / sizeof(settings[0]); i++) {
		params_reset(f->params);
		params_text(f->params, settings[i].name);
		r = test_rows(f->db, T_SETTING, f->params);
		assert_string_equal(rows_text(r, 0, 0), settings[i].value);
		rows_free(&r);
	}
}

#define TEST(f)	cmocka_unit_test_setup_teardown(f, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(integers_come_back),
		TEST(text_and_bytes_come_back),
		TEST(nulls_come_back),
		TEST(columns_of_integers),
		TEST(columns_of_text_and_bytes),
		TEST(empty_columns),
		TEST(ten_thousand_rows),
		TEST(transactions_commit_or_roll_back),
		TEST(idle_is_called_while_the_server_works),
		TEST(sent_now_and_polled_later),
		TEST(session_settings),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
