/*
 * clocks.h - the two clocks of a question: true on which day, and known (that
 * is, published, or of the work accepted) by which moment.
 */
#ifndef CLI_CLOCKS_H
#define CLI_CLOCKS_H

#include <stdint.h>

#include "base/arena.h"
#include "rules/day.h"

struct clocks {
	struct day	 day;		/* NONE: now */
	const char	*known;		/* the moment behind it; NULL: now */
};

/* The day's serial; INT32_MAX: now. */
int32_t	clocks_at(const struct clocks *);

/* From --at and --known, either NULL.  EXIT_OK, or EXIT_USAGE after saying
 * what is wrong. */
int	clocks_read(const char *verb, const char *at, const char *known,
	    struct arena *, struct clocks *);

#endif
