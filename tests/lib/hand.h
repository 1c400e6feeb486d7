/*
 * hand.h - a worker in a test's hand: one batch on a connection of its own, and
 * a rival that delivers inside the other's step.
 */
#ifndef TESTS_LIB_HAND_H
#define TESTS_LIB_HAND_H

#include "tests/lib/load.h"
#include "workers/runtime/deliver.h"

/* One worker: its stage's row, its connection, its batch. */
struct hand {
	const struct worker	*worker;
	struct db		*db;
	struct arena		*arena;
	struct batch		 batch;
	unsigned		 wary;		/* a door's memory */
};

extern const struct worker	*hand_true_worker;	/* whose step is wrapped */
extern struct hand		*hand_rival;	/* delivers inside it, once */

/* The worker with a step inside which the rival goes first. */
struct worker	hand_raced(const struct worker *);

void	hand_open(struct hand *, const struct worker *, const char *role);
void	hand_close(struct hand *);

/* A batch of the load's events from..to, as the stage's messages. */
void	hand_take(struct hand *, const struct load *, uint64_t from,
	    uint64_t to);

/* One event as the only message of a fold; its id is `id`. */
void	hand_take_one(struct hand *, const struct event *, uint64_t id);

/* Deliver; every message must be done. */
void	hand_go(struct hand *);

/* Rows of "table where …". */
long	hand_count(const char *sql);

#endif
