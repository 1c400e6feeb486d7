/*
 * http - how many events a second go in over HTTP until they are durable, and
 * beside it over ZeroMQ, on the same line: PostgreSQL at default durability,
 * broker, one worker of each stage and sixthkey-web, all on this machine.
 *
 *	tests/bench/http [--events N] [--batch N] [--connections N]
 *	    [--rounds N] [--source /PATH] [--paused] [--json]
 *
 * A round hands in as many reports through each door, and times from the first
 * request to the last answer; the line works on them meanwhile, and is waited
 * for before the next.  The request bodies are made beforehand.  With --paused
 * the stages behind ingest stand still meanwhile: what the doors give by
 * themselves.
 */
#include <getopt.h>
#include <pthread.h>
#include <unistd.h>

#include "formats/cloud_write.h"
#include "proto/client.h"
#include "tests/bench/lib/bench.h"
#include "tests/lib/load.h"
#include "tests/lib/test.h"
#include "tests/lib/verb.h"
#include "tests/lib/webline.h"

enum { EXIT_USAGE = 64, PATIENCE_MS = 60000, SETTLE_S = 600, WINDOW = 8000,
    CONNECTIONS = 64, ORGANISATIONS = 20000 };

enum process { P_PRODUCER, P_WEB, P_BROKER, P_INGEST, P_OTHERS, P_SERVER,
    P_COUNT };

static const char *const	 processes[] = { "producer", "web", "broker",
	"ingest", "other_workers", "postgresql" };

struct options {
	uint64_t	 events, batch, connections, rounds;
	const char	*source;
	int		 json, paused;
};

static struct options	 options = { 50000, 100, 64, 3, "/inspections/bench",
	0, 0 };
static struct webline	 w = { .server = BENCH_SERVER };
static uint64_t		 accepted;	/* events since the start */

/* One door: events a second, and what one cost whom. */
struct door_figures {
	struct sample	 rate, cpu[P_COUNT];
};

/* ---- the stages behind ------------------------------------------------------- */

static void
set_stages(const char *verb)
{
	unsigned	 s;

	for (s = STAGE_ASSESSMENT; options.paused && s < STAGE_COUNT; s++)
		VERB(0, verb, stage_name((enum stage)s), "--reason", "bench");
}

/* ---- what it costs ---------------------------------------------------------- */

static void
read_cpu(uint64_t cpu[P_COUNT])
{
	cpu[P_PRODUCER] = bench_cpu(getpid());
	cpu[P_WEB] = bench_cpu(w.pid);
	cpu[P_BROKER] = bench_cpu(line_pid(w.line, STAGE_NONE, 0));
	cpu[P_INGEST] = bench_cpu(line_pid(w.line, STAGE_INGEST, 0));
	cpu[P_OTHERS] = bench_cpu(line_pid(w.line, STAGE_ASSESSMENT, 0)) +
	    bench_cpu(line_pid(w.line, STAGE_COMBINATION, 0)) +
	    bench_cpu(line_pid(w.line, STAGE_PUBLICATION, 0));
	cpu[P_SERVER] = bench_cpu_server(w.pg);
}

static void
note(struct door_figures *f, int64_t us, const uint64_t before[P_COUNT])
{
	uint64_t	 after[P_COUNT];
	size_t		 i;

	read_cpu(after);
	sample_add(&f->rate, (double)options.events * 1e6 / (double)us);
	for (i = 0; i < P_COUNT; i++)
		sample_add(&f->cpu[i], (double)(after[i] - before[i]) /
		    (double)options.events);
	accepted += options.events;
	set_stages("resume");
	line_settle(w.line, (int64_t)accepted, SETTLE_S);
}

/* ---- over HTTP -------------------------------------------------------------- */

/* What one connection sends, a request after another. */
struct share {
	struct buf	*request;
	uint64_t	 n, every, first;
	pthread_t	 thread;
	char		 trouble[300];
};

static void
make_request(const struct load *load, uint64_t from, uint64_t n,
    struct buf *out)
{
	struct arena	*a = arena_new(0);
	struct buf	 body = { 0 };
	struct json	 j;
	uint64_t	 i;

	json_init(&j, &body, 0);
	json_array(&j, NULL);
	for (i = from; i < from + n; i++)
		cloud_write(load_event(load, i, a), &j, NULL);
	json_end(&j);
	http_request(out, "POST", "/v1/events", AUTH "Content-Type: "
	    "application/cloudevents-batch+json\r\n", &body);
	buf_release(&body);
	arena_free(&a);
}

static void *
produce(void *arg)
{
	struct share		*s = arg;
	struct http_link	*l = http_link_open(w.port);
	struct reply		*r = malloc(sizeof(*r));
	uint64_t		 i;

	for (i = s->first; i < s->n && s->trouble[0] == '\0'; i += s->every) {
		http_link_ask(l, &s->request[i], r);
		if (r->status != 202)
			snprintf(s->trouble, sizeof(s->trouble), "%.280s",
			    r->text);
	}
	free(r);
	http_link_close(&l);
	return NULL;
}

static int64_t
send_all(struct buf *request, uint64_t n)
{
	struct share	 share[CONNECTIONS];
	int64_t		 from = bench_us();
	uint64_t	 i;

	for (i = 0; i < options.connections; i++) {
		share[i] = (struct share){ .request = request, .n = n,
		    .every = options.connections, .first = i };
		assert_int_equal(pthread_create(&share[i].thread, NULL,
		    produce, &share[i]), 0);
	}
	for (i = 0; i < options.connections; i++) {
		pthread_join(share[i].thread, NULL);
		if (share[i].trouble[0] != '\0')
			fail_msg("%s", share[i].trouble);
	}
	return bench_us() - from;
}

