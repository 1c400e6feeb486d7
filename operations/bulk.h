/*
 * bulk.h - actions on messages that are aside, or on organisations, many at once.
 *
 * An action is bound to what its preview counted: a snapshot.  It
 * is done in steps of a transaction each, and audited; whoever has the snapshot
 * goes on where it stopped.
 */
#ifndef OPERATIONS_BULK_H
#define OPERATIONS_BULK_H

#include <stdint.h>

#include "base/arena.h"
#include "operations/pick.h"
#include "proto/event.h"
#include "proto/frame.h"
#include "schema/db.h"

enum { BULK_FREE = 1, BULK_TYPED = 100, BULK_STEP = 1000, BULK_REPLAYS = 50 };

/* What an action does.  A replay is about organisations, and done by events: the
 * line takes them, so that each step needs somebody who submits. */
struct bulk {
	const char	*verb;		/* as it is stored: "retry" */
	const char	*button;	/* "Send again" */
	const char	*would, *did;	/* "Would retry", "Sent again" */
	enum query	 put, step;
	int		 records;	/* makes records: needs a node */
	int		 replays;
};
extern const struct bulk	 bulk_retry, bulk_discard, bulk_replay;
const struct bulk		*bulk_named(const char *verb);	/* or NULL */

extern const enum query		 bulk_queries[];

/* Which messages: those of the events that are picked, as far as they are
 * aside; an `error` is that of the message.  NULL and 0 are any.  `exclude` is
 * part of an error, `since` a moment from which on it was put aside, `sort` a
 * whole class of errors. */
struct bulk_wish {
	struct pick	 pick;
	int64_t		 event;
	const char	*exclude, *since, *sort;
	const char	*ruleset;	/* of a replay */
};

/* "dead at publication, with \"503\" in the error". */
const char	*bulk_filter(const struct bulk *, const struct bulk_wish *,
		    struct arena *);

/* NULL, or why no such event can be aside: what to do instead. */
const char	*bulk_fault(const struct bulk *, const struct bulk_wish *);

/* Who does it, and why. */
struct bulk_who {
	const char	*who, *reason;
};

/* Bind an action to what is aside now: 0 and its snapshot (NULL: no message is
 * like that), or -1. */
int		 bulk_bind(struct db *, const struct bulk *,
		    const struct bulk_wish *, const struct bulk_who *,
		    struct arena *, const char **snapshot, struct err *);

/* "7 organisations", "1 event": what it is about, in words; `event` is what
 * those are called that are aside. */
const char	*bulk_things(const struct bulk *, int64_t n, const char *event,
		    struct arena *);

const char	*bulk_noun(const struct bulk *);	/* "messages" */

/* An action as it stands. */
struct bulk_state {
	int64_t		 id;
	const char	*snapshot, *verb, *at, *who, *reason, *filter, *ruleset;
	int64_t		 count, done, skipped, left;
	int		 cancelled;
};

/* 1, 0: there is no such snapshot, or -1. */
int		 bulk_read(struct db *, const char *snapshot, struct arena *,
		    struct bulk_state *, struct err *);

/* Of what sorts it is, columns of operation_classes; NULL on failure. */
enum { BULK_STAGE, BULK_VERDICT, BULK_CLASS, BULK_COUNT, BULK_AGAIN };
struct rows	*bulk_classes(struct db *, const struct bulk_state *,
		    struct err *);

/* One after the other: begin, then step while it returns 1.  0: nothing is
 * left, or it was cancelled.  -1: ERR_AGAIN with bulk_is_taken where somebody
 * else works on it. */
struct bulk_work {
	struct db		*db;
	const struct bulk	*bulk;
	struct bulk_state	*state;		/* counts on */
	struct bulk_who		 who;
	int32_t			 node;
	const struct bulk_line	*line;		/* of a replay */
};

/* Who submits: 1 the line took it, 0 it had it before, -1. */
struct bulk_line {
	int		(*submit)(void *arg, const struct event *,
			    struct err *);
	void		*arg;
};
int		 bulk_begin(struct bulk_work *, struct err *);
int		 bulk_step(struct bulk_work *, struct err *);
int		 bulk_is_taken(const struct err *);

/* replay.c: a step of events, each of which says that the ratings of an
 * organisation are made anew; and what the line's answer to one means to who
 * submits. */
int		 replay_step(struct bulk_work *, struct err *);
int		 replay_answer(enum answer, const char *why, struct err *);

int		 bulk_cancel(struct bulk_work *, struct err *);

#endif
