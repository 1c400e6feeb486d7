#include <time.h>
#include <unistd.h>

#include "tests/bench/lib/bench.h"
#include "tests/bench/lib/chain.h"
#include "tests/bench/lib/floor.h"
#include "tests/bench/lib/pipe.h"
#include "tests/lib/test.h"

static const char	 put[] =
    "insert into floor.stage%d (event_id, worker, payload) "
    "select event_id, 1, payload "
    "from unnest($1::bigint[], $2::bytea[]) as t (event_id, payload) "
    "on conflict (event_id) do nothing returning event_id";

struct stage_thread {
	struct chain	*chain;
	int		 stage;
	unsigned	 batch;
	size_t		 payload;
	PGconn		*conn;
};

struct feeder {
	struct chain	*chain;
	uint64_t	 rate;		/* events a second */
};

static void
fill(struct params *p, uint64_t from, uint64_t to, struct bytes payload)
{
	int	 id, body;

	params_reset(p);
	id = params_column(p, COLUMN_INT8);
	body = params_column(p, COLUMN_BYTEA);
	for (; from < to; from++) {
		params_add_int(p, id, (int64_t)from);
		params_add_bytea(p, body, payload);
	}
}

static void
commit(PGconn *c, const struct params *p)
{
	pipe_send(c, "put", p);
	pipe_sync(c);
	pipe_skip(c);
	pipe_synced(c);
}

static void *
work(void *arg)
{
	struct stage_thread	*t = arg;
	struct params		*p = params_new();
	uint8_t			*payload = malloc(t->payload);
	uint64_t		 at = 0, upto, i;

	assert_non_null(payload);
	for (i = 0; i < t->payload; i++)
		payload[i] = (uint8_t)(i * 31);
	while (at < t->chain->all) {
		upto = chain_wait(t->chain, t->stage, at);
		if (upto > at + t->batch)
			upto = at + t->batch;
		fill(p, at, upto, (struct bytes){ payload, t->payload });
		commit(t->conn, p);
		at = upto;
		chain_pass(t->chain, t->stage, at);
	}
	params_free(&p);
	free(payload);
	return NULL;
}

/* One event after another, each when it is due. */
static void *
feed(void *arg)
{
	const struct feeder	*f = arg;
	int64_t			 from = bench_us(), due;
	uint64_t		 i;

	for (i = 0; i < f->chain->all; i++) {
		due = from + (int64_t)(i * 1000000 / f->rate);
		clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME,
		    &(struct timespec){ due / 1000000, due % 1000000 * 1000 },
		    NULL);
		chain_pass(f->chain, 0, i + 1);
	}
	return NULL;
}

static void
make_tables(struct pg *pg)
{
	int	 i;

	pg_value(pg, "create schema floor");
	for (i = 1; i <= CHAIN_STAGES; i++)
		pg_value(pg, "create table floor.stage%d (event_id bigint "
		    "primary key, at timestamptz not null default "
		    "clock_timestamp(), worker integer not null, payload "
		    "bytea not null)", i);
}

static double
table_bytes(struct pg *pg)
{
	return strtod(pg_value(pg, "select sum(pg_total_relation_size(c.oid)) "
	    "from pg_class c join pg_namespace n on n.oid = c.relnamespace "
	    "where n.nspname = 'floor' and c.relkind = 'r'"), NULL);
}

static PGconn *
connect_stage(struct pg *pg, int stage)
{
	char	 sql[400];

	snprintf(sql, sizeof(sql), put, stage);
	return pipe_open(pg_conninfo(pg, NULL), (const char *const []){ "put",
	    sql, NULL });
}

static void
open_stages(struct pg *pg, struct chain *chain, unsigned batch, size_t payload,
    struct stage_thread t[CHAIN_STAGES])
{
	int	 i;

	make_tables(pg);
	for (i = 0; i < CHAIN_STAGES; i++)
		t[i] = (struct stage_thread){ chain, i + 1, batch, payload,
		    connect_stage(pg, i + 1) };
}

static void
close_stages(struct pg *pg, struct stage_thread t[CHAIN_STAGES])
{
	int	 i;

	for (i = 0; i < CHAIN_STAGES; i++)
		PQfinish(t[i].conn);
	pg_value(pg, "set client_min_messages = warning; "
	    "drop schema floor cascade");
}

struct floor_figures
floor_run(struct pg *pg, uint64_t events, unsigned batch, size_t payload)
{
	struct chain		 chain;
	struct stage_thread	 t[CHAIN_STAGES];
	struct floor_figures	 out;
	uint64_t		 server, own, wal;
	double			 n = (double)events;

	chain_init(&chain, events, events);
	open_stages(pg, &chain, batch, payload, t);
	server = bench_cpu_server(pg);
	own = bench_cpu(getpid());
	wal = bench_wal(pg);
	out.events_per_second = n * 1e6 / (double)chain_run(work, t,
	    CHAIN_STAGES, sizeof(*t));
	out.database_us = (double)(bench_cpu_server(pg) - server) / n;
	out.client_us = (double)(bench_cpu(getpid()) - own) / n;
	out.wal_bytes = (double)(bench_wal(pg) - wal) / n;
	out.table_bytes = table_bytes(pg) / n;
	close_stages(pg, t);
	return out;
}

static double
span_ms(struct pg *pg, double q)
{
	return strtod(pg_value(pg, "select 1000 * percentile_cont(%f) within "
	    "group (order by extract(epoch from z.at - a.at)) from "
	    "floor.stage1 a join floor.stage%d z using (event_id)", q,
	    CHAIN_STAGES), NULL);
}

struct floor_latency
floor_latency(struct pg *pg, uint64_t rate, uint64_t events, size_t payload)
{
	struct chain		 chain;
	struct stage_thread	 t[CHAIN_STAGES];
	struct feeder		 f = { &chain, rate };
	struct floor_latency	 out;
	pthread_t		 feeder;

	chain_init(&chain, events, 0);
	open_stages(pg, &chain, 1, payload, t);
	assert_int_equal(pthread_create(&feeder, NULL, feed, &f), 0);
	chain_run(work, t, CHAIN_STAGES, sizeof(*t));
	pthread_join(feeder, NULL);
	out = (struct floor_latency){ span_ms(pg, 0.5), span_ms(pg, 0.99) };
	close_stages(pg, t);
	return out;
}
