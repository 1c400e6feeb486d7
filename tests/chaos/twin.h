/*
 * twin.h - one of two lines that run side by side, in a process of its own.
 *
 * It writes to `fd` as things come: one sample when its line is at work, then,
 * told by an int64_t (ms of clock_ms) when minute 0 begins, one for minute 0
 * and each minute after it, then its end.
 */
#ifndef TESTS_CHAOS_TWIN_H
#define TESTS_CHAOS_TWIN_H

#include <stdint.h>

#include "tests/chaos/options.h"

struct twin_plan {
	int	 minutes;	/* all of them */
	int	 hold_at;	/* the minute; past the end: never */
};

struct twin_sample {
	int64_t	 ms, events;	/* when, and that came out so far */
};

struct twin_end {
	int64_t	 dead;		/* tuples of the record tables */
	int	 exits, crashes;
	int	 left;		/* the producers, with all their answers */
};

/*
 * Does not return.  SIGTERM, or the end of its parent, ends it early; it cleans
 * up in any case.
 */
void	twin_run(const struct options *, const struct twin_plan *, int fd)
	    __attribute__((noreturn));

#endif
