/*
 * ask.h - the run's own sessions with PostgreSQL, which may be down: asking
 * fails then, and only must-functions end the program.
 */
#ifndef TESTS_CHAOS_ASK_H
#define TESTS_CHAOS_ASK_H

#include <stdint.h>

#include "tests/lib/pg.h"

struct ask;		/* a session */
struct answers;		/* rows of text */

/* Role NULL: the superuser.  NULL if the server cannot be reached. */
struct ask	*ask_open(struct pg *, const char *role);
struct ask	*ask_must(struct pg *, const char *role);
void		 ask_close(struct ask **);

/* $1 may be NULL.  NULL if it failed. */
struct answers	*ask(struct ask *, const char *sql, const char *param);
struct answers	*ask_rows(struct ask *, const char *sql);	/* must */
int64_t		 ask_number(struct ask *, const char *sql);	/* must */

int		 answers_count(const struct answers *);
const char	*answers_text(const struct answers *, int row, int column);
void		 answers_free(struct answers **);

/* The server takes connections. */
int		 ask_up(struct pg *);

#endif
