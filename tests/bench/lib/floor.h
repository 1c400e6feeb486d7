/*
 * floor.h - the floor under the line: what PostgreSQL gives when four chained
 * stages do nothing but append their records, at the same durability.  No
 * broker, no frames, no steps.
 *
 * A stage is a thread with a connection in pipeline mode; it may go as far as
 * the one before it has committed, up to a batch at a time.  One record for
 * each event and stage, key on the event, met by "on conflict do nothing".
 */
#ifndef TESTS_BENCH_LIB_FLOOR_H
#define TESTS_BENCH_LIB_FLOOR_H

#include <stddef.h>
#include <stdint.h>

#include "tests/lib/pg.h"

enum { FLOOR_PAYLOAD = 300, FLOOR_BATCH = 1000 };

struct floor_figures {
	double	 events_per_second;
	double	 database_us, client_us;	/* CPU for one event */
	double	 wal_bytes, table_bytes;	/* for one event */
};

/* In a schema of its own, which is gone afterwards. */
struct floor_figures	floor_run(struct pg *, uint64_t events, unsigned batch,
			    size_t payload);

/* From the first stage's record to the last one's, by the server's clock, when
 * `rate` events a second come one by one: what the disk and PostgreSQL take of
 * the line's latency. */
struct floor_latency {
	double	 p50_ms, p99_ms;
};

struct floor_latency	floor_latency(struct pg *, uint64_t rate,
			    uint64_t events, size_t payload);

#endif
