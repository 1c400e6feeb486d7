/*
 * pipe.h - a connection in pipeline mode: statements by name, sent together.
 * What fails ends the program.
 */
#ifndef TESTS_BENCH_LIB_PIPE_H
#define TESTS_BENCH_LIB_PIPE_H

#include <libpq-fe.h>

#include "schema/params.h"

/* name, text, and so on; NULL ends it. */
PGconn		*pipe_open(const char *conninfo, const char *const *named);

/* Send one statement; its transaction is what lies between two syncs, unless
 * it says otherwise.  NULL: no parameters. */
void		 pipe_send(PGconn *, const char *name, const struct params *);
void		 pipe_sync(PGconn *);

/* The result of the next statement, to be cleared by the caller. */
PGresult	*pipe_take(PGconn *);
void		 pipe_skip(PGconn *);

/* Everything up to the sync is through. */
void		 pipe_synced(PGconn *);

#endif
