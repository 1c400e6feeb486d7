/*
 * rabbitmq CONNINFO EVENTS BATCH BYTES PORT - the four-stage job on RabbitMQ
 * quorum queues and PostgreSQL: each stage takes a batch, writes the effects in
 * one transaction (a message that comes again meets the key), publishes what is
 * next and waits for the confirms, and only then acknowledges.
 *
 * Prints events a second, then the settings as JSON.
 */
#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <libpq-fe.h>
#include <amqp.h>
#include <amqp_tcp_socket.h>

enum { STAGES = 4, CHANNEL = 1, NAME = 32, SQL = 300, FRAME = 131072 };

struct job {
	const char	*conninfo;
	uint64_t	 events;
	unsigned	 batch, bytes;
	int		 port;
};

struct stage {
	const struct job	*job;
	int			 number;	/* 0: the feeder */
	amqp_connection_state_t	 in, out;	/* deliveries, confirms */
	PGconn			*db;
	uint64_t		 confirmed, published;
};

static void
die(const char *what, const char *why)
{
	fprintf(stderr, "rabbitmq: %s: %s\n", what, why);
	exit(1);
}

static void
need(amqp_connection_state_t c, const char *what)
{
	amqp_rpc_reply_t	 r = amqp_get_rpc_reply(c);

	if (r.reply_type != AMQP_RESPONSE_NORMAL)
		die(what, r.reply_type == AMQP_RESPONSE_LIBRARY_EXCEPTION ?
		    amqp_error_string2(r.library_error) : "refused");
}

static amqp_connection_state_t
connect_broker(int port)
{
	amqp_connection_state_t	 c = amqp_new_connection();
	amqp_socket_t		*socket = amqp_tcp_socket_new(c);

	if (socket == NULL || amqp_socket_open(socket, "127.0.0.1", port) != 0)
		die("connect", "nobody listens");
	if (amqp_login(c, "/", 0, FRAME, 0, AMQP_SASL_METHOD_PLAIN, "guest",
	    "guest").reply_type != AMQP_RESPONSE_NORMAL)
		die("login", "refused");
	amqp_channel_open(c, CHANNEL);
	need(c, "channel");
	return c;
}

static void
connect_stage(struct stage *s)
{
	s->in = connect_broker(s->job->port);
	s->out = connect_broker(s->job->port);
	amqp_confirm_select(s->out, CHANNEL);
	need(s->out, "confirms");
	s->db = PQconnectdb(s->job->conninfo);
	if (PQstatus(s->db) != CONNECTION_OK)
		die("PostgreSQL", PQerrorMessage(s->db));
}

static const char *
queue_name(int number, char name[NAME])
{
	snprintf(name, NAME, "stage%d", number);
	return name;
}

static void
make_queue(struct stage *s, int number)
{
	char			 name[NAME];
	amqp_table_entry_t	 entry = { .key = amqp_cstring_bytes(
				    "x-queue-type"), .value = { .kind =
				    AMQP_FIELD_KIND_UTF8 } };
	amqp_table_t		 arguments = { 1, &entry };
	amqp_bytes_t		 queue = amqp_cstring_bytes(queue_name(number,
				    name));

	entry.value.value.bytes = amqp_cstring_bytes("quorum");
	amqp_queue_delete(s->in, CHANNEL, queue, 0, 0);
	need(s->in, "delete");
	amqp_queue_declare(s->in, CHANNEL, queue, 0, 1, 0, 0, arguments);
	need(s->in, "declare");
}

static void
run_sql(PGconn *db, const char *sql)
{
	PGresult	*r = PQexec(db, sql);

	if (PQresultStatus(r) != PGRES_COMMAND_OK)
		die(sql, PQerrorMessage(db));
	PQclear(r);
}

