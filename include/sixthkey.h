/*
 * sixthkey.h - hand events to a Sixthkey line from your own program.
 *
 *	sixthkey_connect, sixthkey_event_new, sixthkey_event_set ...,
 *	sixthkey_submit, sixthkey_wait, sixthkey_close
 *
 * SIXTHKEY_ACCEPTED means that the event is stored safely.  The line knows an
 * event by its source and its id within that source, so give it the id that it
 * has in your own system: then whatever breaks, here or there, submit it again
 * and it counts once.  The library itself connects again, and sends again what
 * has no answer yet.
 *
 * Threads: a connection is used by one thread at a time, and so is an event.
 * Different connections may be used by different threads at once.  Nothing is
 * shared between them, and the library touches neither signals, standard
 * output, the environment nor the limits of your process.  After fork() only
 * the parent may go on with a connection.  Without memory it calls abort().
 */
#ifndef SIXTHKEY_H
#define SIXTHKEY_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SIXTHKEY_API	__attribute__((visibility("default")))

struct sixthkey;		/* a connection */
struct sixthkey_event;

/* What functions return: what to do, not what went wrong; sixthkey_error has
 * the sentence. */
enum sixthkey_status {
	SIXTHKEY_OK = 0,
	SIXTHKEY_INPUT = 1,	/* this event can never be accepted */
	SIXTHKEY_AGAIN = 2,	/* the line did not answer in time */
	SIXTHKEY_SETUP = 3	/* wrong endpoint, key or rights: tell a human */
};

enum sixthkey_answer {
	SIXTHKEY_ACCEPTED = 1,	/* it is durable */
	SIXTHKEY_DUPLICATE = 2,	/* it was already, with the same content */
	SIXTHKEY_CONFLICT = 3,	/* that id has other content; this was put aside */
	SIXTHKEY_REJECTED = 4	/* it can never be accepted; text says why */
};

struct sixthkey_result {
	uint64_t		 tag;	/* as given to sixthkey_submit */
	enum sixthkey_answer	 answer;
	uint64_t		 number;	/* the line's own, where durable */
	const char		*text;	/* until this connection's next call */
};

/* Called from within the functions below, once for each event that was
 * submitted.  It must not use the connection. */
typedef void	 sixthkey_fn(void *arg, const struct sixthkey_result *);

/*
 * endpoints: of the brokers, with commas between ("tcp://a:7302,tcp://b:7302",
 * "ipc:///run/sixthkey/submit").  key_file: as "sixthkey keys new source" makes
 * it; NULL only where there are no keys, which is ipc.  Does not wait for the
 * broker.  *out is set in any case, to be asked for the error and closed.
 */
SIXTHKEY_API int sixthkey_connect(struct sixthkey **out, const char *endpoints,
		    const char *key_file, sixthkey_fn *, void *arg);

/* What was not answered may or may not be accepted. */
SIXTHKEY_API void sixthkey_close(struct sixthkey **);

/* The sentence of the last function that did not return SIXTHKEY_OK. */
SIXTHKEY_API const char *sixthkey_error(const struct sixthkey *);

/*
 * An event: your name as a source ("/trusts/RGT/ratings"), your id, and a kind
 * ("inspection.reported").  Then its fields, by the names of the manual, and a
 * line for each entry of a list:
 *
 *	provider	RGT
 *	rated		2019-02-26
 *	cell		- | Surgery | safe | good
 *
 * A wrong key or value is remembered and told by sixthkey_submit, so there is
 * no need to look at what sixthkey_event_set returns.
 */
SIXTHKEY_API struct sixthkey_event *sixthkey_event_new(const char *source,
		    const char *id, const char *kind);
SIXTHKEY_API int sixthkey_event_set(struct sixthkey_event *, const char *key,
		    const char *value);
SIXTHKEY_API void sixthkey_event_free(struct sixthkey_event **);

/*
 * Take one event (copied).  Up to 4,000 are under way at once; then this waits.
 * SIXTHKEY_INPUT: it is wrong by itself.  SIXTHKEY_AGAIN: no answer to anything
 * for patience_ms, and this one was not taken.
 */
SIXTHKEY_API int sixthkey_submit(struct sixthkey *, struct sixthkey_event *,
		    uint64_t tag, long patience_ms);

/* The same, and wait until all are answered; *result is of this one.  No
 * callback for it, unless this returns SIXTHKEY_AGAIN and it comes later. */
SIXTHKEY_API int sixthkey_submit_wait(struct sixthkey *,
		    struct sixthkey_event *, uint64_t tag, long patience_ms,
		    struct sixthkey_result *result);

/* Wait until all are answered.  SIXTHKEY_AGAIN: some are not; call again. */
SIXTHKEY_API int sixthkey_wait(struct sixthkey *, long patience_ms);

/* Send what is due and take what answers are there, waiting for them at most
 * so long: for programs that submit now and then. */
SIXTHKEY_API int sixthkey_turn(struct sixthkey *, long wait_ms);

/* Events that were taken and are not answered. */
SIXTHKEY_API size_t sixthkey_pending(const struct sixthkey *);

#ifdef __cplusplus
}
#endif

#endif
