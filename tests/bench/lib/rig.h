/*
 * rig.h - a whole line to be measured: PostgreSQL at default durability, broker
 * and workers as real processes, and a producer, which is the program itself.
 * They talk over TCP with CURVE unless told otherwise.
 */
#ifndef TESTS_BENCH_LIB_RIG_H
#define TESTS_BENCH_LIB_RIG_H

#include "proto/frame.h"
#include "tests/bench/lib/bench.h"
#include "tests/lib/line.h"

/* Agreed: as fresh, but most ratings are what the rules give. */
enum mix { MIX_NOOP, MIX_FRESH, MIX_COALESCED, MIX_AGREED, MIX_COUNT };

/* MIX_COUNT: there is none of that name. */
const char	*mix_name(enum mix);
enum mix	 mix_parse(const char *);

struct rig_plan {
	enum mix	 mix;
	int		 workers;	/* of each stage */
	int		 ipc;
	const char	*batch;		/* of the workers; NULL: their own */
	uint64_t	 organisations;	/* that come up in turn, in all rounds */
	uint64_t	 stored;	/* events that are there before */
	int		 held;		/* a transaction is open meanwhile */
};

struct rig;
struct rig	*rig_open(const struct rig_plan *);
void		 rig_close(struct rig **);
struct pg	*rig_server(const struct rig *);

/* Figures of one round: so many events, as fast as they go. */
struct round {
	double	 events_per_second;
	double	 cpu_us[STAGE_COUNT];	/* [STAGE_NONE]: the broker */
	double	 producer_us, server_us;
	double	 wal_bytes;
	double	 p50_ms, p99_ms;	/* from record to record */
};
struct round	 rig_round(struct rig *, uint64_t events);

/* At `rate` events a second: from submission to ACCEPTED, and from the record
 * of ingest to that of publication, by the database's clock. */
struct latency {
	double	 rate;			/* that was reached */
	double	 accept_p50_ms, accept_p99_ms;
	double	 p50_ms, p99_ms;
};
struct latency	 rig_latency(struct rig *, uint64_t rate, uint64_t events);

/* What all rounds have come to, for one event of those that were sent. */
struct table_bytes {
	const char	*table;
	double		 bytes;
};
const struct table_bytes *rig_tables(struct rig *);	/* NULL ends it */

/* Bytes of a packed event, on average. */
double		 rig_payload(struct rig *);

/* Resident memory of the stage's worker, or of the broker, at its highest. */
long		 rig_memory(const struct rig *, enum stage);

/* Events accepted against events and records stored; 0: the books balance. */
int64_t		 rig_difference(struct rig *);

/* Of the tables of records, as PostgreSQL counts them. */
int64_t		 rig_dead_tuples(struct rig *);

#endif
