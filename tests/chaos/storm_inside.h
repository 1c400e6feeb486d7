/*
 * storm_inside.h - what the plan and the faults share; nobody else includes it.
 */
#ifndef TESTS_CHAOS_STORM_INSIDE_H
#define TESTS_CHAOS_STORM_INSIDE_H

#include <stdio.h>

#include "tests/chaos/storm.h"

/* What a fault does to the run's counts. */
enum count { COUNT_OTHER, COUNT_KILL, COUNT_FREEZE };

struct storm {
	struct storm_conf	 conf;
	struct cast		*cast;
	struct pg		*pg;
	int			 count[STORM_KINDS];
	int			*plan;		/* kinds in order */
	int			 nplan, done;
	int64_t			 began;
	uint64_t		 draws;
	int64_t			 up_at, thaw_at, room_at, storm_at,
				 wire_at;
	FILE			*log;		/* when what was done */
	int			 storms;	/* terminations still to come */
};

/* One kind of fault. */
struct kind {
	const char	*name;
	enum count	 count;
	int		 weight;
	int		 (*strike)(struct storm *);	/* false: no target */
	const char	*(*lacks)(const struct storm *);
};

/* Ends with a row without a name. */
extern const struct kind	kinds[];

/* Numbers by the seed: from least to most, and any. */
int		 storm_within(struct storm *, int least, int most);
uint64_t	 storm_draw(struct storm *);

/* PostgreSQL is as it should be. */
int		 storm_is_up(const struct storm *);

#endif
