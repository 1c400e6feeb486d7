/*
 * core.h - the dispatcher as a pure state machine: (state, event, now) gives
 * actions.  No socket, no clock, no database, no randomness; everything that
 * it holds can be rebuilt from PostgreSQL.
 *
 * Messages wait in one window for each stage, bounded in count and bytes with
 * what is in flight included, each id at most once.  Workers grant room by
 * CREDIT and get no more than that.
 *
 * What breaks, and what happens then:
 *	a worker falls silent	its messages become suspects and run again, one
 *				at a time, alone on one worker; one that was
 *				alone when its worker fell silent is blamed.
 *				Blamed `kills` times, it is put aside for a
 *				while: whatever else killed the workers then is
 *				over by its next round.  It is given up after
 *				`rounds` of them
 *	a worker says BYE	the same, and nobody is blamed
 *	a worker starts over	(HELLO of the same instance from a new peer) its
 *				messages wait again
 *	a frame got lost	messages in flight for flight_ms, or in flight
 *				at a worker that says that it has nothing in
 *				hand, wait again
 *	a stranger speaks	it is told BYE, and says HELLO
 *
 * Several brokers may run, and one of them leads; the others send everybody to
 * it.  If two believe that they lead, the unique keys of the records decide.
 */
#ifndef BROKER_CORE_H
#define BROKER_CORE_H

#include <stddef.h>
#include <stdint.h>

#include "broker/actions.h"
#include "broker/knobs.h"
#include "broker/skip.h"
#include "proto/frame.h"

struct core;

struct core_limits {
	struct knobs	 knobs;		/* of each stage where nobody set them;
					 * window_count: in flight included,
					 * batch_count: of one TASKS frame */
	const char	*origin[KNOBS];	/* where these came from, for people;
					 * stays there as long as the core */
	uint64_t	 window_bytes;
	uint64_t	 batch_bytes;
	uint32_t	 liveness_ms;	/* silence means death */
	uint32_t	 heartbeat_ms;
	uint32_t	 flight_ms;	/* then a message was lost on its way */
	uint32_t	 sweep_ms;	/* between looks for forgotten messages */
	uint32_t	 retry_ms;	/* what BUSY tells a producer */
	uint32_t	 kills;		/* then a message is put aside */
	uint32_t	 rounds;	/* so often; then it is dead */
	uint32_t	 round_ms;	/* aside the first time; then ever longer */
};

/* Which socket a frame came in by; it decides what a peer may say. */
enum door { DOOR_WORKER, DOOR_SUBMIT, DOOR_CONTROL, DOOR_COUNT };

enum core_event_type {
	EV_TICK,	/* time went by; at least every heartbeat_ms */
	EV_FRAME,	/* door, peer, frame */
	EV_UNSENT,	/* peer, frame: an ACT_SEND that could not be sent */
	EV_ROWS,	/* stage, task[], end: the answer to ACT_REFILL */
	EV_NO_ROWS,	/* stage: ACT_REFILL has failed */
	EV_FORGET,	/* the next server may have less than the last one:
			 * what was heard of records counts no more */
	EV_ASIDE,	/* stage, task[] (ids): what ACT_ASIDE and
			 * ACT_QUARANTINE asked for is stored; text: or why it
			 * never can be */
	EV_BACKLOG,	/* stage, waiting: how much waits in the database;
			 * oldest_ms: for how long the oldest; lag: events
			 * above the watermark */
	EV_ROLE,	/* leads, text: who does, if not we */
	EV_SETTINGS,	/* setting[]: all there are, STAGE_NONE first */
	EV_STOP		/* no new work; ACT_EXIT when nothing is in flight */
};

struct core_event {
	enum core_event_type	 type;
	enum door		 door;
	uint32_t		 peer;
	const struct frame	*frame;
	enum stage		 stage;
	const struct task	*task;
	size_t			 ntask;
	int			 end;	/* nothing more waits in the database */
	uint64_t		 waiting, lag, oldest_ms;
	int			 leads;
	const char		*text;
	const struct setting	*setting;
	size_t			 nsetting;
};

/*
 * A core stands by until EV_ROLE says that it leads.
 *
 * `epoch` is random at each start of a broker.  Tickets are counted from it, so
 * that what a worker says of another broker's ticket means nothing to us.
 */
struct core	*core_new(const struct core_limits *, uint64_t epoch);
void		 core_free(struct core **);

/*
 * The event's memory stays the caller's; what is kept is copied.  Actions are
 * added to the list; what they point to is valid until the next core_event or
 * actions_reset, whichever is first.  `now` is milliseconds, never falling.
 */
void		 core_event(struct core *, int64_t now,
		    const struct core_event *, struct actions *);

/* Free room of a stage's window: what an EV_ROWS may bring. */
void		 core_room(const struct core *, enum stage, uint32_t *count,
		    uint64_t *bytes);
size_t		 core_task_bytes(const struct task *);

/* What a walk of the stage, or one for live messages only, need not look for,
 * after an id; see skip.h. */
void		 core_skip(const struct core *, enum stage, int live,
		    int64_t after, int64_t upto, struct skip *);

void		 core_report(const struct core *, enum stage,
		    struct stage_report *);

/* NULL if the books of the core balance, else what is wrong with them. */
const char	*core_fault(const struct core *);

#endif
