/*
 * plants.h - is the judge awake?  The tables of a run that was found clean are
 * broken, one way at a time, each in a copy of its own.
 */
#ifndef TESTS_CHAOS_PLANTS_H
#define TESTS_CHAOS_PLANTS_H

#include "tests/chaos/judge.h"

/* Nobody may be connected.  True if every one was found; says which. */
int	plants_found(struct pg *, const struct producer_conf *,
	    struct history *);

#endif
