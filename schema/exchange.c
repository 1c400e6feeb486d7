/*
 * One exchange at a time: commands are queued into libpq's pipeline, a sync
 * ends them, and their results are taken as they come.  Nothing here blocks in
 * libpq; a caller that waits does so in session_wait, so that its heartbeats
 * go on.
 */
#include <assert.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "schema/params.h"
#include "schema/session.h"

#define UNIQUE_VIOLATION	"23505"

enum { BINARY = 1 };

void
exchange_begin(struct db *db)
{
	struct exchange	*x = &db->exchange;

	assert(x->n == 0 || x->over);
	*x = (struct exchange){ .slots = x->slots, .cap = x->cap, .sent = 1 };
	db->unconfirmed = 0;
	db->idle_at = clock_ms();
}

static void
add_slot(struct exchange *x, const char *name, struct rows **rows)
{
	if (x->n == x->cap) {
		x->cap = x->cap == 0 ? 16 : x->cap * 2;
		x->slots = realloc(x->slots, x->cap * sizeof(*x->slots));
		if (x->slots == NULL)
			abort();
	}
	x->slots[x->n++] = (struct slot){ name, rows };
	if (rows != NULL)
		*rows = NULL;
}

/* What libpq would not take did not reach the server, so nothing after it may
 * either: no COMMIT without all that belongs before it. */
static int
sendable(const struct db *db)
{
	return db->exchange.sent && !db->lost;
}

void
exchange_text(struct db *db, const char *command)
{
	add_slot(&db->exchange, command, NULL);
	db->exchange.sent = sendable(db) && PQsendQueryParams(db->conn,
	    command, 0, NULL, NULL, NULL, NULL, BINARY);
}

void
exchange_call(struct db *db, const struct call *c, struct rows **rows)
{
	const struct query_text	*t = &db->texts[c->query];
	struct params_wire	 w;

	params_wire(c->params, &w);
	assert(db->prepared[c->query] && w.n == t->params);
	add_slot(&db->exchange, t->name, rows);
	db->exchange.sent = sendable(db) && PQsendQueryPrepared(db->conn,
	    t->name, w.n, w.values, w.lengths, w.formats, BINARY);
}

void
exchange_prepare(struct db *db, enum query query)
{
	const struct query_text	*t = &db->texts[query];

	add_slot(&db->exchange, t->name, NULL);
	db->exchange.sent = sendable(db) && PQsendPrepare(db->conn, t->name,
	    t->sql, 0, NULL);
}

/* Ends without a sync. */
void
exchange_script(struct db *db, const char *sql)
{
	add_slot(&db->exchange, "script", NULL);
	db->exchange.script = 1;
	db->exchange.sent = sendable(db) && PQsendQuery(db->conn, sql);
	db->exchange.over = !db->exchange.sent;
}

/* A failure of the commit itself, or after it, may hide success: only an
 * ERROR says that all was rolled back, a FATAL ends the session anyhow. */
static void
note_failure(struct db *db, const PGresult *result)
{
	struct exchange	*x = &db->exchange;
	const char	*name = x->at < x->n ? x->slots[x->at].name : "commit";
	const char	*severity = PQresultErrorField(result,
			    PG_DIAG_SEVERITY_NONLOCALIZED);
	const char	*state = PQresultErrorField(result, PG_DIAG_SQLSTATE);

	if (severity != NULL && (x->at < x->commit || *severity == 'E'))
		x->undone = 1;
	x->raced |= state != NULL && strcmp(state, UNIQUE_VIOLATION) == 0;
	if (x->err.kind == ERR_NONE)
		verdict_result(db, result, name, &x->err);
}

static void
keep_rows(struct exchange *x, PGresult *result)
{
	struct rows	**rows = x->at < x->n ? x->slots[x->at].rows : NULL;

	if (rows == NULL)
		PQclear(result);
	else {
		rows_free(rows);
		*rows = rows_new(result);
	}
}

/* NULL ends the results of one command; two in a row mean that nothing more
 * will come. */
static void
take_end(struct exchange *x)
{
	x->at++;
	x->over = x->quiet || x->script;
	x->confirmed = x->script;
	x->quiet = 1;
}

static void
take(struct db *db, PGresult *result)
{
	struct exchange	*x = &db->exchange;
	ExecStatusType	 status = PQresultStatus(result);

	if (result == NULL) {
		take_end(x);
		return;
	}
	x->quiet = 0;
	if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK) {
		keep_rows(x, result);
		return;
	}
	if (status == PGRES_PIPELINE_SYNC)
		x->over = x->confirmed = 1;
	else if (status != PGRES_PIPELINE_ABORTED &&
	    status != PGRES_EMPTY_QUERY)
		note_failure(db, result);
	PQclear(result);
}

/* 1 when the exchange is over.  Once the connection is gone what has already
 * arrived is still taken, for it may hold the answer. */
int
exchange_advance(struct db *db)
{
	struct exchange	*x = &db->exchange;
	int		 gone = PQflush(db->conn) < 0 ||
			    !PQconsumeInput(db->conn);

	while (!x->over && (gone || !PQisBusy(db->conn)))
		take(db, PQgetResult(db->conn));
	return x->over;
}

static void
drop_rows(struct exchange *x)
{
	size_t	i;

	for (i = 0; i < x->n; i++)
		if (x->slots[i].rows != NULL)
			rows_free(x->slots[i].rows);
}

static void
count(const struct db *db, int doubt, const struct err *e)
{
	static const enum db_fault	 fault[] = {
		[ERR_AGAIN] = DB_TRANSIENT,
		[ERR_SETUP] = DB_SETUP,
		[ERR_INPUT] = DB_DATA
	};

	if (db->count == NULL)
		return;
	db->count->n[DB_UNREPLICATED] += (uint64_t)(db->unconfirmed != 0);
	db->count->n[DB_UNKNOWN] += (uint64_t)doubt;
	db->count->n[db->lost ? DB_CONNECTION : db->exchange.raced ?
	    DB_TRANSIENT : fault[e->kind]]++;
}

int
exchange_conclude(struct db *db, int *unknown, struct err *e)
{
	struct exchange	*x = &db->exchange;
	int		 doubt = x->committing && !x->confirmed && !x->undone;

	if (unknown != NULL)
		*unknown = db->unconfirmed || doubt;
	if (!x->confirmed && x->err.kind == ERR_NONE)
		verdict_lost(db, &x->err);
	if (PQstatus(db->conn) == CONNECTION_BAD)
		db->lost = 1;
	if (db->unconfirmed && x->err.kind == ERR_NONE)
		err_set(&x->err, ERR_AGAIN, "committed on the primary, but the "
		    "standby did not confirm it");
	if (x->err.kind == ERR_NONE)
		return 0;
	count(db, doubt, &x->err);
	drop_rows(x);
	*e = x->err;
	return -1;
}

/* Commits.  From here on losing the connection leaves it open whether it did. */
void
exchange_sync(struct db *db)
{
	struct exchange	*x = &db->exchange;

	x->committing = sendable(db);
	x->sent = x->committing && PQpipelineSync(db->conn);
	if (!x->sent) {
		db->lost = 1;
		x->over = 1;
	}
}

int
exchange_await(struct db *db, int *unknown, struct err *e)
{
	/* What was just asked is not answered yet, unless in part. */
	while (!db->exchange.over) {
		if (PQisBusy(db->conn))
			session_wait(db, PQflush(db->conn) > 0 ?
			    POLLIN | POLLOUT : POLLIN, INT64_MAX);
		exchange_advance(db);
	}
	return exchange_conclude(db, unknown, e);
}

