/*
 * db.h - the one place that speaks libpq.  Statements are files in
 * schema/queries, named like their enum (assessment_put.sql -> Q_ASSESSMENT_PUT)
 * and prepared once a connection.  Rows travel as arrays; a batch is a fixed
 * number of statements whatever its size.
 */
#ifndef SCHEMA_DB_H
#define SCHEMA_DB_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

enum query {
	Q_NONE,
#define QUERY(name, nparams)	Q_##name,
#include "schema/queries.def"
#undef QUERY
	Q_COUNT
};

struct db;
struct rows;		/* one result; belongs to the caller until freed */

/*
 * Parameters of one statement call, added in the order $1, $2, …  Owned by the
 * caller; reset for reuse.  A column is an array parameter that is filled row
 * by row.  Binary on the wire.
 */
struct params;
struct params	*params_new(void);
void		 params_free(struct params **);
void		 params_reset(struct params *);

void		 params_int8(struct params *, int64_t);
void		 params_int4(struct params *, int32_t);
void		 params_text(struct params *, const char *);
void		 params_bytea(struct params *, struct bytes);
void		 params_null(struct params *);

/* Column types of array parameters. */
enum column { COLUMN_INT8, COLUMN_INT4, COLUMN_INT2, COLUMN_TEXT, COLUMN_BYTEA,
	COLUMN_BOOL };

/* Start array parameter; returns its number for params_add_*. */
int		 params_column(struct params *, enum column);
void		 params_add_int(struct params *, int column, int64_t);
void		 params_add_text(struct params *, int column, const char *);
void		 params_add_bytea(struct params *, int column, struct bytes);
void		 params_add_null(struct params *, int column);

/*
 * Connect with a libpq connection string and prepare the named statements
 * (Q_NONE ends the list).  ERR_AGAIN: the server is not there or not writable;
 * ERR_SETUP: wrong credentials, no schema, a pooler in place of the server, a
 * schema version that this build does not know.
 * `idle` (may be NULL) is called with `arg` about every 250 ms while a call
 * waits for the server, so that heartbeats go on.  It must not use this db.
 */
struct db	*db_open(const char *conninfo, const char *program,
		    const enum query *statements, void (*idle)(void *),
		    void *arg, struct err *);
void		 db_close(struct db **);

/* What may be said to anybody of a database that does not serve: that its
 * schema does not fit this build, and what to do; of all else that it does not
 * answer. */
const char	*db_excuse(const struct err *);

/* What went wrong on a program's connections, by what it means for the caller;
 * many of them may count into one, which outlives them. */
enum db_fault {
	DB_CONNECTION, DB_TRANSIENT, DB_DATA, DB_SETUP,
	DB_UNKNOWN,		/* COMMIT without an answer */
	DB_UNREPLICATED,	/* by no standby confirmed */
	DB_FAULTS
};
struct db_count {
	uint64_t	 n[DB_FAULTS];
};
void		 db_count_into(struct db *, struct db_count *);

/*
 * From here on every statement keeps the plan that was made for it first, and
 * that reads by keys whatever the tables hold by then: for sessions whose
 * statements do nothing else (tests/schema/test_plans.c).
 */
int		 db_keep_plans(struct db *, struct err *);

/*
 * From here on statements that want rows in the order of a key get them along
 * the key, from the first on: for sessions that need a few of many, whatever the
 * planner knows of the tables.
 */
int		 db_walk_keys(struct db *, struct err *);

/* False once the connection is lost: close it and open another. */
int		 db_alive(const struct db *);

/* What failed last met a key that exists: another session was first. */
int		 db_raced(const struct db *);

/* Run one statement by itself (its own transaction).  NULL on failure.
 * On failure *unknown (may be NULL) is set if it may have been committed all
 * the same: the connection died before the answer, or the standby did not
 * confirm. */
struct rows	*db_run(struct db *, enum query, const struct params *,
		    int *unknown, struct err *);

/* Several statements in one transaction, pipelined in one round trip.  The
 * results are in out[0..n); 0 or -1, and then out is all NULL. */
struct call {
	enum query		 query;
	const struct params	*params;
};
int		 db_transaction(struct db *, const struct call *, size_t n,
		    struct rows **out, int *unknown, struct err *);

/*
 * The same without waiting: start one statement, later take its rows.
 * db_poll: 1 rows are in *out, 0 not yet, -1 failed.  One at a time.
 */
int		 db_send(struct db *, enum query, const struct params *,
		    struct err *);
int		 db_poll(struct db *, struct rows **out, struct err *);
int		 db_fd(const struct db *);

/* Text of SQL for the upgrade runner alone: several statements at once. */
int		 db_script(struct db *, const char *sql, struct err *);

/* A NULL reads as 0 or "": ask rows_null where that matters. */
size_t		 rows_count(const struct rows *);
int		 rows_null(const struct rows *, size_t row, int column);
int64_t		 rows_int(const struct rows *, size_t row, int column);
const char	*rows_text(const struct rows *, size_t row, int column);
struct bytes	 rows_bytea(const struct rows *, size_t row, int column);
int		 rows_bool(const struct rows *, size_t row, int column);
void		 rows_free(struct rows **);

#endif
