/*
 * session.h - what the files behind db.h share.  Nobody else includes it but
 * tests that bring statements of their own.
 */
#ifndef SCHEMA_SESSION_H
#define SCHEMA_SESSION_H

#include <libpq-fe.h>

#include "schema/db.h"
#include "schema/text.h"

enum { SESSION_TICK_MS = 250 };

/* Who waits for the answer to one command of a pipeline. */
struct slot {
	const char	*name;		/* for the text of an error */
	struct rows	**rows;		/* may be NULL */
};

/* One round trip: commands in order, then a sync. */
struct exchange {
	struct slot	*slots;
	size_t		 n, cap, at;
	size_t		 commit;	/* slot whose failure may hide success */
	int		 script;	/* simple protocol: ends without a sync */
	int		 sent;		/* nothing is missing on its way out */
	int		 committing;	/* something that commits was sent */
	int		 over, confirmed, undone;
	int		 raced;		/* a key was there already */
	int		 quiet;		/* the last result was none */
	struct err	 err;		/* the first */
};

struct db {
	PGconn			*conn;
	const struct query_text	*texts;
	unsigned char		*prepared;	/* indexed like texts */
	void			(*idle)(void *);
	void			*arg;
	int64_t			 idle_at;	/* of the last call, ms */
	int			 lost;		/* close it, open another */
	int			 unconfirmed;	/* by the standby */
	struct db_count		*count;		/* may be NULL */
	struct exchange		 exchange;
	struct rows		*awaited;	/* by db_poll */
};

struct session {
	const char		*conninfo, *program;
	const struct query_text	*texts;
	void			(*idle)(void *);
	void			*arg;
};

/* connect.c: connected, nothing asked and nothing prepared yet. */
struct db	*session_open(const struct session *, struct err *);

/* session.c: refuse what is not PostgreSQL itself, and a schema that does not
 * fit this build; the second also tells where the schema stands. */
int	session_direct(struct db *, struct err *);
int	session_schema(struct db *, int *number, struct err *);

/* db.c: all the statements named, in one round trip; a transaction of more
 * than one, for upgrades. */
int	session_prepare(struct db *, const enum query *, struct err *);
int	session_begin(struct db *, struct err *);
int	session_commit(struct db *, struct err *);

/* exchange.c */
void	exchange_begin(struct db *);
void	exchange_prepare(struct db *, enum query);
void	exchange_call(struct db *, const struct call *, struct rows **);
void	exchange_text(struct db *, const char *command);
void	exchange_script(struct db *, const char *sql);
void	exchange_sync(struct db *);
int	exchange_advance(struct db *);
int	exchange_conclude(struct db *, int *unknown, struct err *);
int	exchange_await(struct db *, int *unknown, struct err *);

/* wait.c: until the socket is ready, a tick has passed or the deadline is
 * there, and call the idle hook when it is due. */
void	session_wait(struct db *, short events, int64_t deadline);

/* verdict.c */
int	verdict_result(struct db *, const PGresult *, const char *name,
	    struct err *);
int	verdict_connection(const PGconn *, struct err *);
int	verdict_lost(struct db *, struct err *);

/* rows.c: takes the result over. */
struct rows	*rows_new(PGresult *);

#endif
