/*
 * outcome.h - what became of each message of a batch, until the broker is told.
 */
#ifndef WORKERS_RUNTIME_OUTCOME_H
#define WORKERS_RUNTIME_OUTCOME_H

#include "base/arena.h"
#include "proto/frame.h"

/* Parallel to the batch's tasks; filled by deliver(). */
struct outcome_of {
	enum verdict	 verdict;	/* NONE: handed back */
	enum answer	 answer;	/* ingest */
	uint64_t	 event;		/* ingest */
	const char	*text;
	const char	*trace;		/* ingest: the event's */
	uint32_t	 retry_ms;
	int		 ours;		/* the record is this worker's */
};

struct batch {
	struct arena		*arena;
	struct arena		*scratch;	/* for one step; NULL: none */
	const struct task	*task;
	size_t			 ntask;
	int64_t			 taken_us;	/* when they came */
	struct outcome_of	*out;
	struct task		*next;		/* messages for the next stage */
	size_t			 nnext;
};

#endif
