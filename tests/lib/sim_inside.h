/*
 * sim_inside.h - what the files of the simulator share.
 */
#ifndef TESTS_LIB_SIM_INSIDE_H
#define TESTS_LIB_SIM_INSIDE_H

#include "broker/core.h"
#include "broker/marks.h"
#include "tests/lib/sim.h"

enum {
	SIM_BROKERS = 2, SIM_WORKERS = 12, SIM_PRODUCERS = 3,
	SIM_ITEMS = 8,			/* of each producer, */
	SIM_MANY = 60,			/* or of the one that is a crowd, */
	SIM_SLOW = STAGE_COMBINATION,	/* which piles up there */
	SIM_EVENTS = SIM_PRODUCERS * SIM_MANY,
	SIM_BATCH = 24, SIM_HAND = 64, SIM_CREDIT = 6, SIM_BYTES = 256,
	SIM_THINGS = 4096,
	SIM_LIVENESS = 300, SIM_BEAT = 100, SIM_SWEEP = 100, SIM_FLIGHT = 1500
};

/* Whom a thing that will happen is for. */
enum sim_role { SIM_BROKER, SIM_WORKER, SIM_PRODUCER };

enum sim_what {
	SIM_TURN,		/* the actor's own clock */
	SIM_START,		/* a new process in its place */
	SIM_FRAME,
	SIM_QUERY, SIM_ROWS,	/* a broker's question, and its answer */
	SIM_ASIDE, SIM_STORED	/* the same for ends */
};

struct sim_entry { uint64_t id, event; uint32_t retry_ms, attempt;
	enum verdict verdict; enum answer answer; };

/* One thing that will happen.  The lists are copies of the frame's. */
struct sim_thing {
	int64_t		 due;
	uint64_t	 order;
	enum sim_what	 what;
	enum sim_role	 role;
	unsigned	 index, life;	/* of the actor; another life: nobody */
	uint32_t	 peer;		/* who says it */
	enum frame_type	 type;
	enum stage	 stage;
	uint32_t	 count;
	uint64_t	 bytes;
	int		 end, restart, live;
	unsigned	 nresult, ntask;
	struct sim_entry result[SIM_BATCH], task[SIM_BATCH];
};

struct sim_actor {
	unsigned	 life;
	int		 up;
	int64_t		 frozen_until;
};

struct sim_broker {
	struct sim_actor actor;
	struct core	*core;
	struct actions	 actions;
	struct walk	 walk[STAGE_COUNT], ahead[STAGE_COUNT];
	unsigned	 live_run[STAGE_COUNT];	/* sent while bulk waited */
};

struct sim_worker {
	struct sim_actor actor;
	enum stage	 stage;
	unsigned	 broker;
	int		 welcome;
	int64_t		 heard, hello, beat;
	struct sim_entry hand[SIM_HAND];
	unsigned	 nhand;
};

struct sim_item {
	uint64_t	 key;		/* from 1; what makes an event unique */
	int64_t		 again_at;
	enum answer	 answer;	/* final */
};

struct sim_producer {
	struct sim_actor actor;
	struct sim_item	 item[SIM_MANY];
	unsigned	 items;
};

struct sim {
	const struct sim_setup	*set;
	uint64_t		 rng, order;
	int64_t			 now;
	int			 calm;		/* no more faults */
	struct sim_stats	*stats;
	char			 broken[256];
	struct sim_thing	*heap[SIM_THINGS], *spare[SIM_THINGS];
	unsigned		 nheap, nspare;
	struct sim_broker	 broker[SIM_BROKERS];
	struct sim_worker	 worker[SIM_WORKERS];
	struct sim_producer	 producer[SIM_PRODUCERS];

	/* The store: by event id, and by key where an event has none yet. */
	uint64_t		 nevent;
	uint64_t		 key_of[SIM_EVENTS + 2], event_of[SIM_EVENTS + 1];
	unsigned		 record[STAGE_COUNT][SIM_EVENTS + 2];
	enum verdict		 verdict[STAGE_COUNT][SIM_EVENTS + 2];
	uint32_t		 attempt[STAGE_COUNT][SIM_EVENTS + 2];
	int64_t			 due[STAGE_COUNT][SIM_EVENTS + 2];
	uint64_t		 last_read[STAGE_COUNT];
	enum stage		 poison[SIM_EVENTS + 1];	/* by key */
	int			 refused[SIM_EVENTS + 1];	/* quarantined */

	/* How much of bulk was recorded, and how much when an event came. */
	unsigned		 bulk[STAGE_COUNT];
	unsigned		 bulk_before[STAGE_COUNT][SIM_EVENTS + 2];
};

/* By key: the producer that has it, its source, and whether that is bulk. */
unsigned	 sim_owner(uint64_t key);
const char	*sim_source(const struct sim *, uint64_t key);
int		 sim_is_bulk(const struct sim *, uint64_t key);

uint64_t	 sim_random(struct sim *, uint64_t below);
int		 sim_chance(struct sim *, unsigned per_mille);
void		 sim_broke(struct sim *, const char *, ...)
		    __attribute__((format(printf, 2, 3)));

/* sim_net.c: what will happen, in order of time. */
struct sim_thing *sim_make(struct sim *, enum sim_what, enum sim_role,
		    unsigned index, unsigned life);
void		 sim_later(struct sim *, struct sim_thing *, int64_t delay);
void		 sim_push(struct sim *, struct sim_thing *);
struct sim_thing *sim_pop(struct sim *);
void		 sim_spare(struct sim *, struct sim_thing *);
void		 sim_send(struct sim *, struct sim_thing *);	/* may be lost */
void		 sim_release(struct sim *);

/* sim_store.c */
uint64_t	 sim_accept(struct sim *, uint64_t key, int *inserted);
int		 sim_record(struct sim *, enum stage, uint64_t id);
void		 sim_fail(struct sim *, enum stage, uint64_t id, enum verdict,
		    uint32_t attempt);
int64_t		 sim_read(struct sim *, struct sim_thing *, int64_t after,
		    int64_t upto, unsigned most);
void		 sim_read_aside(struct sim *, struct sim_thing *, unsigned most);
int		 sim_settled(const struct sim *);

/* sim_reader.c */
void		 reader_begin(struct sim_broker *);
void		 reader_asks(struct sim *, unsigned, const struct sim_thing *);

/* One file for each kind of actor. */
void		 broker_start(struct sim *, unsigned);
void		 broker_stop(struct sim *, unsigned);
int		 broker_empty(const struct sim *, unsigned);
void		 broker_happens(struct sim *, struct sim_thing *);
void		 worker_start(struct sim *, unsigned);
void		 worker_happens(struct sim *, struct sim_thing *);
void		 producer_start(struct sim *, unsigned);
void		 producer_happens(struct sim *, struct sim_thing *);

#endif
