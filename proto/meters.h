/*
 * meters.h - what a program counts, as numbers that travel and add up.
 *
 * Every number only grows.  A worker says in ALIVE and BYE how much it has
 * counted since this broker's WELCOME, the broker adds what is new to its stage,
 * and a REPORT gives the sums since that broker's start: a worker that comes
 * back, or goes to another broker, is counted once.
 */
#ifndef PROTO_METERS_H
#define PROTO_METERS_H

#include <stddef.h>
#include <stdint.h>

/* A histogram: how many within each bound, how many beyond, and the sum in
 * microseconds. */
enum { METER_BOUNDS = 18, METER_SUM = METER_BOUNDS + 1,
	METER_HISTOGRAM = METER_SUM + 1 };
extern const uint32_t meter_bounds[METER_BOUNDS];	/* milliseconds */

/* Places in the array; they travel, so new ones stand at the end. */
enum meter {
	/* Messages by what became of them. */
	METER_DONE, METER_REFUSED, METER_RETRIED, METER_DEAD, METER_PARKED,
	METER_SUPPRESSED,		/* somebody else had recorded it */

	/* The broker's: what came at the door, how it came to a window, and
	 * why it was handed out again. */
	METER_CAME, METER_HANDED, METER_READ,
	METER_LOST_WORKER, METER_DEADLINE, METER_HANDBACK, METER_TAKEOVER,

	/* Transport. */
	METER_UNROUTABLE, METER_EAGAIN, METER_HANDSHAKE, METER_DECODE,
	METER_VERSION, METER_UNAUTHORISED,

	/* PostgreSQL, in the order of enum db_fault. */
	METER_PG_CONNECTION, METER_PG_TRANSIENT, METER_PG_DATA, METER_PG_SETUP,
	METER_PG_UNKNOWN, METER_PG_UNREPLICATED,

	METER_WAIT_LIVE,
	METER_WAIT_BULK = METER_WAIT_LIVE + METER_HISTOGRAM,
	METER_PROCESS = METER_WAIT_BULK + METER_HISTOGRAM,
	METER_COMMIT = METER_PROCESS + METER_HISTOGRAM,
	METER_END_TO_END = METER_COMMIT + METER_HISTOGRAM,
	METER_COUNT = METER_END_TO_END + METER_HISTOGRAM
};

struct meters {
	uint64_t	 n[METER_COUNT];
};

/* One observation of a histogram; NULL: nobody counts. */
void	meters_observe(struct meters *, enum meter, int64_t us);

/* Observations of a histogram so far. */
uint64_t meters_observed(const struct meters *, enum meter);

/* Add what `said` (of an older or newer build, so of any length) has more than
 * `heard`, which then holds it; less than before is a new beginning. */
void	meters_hear(struct meters *sum, struct meters *heard,
	    const uint64_t *said, size_t n);

#endif
