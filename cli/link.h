/*
 * link.h - where the database and the line are, and what to say when they are
 * not there.  Functions that return an exit code have said why.
 */
#ifndef CLI_LINK_H
#define CLI_LINK_H

#include "base/err.h"
#include "schema/db.h"

/* The setting, or NULL after a sentence that says what to set. */
const char	*link_setting(const char *verb, const char *variable);

/* EXIT_OK, or why not. */
int		 link_db(const char *verb, const enum query *, struct db **);

/* One statement; NULL after it has said why, with *code set. */
struct rows	*link_run(const char *verb, struct db *, enum query,
		    const struct params *, int *code);

/* Says the error; the exit code that belongs to it. */
int		 link_failed(const char *verb, const struct err *);

/* Says why a file cannot be read: EXIT_NOINPUT where it cannot be opened, else
 * EXIT_DATA. */
int		 link_unread(const char *verb, const char *path,
		    const struct err *);

#endif