static void
make_tables(PGconn *db)
{
	char	 sql[SQL];
	int	 i;

	run_sql(db, "set client_min_messages = warning; "
	    "drop schema if exists peer cascade; create schema peer");
	for (i = 1; i <= STAGES; i++) {
		snprintf(sql, sizeof(sql), "create table peer.effect%d "
		    "(event_id bigint primary key, at timestamptz not null "
		    "default clock_timestamp(), payload bytea not null)", i);
		run_sql(db, sql);
	}
}

static void
publish(struct stage *s, int to, amqp_bytes_t body)
{
	char			 name[NAME];
	amqp_basic_properties_t	 p = { ._flags = AMQP_BASIC_DELIVERY_MODE_FLAG,
				    .delivery_mode = 2 };

	if (amqp_basic_publish(s->out, CHANNEL, amqp_empty_bytes,
	    amqp_cstring_bytes(queue_name(to, name)), 0, 0, &p, body) != 0)
		die("publish", "not sent");
	s->published++;
}

/* A confirm, perhaps of several. */
static void
take_frame(struct stage *s)
{
	amqp_frame_t	 f;

	if (amqp_simple_wait_frame(s->out, &f) != 0)
		die("wait", "the connection is gone");
	if (f.frame_type == AMQP_FRAME_METHOD &&
	    f.payload.method.id == AMQP_BASIC_ACK_METHOD) {
		const amqp_basic_ack_t *ack = f.payload.method.decoded;

		s->confirmed = ack->delivery_tag;
	}
}

static void
await_confirms(struct stage *s)
{
	while (s->confirmed < s->published)
		take_frame(s);
	amqp_maybe_release_buffers(s->out);
}

static void
feed(struct stage *s)
{
	char		*body = calloc(1, s->job->bytes);
	uint64_t	 i;

	memset(body, 'x', s->job->bytes);
	for (i = 0; i < s->job->events; i++) {
		memcpy(body, &i, sizeof(i));
		publish(s, 1, (amqp_bytes_t){ s->job->bytes, body });
		if ((i + 1) % s->job->batch == 0)
			await_confirms(s);
	}
	await_confirms(s);
	free(body);
}

/* An array of bigint or of bytea as libpq wants it, element by element. */
struct array {
	char	*data;
	size_t	 len;
};

static void
add(struct array *a, const void *bytes, uint32_t n)
{
	uint32_t	 wire = __builtin_bswap32(n);

	memcpy(a->data + a->len, &wire, sizeof(wire));
	memcpy(a->data + a->len + sizeof(wire), bytes, n);
	a->len += sizeof(wire) + n;
}

static void
begin_array(struct array *a, uint32_t type, uint32_t n)
{
	uint32_t	 head[5] = { 1, 0, type, n, 1 };
	int		 i;

	for (i = 0; i < 5; i++)
		head[i] = __builtin_bswap32(head[i]);
	memcpy(a->data, head, sizeof(head));
	a->len = sizeof(head);
}

static void
record(struct stage *s, const struct array *ids, const struct array *bodies)
{
	const char	*values[2] = { ids->data, bodies->data };
	int		 lengths[2] = { (int)ids->len, (int)bodies->len };
	int		 formats[2] = { 1, 1 };
	PGresult	*r = PQexecPrepared(s->db, "put", 2, values, lengths,
			    formats, 1);

	if (PQresultStatus(r) != PGRES_COMMAND_OK)
		die("record", PQerrorMessage(s->db));
	PQclear(r);
}

static uint64_t
id_of(amqp_bytes_t body)
{
	uint64_t	 id;

	memcpy(&id, body.bytes, sizeof(id));
	return __builtin_bswap64(id);
}

/* One batch; returns how many messages it had. */
static unsigned
step(struct stage *s, amqp_envelope_t *taken, unsigned want,
    struct array *ids, struct array *bodies)
{
	unsigned	 i;

