/*
 * congestion.h - how many submissions of one producer may be unanswered.
 *
 * BUSY says that the broker holds as many of ours as it will.  So many may stay,
 * and one goes for each that is answered: nothing is sent in vain, and nothing
 * waits while there is room.  When the time that BUSY asked for is over some
 * more are tried, each time twice as many, until the next BUSY or until there is
 * no limit but the window.
 */
#ifndef PROTO_CONGESTION_H
#define PROTO_CONGESTION_H

#include <stddef.h>
#include <stdint.h>

struct congestion {
	size_t	 window;	/* the limit at best */
	size_t	 most;		/* the limit now */
	size_t	 out;		/* sent and not answered */
	size_t	 step;		/* to be tried next */
	int64_t	 probe_at;	/* when; 0: there is no limit but the window */
	int64_t	 pause;		/* between */
};

/* No limit but the window, and nothing is out. */
void	congestion_init(struct congestion *, size_t window);

/* How many more may be sent at `now`, in ms of one clock. */
size_t	congestion_room(struct congestion *, int64_t now);

/* One was sent; one was answered, or is given up. */
void	congestion_out(struct congestion *);
void	congestion_in(struct congestion *);

/* One was answered with BUSY: it is to be sent again.  retry_ms > 0. */
void	congestion_busy(struct congestion *, int64_t now, int64_t retry_ms);

#endif
