/*
 * feed.h - one call of feed, and what became of its files.  Private to
 * feed*.c.
 */
#ifndef CLI_FEED_H
#define CLI_FEED_H

#include "cli/list.h"
#include "cli/stand.h"
#include "cli/progress.h"
#include "cli/rejects.h"
#include "cli/underway.h"
#include "proto/client.h"

struct feed {
	const char	*verb;
	struct client	*client;	/* NULL: only look */
	struct underway	*underway;
	struct arena	*arena;		/* of one record */
	struct progress	 progress;
	const char	*path;		/* of the file that is read */
	struct rejects	*rejects;	/* likewise */
	struct stand	*stand;		/* the same */
	int		 resume;
	int64_t		 patience_ms;
	int64_t		 rate;		/* events a second; 0: as fast as may be */
	int64_t		 paced, pace_from;
	int32_t		 today;
	uint64_t	 record;	/* of all files; also the tag */
	uint64_t	 before;	/* records of the files before */
	uint64_t	 skip;		/* of this file, done by an earlier feed */
	int		 code;
	enum form	 form;		/* of the answer */
	struct list	*found;		/* what a look refuses; NULL: nothing */

	uint64_t	 files, unreadable, events, fit, resumed;
	uint64_t	 accepted, duplicate, conflict, rejected;
};

/* client_fn, with the feed as its argument. */
void	feed_answer(void *feed, const struct client_answer *);

/* What would be refused, where this only looks. */
void	feed_found(struct feed *, const struct reject *);

/* The answer, once all files are through. */
void	feed_told(struct feed *, int64_t ms);

/* All of one file, answered; -1: the line does not answer. */
int	feed_file(struct feed *, const char *path, struct err *);

#endif
