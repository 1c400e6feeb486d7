/*
 * link.h - the worker's end of the wire to a broker: HELLO until WELCOME, ALIVE
 * every heartbeat, tasks in, outcomes and credit out.
 */
#ifndef WORKERS_RUNTIME_LINK_H
#define WORKERS_RUNTIME_LINK_H

#include "proto/bus.h"
#include "proto/endpoints.h"
#include "proto/self.h"
#include "workers/runtime/outcome.h"

struct link;

struct link_conf {
	const char	*endpoint;	/* or several, commas between */
	enum stage	 stage;
	const char	*name;		/* for people; may repeat */
	const struct self *self;
	uint32_t	 credit;	/* messages in hand at most */
	uint64_t	 credit_bytes;
	int64_t		 heartbeat;	/* ms between signs of life */
	struct meters	*meters;	/* told with each of them */
};

struct link	*link_open(struct bus *, const struct link_conf *,
		    struct err *);
void		 link_close(struct link **);

/* For bus_wait; another one after link_tick. */
struct bus_socket *link_socket(const struct link *);

/* Heartbeats and HELLO as time demands; call at least that often. */
int		 link_tick(struct link *, int64_t now, struct err *);

/* The heartbeat alone, for while the database keeps us waiting: the broker's
 * frames are not read then, so its silence means nothing. */
int		 link_beat(struct link *, int64_t now, struct err *);

/*
 * Take every frame that is there; tasks are appended to the batch (at most
 * `max` of them; a frame is never split) and live in its arena.
 */
int		 link_receive(struct link *, struct batch *, size_t max,
		    struct err *);

/* Tell what became of a batch, and grant its room again unless draining. */
int		 link_settle(struct link *, const struct batch *, int draining,
		    struct err *);

int		 link_drain(struct link *, struct err *);
int		 link_bye(struct link *, struct err *);

/* The broker asks us to leave. */
int		 link_dismissed(const struct link *);

/* Messages received and not settled. */
uint32_t	 link_in_hand(const struct link *);

#endif
