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
 *
 * What the broker knows by itself is not read: see skip.h.  So `low` may pass
 * an id because a worker said that it is done, whether the id is safe or not.
 * `sure` is passed by nothing but what the database has said: in tallies, which
 * count each range once anyway; what lies between the two for longer is read, a
 * stretch at a time, and nobody waits for it.
 */
#ifndef BROKER_MARKS_H
#define BROKER_MARKS_H

#include <stdint.h>

#include "broker/skip.h"

enum {
	MARKS_SPAN = 20000,		/* ids that one query walks */
	MARKS_NEAR = 5 * MARKS_SPAN,	/* from `low` is as good as from `seen` */
	MARKS_PAUSE = 10000,		/* ms between long walks, at least */
	MARKS_SHARE = 10,		/* of the time may be long walks: 1 in 10 */
	PROOF_PATIENCE = 5000,		/* ms: that long tallies may do it */
	PROOF_PAUSE = 500,		/* ms between stretches, at least */
	PROOF_SHARE = 20		/* of the time: 1 in 20 */
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
	int64_t	 sure, low, seen;	/* the stage's marks */
	int64_t	 from, cursor, end;
	int64_t	 upto;			/* what to read now ends here */
	int64_t	 read;			/* all up to here was read, .. */
	int	 skipped;		/* .. and some behind it was not */
	int64_t	 first;			/* first that waits; 0: none so far */
	int64_t	 ceil_sure, ceil_low, ceil_seen;	/* the marks stay below */
	int64_t	 began_at, long_at;
	int	 from_low;
	int	 live;			/* only such messages are meant */
	struct proof {			/* ids in (sure, low], in stretches */
		int64_t	 cursor, end, first, ceil;
		int64_t	 at;		/* not before */
	}	 proof;
};

/* `before`: the walk of the stage before, NULL for the first. */
void	walk_begin(struct walk *, const struct horizon *,
	    const struct walk *before, int64_t now);

/* Before the first walk of a broker that has just started: near the newest record
 * of the stage most will wait; the walk after that is from `low`. */
void	walk_resume(struct walk *, int64_t newest, int64_t now);

/* On to what must be read next: ids in (cursor, upto], few queries rather than
 * few ids.  False: the end is reached.  `out`: what was passed on the way. */
int	walk_skip(struct walk *, enum stage, const struct skipper *,
	    struct skip *out);

/* Everything up to this id was looked at; the first that waits, or 0. */
void	walk_pass(struct walk *, int64_t upto, int64_t first);

/* The end was reached: move the marks. */
void	walk_end(struct walk *, int64_t now);

/* Tallies say that nothing up to this id can ever wait. */
void	walk_counted(struct walk *, int64_t upto, int64_t now);

/* True if a stretch of what was only heard is to be read: from proof.cursor on,
 * not beyond proof.end. */
int	walk_prove(struct walk *, int64_t now);

/* The same as walk_pass; `took` ms. */
void	walk_proven(struct walk *, int64_t upto, int64_t first, int64_t now,
	    int64_t took);

/* How many may wait, from above. */
uint64_t walk_waiting(const struct walk *);

#endif
