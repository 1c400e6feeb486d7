/*
 * compare.h - what an organisation's overall would be by one rule set and by
 * another, from the same inputs.  Pure.
 */
#ifndef CLI_COMPARE_H
#define CLI_COMPARE_H

#include "base/arena.h"
#include "rules/grid.h"

/* Ratings NONE: not certain, an input is unknown or not rated. */
struct compared {
	const struct cell	*cell;		/* the overall that it is about */
	enum rating		 by[2];
};

/* True if both are for six inputs, or neither is. */
int	compare_alike(const struct ruleset *, const struct ruleset *);

/* Its combined rating where the sets are for six, else its overall: as it
 * stands on the day (INT32_MAX: now).  0: it has none that is computed. */
int	compare_facts(const struct ruleset *const set[2], const struct facts *,
	    int32_t at, struct arena *, struct compared *);

#endif
