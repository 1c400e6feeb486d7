/*
 * Statements that first ran on empty tables still use the keys when there are a
 * million rows, and no statistics yet that would tell PostgreSQL so.
 */
#include "tests/schema/session.h"

enum { ROWS = 1000000, BATCH = 500, HELD = 100 };

static struct db *
open_as(struct pg *pg, const char *role, enum query q,
    int (*as)(struct db *, struct err *))
{
	const enum query	 one[] = { q, Q_NONE };
	struct err		 e = { ERR_NONE, "" };
	struct db		*db;

	db = db_open(pg_conninfo(pg, role), "test", one, NULL, NULL, &e);
	if (db == NULL)
		fail_msg("%s", e.text);
	if (as(db, &e) != 0)
		fail_msg("%s", e.text);
	return db;
}

static void
backlog(struct params *p)
{
	params_int8(p, ROWS - 2 * BATCH);
	params_int8(p, ROWS);
	params_int4(p, BATCH);
	params_text(p, "");
}

static void
names(struct params *p)
{
	int	i, source, id;
	char	text[32];

	source = params_column(p, COLUMN_TEXT);
	id = params_column(p, COLUMN_TEXT);
	for (i = 1; i <= BATCH; i++) {
		snprintf(text, sizeof(text), "%d", i * (ROWS / BATCH));
		params_add_text(p, source, "/test");
		params_add_text(p, id, text);
	}
}

static void
subjects(struct params *p)
{
	int	i, subject;
	char	text[32];

	subject = params_column(p, COLUMN_TEXT);
	for (i = 1; i <= BATCH; i++) {
		snprintf(text, sizeof(text), "%d", i);
		params_add_text(p, subject, text);
	}
}

static void
events(struct params *p)
{
	int	i, event;

	event = params_column(p, COLUMN_INT8);
	for (i = 1; i <= BATCH; i++)
		params_add_int(p, event, i * (ROWS / BATCH));
}

static const struct plan {
	const char	*label, *role;
	enum query	 query;
	void		(*fill)(struct params *);
	size_t		 rows;		/* once the tables are full */
	int		(*as)(struct db *, struct err *);
	size_t		 empty;		/* rows before that */
} plans[] = {
	{ "backlog", "broker", Q_BACKLOG_ASSESSMENT, backlog, BATCH,
	    db_walk_keys, 0 },
	{ "backlog of fold stages", "broker", Q_BACKLOG_COMBINATION, backlog, 0,
	    db_walk_keys, 0 },
	{ "the last backlog", "broker", Q_BACKLOG_PUBLICATION, backlog, 0,
	    db_walk_keys, 0 },
	{ "duplicates", "ingest", Q_INGEST_EXISTING, names, BATCH,
	    db_keep_plans, 0 },
	{ "heads", "combination", Q_COMBINATION_READ, subjects, BATCH,
	    db_keep_plans, 0 },
	{ "records of a fold", "combination", Q_COMBINATION_RECORDED, events,
	    BATCH, db_keep_plans, 0 },
	{ "looks", "publication", Q_PUBLICATION_READ, subjects, BATCH - HELD,
	    db_keep_plans, 0 },
	{ "looks at what is open", "publication", Q_PUBLICATION_READ_OPEN,
	    subjects, BATCH + HELD, db_keep_plans, BATCH },
};

enum { PLANS = sizeof(plans) / sizeof(plans[0]) };

static size_t
run(struct db *db, const struct plan *plan)
{
	struct params	*p = params_new();
	struct rows	*r;
	size_t		 n;

	plan->fill(p);
	r = test_rows(db, (int)plan->query, p);
	n = rows_count(r);
	rows_free(&r);
	params_free(&p);
	return n;
}

static void
fill_tables(struct pg *pg)
{
	pg_value(pg, "insert into event (kind, worker, source, source_id, "
	    "subject, digest, payload) select 1, 1, '/test', n, 'RXX', "
	    "decode(repeat('00', 32), 'hex'), '' "
	    "from generate_series(1, %d) n", ROWS);
	pg_value(pg, "insert into assessment (event_id, outcome, worker, "
	    "subject_hash, payload) select n, 1, 1, 0, '' "
	    "from generate_series(1, %d) n", ROWS - BATCH);
	pg_value(pg, "insert into combination (event_id, outcome, worker, "
	    "subject_hash, payload) select n, 1, 1, 0, '' "
	    "from generate_series(1, %d) n", ROWS);
	pg_value(pg, "insert into subject_head (subject, seq, version, worker, "
	    "decision, holds, state) select n %% 1000, n / 1000, n / 1000, 1, 2, "
	    "'', '' "
	    "from generate_series(0, %d - 1) n", ROWS / 4);
	pg_value(pg, "insert into publication (event_id, outcome, worker) "
	    "select n, 1, 1 from generate_series(1, %d) n", ROWS);
	pg_value(pg, "insert into rating_version (subject, version, seq, worker, "
	    "events, decision, holds, document, digest) select n %% 1000, "
	    "n / 1000, 1, 1, 1, 2, '', '', '' "
	    "from generate_series(1000, %d - 1) n", ROWS / 4);
	pg_value(pg, "insert into decision (subject, seq, version, worker, "
	    "verdict, decided_by, reason) select subject, version, version, 1, "
	    "case when version < %d or subject::int > %d then 2 else 1 end, "
	    "'', '' from rating_version", ROWS / 4000 - 2, HELD);
}

/* Whole tables read so far; the session's own figures go out first. */
static const char *
whole_tables(struct pg *pg, struct db **dbs)
{
	struct err	e;
	size_t		i;

	for (i = 0; i < PLANS; i++)
		assert_int_equal(db_script(dbs[i],
		    "select pg_stat_force_next_flush()", &e), 0);
	return pg_value(pg, "select string_agg(relname || ' ' || seq_scan, ' ' "
	    "order by relname) from pg_stat_user_tables where relname in "
	    "('event', 'assessment', 'combination', 'subject_head', "
	    "'publication', 'rating_version', 'decision')");
}

static void
keys_are_used_when_tables_have_grown(void **state)
{
	struct pg	*pg = pg_shared();
	struct db	*dbs[PLANS];
	const char	*before;
	size_t		 i, times;

	(void)state;
	pg_fresh(pg);
	pg_value(pg, "alter system set autovacuum = off");
	pg_value(pg, "select pg_reload_conf()");
	for (i = 0; i < PLANS; i++) {
		dbs[i] = open_as(pg, plans[i].role,
		    plans[i].query, plans[i].as);
		/* Past the point where PostgreSQL may keep a plan. */
		for (times = 0; times < 8; times++)
			assert_int_equal(run(dbs[i], &plans[i]),
			    plans[i].empty);
	}
	fill_tables(pg);
	before = whole_tables(pg, dbs);
	for (i = 0; i < PLANS; i++) {
		print_message("%s\n", plans[i].label);
		for (times = 0; times < 8; times++)
			assert_int_equal(run(dbs[i], &plans[i]), plans[i].rows);
	}
	assert_string_equal(whole_tables(pg, dbs), before);
	for (i = 0; i < PLANS; i++)
		db_close(&dbs[i]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_are_used_when_tables_have_grown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