static void
over_http(uint64_t round, struct door_figures *f)
{
	struct load	 load = { 2 * round, ORGANISATIONS, options.source };
	uint64_t	 n = options.events / options.batch, i, cpu[P_COUNT];
	struct buf	*request = calloc(n, sizeof(*request));
	int64_t		 us;

	assert_non_null(request);
	for (i = 0; i < n; i++)
		make_request(&load, i * options.batch, options.batch,
		    &request[i]);
	set_stages("pause");
	read_cpu(cpu);
	us = send_all(request, n);
	note(f, us, cpu);
	for (i = 0; i < n; i++)
		buf_release(&request[i]);
	free(request);
}

/* ---- over ZeroMQ ------------------------------------------------------------ */

static void
on_answer(void *arg, const struct client_answer *a)
{
	uint64_t	*n = arg;

	*n += a->answer == ANSWER_ACCEPTED;
}

static void
over_zeromq(uint64_t round, struct door_figures *f)
{
	struct load	 load = { 2 * round + 1, ORGANISATIONS,
			    options.source };
	struct arena	*a = arena_new(0);
	uint64_t	 n = 0, i, cpu[P_COUNT];
	struct err	 e;
	struct client	*c = client_open(line_submit(w.line), WINDOW,
			    on_answer, &n, &e);
	int64_t		 from;

	assert_non_null(c);
	set_stages("pause");
	read_cpu(cpu);
	from = bench_us();
	for (i = 0; i < options.events; i++) {
		if (client_submit(c, load_event(&load, i, a), i, PATIENCE_MS,
		    &e) != 0)
			fail_msg("%s", e.text);
		arena_reset(a);
	}
	assert_int_equal(client_flush(c, PATIENCE_MS, &e), 0);
	from = bench_us() - from;
	assert_int_equal(n, options.events);
	client_close(&c);
	arena_free(&a);
	note(f, from, cpu);
}

/* ---- all of it ---------------------------------------------------------------- */

static struct door_figures	 http, zeromq;
static int64_t			 difference;

static void
add_door(struct json *j, const char *name, const struct door_figures *f)
{
	size_t	 i;

	json_object(j, name);
	sample_json(j, "events_per_second", &f->rate, 0);
	json_object(j, "cpu_us_per_event");
	for (i = 0; i < P_COUNT; i++)
		bench_number(j, processes[i], sample_median(&f->cpu[i]), 1);
	json_end(j);
	json_end(j);
}

static void
report(void)
{
	struct buf	 out = { 0 };
	struct json	 j;

	json_init(&j, &out, options.json ? 0 : 2);
	json_object(&j, NULL);
	json_int(&j, "events", (int64_t)options.events);
	json_int(&j, "batch", (int64_t)options.batch);
	json_int(&j, "connections", (int64_t)options.connections);
	json_text(&j, "source", options.source);
	json_bool(&j, "paused", options.paused);
	add_door(&j, "http", &http);
	add_door(&j, "zeromq", &zeromq);
	bench_number(&j, "ratio_to_zeromq", sample_median(&http.rate) /
	    sample_median(&zeromq.rate), 3);
	json_int(&j, "ledger_difference", difference);
	json_end(&j);
	puts(out.data);
	buf_release(&out);
}

static void
bench(void)
{
	uint64_t	 round;

	w.source = options.source;
	webline_start(&w);
	setenv("SIXTHKEY_OPERATOR_DB", pg_conninfo(w.pg, "operator"), 1);
	for (round = 1; round <= options.rounds; round++) {
		over_http(round, &http);
		over_zeromq(round, &zeromq);
	}
	difference = strlen(line_faults(w.line)) != 0;
	webline_stop(&w);
}

static int
usage(void)
{
	fputs("usage: tests/bench/http [--events N] [--batch N] "
	    "[--connections 1..64] [--rounds 1..25] [--source /PATH] "
	    "[--paused] [--json]\n", stderr);
	return EXIT_USAGE;
}

static int
parse(int argc, char **argv)
{
	static const struct option known[] = {
		{ "events", required_argument, NULL, 'n' },
		{ "batch", required_argument, NULL, 'b' },
		{ "connections", required_argument, NULL, 'c' },
		{ "rounds", required_argument, NULL, 'r' },
		{ "source", required_argument, NULL, 's' },
		{ "paused", no_argument, NULL, 'p' },
		{ "json", no_argument, NULL, 'j' },
		{ 0 }
	};
	int	 c;

	while ((c = getopt_long(argc, argv, "", known, NULL)) != -1) {
		if (c == 'n')
			options.events = bench_option(optarg, 1000, 10000000);
		else if (c == 'b')
			options.batch = bench_option(optarg, 1, 1000);
		else if (c == 'c')
			options.connections = bench_option(optarg, 1,
			    CONNECTIONS);
		else if (c == 'r')
			options.rounds = bench_option(optarg, 1, BENCH_ROUNDS);
		else if (c == 's')
			options.source = optarg;
		else if (c == 'p')
			options.paused = 1;
		else if (c == 'j')
			options.json = 1;
		else
			return -1;
	}
	options.events -= options.events % options.batch;
	return optind == argc ? 0 : -1;
}

int
main(int argc, char **argv)
{
	if (parse(argc, argv) != 0)
		return usage();
	bench();
	report();
	return difference != 0;
}
