/*
 * outbox.h - the submissions of one producer that have no answer yet.
 *
 * A ring of so many as the window says.  Each is sent, oldest first, as far as
 * the broker has room for (proto/congestion.h); again when it is BUSY, when its
 * frame did not go, and when it had no answer for so long that it may never have
 * arrived.  Nothing here waits or sends.
 */
#ifndef PROTO_OUTBOX_H
#define PROTO_OUTBOX_H

#include "proto/congestion.h"
#include "proto/event.h"
#include "proto/frame.h"

enum { OUTBOX_FRAME = 200 };	/* items of one frame at most */

struct outbox_item;

struct outbox {
	struct outbox_item	*item;		/* slot id % window */
	size_t			 window, pending;
	uint64_t		 next, oldest;	/* ids; oldest not answered */
	uint64_t		 due;		/* all before it are sent */
	int64_t			 look_at;	/* for what has no answer */
	struct congestion	 congestion;
};

void	outbox_init(struct outbox *, size_t window);
void	outbox_release(struct outbox *);

/* One more can be taken only where it is not full. */
int	outbox_full(const struct outbox *);

/* Take one (copied); the number that it has on the wire. */
uint64_t outbox_put(struct outbox *, const struct event *, uint64_t tag);

/*
 * The next SUBMIT, at `now` in ms: its items are in task[OUTBOX_FRAME] and live
 * until they are answered.  0 if nothing is to be sent now.
 */
int	outbox_frame(struct outbox *, int64_t now, struct frame *,
	    struct task *task);

/* The frame could not be sent. */
void	outbox_unsent(struct outbox *, const struct frame *);

/* Another broker may lead: all of them again, as if there were no limit. */
void	outbox_again(struct outbox *);

/* An answer; 0 if it is the echo of one that was there before. */
int	outbox_answered(struct outbox *, uint64_t id, uint64_t *tag);
void	outbox_busy(struct outbox *, uint64_t id, int64_t now,
	    int64_t retry_ms);

#endif
