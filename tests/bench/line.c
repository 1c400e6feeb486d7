/*
 * line - how fast the whole product is: producer, broker, one worker of each
 * stage and PostgreSQL at default durability, on one machine.
 *
 *	tests/bench/line --mix fresh|coalesced [--events N] [--runs N] [--json]
 *
 * fresh: every event is a report about an organisation that is not in the
 * batch, and a new published version.  coalesced: ten reports for each
 * organisation in a window.  The floor is measured before each run on the same
 * server; quote the ratio.  Latency is that of 100 events a second, from the
 * record of ingest to the record of publication, by the database's clock.
 */
#include <getopt.h>

#include "base/clock.h"
#include "base/json.h"
#include "proto/client.h"
#include "tests/bench/bench.h"
#include "tests/lib/line.h"
#include "tests/lib/load.h"
#include "tests/lib/test.h"

enum { WINDOW = 16000, PATIENCE_MS = 60000, SETTLE_S = 600, RUNS_MAX = 9,
	SLOW_EVENTS = 500, SLOW_MS = 10, BATCH = 1000, PAYLOAD = 300 };

struct options {
	const char	*mix;
	uint64_t	 events;
	int		 runs, json;
};

struct figures {
	double		 rate[RUNS_MAX], floor[RUNS_MAX], ratio[RUNS_MAX];
	double		 cpu[STAGE_COUNT], server, wal;	/* of the last run */
	double		 p50, p99;
	long		 memory[STAGE_COUNT];
	int64_t		 ledger;
};

static struct options	 options = { "fresh", 50000, 3, 0 };
static struct figures	 figures;

static void
on_answer(void *arg, const struct client_answer *a)
{
	uint64_t	*accepted = arg;

	*accepted += a->answer == ANSWER_ACCEPTED;
}

static void
submit(struct line *l, const struct load *load, uint64_t from, uint64_t to,
    int pause_ms)
{
	struct arena	*a = arena_new(0);
	uint64_t	 accepted = 0, i;
	struct err	 e;
	struct client	*c = client_open(line_submit(l), WINDOW, on_answer,
			    &accepted, &e);

	assert_non_null(c);
	for (i = from; i < to; i++) {
		if (client_submit(c, load_event(load, i, a), i, PATIENCE_MS,
		    &e) != 0)
			fail_msg("%s", e.text);
		arena_reset(a);
		if (pause_ms != 0) {
			assert_int_equal(client_flush(c, PATIENCE_MS, &e), 0);
			test_pause(pause_ms);
		}
	}
	assert_int_equal(client_flush(c, PATIENCE_MS, &e), 0);
	assert_int_equal(accepted, to - from);
	client_close(&c);
	arena_free(&a);
}

static void
note_costs(struct line *l, struct pg *pg, const uint64_t *cpu, uint64_t server,
    uint64_t wal)
{
	double		 n = (double)options.events;
	unsigned	 s;

	for (s = STAGE_NONE; s < STAGE_COUNT; s++) {
		figures.cpu[s] = (double)(bench_cpu(line_pid(l, (enum stage)s,
		    0)) - cpu[s]) / n;
		figures.memory[s] = line_memory(l, (enum stage)s, 0);
	}
	figures.server = (double)(bench_cpu_server(pg) - server) / n;
	figures.wal = (double)(bench_wal(pg) - wal) / n;
}

static void
measure_latency(struct line *l, struct pg *pg, const struct load *load)
{
	submit(l, load, options.events, options.events + SLOW_EVENTS, SLOW_MS);
	line_settle(l, (int64_t)options.events + SLOW_EVENTS, SETTLE_S);
	figures.p50 = strtod(pg_value(pg, "select 1000 * percentile_cont(0.5) "
	    "within group (order by extract(epoch from p.at - e.at)) from "
	    "sixthkey.event e join sixthkey.publication p using (event_id) "
	    "where event_id > (select max(event_id) - %d from sixthkey.event)",
	    SLOW_EVENTS), NULL);
	figures.p99 = strtod(pg_value(pg, "select 1000 * percentile_cont(0.99)"
	    " within group (order by extract(epoch from p.at - e.at)) from "
	    "sixthkey.event e join sixthkey.publication p using (event_id) "
	    "where event_id > (select max(event_id) - %d from sixthkey.event)",
	    SLOW_EVENTS), NULL);
}

