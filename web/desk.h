/*
 * desk.h - what is read from the database: clerks, each a thread with a
 * connection, and one queue of requests that wait for the next who is free.  So
 * what takes long is waited for by nobody else, unless all clerks have such.
 * They also bring the list of tokens, each second, where somebody wants one.
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

enum { DESK_CLERKS = 4 };	/* at most */

/* Answers instead with a sentence, which says what is wrong with the database. */
typedef void	 desk_sorry_fn(struct request *, const char *say);
desk_sorry_fn	 desk_sorry;		/* 503, as JSON */

/* Statements as for db_open; tokens may be NULL.  With more than one clerk
 * requests may overtake each other. */
struct desk	*desk_open(const char *conninfo, const enum query *statements,
		    struct tokens *, size_t clerks, desk_sorry_fn *);

/* Take no more, and answer what waits; close when nobody can ask any more. */
void		 desk_drain(struct desk *);
void		 desk_close(struct desk **);

/* Holds the request and answers it in time. */
void		 desk_ask(struct desk *, struct request *, desk_fn *);

/* Is the database there?  The text says why not. */
int		 desk_ready(struct desk *, char text[300]);

/* The same for strangers. */
void		 desk_excuse(struct desk *, char text[300]);

#endif
