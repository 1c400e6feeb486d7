#include "tests/bench/lib/bench.h"
#include "tests/bench/lib/chain.h"
#include "tests/bench/lib/pipe.h"
#include "tests/bench/lib/queue.h"
#include "tests/lib/test.h"

enum { TEXT = 500, UNDERWAY = 16000, FEED = 1000 };

/* Thread 0 feeds the first queue. */
struct queue_thread {
	struct chain	*chain;
	int		 stage;
	unsigned	 batch;
	size_t		 payload;
	PGconn		*conn;
};

static const char	 take_sql[] =
    "delete from queue.q%d where id in (select id from queue.q%d order by id "
    "for update skip locked limit $1::integer) returning event_id, payload";
static const char	 record_sql[] =
    "insert into queue.effect%d (event_id, worker, payload) "
    "select event_id, 1, payload "
    "from unnest($1::bigint[], $2::bytea[]) as t (event_id, payload) "
    "on conflict (event_id) do nothing";
static const char	 send_sql[] =
    "insert into queue.q%d (event_id, payload) select event_id, payload "
    "from unnest($1::bigint[], $2::bytea[]) as t (event_id, payload)";

static void
make_tables(struct pg *pg)
{
	int	 i;

	pg_value(pg, "create schema queue");
	for (i = 1; i <= CHAIN_STAGES; i++) {
		pg_value(pg, "create table queue.q%d (id bigint generated "
		    "always as identity primary key, event_id bigint not null, "
		    "payload bytea not null) with ("
		    "autovacuum_vacuum_scale_factor = 0, "
		    "autovacuum_vacuum_threshold = 20000, "
		    "autovacuum_vacuum_cost_delay = 0)", i);
		pg_value(pg, "create table queue.effect%d (event_id bigint "
		    "primary key, at timestamptz not null default "
		    "clock_timestamp(), worker integer not null, payload "
		    "bytea not null)", i);
	}
}

static PGconn *
connect_thread(struct pg *pg, int stage)
{
	char		 take[TEXT], record[TEXT], next[TEXT];
	const char	*named[] = { "begin", "begin", "commit", "commit",
			    "send", next, "take", take, "record", record,
			    NULL };

	snprintf(next, sizeof(next), send_sql, stage + 1);
	snprintf(take, sizeof(take), take_sql, stage, stage);
	snprintf(record, sizeof(record), record_sql, stage);
	if (stage == 0)
		named[6] = NULL;
	if (stage == CHAIN_STAGES)
		named[5] = "select $1::bigint[], $2::bytea[]";
	return pipe_open(pg_conninfo(pg, NULL), named);
}

static void
feed_some(struct queue_thread *t, struct params *p, const uint8_t *payload,
    uint64_t from, uint64_t upto)
{
	int	 id, body;

	params_reset(p);
	id = params_column(p, COLUMN_INT8);
	body = params_column(p, COLUMN_BYTEA);
	for (; from < upto; from++) {
		params_add_int(p, id, (int64_t)from);
		params_add_bytea(p, body, (struct bytes){ payload,
		    t->payload });
	}
	pipe_send(t->conn, "send", p);
	pipe_sync(t->conn);
	pipe_skip(t->conn);
	pipe_synced(t->conn);
}

static void
feed(struct queue_thread *t)
{
	struct params	*p = params_new();
	uint8_t		*payload = malloc(t->payload);
	uint64_t	 at, upto;

	assert_non_null(payload);
	for (at = 0; at < t->payload; at++)
		payload[at] = (uint8_t)(at * 31);
	for (at = 0; at < t->chain->all; at = upto) {
		chain_room(t->chain, UNDERWAY);
		upto = at + FEED < t->chain->all ? at + FEED : t->chain->all;
		feed_some(t, p, payload, at, upto);
		chain_pass(t->chain, 0, upto);
	}
	params_free(&p);
	free(payload);
}

/* What was taken, as the columns of what is sent on. */
static void
copy_rows(struct params *p, const PGresult *r)
{
	int	 id, body, i, n = PQntuples(r);

	params_reset(p);
	id = params_column(p, COLUMN_INT8);
	body = params_column(p, COLUMN_BYTEA);
	for (i = 0; i < n; i++) {
		uint64_t	 wire;

		memcpy(&wire, PQgetvalue(r, i, 0), sizeof(wire));
		params_add_int(p, id, (int64_t)__builtin_bswap64(wire));
		params_add_bytea(p, body, (struct bytes){
		    (const uint8_t *)PQgetvalue(r, i, 1),
		    (size_t)PQgetlength(r, i, 1) });
	}
}

/* One transaction: take, then record, send on and commit.  How many. */
static uint64_t
step(struct queue_thread *t, struct params *limit, struct params *p)
{
	PGresult	*r;
	uint64_t	 n;

	params_reset(limit);
	params_int4(limit, (int32_t)t->batch);
	pipe_send(t->conn, "begin", NULL);
	pipe_send(t->conn, "take", limit);
	pipe_sync(t->conn);
	pipe_skip(t->conn);
	r = pipe_take(t->conn);
	pipe_synced(t->conn);
	n = (uint64_t)PQntuples(r);
	copy_rows(p, r);
	PQclear(r);
	pipe_send(t->conn, "record", p);
	if (t->stage < CHAIN_STAGES)
		pipe_send(t->conn, "send", p);
	pipe_send(t->conn, "commit", NULL);
	pipe_sync(t->conn);
	pipe_skip(t->conn);
	if (t->stage < CHAIN_STAGES)
		pipe_skip(t->conn);
	pipe_skip(t->conn);
	pipe_synced(t->conn);
	return n;
}

static void *
work(void *arg)
{
	struct queue_thread	*t = arg;
	struct params		*limit = params_new(), *p = params_new();
	uint64_t		 at = 0;

	if (t->stage == 0)
		feed(t);
	while (t->stage != 0 && at < t->chain->all) {
		chain_wait(t->chain, t->stage, at);
		at += step(t, limit, p);
		chain_pass(t->chain, t->stage, at);
	}
	params_free(&limit);
	params_free(&p);
	return NULL;
}

double
queue_run(struct pg *pg, uint64_t events, unsigned batch, size_t payload)
{
	struct chain		 chain;
	struct queue_thread	 t[CHAIN_STAGES + 1];
	double			 rate;
	int			 i;

	chain_init(&chain, events, 0);
	make_tables(pg);
	for (i = 0; i <= CHAIN_STAGES; i++)
		t[i] = (struct queue_thread){ &chain, i, batch, payload,
		    connect_thread(pg, i) };
	rate = (double)events * 1e6 / (double)chain_run(work, t,
	    CHAIN_STAGES + 1, sizeof(*t));
	for (i = 0; i <= CHAIN_STAGES; i++)
		PQfinish(t[i].conn);
	for (i = 1; i <= CHAIN_STAGES; i++)
		assert_int_equal(strtoull(pg_value(pg, "select count(*) from "
		    "queue.effect%d", i), NULL, 10), events);
	pg_value(pg, "set client_min_messages = warning; "
	    "drop schema queue cascade");
	return rate;
}
