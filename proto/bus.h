/*
 * bus.h - the one place that speaks ZeroMQ.  ROUTER and DEALER only; brokers
 * bind, everything else connects.  One socket belongs to one thread.
 *
 * Without keys only ipc:// works, where the folder's rights decide who may
 * connect.  With keys every socket speaks CURVE, ipc:// too, and a peer that
 * does not is refused.  A connection that was refused is tried again each
 * second under a fresh identity: the key may be let in later.
 */
#ifndef PROTO_BUS_H
#define PROTO_BUS_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "proto/frame.h"
#include "proto/keys.h"

struct bus;			/* a context with its poll set */
struct bus_socket;

enum {
	BUS_PEER_MAX = 32,	/* bytes of a routing id */
	BUS_FROM_MAX = 64	/* of an address, as text */
};

struct bus_peer {
	uint8_t	 id[BUS_PEER_MAX];
	uint8_t	 len;		/* 0 on a DEALER: there is one peer */
};

struct bus	*bus_new(struct err *);
void		 bus_free(struct bus **);	/* LINGER is short */

/* Before the first socket: speak CURVE with this key.  Nothing happens where
 * there is none.  ERR_SETUP. */
int		 bus_secure(struct bus *, const struct key_conf *,
		    struct err *);

/* Before the first bind, after bus_secure: only who has a file in the folder
 * of public keys may connect, as long as it is there.  ERR_SETUP. */
int		 bus_guard(struct bus *, const char *folder, struct err *);

/* A fresh pair. */
void		 bus_keypair(char public[KEY_HEX], char secret[KEY_HEX]);

/* A ROUTER bound to, or a DEALER connected to, an endpoint ("ipc:///…",
 * "tcp://…").  roles: words; keys of others are refused there.  NULL with
 * ERR_SETUP. */
struct bus_socket *bus_bind(struct bus *, const char *endpoint,
		    const char *roles, struct err *);
struct bus_socket *bus_connect(struct bus *, const char *endpoint,
		    struct err *);
void		 bus_close(struct bus_socket **);

/*
 * Send one frame.  1: sent; 0: the peer is gone or its pipe is full (nothing
 * was sent; the caller decides, and errno is EAGAIN for the latter); -1:
 * ERR_SETUP.
 */
int		 bus_send(struct bus_socket *, const struct bus_peer *,
		    const struct frame *, struct err *);

/*
 * Receive one frame without waiting.  1: got one; 0: none there; -1: what came
 * is not a frame (dropped; peer is filled in): ERR_INPUT, ERR_NEWER where it
 * is one of another version of the protocol.
 */
int		 bus_recv(struct bus_socket *, struct bus_peer *,
		    struct arena *, struct frame *, struct err *);

/*
 * Who sent what bus_recv brought last.  NULL: its key is no longer in the
 * folder.  Without keys it is nobody in particular, with ROLE_NONE and "" for
 * its public key.
 */
const struct key *bus_sender(const struct bus_socket *);

/*
 * What people should know of connections: 1 while there is something.  The
 * same again is told at most every ten seconds, with how often it happened.
 */
enum bus_event_kind {
	BUS_NOTE,	/* it happens */
	BUS_AWAY,	/* we try again; someone may care */
	BUS_REFUSED	/* one end does not want the other */
};
struct bus_event {
	enum bus_event_kind kind;
	unsigned	 again;		/* times more since it was last told */
	char		 from[BUS_FROM_MAX];	/* "" where unknown */
	char		 text[300];	/* a sentence */
};
int		 bus_event(struct bus *, struct bus_event *);

/* All of them into the log, for a program that has one; how many were refusals,
 * the same told once counted as often as it was. */
unsigned	 bus_log(struct bus *);

/* Let this be told like the rest; from "": of nobody in particular. */
void		 bus_tell(struct bus *, enum bus_event_kind, const char *from,
		    const char *, ...)
		    __attribute__((format(printf, 4, 5)));

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
