/*
 * producer.h - an upstream system: submits at a pace, writes down what it did
 * and what it was told, and asks again for all that was not answered.
 *
 * Several producers share one load: each has events of its own, and every
 * SHARED-th belongs to all of them, so that two submit it at once.
 */
#ifndef TESTS_CHAOS_PRODUCER_H
#define TESTS_CHAOS_PRODUCER_H

#include "tests/lib/load.h"

struct producer_conf {
	struct load	 load;
	const char	*folder;	/* for the history */
	int		 producers;
	double		 rate;		/* events a second of each; 0: no pace */
	unsigned	 poison;	/* 1 in so many kills its worker; 0: none */
};

/*
 * SIGTERM: nothing new, wait for the answers, leave with 0.  SIGUSR1: close
 * the connection and open another.
 */
void		 producer_run(void *conf, int number, const char *endpoint);

const char	*producer_history(const struct producer_conf *, int number,
		    char *out, size_t size);

/* Event i as it is submitted: the load's, or poison.  In the arena. */
const struct event *producer_event(const struct producer_conf *, uint64_t i,
		    struct arena *);

/* The stage whose worker dies of event i; STAGE_NONE: it is innocent. */
enum stage	 producer_poison(const struct producer_conf *, uint64_t i);

#endif
