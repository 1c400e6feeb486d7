/*
 * compare.h - what an organisation's overall would be by one rule set and by
 * another, from the same inputs.  Pure.
 */
#ifndef EXPLAIN_COMPARE_H
#define EXPLAIN_COMPARE_H

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
 * stands on the day (INT32_MAX: now).  The first set may be NULL: that by which
 * it is computed.  0: it has none that is computed. */
int	compare_facts(const struct ruleset *const set[2], const struct facts *,
	    int32_t at, struct arena *, struct compared *);

/* The same of many; `set` is set, the rest begins with 0. */
struct comparison {
	const struct ruleset	*set[2];
	size_t			 n[2][RATING_COUNT];	/* NONE: not certain */
	size_t			 all, better, worse, uncertain;
};

/* Counts one.  1 where both are certain and differ. */
int	compare_count(struct comparison *, const struct facts *, int32_t at,
	    struct arena *, struct compared *);

#endif
