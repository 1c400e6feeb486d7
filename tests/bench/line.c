/*
 * line - how fast the whole product is: producer, broker, workers of each stage
 * and PostgreSQL at default durability, on one machine.
 *
 *	tests/bench/line --mix noop|fresh|coalesced|agreed [--events N]
 *	    [--rounds N] [--workers N] [--batch N] [--rate N] [--seconds N]
 *	    [--ipc] [--stored N | --held] [--no-floor] [--during COMMAND]
 *	    [--json]
 *
 * noop: workers of the same runtime that record and do nothing else.  fresh:
 * every event is a report with five to eight cells about an organisation that
 * nobody has heard of, and a new published version.  coalesced: in a window of
 * 1,000 events ten reports for each of a hundred organisations.  agreed: as
 * fresh, and most ratings are what the rules give.
 *
 * Each round measures the floor and then the line, on the same server; quote
 * the ratio.  Beside other work on the machine the line, which has more
 * processes, gets more of it than the floor: quote cpu_ratio_to_floor then, the
 * CPU of an event at the floor by that of one in the line, which is what the
 * ratio comes to where nothing but CPU is short.  --stored and --held run a
 * second, plain line in turn with the first.  Latency is that of --rate events
 * a second for --seconds.  --during: see tests/bench/lib/during.h.
 */
#include <getopt.h>
#include <sys/statvfs.h>

#include "tests/bench/lib/during.h"
#include "tests/bench/lib/floor.h"
#include "tests/bench/lib/rig.h"
#include "tests/lib/test.h"

enum { EXIT_USAGE = 64, WARM = 2000, BYTES_STORED = 1600 };

struct options {
	struct rig_plan	 plan;
	uint64_t	 events, rounds, rate, seconds;
	int		 json, no_floor;
	const char	*during;	/* a command that watches, or NULL */
};

struct figures {
	struct sample	 rate, floor, ratio, producer, server, wal, p50, p99;
	struct sample	 cpu[STAGE_COUNT], all_cpu, floor_cpu, cpu_ratio;
	struct sample	 plain, plain_ratio;	/* of the second line */
	struct latency	 slow;
	struct floor_latency	 slow_floor;
	struct sample	 fsync_us;	/* before and after the slow events */
	int64_t		 started, difference;
};

static void
note(struct figures *f, const struct round *r)
{
	double		 all = r->producer_us + r->server_us;
	unsigned	 s;

	sample_add(&f->rate, r->events_per_second);
	for (s = STAGE_NONE; s < STAGE_COUNT; s++) {
		sample_add(&f->cpu[s], r->cpu_us[s]);
		all += r->cpu_us[s];
	}
	sample_add(&f->all_cpu, all);
	if (f->floor.n == f->rate.n) {
		sample_add(&f->ratio, r->events_per_second /
		    f->floor.x[f->floor.n - 1]);
		sample_add(&f->cpu_ratio, f->floor_cpu.x[f->floor.n - 1] /
		    all);
	}
	sample_add(&f->producer, r->producer_us);
	sample_add(&f->server, r->server_us);
	sample_add(&f->wal, r->wal_bytes);
	sample_add(&f->p50, r->p50_ms);
	sample_add(&f->p99, r->p99_ms);
}

static void
run_floor(const struct options *o, struct rig *rig, struct figures *f)
{
	struct floor_figures	 r;

	if (o->no_floor)
		return;
	r = floor_run(rig_server(rig), o->events, FLOOR_BATCH, FLOOR_PAYLOAD);
	sample_add(&f->floor, r.events_per_second);
	sample_add(&f->floor_cpu, r.database_us + r.client_us);
}

/* The lines take turns at going first, so that neither is favoured. */
static void
run_round(const struct options *o, struct rig *rig, struct rig *plain,
    uint64_t number, struct figures *f)
{
	double		 other = 0;
	struct round	 r;

	run_floor(o, plain == NULL ? rig : plain, f);
	if (plain != NULL && number % 2 == 0)
		other = rig_round(plain, o->events).events_per_second;
	r = rig_round(rig, o->events);
	note(f, &r);
	if (plain == NULL)
		return;
	if (number % 2 != 0)
		other = rig_round(plain, o->events).events_per_second;
	sample_add(&f->plain, other);
	sample_add(&f->plain_ratio, r.events_per_second / other);
}

