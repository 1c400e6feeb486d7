/*
 * client.h - submit events to the line over ZeroMQ.
 *
 * Windowed: up to `window` events are under way at once.  What is not answered
 * is sent again after a reconnect or a silence; the line knows an event by
 * (source, source_id), so nothing is ever accepted twice.  What is BUSY goes as
 * soon as the broker has answered others of ours, else when it said.
 * One client belongs to one thread; no global state.
 */
#ifndef PROTO_CLIENT_H
#define PROTO_CLIENT_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "proto/event.h"
#include "proto/frame.h"
#include "proto/keys.h"

struct client;

/* What became of one event; called from within client_* calls. */
struct client_answer {
	uint64_t	 tag;		/* as given to client_submit */
	enum answer	 answer;	/* ACCEPTED, DUPLICATE, CONFLICT, REJECTED */
	uint64_t	 event;		/* its id, where accepted or duplicate */
	const char	*text;		/* the sentence, where refused */
};
typedef void	 client_fn(void *arg, const struct client_answer *);

/* endpoint: a broker, or several with commas between, tried in turn.  window 0:
 * 4000; key NULL: none.  NULL with ERR_SETUP. */
struct client	*client_open(const char *endpoint, size_t window, client_fn *,
		    void *arg, struct err *);
struct client	*client_open_as(const struct key_conf *key,
		    const char *endpoint, size_t window, client_fn *,
		    void *arg, struct err *);

/*
 * Take one event (copied).  Waits while the window is full; `patience_ms`
 * without any answer from the line is ERR_AGAIN, and the event was not taken.
 * A broker that does not want us is ERR_SETUP with its reason, after a moment.
 */
int		 client_submit(struct client *, const struct event *,
		    uint64_t tag, long patience_ms, struct err *);

/* Wait until everything is answered.  ERR_AGAIN as above; what was not
 * answered stays under way and client_flush may be called again. */
int		 client_flush(struct client *, long patience_ms, struct err *);

/* Send what is due and take what answers are there, waiting for them at most
 * so long.  For who submits now and then. */
int		 client_turn(struct client *, long wait_ms, struct err *);

/* Events that were taken and are not answered yet. */
size_t		 client_pending(const struct client *);

void		 client_close(struct client **);

/* Ask the control sockets of a broker, or of several with commas between, for a
 * REPORT: of the one that leads, else of one that stands by.  key NULL: none.
 * as: a QUERY that says who asks; NULL: nobody in particular.  The frame lives in the arena.  ERR_AGAIN: nobody answered in time. */
int		 client_query(const struct key_conf *key, const char *endpoint,
		    const struct frame *as, long patience_ms, struct arena *,
		    struct frame *, struct err *);

#endif
