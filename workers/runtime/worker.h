/*
 * worker.h - a worker is one row: its stage, its statements, one pure step.
 *
 * worker_main() owns options, settings, the loop, drain, the database, the bus
 * and the log.  A step sees no socket, no SQL, no clock and no log: what it
 * wants done it appends to the effects.
 */
#ifndef WORKERS_RUNTIME_WORKER_H
#define WORKERS_RUNTIME_WORKER_H

#include "base/arena.h"
#include "base/err.h"
#include "proto/frame.h"
#include "schema/db.h"
#include "workers/runtime/effects.h"

/* What ingest learns of a submission that may be accepted. */
struct admission {
	const char	*subject;
	const char	*trace;		/* of whoever sent it; may be "" */
	uint8_t		 digest[32];
	uint32_t	 sequence;	/* 0: its source does not count */
};

/*
 * ingest: one submission.  0: a row was added to the effects; -1 ERR_INPUT:
 * refused, the text is the producer's answer.  today: a day serial.
 */
typedef int	door_fn(const struct task *, int32_t today,
		    struct admission *, struct effects *, struct err *);

/* A map stage: one message.  -1 ERR_INPUT: it can never succeed. */
typedef int	map_fn(const struct task *, struct effects *, struct err *);

/* One row of a fold's read statements, without the subject. */
struct state_row {
	struct value	 v[EFFECT_COLUMNS];
};

/* A fold stage: everything that a batch has for one subject. */
struct subject_batch {
	const char		*subject;
	const struct state_row	*row;		/* what the read gave for it */
	size_t			 nrow;
	const struct task	*const *task;	/* not recorded yet, by id */
	const void		*const *message; /* each task, as unpack() gave it */
	size_t			 ntask;
};
typedef int	fold_fn(const struct subject_batch *, struct effects *,
		    struct err *);

/* The message of a fold's task: its subject and the plain struct. */
typedef const void *unpack_fn(const struct task *, struct arena *,
		    const char **subject, struct err *);

enum { WORKER_READS = 2 };

struct worker {
	enum stage		 stage;
	const struct group	*groups;	/* of the put statement */
	enum query		 put;		/* appends the effects as a set,
						 * folds and maps all or none */
	door_fn			*door;		/* ingest, or … */
	map_fn			*map;		/* … a map stage, or … */
	fold_fn			*fold;		/* … a fold, with its state: */
	unpack_fn		*unpack;
	enum query		 read[WORKER_READS]; /* each is asked for the
						 * subjects of which none before
						 * it has a row; the rows have */
	const char		*columns;	/* subject, then these */
	enum query		 recorded;	/* of ids those that have a
						 * record of a map or a fold */
};

/* The whole life of a worker; the exit code. */
int	worker_main(int argc, char **argv, const struct worker *);

#endif
