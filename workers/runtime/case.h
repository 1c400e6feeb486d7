/*
 * case.h - a step on a text case: the worker's -t option.
 *
 * A case is lines "key: value"; '#' begins a comment.  Events are written as in
 * proto/event_text.h and become the stage's messages in order, with ids 1, 2, …
 *
 *	today: 2024-06-30		the day at the door
 *	known:				(quality-combination) the events before
 *					this line are the subject's state, at
 *	seq: 3				this seq
 *	version: 2			and this version
 *	look: RGT | 2			(publication) a message
 *	head: 4				(publication) seq of the newest decision
 *	undecided: 2			(publication) a version
 *	held: 2 | why			(publication) one that is held
 *	deserves: hold | why		(publication) the newest version, now;
 *					else release
 *
 * What is printed is every effect, a line a row, then what is sent on.
 */
#ifndef WORKERS_RUNTIME_CASE_H
#define WORKERS_RUNTIME_CASE_H

#include "base/buf.h"
#include "workers/runtime/worker.h"

/* Effects of the case in `text`; -1 with ERR_INPUT names the line. */
int	case_effects(const struct worker *, const char *text, struct buf *out,
	    struct err *);

/* Print the effects of the case in a file; the exit code. */
int	case_run(const struct worker *, const char *path);

#endif
