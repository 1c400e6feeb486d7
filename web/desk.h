/*
 * desk.h - what is read from the database: a thread with a connection, and a
 * queue of requests that wait for it.  It also brings the list of tokens, each
 * second, where somebody wants one.
 */
#ifndef WEB_DESK_H
#define WEB_DESK_H

#include "schema/db.h"
#include "web/request.h"
#include "web/tokens.h"

struct desk;

/* Reads what it needs and fills in the answer, or hands the request on to who
 * will; -1: the database does not answer. */
enum { DESK_ANSWERED = 0, DESK_HANDED_ON = 1 };
typedef int	 desk_fn(struct db *, struct request *, struct err *);

/* Statements as for db_open; tokens may be NULL. */
struct desk	*desk_open(const char *conninfo, const enum query *statements,
		    struct tokens *);

/* Take no more, and answer what waits; close when nobody can ask any more. */
void		 desk_drain(struct desk *);
void		 desk_close(struct desk **);

/* Holds the request and answers it in time. */
void		 desk_ask(struct desk *, struct request *, desk_fn *);

/* Is the database there?  The text says why not. */
int		 desk_ready(struct desk *, char text[300]);

#endif
