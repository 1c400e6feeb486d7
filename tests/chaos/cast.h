/*
 * cast.h - the processes of a chaos run: brokers, workers and producers, with
 * a supervisor that starts again whatever died.
 *
 * Nothing here fails a run: who died by itself is counted, and its log stays.
 */
#ifndef TESTS_CHAOS_CAST_H
#define TESTS_CHAOS_CAST_H

#include <stdint.h>
#include <sys/types.h>

#include "proto/frame.h"
#include "tests/lib/pg.h"

enum cast_role {
	CAST_NONE, CAST_BROKER, CAST_WORKER, CAST_PRODUCER, CAST_WIRE
};

enum { CAST_TEXT = 512, CAST_NAME = 40, CAST_MAX = 24, CAST_WORDS = 16,
	CAST_BROKERS = 2 };

struct member {
	enum cast_role	 role;
	enum stage	 stage;		/* of a worker */
	int		 number;
	char		 name[CAST_NAME];
	pid_t		 pid;		/* 0: it does not run */
	int		 wanted;	/* start it when it does not run */
	int		 struck;	/* by us: it may die */
	int		 leaving;	/* told to, and wanted again */
	int		 frozen;
	int64_t		 start_at, thaw_at;
};

/*
 * There are two brokers; one leads.  Workers and producers whose number is 1
 * reach them and the database over the wire, those with 0 directly.
 */

/* What a producer's process does; does not return. */
typedef void	cast_producer_fn(void *arg, int number, const char *endpoint);

struct cast_conf {
	struct pg		*pg;
	const char		*folder, *bin;
	int			 workers;	/* of each stage */
	int			 producers;
	const char		*broker[CAST_WORDS], *worker[CAST_WORDS];
	const char		*preload;	/* of the line's programs, or NULL */
	const char		*clock;		/* what it reads the time from */
	const char		*faketime;	/* the library, or NULL */
	cast_producer_fn	*producer;
	void			*arg;
};

struct cast {
	struct cast_conf	 conf;
	struct member		 member[CAST_MAX];
	int			 n;
	int			 exits;		/* left without being told to */
	int			 crashes;	/* died of a signal not ours */
};

/* Everybody is wanted from the first tick on. */
void		 cast_init(struct cast *, const struct cast_conf *);

/* "workers", "submit" or "control": where a broker listens, or where others
 * find both of them. */
const char	*cast_endpoint(const struct cast *, const struct member *,
		    const char *door, char out[CAST_TEXT]);

/* Bury the dead, start and thaw what is due. */
void		 cast_tick(struct cast *);

/* A running member of the role that is not frozen, by a random number; NULL if
 * there is none. */
struct member	*cast_pick(struct cast *, enum cast_role, uint64_t random);

void		 cast_kill(struct member *, int64_t again_ms);
void		 cast_freeze(struct member *, int64_t ms);
void		 cast_drain(struct member *, int64_t again_ms);	/* SIGTERM */

/* Everybody thawed. */
void		 cast_calm(struct cast *);

/* SIGTERM to those of a role; true when all have left in time.  Who left with
 * something else than 0 is counted. */
int		 cast_dismiss(struct cast *, enum cast_role, int seconds);

/* SIGKILL to whoever is left. */
void		 cast_end(struct cast *);

#endif
