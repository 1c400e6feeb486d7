/*
 * pg.h - a throw-away PostgreSQL: own data folder under /var/tmp, a socket in
 * it and no port.  It dies with the test program.  What cannot be set up ends
 * the program.
 */
#ifndef TESTS_LIB_PG_H
#define TESTS_LIB_PG_H

#include <stddef.h>

struct pg;

/* A running server with the database sixthkey, at the newest schema.  The
 * second form adds lines to postgresql.conf ("fsync = on\n"): without them a
 * crash of the machine, though not of the server, loses data. */
struct pg	*pg_start(void);
struct pg	*pg_start_with(const char *settings);
void		 pg_stop(struct pg **);

/* A second server that follows it, under that name; stop it as any other.  A
 * copy has no database of its own to speak of. */
struct pg	*pg_replica(struct pg *, const char *name);

/* One server for the whole test program, stopped at its end. */
struct pg	*pg_shared(void);

/* Everything below speaks of the current database: at first sixthkey, then a
 * new copy of it, or a new one with nothing in it. */
void		 pg_fresh(struct pg *);
void		 pg_empty(struct pg *);

/* For db_open.  Roles: "owner", "ingest", …; NULL is the superuser.  Lives as
 * long as the server. */
const char	*pg_conninfo(struct pg *, const char *role);

/* Folder of the socket, and name of the current database. */
const char	*pg_socket(const struct pg *);
const char	*pg_database(const struct pg *);

/* Run SQL as the superuser; the first column of the first row, or "".  Ends
 * the program on failure. */
const char	*pg_value(struct pg *, const char *sql, ...)
		    __attribute__((format(printf, 2, 3)));

/* Until the statement says this value; fails the test after a long time. */
void		 pg_await(struct pg *, const char *sql, const char *value);

/* A version, and that it was published on a day (ISO). */
void		 pg_publish(struct pg *, const char *subject, int version,
		    const char *day, const char *document);

/* Crash the server (no checkpoint, no goodbye), let it come back, or both in
 * an orderly way. */
void		 pg_kill(struct pg *);
void		 pg_up(struct pg *);
void		 pg_restart(struct pg *);

#endif
