#include <pthread.h>

#include <libpq-fe.h>
#include <unistd.h>

#include "schema/params.h"
#include "tests/bench/lib/bench.h"
#include "tests/bench/lib/floor.h"
#include "tests/lib/test.h"

static const char	 put[] =
    "insert into floor.stage%d (event_id, worker, payload) "
    "select event_id, 1, payload "
    "from unnest($1::bigint[], $2::bytea[]) as t (event_id, payload) "
    "on conflict (event_id) do nothing returning event_id";

struct floor {
	pthread_mutex_t	 lock;
	pthread_cond_t	 moved;
	uint64_t	 done[FLOOR_STAGES + 1]; /* done[0]: all there is */
	const char	*conninfo;
	unsigned	 batch;
	size_t		 payload;
};

struct stage_thread {
	struct floor	*floor;
	int		 stage;
	pthread_t	 thread;
	PGconn		*conn;
};

/* Wait until the stage before is past `from`; returns how far it is. */
static uint64_t
wait_before(struct floor *f, int stage, uint64_t from)
{
	uint64_t	 upto;

	pthread_mutex_lock(&f->lock);
	while ((upto = f->done[stage - 1]) == from)
		pthread_cond_wait(&f->moved, &f->lock);
	pthread_mutex_unlock(&f->lock);
	return upto;
}

static void
pass(struct floor *f, int stage, uint64_t upto)
{
	pthread_mutex_lock(&f->lock);
	f->done[stage] = upto;
	pthread_cond_broadcast(&f->moved);
	pthread_mutex_unlock(&f->lock);
}

static void
need(const struct stage_thread *t, int well)
{
	if (!well)
		fail_msg("floor, stage %d: %s", t->stage,
		    PQerrorMessage(t->conn));
}

static void
connect_stage(struct stage_thread *t)
{
	char	 sql[400];

	t->conn = PQconnectdb(t->floor->conninfo);
	need(t, PQstatus(t->conn) == CONNECTION_OK);
	snprintf(sql, sizeof(sql), put, t->stage);
	PQclear(PQprepare(t->conn, "put", sql, 2, NULL));
	need(t, PQenterPipelineMode(t->conn));
}

/* One transaction: the statement, and the sync that commits it. */
static void
commit(const struct stage_thread *t, const struct params *p)
{
	struct params_wire	 w;
	PGresult		*r;

	params_wire(p, &w);
	need(t, PQsendQueryPrepared(t->conn, "put", w.n, w.values, w.lengths,
	    w.formats, 1) && PQpipelineSync(t->conn));
	r = PQgetResult(t->conn);
	need(t, PQresultStatus(r) == PGRES_TUPLES_OK);
	PQclear(r);
	PQclear(PQgetResult(t->conn));
	r = PQgetResult(t->conn);
	need(t, PQresultStatus(r) == PGRES_PIPELINE_SYNC);
	PQclear(r);
}

static void
fill(struct params *p, const struct floor *f, uint64_t from, uint64_t to,
    const uint8_t *payload)
{
	int	 id, body;

	params_reset(p);
	id = params_column(p, COLUMN_INT8);
	body = params_column(p, COLUMN_BYTEA);
	for (; from < to; from++) {
		params_add_int(p, id, (int64_t)from);
		params_add_bytea(p, body, (struct bytes){ payload,
		    f->payload });
	}
}

static void *
work(void *arg)
{
	struct stage_thread	*t = arg;
	struct floor		*f = t->floor;
	struct params		*p = params_new();
	uint8_t			*payload = malloc(f->payload);
	uint64_t		 at = 0, upto, i;

	assert_non_null(payload);
	for (i = 0; i < f->payload; i++)
		payload[i] = (uint8_t)(i * 31);
	while (at < f->done[0]) {
		upto = wait_before(f, t->stage, at);
		if (upto > at + f->batch)
			upto = at + f->batch;
		fill(p, f, at, upto, payload);
		commit(t, p);
		at = upto;
		pass(f, t->stage, at);
	}
	params_free(&p);
	free(payload);
	return NULL;
}

static void
make_tables(struct pg *pg)
{
	int	 i;

	pg_value(pg, "create schema floor");
	for (i = 1; i <= FLOOR_STAGES; i++)
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

/* Connected and prepared beforehand; returns the µs that it took. */
static int64_t
run_stages(struct floor *f, struct stage_thread *t)
{
	int64_t	 from;
	int	 i;

	from = bench_us();
	for (i = 0; i < FLOOR_STAGES; i++)
		assert_int_equal(pthread_create(&t[i].thread, NULL, work,
		    &t[i]), 0);
	for (i = 0; i < FLOOR_STAGES; i++)
		pthread_join(t[i].thread, NULL);
	assert_int_equal(f->done[FLOOR_STAGES], f->done[0]);
	return bench_us() - from;
}

struct floor_figures
floor_run(struct pg *pg, uint64_t events, unsigned batch, size_t payload)
{
	struct floor		 f = { .conninfo = pg_conninfo(pg, NULL),
				    .batch = batch, .payload = payload,
				    .done = { events } };
	struct stage_thread	 t[FLOOR_STAGES];
	struct floor_figures	 out;
	uint64_t		 server, own, wal;
	double			 n = (double)events;
	int			 i;

	pthread_mutex_init(&f.lock, NULL);
	pthread_cond_init(&f.moved, NULL);
	make_tables(pg);
	for (i = 0; i < FLOOR_STAGES; i++) {
		t[i] = (struct stage_thread){ .floor = &f, .stage = i + 1 };
		connect_stage(&t[i]);
	}
	server = bench_cpu_server(pg);
	own = bench_cpu(getpid());
	wal = bench_wal(pg);
	out.events_per_second = n * 1e6 / (double)run_stages(&f, t);
	out.database_us = (double)(bench_cpu_server(pg) - server) / n;
	out.client_us = (double)(bench_cpu(getpid()) - own) / n;
	out.wal_bytes = (double)(bench_wal(pg) - wal) / n;
	out.table_bytes = table_bytes(pg) / n;
	for (i = 0; i < FLOOR_STAGES; i++)
		PQfinish(t[i].conn);
	pg_value(pg, "set client_min_messages = warning; "
	    "drop schema floor cascade");
	return out;
}
