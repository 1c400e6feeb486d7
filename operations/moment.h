/*
 * moment.h - a time as people type it: a day, a time of a day in UTC, or an age.
 */
#ifndef OPERATIONS_MOMENT_H
#define OPERATIONS_MOMENT_H

#include <stdint.h>

#include "base/arena.h"

/* A day is meant as its beginning, or as its end. */
enum moment_edge { MOMENT_BEGINS, MOMENT_ENDS };

#define MOMENT_WORDS	"a day (2026-11-22), a time in UTC " \
			"(2026-11-22T10:30) or an age (30m, 2h, 7d)"

/* "2026-11-22T10:30:00Z" for "2026-11-22T10:30" and, where it is 12:30 now (in
 * seconds since 1970), for "2h"; NULL where it is no time. */
const char	*moment_read(const char *text, enum moment_edge, int64_t now_s,
		    struct arena *);

/* The same, as of now. */
const char	*moment_now(const char *text, enum moment_edge,
		    struct arena *);

#endif
