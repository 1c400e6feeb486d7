/*
 * upstream.h - the systems that events come from: the last of each, which
 * schemas it speaks, and what is missing where it counts its events.
 */
#ifndef OPERATIONS_UPSTREAM_H
#define OPERATIONS_UPSTREAM_H

#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "schema/db.h"

extern const enum query	 upstream_queries[];

enum {
	UPSTREAM_NUMBERS = 5000,	/* of each are looked at, fewer of each
					 * where many sources count */
	UPSTREAM_GAPS = 10,		/* of each are named */
	UPSTREAM_JUMP = 1000000,	/* a gap above is a jump, and misses
					 * nothing */
	UPSTREAM_EVENTS = 20000,	/* of all are looked at */
	UPSTREAM_REFUSALS = 1000	/* and of what was refused */
};

/* "inspection.reported.v1": the newest event of this kind said so; or what
 * only a newer build can read, and was refused. */
struct upstream_schema {
	const char	*type, *last;
	int64_t		 events;
	int		 refused;
};

struct upstream_gap {
	const char	*subject;	/* "": the source counts for all */
	int64_t		 first, last;
};

/* What it was seen to do; `came` is 0 where it does not count. */
struct upstream {
	const char		*source, *last;		/* "": none lately */
	int64_t			 minute;		/* events in the last */
	struct upstream_schema	*schema;
	size_t			 nschema;
	int64_t			 came, missing, gaps;
	int			 each;		/* counts for each subject */
	int			 older;		/* has more numbers before */
	struct upstream_gap	 gap[UPSTREAM_GAPS];
	size_t			 ngap;
	int64_t			 jumps;
	struct upstream_gap	 jump;		/* the newest: from, to */
};

/* Begin with the arena alone. */
struct upstreams {
	struct arena	*arena;
	struct upstream	*list;
	size_t		 n;
};

/* One that somebody else knows of; "" is nobody. */
void	upstreams_add(struct upstreams *, const char *source);

/* What the database knows of these and others, by name.  0, or -1 where it does
 * not answer. */
int	upstreams_read(struct upstreams *, struct db *, struct err *);

/* "missing 3 of 1,204: 17–18, 402; jumped from 1,204 to 2,000,000,000"; "" where
 * it does not count. */
void	upstream_say_gaps(struct buf *, const struct upstream *);

/* "inspection.reported.v1, review.opened.v2 (refused)" */
void	upstream_say_schemas(struct buf *, const struct upstream *);

#endif
