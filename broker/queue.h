/*
 * queue.h - who is next in a window: lanes by weight, in a lane one source
 * after the other, each for about as many bytes, in a source by arrival.
 */
#ifndef BROKER_QUEUE_H
#define BROKER_QUEUE_H

#include "broker/window.h"

/*
 * The message whose turn it is, still in its place; NULL: nothing waits.  It
 * must be taken out of the queue, or kept, before the next call.
 */
struct msg	*queue_next(struct window *, const uint32_t weight[LANE_COUNT]);

/* It has to wait: its turn stays its own, so that smaller ones do not go before
 * it for ever. */
void		 queue_keep(struct window *, struct msg *,
		    const uint32_t weight[LANE_COUNT]);

/* Back to the front of what waits of its source. */
void		 queue_return(struct msg *);

#endif