	begin_array(ids, 20, want);
	begin_array(bodies, 17, want);
	for (i = 0; i < want; i++) {
		amqp_rpc_reply_t r = amqp_consume_message(s->in, &taken[i],
		    NULL, 0);
		uint64_t	 id;

		if (r.reply_type != AMQP_RESPONSE_NORMAL)
			die("take", "the connection is gone");
		id = id_of(taken[i].message.body);
		add(ids, &id, sizeof(id));
		add(bodies, taken[i].message.body.bytes,
		    (uint32_t)taken[i].message.body.len);
	}
	record(s, ids, bodies);
	for (i = 0; i < want && s->number < STAGES; i++)
		publish(s, s->number + 1, taken[i].message.body);
	return want;
}

static void
acknowledge(struct stage *s, amqp_envelope_t *taken, unsigned n)
{
	uint64_t	 last = taken[n - 1].delivery_tag;
	unsigned	 i;

	for (i = 0; i < n; i++)
		amqp_destroy_envelope(&taken[i]);
	if (amqp_basic_ack(s->in, CHANNEL, last, 1) != 0)
		die("acknowledge", "not sent");
	amqp_maybe_release_buffers(s->in);
}

static void
prepare(struct stage *s)
{
	char	 sql[SQL], name[NAME];

	snprintf(sql, sizeof(sql), "insert into peer.effect%d (event_id, "
	    "payload) select * from unnest($1::bigint[], $2::bytea[]) "
	    "on conflict do nothing", s->number);
	PQclear(PQprepare(s->db, "put", sql, 0, NULL));
	amqp_basic_qos(s->in, CHANNEL, 0, (uint16_t)(s->job->batch * 2), 0);
	need(s->in, "prefetch");
	amqp_basic_consume(s->in, CHANNEL, amqp_cstring_bytes(queue_name(
	    s->number, name)), amqp_empty_bytes, 0, 0, 0, amqp_empty_table);
	need(s->in, "consume");
}

static void *
work(void *arg)
{
	struct stage	*s = arg;
	const struct job *job = s->job;
	size_t		 room = (size_t)job->batch * (job->bytes + 16) + 64;
	struct array	 ids = { malloc(room), 0 }, bodies = { malloc(room),
			    0 };
	amqp_envelope_t	*taken = calloc(job->batch, sizeof(*taken));
	uint64_t	 at = 0;

	if (s->number == 0) {
		feed(s);
		at = job->events;
	} else
		prepare(s);
	while (at < job->events) {
		uint64_t	 left = job->events - at;
		unsigned	 n = left < job->batch ? (unsigned)left :
				    job->batch;

		at += step(s, taken, n, &ids, &bodies);
		await_confirms(s);
		acknowledge(s, taken, n);
	}
	free(ids.data);
	free(bodies.data);
	free(taken);
	return NULL;
}

static double
seconds(void)
{
	struct timespec	 t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

int
main(int argc, char **argv)
{
	struct job	 job;
	struct stage	 stage[STAGES + 1] = { 0 };
	pthread_t	 thread[STAGES + 1];
	double		 from;
	int		 i;

	if (argc != 6)
		return 64;
	job = (struct job){ argv[1], strtoull(argv[2], NULL, 10),
	    (unsigned)strtoul(argv[3], NULL, 10),
	    (unsigned)strtoul(argv[4], NULL, 10),
	    (int)strtol(argv[5], NULL, 10) };
	for (i = 0; i <= STAGES; i++) {
		stage[i].job = &job;
		stage[i].number = i;
		connect_stage(&stage[i]);
		if (i != 0)
			make_queue(&stage[0], i);
	}
	make_tables(stage[0].db);
	from = seconds();
	for (i = 0; i <= STAGES; i++)
		pthread_create(&thread[i], NULL, work, &stage[i]);
	for (i = 0; i <= STAGES; i++)
		pthread_join(thread[i], NULL);
	printf("%.1f\n{\"client\":\"C, librabbitmq and libpq\","
	    "\"queues\":\"quorum, one node\",\"confirms\":\"publisher, each "
	    "batch\",\"prefetch\":%u,\"batch\":%u}\n",
	    (double)job.events / (seconds() - from), job.batch * 2, job.batch);
	run_sql(stage[0].db, "set client_min_messages = warning; "
	    "drop schema peer cascade");
	return 0;
}
