/*
 * marks.h - how far the ids of a stage are settled, and from where to look.
 * Pure.
 *
 * Ids do not commit in the order in which they were drawn.  An id counts as
 * safe (whoever drew it has committed or is gone) once the newest id was read,
 * a later transaction of our own drew the line behind every one of then, and a
 * snapshot after that says that all of those have ended.
 *
 * `low` is passed by safe and settled ids only, so nothing below it can ever
 * wait, except what was once put aside, which is looked for by itself.  `seen`
 * is passed by every id that was looked at: above a `low` that an old
 * transaction pins, walks begin there, and only now and then at `low`.
 */
#ifndef BROKER_MARKS_H
#define BROKER_MARKS_H

#include <stdint.h>

#include "proto/frame.h"

enum {
	MARKS_SPAN = 20000,		/* ids that one query walks */
	MARKS_NEAR = 5 * MARKS_SPAN,	/* from `low` is as good as from `seen` */
	MARKS_PAUSE = 10000,		/* ms between long walks, at least */
	MARKS_SHARE = 10		/* of the time may be long walks: 1 in 10 */
};

struct horizon {
	int64_t	 last;		/* newest id drawn, as last read */
	int64_t	 safe;
	int64_t	 id, line;	/* safe next, once xmin reaches the line */
	int	 step;
};

/* One answer of backlog_bounds. */
void	horizon_read(struct horizon *, int64_t last, int64_t line, int64_t xmin);

/* One walk over what a stage may have waiting: ids in (cursor, end]. */
struct walk {
	int64_t	 low, seen;		/* the stage's marks */
	int64_t	 cursor, end;
	int64_t	 first;			/* first that waits; 0: none so far */
	int64_t	 ceil_low, ceil_seen;	/* what the marks may not pass */
	int64_t	 began_at, long_at;
	int	 from_low;
};

/* `before`: the walk of the stage before, NULL for the first. */
void	walk_begin(struct walk *, const struct horizon *,
	    const struct walk *before, int64_t now);

/* Before the first walk of a broker that has just started: near the newest record
 * of the stage most will wait; the walk after that is from `low`. */
void	walk_resume(struct walk *, int64_t newest, int64_t now);

/* Everything up to this id was looked at; the first that waits, or 0. */
void	walk_pass(struct walk *, int64_t upto, int64_t first);

/* The end was reached: move the marks. */
void	walk_end(struct walk *, int64_t now);

/* How many may wait, from above. */
uint64_t walk_waiting(const struct walk *);

#endif
