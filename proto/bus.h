/*
 * bus.h - the one place that speaks ZeroMQ.  ROUTER and DEALER only; brokers
 * bind, everything else connects.  One socket belongs to one thread.
 */
#ifndef PROTO_BUS_H
#define PROTO_BUS_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "proto/frame.h"

struct bus;			/* a context with its poll set */
struct bus_socket;

enum { BUS_PEER_MAX = 32 };	/* bytes of a routing id */

struct bus_peer {
	uint8_t	 id[BUS_PEER_MAX];
	uint8_t	 len;		/* 0 on a DEALER: there is one peer */
};

struct bus	*bus_new(struct err *);
void		 bus_free(struct bus **);	/* LINGER is short */

/* A ROUTER bound to, or a DEALER connected to, an endpoint ("ipc:///…",
 * "tcp://…").  NULL with ERR_SETUP. */
struct bus_socket *bus_bind(struct bus *, const char *endpoint, struct err *);
struct bus_socket *bus_connect(struct bus *, const char *endpoint,
		    struct err *);
void		 bus_close(struct bus_socket **);

/*
 * Send one frame.  1: sent; 0: the peer is gone or its pipe is full (nothing
 * was sent; the caller decides); -1: ERR_SETUP.
 */
int		 bus_send(struct bus_socket *, const struct bus_peer *,
		    const struct frame *, struct err *);

/*
 * Receive one frame without waiting.  1: got one; 0: none there; -1: what came
 * is not a frame (ERR_INPUT, dropped; peer is filled in).
 */
int		 bus_recv(struct bus_socket *, struct bus_peer *,
		    struct arena *, struct frame *, struct err *);

/*
 * Wait until a socket or descriptor is ready or the time is over.  ready[i] is
 * set for each of them.  Returns the number ready, 0 on timeout or a signal.
 */
struct bus_poll {
	struct bus_socket	*socket;	/* or NULL: the descriptor */
	int			 fd;
	int			 want_write;
	int			 ready;
};
int		 bus_wait(struct bus_poll *, size_t n, long timeout_ms);

#endif
