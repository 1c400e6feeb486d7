/*
 * server.h - what a run does to PostgreSQL, beyond what pg.h does for tests:
 * nothing here ends the program because the server is in a bad state.
 */
#ifndef TESTS_CHAOS_SERVER_H
#define TESTS_CHAOS_SERVER_H

#include "tests/lib/pg.h"

/*
 * Put the data folder on a disk of its own that can be made small.  NULL, or
 * why this machine does not allow it.  Call before threads and children.
 */
const char	*server_own_disk(struct pg *);

/* No room any more, or plenty. */
void		 server_disk(struct pg *, int full);

/* It answers, whatever was done to it: started again if it has to be. */
void		 server_surely(struct pg *);

/* SIGSTOP or SIGCONT to every process of it. */
void		 server_signal(struct pg *, int signo);

/* End the sessions of the line; how many, or -1: it does not answer. */
int		 server_terminate(struct pg *);

#endif