static void
run_slow(const struct options *o, struct rig *rig, struct figures *f)
{
	const char	*folder = pg_socket(rig_server(rig));

	sample_add(&f->fsync_us, bench_fsync_us(folder));
	if (o->seconds == 0)
		return;
	f->slow = rig_latency(rig, o->rate, o->rate * o->seconds);
	if (!o->no_floor)
		f->slow_floor = floor_latency(rig_server(rig), o->rate,
		    o->rate * o->seconds, FLOOR_PAYLOAD);
	sample_add(&f->fsync_us, bench_fsync_us(folder));
}

static void
add_costs(struct json *j, struct rig *rig, const struct figures *f)
{
	const struct table_bytes	*t;
	unsigned			 s;

	json_object(j, "cpu_us_per_event");
	bench_number(j, "producer", sample_median(&f->producer), 1);
	bench_number(j, "broker", sample_median(&f->cpu[STAGE_NONE]), 1);
	for (s = STAGE_INGEST; s < STAGE_COUNT; s++)
		bench_number(j, stage_name((enum stage)s),
		    sample_median(&f->cpu[s]), 1);
	bench_number(j, "postgresql", sample_median(&f->server), 1);
	json_end(j);
	sample_json(j, "all_cpu_us_per_event", &f->all_cpu, 1);
	sample_json(j, "floor_cpu_us_per_event", &f->floor_cpu, 1);
	sample_json(j, "cpu_ratio_to_floor", &f->cpu_ratio, 3);
	sample_json(j, "wal_bytes_per_event", &f->wal, 0);
	json_object(j, "table_bytes_per_event");
	for (t = rig_tables(rig); t->table != NULL; t++)
		bench_number(j, t->table, t->bytes, 1);
	json_end(j);
	json_object(j, "memory_kb");
	for (s = STAGE_NONE; s < STAGE_COUNT; s++)
		json_int(j, s == STAGE_NONE ? "broker" :
		    stage_name((enum stage)s), rig_memory(rig, (enum stage)s));
	json_end(j);
}

static void
add_latency(struct json *j, const struct figures *f)
{
	double	 target = 4 * (sample_median(&f->fsync_us) / 1000 + 0.4);

	sample_json(j, "fsync_us", &f->fsync_us, 0);
	bench_number(j, "latency_rate", f->slow.rate, 1);
	bench_number(j, "p50_ms", f->slow.p50_ms, 2);
	bench_number(j, "p99_ms", f->slow.p99_ms, 2);
	bench_number(j, "p50_target_ms", target, 2);
	bench_number(j, "floor_p50_ms", f->slow_floor.p50_ms, 2);
	bench_number(j, "floor_p99_ms", f->slow_floor.p99_ms, 2);
	bench_number(j, "p99_over_p50", f->slow.p50_ms == 0 ? 0 :
	    f->slow.p99_ms / f->slow.p50_ms, 2);
	bench_number(j, "accept_p50_ms", f->slow.accept_p50_ms, 2);
	bench_number(j, "accept_p99_ms", f->slow.accept_p99_ms, 2);
	sample_json(j, "full_load_p50_ms", &f->p50, 1);
	sample_json(j, "full_load_p99_ms", &f->p99, 1);
}

static void
add_settings(struct json *j, const struct options *o, struct rig *rig)
{
	json_text(j, "mix", mix_name(o->plan.mix));
	bench_settings(j, rig_server(rig));
	json_int(j, "events", (int64_t)o->events);
	json_int(j, "rounds", (int64_t)o->rounds);
	json_int(j, "workers_per_stage", o->plan.workers);
	json_text(j, "batch", o->plan.batch == NULL ? "as shipped" :
	    o->plan.batch);
	json_text(j, "transport", o->plan.ipc ? "ipc" : "tcp+curve");
	bench_number(j, "payload_bytes", rig_payload(rig), 0);
	json_int(j, "stored", (int64_t)o->plan.stored);
}

static void
report(const struct options *o, struct rig *rig, const struct rig *plain,
    const struct figures *f)
{
	struct buf	 out = { 0 };
	struct json	 j;

	json_init(&j, &out, o->json ? 0 : 2);
	json_object(&j, NULL);
	add_settings(&j, o, rig);
	sample_json(&j, "events_per_second", &f->rate, 0);
	sample_json(&j, "floor_events_per_second", &f->floor, 0);
	sample_json(&j, "ratio_to_floor", &f->ratio, 3);
	if (plain != NULL) {
		sample_json(&j, "plain_events_per_second", &f->plain, 0);
		sample_json(&j, "ratio_to_plain", &f->plain_ratio, 3);
	}
	if (o->plan.held) {
		bench_number(&j, "held_seconds",
		    (double)(bench_us() - f->started) / 1e6, 0);
		json_int(&j, "dead_tuples", rig_dead_tuples(rig));
	}
	add_costs(&j, rig, f);
	add_latency(&j, f);
	json_int(&j, "ledger_difference", f->difference);
	json_end(&j);
	puts(out.data);
	buf_release(&out);
}

