/*
 * Every statement of schema/queries runs, as each role that needs it, with
 * empty columns and zeros: its tables and types are there and the role's few
 * rights suffice.
 */
#include "tests/lib/role.h"
#include "tests/schema/session.h"

static const struct use {
	const char	*prefix;	/* of the statements */
	const char	*role;
} uses[] = {
	{ "node_put", "broker" },
	{ "node_put", "ingest" },
	{ "node_put", "assessment" },
	{ "node_put", "combination" },
	{ "node_put", "publication" },
	{ "node_put", "operator" },
	{ "node_put", "console" },
	{ "aside_", "broker" },
	{ "aside_", "ingest" },
	{ "aside_", "assessment" },
	{ "aside_", "combination" },
	{ "aside_", "publication" },
	{ "backlog_", "broker" },
	{ "lease_", "broker" },
	{ "stage_setting_", "broker" },
	{ "ingest_", "ingest" },
	{ "quarantine_", "ingest" },
	{ "quarantine_", "broker" },
	{ "assessment_", "assessment" },
	{ "combination_", "combination" },
	{ "publication_", "publication" },
	{ "show_", "reader" },
	{ "show_", "operator" },
	{ "show_", "console" },
	{ "show_stages", "web" },
	{ "show_oldest", "web" },
	{ "show_health", "web" },
	{ "show_replicas", "web" },
	{ "show_archive", "web" },
	{ "check_", "reader" },
	{ "clock_", "broker" },
	{ "tally_", "broker" },
	{ "token_", "operator" },
	{ "token_list", "console" },
	{ "token_list", "web" },
	{ "token_rotate", "console" },
	{ "web_", "web" },
	{ "operation_", "operator" },
	{ "reject_", "operator" },
	{ "operation_", "console" },
	{ "setting_", "operator" },
	{ "setting_", "console" },
	{ "person_", "operator" },
	{ "console_", "console" },
	{ "session_", "reader" },
	{ "schema_version_newest", "ingest" },
	{ "schema_version_list", "reader" },
	{ "schema_version_", "owner" },
};

static const struct type {
	const char	*name;
	int		 array;
	enum column	 column;
} types[] = {
	{ "bigint[]", 1, COLUMN_INT8 },
	{ "integer[]", 1, COLUMN_INT4 },
	{ "smallint[]", 1, COLUMN_INT2 },
	{ "text[]", 1, COLUMN_TEXT },
	{ "bytea[]", 1, COLUMN_BYTEA },
	{ "boolean[]", 1, COLUMN_BOOL },
	{ "bigint", 0, COLUMN_INT8 },
	{ "integer", 0, COLUMN_INT4 },
	{ "text", 0, COLUMN_TEXT },
	{ "bytea", 0, COLUMN_BYTEA },
};

/* The types that a statement writes behind its parameters: "$3::text[]". */
static const struct type *
type_of(const struct query_text *t, int n)
{
	char		 dollar[16];
	const char	*cast;
	size_t		 i;

	snprintf(dollar, sizeof(dollar), "$%d::", n);
	if ((cast = strstr(t->sql, dollar)) == NULL)
		fail_msg("%s: $%d has no type", t->name, n);
	cast += strlen(dollar);
	for (i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (strncmp(cast, types[i].name, strlen(types[i].name)) == 0)
			return &types[i];
	fail_msg("%s: $%d has a type that C cannot send", t->name, n);
	return NULL;
}

static void
add_nothing(struct params *p, const struct type *type)
{
	if (type->array)
		params_column(p, type->column);
	else if (type->column == COLUMN_INT8)
		params_int8(p, 0);
	else if (type->column == COLUMN_INT4)
		params_int4(p, 0);
	else if (type->column == COLUMN_TEXT)
		params_text(p, "");
	else
		params_bytea(p, (struct bytes){ NULL, 0 });
}

static void
run_once(struct db *db, enum query q)
{
	const struct query_text	*t = &query_texts[q];
	struct params		*p = params_new();
	struct rows		*r;
	struct err		 e = { ERR_NONE, "" };
	int			 n;

	for (n = 1; n <= t->params; n++)
		add_nothing(p, type_of(t, n));
	/* A constraint that refuses the zeros was reached: that will do. */
	assert_int_equal(session_begin(db, &e), 0);
	r = db_run(db, q, p, NULL, &e);
	if (r == NULL && strstr(e.text, "(23") == NULL)
		fail_msg("%s", e.text);
	assert_int_equal(session_commit(db, &e), 0);
	rows_free(&r);
	params_free(&p);
}

static void
use_as(struct pg *pg, const struct use *u)
{
	enum query	 q;

	for (q = 1; q < Q_COUNT; q++) {
		const enum query	 one[] = { q, Q_NONE };
		struct db		*db;

		if (strncmp(query_texts[q].name, u->prefix,
		    strlen(u->prefix)) != 0)
			continue;
		print_message("%s as %s\n", query_texts[q].name, u->role);
		db = role_open(pg, u->role, one);
		run_once(db, q);
		db_close(&db);
	}
}

static void
every_role_can_do_its_work(void **state)
{
	struct pg	*pg = pg_shared();
	size_t		 i;

	(void)state;
	pg_fresh(pg);
	for (i = 0; i < sizeof(uses) / sizeof(uses[0]); i++)
		use_as(pg, &uses[i]);
}

/* A statement that is missing from the table above is tested by nobody. */
static void
every_statement_has_a_user(void **state)
{
	enum query	q;
	size_t		i, found;

	(void)state;
	for (q = 1; q < Q_COUNT; q++) {
		for (i = found = 0; i < sizeof(uses) / sizeof(uses[0]); i++)
			found += strncmp(query_texts[q].name, uses[i].prefix,
			    strlen(uses[i].prefix)) == 0;
		if (found == 0)
			fail_msg("%s is used by no role",
			    query_texts[q].name);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_statement_has_a_user),
		cmocka_unit_test(every_role_can_do_its_work),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
