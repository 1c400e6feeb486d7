#include <assert.h>
#include <stdlib.h>

#include "schema/session.h"

int
session_prepare(struct db *db, const enum query *list, struct err *e)
{
	size_t	i;

	exchange_begin(db);
	for (i = 0; list[i] != Q_NONE; i++)
		if (!db->prepared[list[i]])
			exchange_prepare(db, list[i]);
	exchange_sync(db);
	if (exchange_await(db, NULL, e) != 0)
		return -1;
	for (i = 0; list[i] != Q_NONE; i++)
		db->prepared[list[i]] = 1;
	return 0;
}

/* What a pipeline holds up to its sync is one transaction by itself. */
static void
start(struct db *db, const struct call *calls, size_t n, struct rows **out)
{
	size_t	i;

	exchange_begin(db);
	for (i = 0; i < n; i++)
		exchange_call(db, &calls[i], &out[i]);
	db->exchange.commit = n;
	exchange_sync(db);
}

struct rows *
db_run(struct db *db, enum query query, const struct params *params,
    int *unknown, struct err *e)
{
	struct call	 c = { query, params };
	struct rows	*rows;

	start(db, &c, 1, &rows);
	return exchange_await(db, unknown, e) == 0 ? rows : NULL;
}

static int
command(struct db *db, const char *text, struct err *e)
{
	exchange_begin(db);
	exchange_text(db, text);
	exchange_sync(db);
	return exchange_await(db, NULL, e);
}

/* Up to a NULL. */
static int
commands(struct db *db, const char *const *text, struct err *e)
{
	exchange_begin(db);
	for (; *text != NULL; text++)
		exchange_text(db, *text);
	exchange_sync(db);
	return exchange_await(db, NULL, e);
}

int
db_keep_plans(struct db *db, struct err *e)
{
	static const char *const settings[] = {
		"SET plan_cache_mode = force_generic_plan",
		"SET enable_seqscan = off",
		"SET enable_hashjoin = off",
		"SET enable_mergejoin = off",
		NULL
	};

	return commands(db, settings, e);
}

int
db_walk_keys(struct db *db, struct err *e)
{
	static const char *const settings[] = {
		"SET enable_bitmapscan = off",
		"SET enable_hashjoin = off",
		"SET max_parallel_workers_per_gather = 0",
		NULL
	};

	return commands(db, settings, e);
}

int
session_begin(struct db *db, struct err *e)
{
	return command(db, "BEGIN", e);
}

int
session_commit(struct db *db, struct err *e)
{
	return command(db, "COMMIT", e);
}

int
db_transaction(struct db *db, const struct call *calls, size_t n,
    struct rows **out, int *unknown, struct err *e)
{
	start(db, calls, n, out);
	return exchange_await(db, unknown, e);
}

int
db_send(struct db *db, enum query query, const struct params *params,
    struct err *e)
{
	struct call	c = { query, params };

	start(db, &c, 1, &db->awaited);
	return db->exchange.over ? exchange_conclude(db, NULL, e) : 0;
}

int
db_poll(struct db *db, struct rows **out, struct err *e)
{
	*out = NULL;
	if (!exchange_advance(db))
		return 0;
	if (exchange_conclude(db, NULL, e) != 0)
		return -1;
	*out = db->awaited;
	db->awaited = NULL;
	return 1;
}

int
db_fd(const struct db *db)
{
	return PQsocket(db->conn);
}

/* Several commands in one text are beyond the pipeline, so it is left. */
int
db_script(struct db *db, const char *sql, struct err *e)
{
	int	r;

	exchange_begin(db);
	if (!PQexitPipelineMode(db->conn))
		db->lost = 1;
	exchange_script(db, sql);
	r = exchange_await(db, NULL, e);
	if (!PQenterPipelineMode(db->conn))
		db->lost = 1;
	return r;
}

void
db_count_into(struct db *db, struct db_count *count)
{
	db->count = count;
}

int
db_raced(const struct db *db)
{
	return db->exchange.raced;
}

int
db_alive(const struct db *db)
{
	return !db->lost && PQstatus(db->conn) == CONNECTION_OK;
}

void
db_close(struct db **dbp)
{
	struct db	*db = *dbp;

	if (db == NULL)
		return;
	PQfinish(db->conn);
	rows_free(&db->awaited);
	free(db->exchange.slots);
	free(db->prepared);
	free(db);
	*dbp = NULL;
}