static void
run_once(int run)
{
	struct load	 load = { (uint64_t)run + 1, (unsigned)
			    (strcmp(options.mix, "coalesced") == 0 ?
			    options.events / 10 : options.events),
			    "/bench/line" };
	struct pg	*pg = pg_start_with("fsync = on\n"
			    "shared_buffers = 256MB\n");
	struct line	*l;
	uint64_t	 cpu[STAGE_COUNT], server, wal;
	unsigned	 s;
	int64_t		 from;

	figures.floor[run] = floor_run(pg, options.events, BATCH, PAYLOAD);
	pg_fresh(pg);
	l = line_start(pg, 1, NULL, NULL);
	submit(l, &load, options.events + SLOW_EVENTS,
	    options.events + SLOW_EVENTS + 1, 0);
	line_settle(l, 1, SETTLE_S);
	for (s = STAGE_NONE; s < STAGE_COUNT; s++)
		cpu[s] = bench_cpu(line_pid(l, (enum stage)s, 0));
	server = bench_cpu_server(pg);
	wal = bench_wal(pg);
	from = clock_ms();
	submit(l, &load, 0, options.events, 0);
	line_settle(l, (int64_t)options.events + 1, SETTLE_S);
	figures.rate[run] = (double)options.events * 1000.0 /
	    (double)(clock_ms() - from);
	figures.ratio[run] = figures.rate[run] / figures.floor[run];
	note_costs(l, pg, cpu, server, wal);
	measure_latency(l, pg, &load);
	figures.ledger += strlen(line_faults(l)) != 0;
	line_stop(&l);
	pg_stop(&pg);
}

static void
spread(struct json *j, const char *key, double *x, int decimals)
{
	size_t	 n = (size_t)options.runs;
	char	 text[40];
	double	 figure[3];
	int	 i;

	bench_sort(x, n);
	figure[0] = bench_quantile(x, n, 0.5);
	figure[1] = x[0];
	figure[2] = x[n - 1];
	for (i = 0; i < 3; i++) {
		char name[60];

		snprintf(name, sizeof(name), "%s%s", key,
		    i == 0 ? "" : i == 1 ? "_min" : "_max");
		snprintf(text, sizeof(text), "%.*f", decimals, figure[i]);
		json_raw(j, name, text, strlen(text));
	}
}

static void
number(struct json *j, const char *key, double x)
{
	char	 text[40];

	snprintf(text, sizeof(text), "%.1f", x);
	json_raw(j, key, text, strlen(text));
}

static void
report(void)
{
	struct buf	 out = { 0 };
	struct json	 j;
	unsigned	 s;

	json_init(&j, &out, options.json ? 0 : 2);
	json_object(&j, NULL);
	json_text(&j, "mix", options.mix);
	json_int(&j, "events", (int64_t)options.events);
	json_int(&j, "runs", options.runs);
	json_text(&j, "transport", "ipc");
	spread(&j, "events_per_second", figures.rate, 0);
	spread(&j, "floor_events_per_second", figures.floor, 0);
	spread(&j, "ratio_to_floor", figures.ratio, 3);
	json_object(&j, "cpu_us_per_event");
	number(&j, "broker", figures.cpu[STAGE_NONE]);
	for (s = STAGE_INGEST; s < STAGE_COUNT; s++)
		number(&j, stage_name((enum stage)s), figures.cpu[s]);
	number(&j, "postgresql", figures.server);
	json_end(&j);
	json_object(&j, "memory_kb");
	json_int(&j, "broker", figures.memory[STAGE_NONE]);
	for (s = STAGE_INGEST; s < STAGE_COUNT; s++)
		json_int(&j, stage_name((enum stage)s), figures.memory[s]);
	json_end(&j);
	number(&j, "wal_bytes_per_event", figures.wal);
	number(&j, "p50_ms", figures.p50);
	number(&j, "p99_ms", figures.p99);
	json_int(&j, "ledger_difference", figures.ledger);
	json_end(&j);
	puts(out.data);
	buf_release(&out);
}

static void
bench(void **state)
{
	int	 run;

	(void)state;
	for (run = 0; run < options.runs; run++)
		run_once(run);
}

static int
usage(void)
{
	fputs("usage: tests/bench/line [--mix fresh|coalesced] [--events N] "
	    "[--runs 1..9] [--json]\n", stderr);
	return 64;
}

int
main(int argc, char **argv)
{
	static const struct option known[] = {
		{ "mix", required_argument, NULL, 'm' },
		{ "events", required_argument, NULL, 'n' },
		{ "runs", required_argument, NULL, 'r' },
		{ "json", no_argument, NULL, 'j' },
		{ 0 }
	};
	const struct CMUnitTest	 tests[] = { cmocka_unit_test(bench) };
	int			 c;

	while ((c = getopt_long(argc, argv, "", known, NULL)) != -1) {
		if (c == 'm')
			options.mix = optarg;
		else if (c == 'n')
			options.events = strtoull(optarg, NULL, 10);
		else if (c == 'r')
			options.runs = (int)strtol(optarg, NULL, 10);
		else if (c == 'j')
			options.json = 1;
		else
			return usage();
	}
	if (options.events < 1000 || options.runs < 1 ||
	    options.runs > RUNS_MAX || (strcmp(options.mix, "fresh") != 0 &&
	    strcmp(options.mix, "coalesced") != 0))
		return usage();
	if (cmocka_run_group_tests_name("bench", tests, NULL, NULL) != 0)
		return 1;
	report();
	return figures.ledger != 0;
}