static int
has_room(const struct options *o)
{
	struct statvfs	 v;

	return statvfs("/var/tmp", &v) == 0 && (uint64_t)v.f_bavail *
	    v.f_frsize > o->plan.stored * BYTES_STORED + (4UL << 30);
}

static int
measure(struct options *o)
{
	struct rig_plan	 other = o->plan;
	struct figures	 f = { 0 };
	struct rig	*rig, *plain = NULL;
	uint64_t	 i;
	int		 watch = 0;

	o->plan.organisations = (WARM + o->events * o->rounds + o->rate *
	    o->seconds) / (o->plan.mix == MIX_COALESCED ? 10 : 1) + 1000;
	other = o->plan;
	other.stored = 0;
	other.held = 0;
	rig = rig_open(&o->plan);
	if (o->plan.stored != 0 || o->plan.held)
		plain = rig_open(&other);
	f.started = bench_us();
	if (o->during != NULL)
		watch = during_begin(rig, o->during);
	for (i = 0; i < o->rounds; i++)
		run_round(o, rig, plain, i, &f);
	if (watch != 0)
		during_end(watch);
	run_slow(o, rig, &f);
	f.difference = rig_difference(rig);
	report(o, rig, plain, &f);
	rig_close(&rig);
	if (plain != NULL)
		rig_close(&plain);
	return f.difference != 0;
}

static int
usage(void)
{
	fputs("usage: tests/bench/line [--mix noop|fresh|coalesced|agreed] "
	    "[--events N] [--rounds N]\n"
	    "           [--workers N] [--batch N] [--rate N] [--seconds N] "
	    "[--ipc]\n"
	    "           [--stored N | --held] [--no-floor] "
	    "[--during COMMAND] [--json]\n", stderr);
	return EXIT_USAGE;
}

static const struct option known[] = {
	{ "mix", required_argument, NULL, 'm' },
	{ "events", required_argument, NULL, 'n' },
	{ "rounds", required_argument, NULL, 'r' },
	{ "workers", required_argument, NULL, 'w' },
	{ "batch", required_argument, NULL, 'b' },
	{ "rate", required_argument, NULL, 'l' },
	{ "seconds", required_argument, NULL, 's' },
	{ "ipc", no_argument, NULL, 'i' },
	{ "stored", required_argument, NULL, 'S' },
	{ "held", no_argument, NULL, 'H' },
	{ "no-floor", no_argument, NULL, 'F' },
	{ "during", required_argument, NULL, 'd' },
	{ "json", no_argument, NULL, 'j' },
	{ 0 }
};

static int
take(struct options *o, int c)
{
	switch (c) {
	case 'm':
		o->plan.mix = mix_parse(optarg);
		return o->plan.mix == MIX_COUNT;
	case 'n':
		o->events = bench_option(optarg, 100, 100000000);
		break;
	case 'r':
		o->rounds = bench_option(optarg, 1, BENCH_ROUNDS);
		break;
	case 'w':
		o->plan.workers = (int)bench_option(optarg, 1, LINE_WORKERS);
		break;
	case 'b':
		o->plan.batch = optarg;
		break;
	case 'l':
		o->rate = bench_option(optarg, 1, 1000000);
		break;
	case 's':
		o->seconds = bench_option(optarg, 0, 3600);
		break;
	case 'i':
		o->plan.ipc = 1;
		break;
	case 'S':
		o->plan.stored = bench_option(optarg, 10, 1000000000);
		break;
	case 'H':
		o->plan.held = 1;
		break;
	case 'F':
		o->no_floor = 1;
		break;
	case 'd':
		o->during = optarg;
		break;
	case 'j':
		o->json = 1;
		break;
	default:
		return 1;
	}
	return 0;
}

int
main(int argc, char **argv)
{
	struct options	 o = { .plan = { .mix = MIX_FRESH, .workers = 1 },
			    .events = 50000, .rounds = 5, .rate = 100,
			    .seconds = 5 };
	int		 c;

	while ((c = getopt_long(argc, argv, "", known, NULL)) != -1)
		if (take(&o, c) != 0)
			return usage();
	if (optind != argc)
		return usage();
	if (!has_room(&o)) {
		puts("{\"skipped\": \"not enough room in /var/tmp for so many "
		    "stored events\"}");
		return 0;
	}
	return measure(&o);
}
