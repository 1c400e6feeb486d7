/*
 * load.h - a made-up but lawful stream of reports, the same for one seed.
 */
#ifndef TESTS_LIB_LOAD_H
#define TESTS_LIB_LOAD_H

#include "base/arena.h"
#include "proto/event.h"

struct load {
	uint64_t	 seed;
	unsigned	 subjects;	/* how many organisations take turns */
	const char	*source;
};

/*
 * Event number i of the load: a report about one trust with its key questions
 * and totals.  Lives in the arena.
 */
const struct event *load_event(const struct load *, uint64_t i,
		    struct arena *);

/* A number from a seed and a place: the same every time. */
uint64_t	load_random(uint64_t seed, uint64_t i);

#endif
