/*
 * sim.h - a line in one process, driven by a seed: the production core of the
 * broker, with a network that drops, doubles, delays and reorders, workers,
 * producers and a store that crash, freeze and thaw.
 */
#ifndef TESTS_LIB_SIM_H
#define TESTS_LIB_SIM_H

#include <stdint.h>

/* Mistakes planted around the core: a simulator that does not find them is
 * worth nothing. */
enum sim_bug {
	SIM_NO_BUG,
	SIM_REFILL_IGNORED,	/* the shell forgets ACT_REFILL */
	SIM_READ_ABOVE_LAST,	/* the reader asks for ids above the last one */
	SIM_ACCEPT_UNSTORED,	/* ingest says ACCEPTED before COMMIT */
	SIM_NO_KEY,		/* the records have no unique key */
	SIM_NO_TICKS,		/* the shell has no clock */
	SIM_END_UNTOLD,		/* EV_ASIDE never comes */
	SIM_NOTHING_AHEAD,	/* the reader finds no live message ahead */
	SIM_NO_BULK_TURN,	/* bulk has no turn while live waits */
	SIM_ONE_SOURCE,		/* all producers look like one source */
	SIM_BACK_IS_DONE,	/* HANDBACK is heard as DONE, nothing is proven */
	SIM_NOTHING_PROVEN,	/* what was heard is believed for ever */
	SIM_BUGS
};

/* The first producer has many events: as bulk, while live ones come later and
 * one stage is slow; or it floods, and does not heed BUSY. */
enum sim_crowd { SIM_NO_CROWD, SIM_CROWD_BULK, SIM_CROWD_FLOOD };

/* Chances are in 1,000. */
struct sim_setup {
	const char	*name;
	unsigned	 brokers, workers, producers;	/* workers: a stage */
	unsigned	 drop, twice;		/* of a frame */
	unsigned	 delay_ms;		/* of a frame, at most */
	unsigned	 crash, freeze;		/* of an actor, at each turn */
	unsigned	 fail;			/* of a message: retry later */
	unsigned	 poison;		/* of a message: kills workers */
	unsigned	 lost_query;		/* of a question to the store */
	enum sim_bug	 bug;
	unsigned	 role;			/* of a broker, at each turn: to
						 * lead or to stand by */
	enum sim_crowd	 crowd;
	unsigned	 lie;			/* of a message: DONE is said, and
						 * nothing was done */
};

struct sim_stats {
	uint64_t	 steps, tasks, crashes, aside;
};

/* NULL if all went well, else what broke (valid until the next run). */
const char	*sim_run(const struct sim_setup *, uint64_t seed,
		    struct sim_stats *);

#endif
