/*
 * skip.h - what the broker that leads knows of ids without asking the
 * database: a walk passes over those.
 */
#ifndef BROKER_SKIP_H
#define BROKER_SKIP_H

#include <stdint.h>

#include "proto/frame.h"

/* From one id on; what was passed is done, in hand, or before this stage; where
 * only live messages are looked for, also what is known to be bulk. */
struct skip {
	int64_t	 id;		/* the first that must be looked for */
	int64_t	 done;		/* all up to this one are done */
	int64_t	 held;		/* the first in hand; 0: none */
	int64_t	 nheld;		/* passed, and would be found: so many */
	int64_t	 waited_ms;	/* of those, the first that has never failed;
				 * -1: none */
};

/* Who knows; { 0 } knows nothing.  `id` is at most one above `upto`. */
struct skipper {
	void	(*skip)(void *arg, enum stage, int live, int64_t after,
		    int64_t upto, struct skip *);
	void	*arg;
};

#endif
