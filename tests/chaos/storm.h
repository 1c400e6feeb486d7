/*
 * storm.h - faults by a seeded plan: what is hit when.  The plan is the same
 * for one seed; what the processes make of it is not.
 *
 * Faults overlap.  What the machine does not allow is skipped with a reason.
 */
#ifndef TESTS_CHAOS_STORM_H
#define TESTS_CHAOS_STORM_H

#include <stdint.h>

#include "tests/chaos/cast.h"

enum { STORM_KINDS = 20 };

struct storm_conf {
	uint64_t	 seed;
	int		 kills, freezes;
	int		 seconds;
	const char	*only;		/* "kill-worker,clock"; NULL: all */
	int		 disk_ready;	/* the data folder can be made small */
	int64_t		 liveness_ms;
};

struct storm;

struct storm	*storm_new(const struct storm_conf *, struct cast *);
void		 storm_free(struct storm **);

/* What is due by now; false when the plan is over and its ends are done. */
int		 storm_tick(struct storm *);

/* End everything that a fault left open: PostgreSQL runs, with room. */
void		 storm_calm(struct storm *);

/* Kinds one by one, NULL behind the last; how often, and why never. */
const char	*storm_kind(const struct storm *, int kind);
int		 storm_count(const struct storm *, int kind);
const char	*storm_skipped(const struct storm *, int kind);

/* Of the plan: signals that killed or froze. */
int		 storm_kills(const struct storm *);
int		 storm_freezes(const struct storm *);

#endif
