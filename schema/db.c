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

static void
start_call(struct db *db, const struct call *c, struct rows **rows)
{
	exchange_begin(db);
	exchange_call(db, c, rows);
	db->exchange.commit = db->exchange.n;
	exchange_sync(db);
}

struct rows *
db_run(struct db *db, enum query query, const struct params *params,
    int *unknown, struct err *e)
{
	struct call	 c = { query, params };
	struct rows	*rows;

	start_call(db, &c, &rows);
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

int
db_keep_plans(struct db *db, struct err *e)
{
	static const char *const settings[] = {
		"SET plan_cache_mode = force_generic_plan",
		"SET enable_seqscan = off",
		"SET enable_hashjoin = off",
		"SET enable_mergejoin = off",
	};
	size_t	i;

	exchange_begin(db);
	for (i = 0; i < sizeof(settings) / sizeof(settings[0]); i++)
		exchange_text(db, settings[i]);
	exchange_sync(db);
	return exchange_await(db, NULL, e);
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

/* A failure in the pipeline leaves its transaction open.  What failed is still
 * that. */
static void
roll_back(struct db *db)
{
	int		raced = db->exchange.raced;
	struct err	e;

	if (!db->lost && command(db, "ROLLBACK", &e) != 0)
		db->lost = 1;
	db->exchange.raced = raced;
}

int
db_transaction(struct db *db, const struct call *calls, size_t n,
    struct rows **out, int *unknown, struct err *e)
{
	size_t	i;

	exchange_begin(db);
	exchange_text(db, "BEGIN");
	for (i = 0; i < n; i++)
		exchange_call(db, &calls[i], &out[i]);
	db->exchange.commit = db->exchange.n;
	exchange_commits(db);
	exchange_text(db, "COMMIT");
	exchange_sync(db);
	if (exchange_await(db, unknown, e) == 0)
		return 0;
	if (PQtransactionStatus(db->conn) != PQTRANS_IDLE)
		roll_back(db);
	return -1;
}

int
db_send(struct db *db, enum query query, const struct params *params,
    struct err *e)
{
	struct call	c = { query, params };

	start_call(db, &c, &db->awaited);
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
