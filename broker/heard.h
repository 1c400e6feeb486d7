/*
 * heard.h - ids of which a worker has said DONE to this broker: a worker says
 * so only after its commit, so such an id has a record.  The newest million or
 * so; { 0 } is an empty one.
 */
#ifndef BROKER_HEARD_H
#define BROKER_HEARD_H

#include <stdint.h>

enum { HEARD_IDS = 1 << 20 };

struct heard {
	uint64_t	*word;		/* a ring of bits */
	uint64_t	 base;		/* ids from here on have a place */
	int64_t		 since;		/* of what was sent after this */
};

void		 heard_add(struct heard *, uint64_t id);

/* The first behind `id` that is not in the set. */
uint64_t	 heard_gap(const struct heard *, uint64_t id);

/* Empty, gives memory back: what was sent until now does not count. */
void		 heard_forget(struct heard *, int64_t now);

#endif
