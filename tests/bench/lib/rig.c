#include <string.h>
#include <unistd.h>

#include "proto/client.h"
#include "tests/bench/lib/rig_inside.h"
#include "tests/bench/lib/stored.h"
#include "tests/lib/load.h"
#include "tests/lib/test.h"

/* A window of coalesced events: a hundred organisations, ten reports each. */
enum { WINDOW_ORGANISATIONS = 100, WINDOW_EVENTS = 1000 };
enum { CELLS_LEAST = 5, CELLS_VARY = 4, PADDING = 200, DISAGREES = 64 };
enum { UNDERWAY = 16000, PATIENCE_MS = 60000, SETTLE_S = 900, LOOK_MS = 100 };

/* What comes from files is public already: nothing holds it. */
#define SOURCE	"/files/bench"

static const char *const mixes[MIX_COUNT] = { "noop", "fresh", "coalesced",
	"agreed" };

const char *
mix_name(enum mix m)
{
	return mixes[m];
}

enum mix
mix_parse(const char *name)
{
	unsigned	 m = 0;

	while (m < MIX_COUNT && strcmp(mixes[m], name) != 0)
		m++;
	return (enum mix)m;
}

/*
 * Number n of the load whose organisation takes its turn as the mix says: the
 * load itself goes round all of them.
 */
static uint64_t
place(const struct rig_plan *p, uint64_t i)
{
	uint64_t	 window, within;

	if (p->mix != MIX_COALESCED)
		return i;
	window = i / WINDOW_EVENTS;
	within = i % WINDOW_EVENTS;
	return window * WINDOW_ORGANISATIONS + within % WINDOW_ORGANISATIONS +
	    within / WINDOW_ORGANISATIONS * p->organisations;
}

static void
on_answer(void *arg, const struct client_answer *a)
{
	struct rig	*r = arg;

	/* A duplicate is one that the client had to ask about again. */
	r->accepted += a->answer == ANSWER_ACCEPTED ||
	    a->answer == ANSWER_DUPLICATE;
	if (r->answered != NULL)
		r->answered[a->tag - r->base] = bench_us();
}

static struct client *
connect_producer(struct rig *r)
{
	struct err	 e;
	struct client	*c = r->plan.ipc ? client_open(line_submit(r->line),
			    UNDERWAY, on_answer, r, &e) :
			    client_open_as(&r->key,
			    r->keyed.end[KEYED_SUBMIT], UNDERWAY, on_answer, r,
			    &e);

	if (c == NULL)
		fail_msg("%s", e.text);
	return c;
}

/*
 * A location that is rated by itself, or a trust.  All cells say the same, so
 * that any rules give that too; but for a few.
 */
static void
agree(const struct rig *r, struct event *ev, struct report *report,
    struct arena *a)
{
	struct report_cell	*cell = ARENA_ARRAY(a, report->ncell,
				    struct report_cell);
	size_t			 i;

	if (trust_code(ev->provider) == 0)
		ev->location = ev->provider;
	for (i = 0; i < report->ncell; i++) {
		cell[i] = report->cell[i];
		cell[i].location = ev->location;
		if (r->sent % DISAGREES != 0)
			cell[i].mark = (enum mark)(1 + r->sent % 4);
	}
	report->cell = cell;
}

/* To the floor's number of bytes, or nearly. */
static const char *
padded(const char *text, struct arena *a)
{
	size_t	 n = strlen(text);
	char	*p = arena_alloc(a, n + PADDING + 1);

	memcpy(p, text, n);
	memset(p + n, '0', PADDING);
	return p;
}

/* A report of five to eight cells.  Where nobody looks at it, it has as many
 * bytes as the floor's. */
static struct event
make_event(const struct rig *r, struct report *report, struct arena *a)
{
	struct load	 load = { 1, (unsigned)r->plan.organisations, SOURCE };
	struct event	 ev = *load_event(&load, place(&r->plan, r->sent), a);

	*report = *ev.report;
	report->ncell = CELLS_LEAST + r->sent / DISAGREES % CELLS_VARY;
	if (r->plan.mix == MIX_NOOP)
		report->link = padded(report->link, a);
	ev.report = report;
	if (r->plan.mix == MIX_AGREED)
		agree(r, &ev, report, a);
	return ev;
}

static void
submit_one(struct rig *r, struct client *c, struct arena *a)
{
	struct report	 report;
	struct event	 ev = make_event(r, &report, a);
	struct err	 e;

	if (r->submitted != NULL)
		r->submitted[r->sent - r->base] = bench_us();
	if (client_submit(c, &ev, r->sent, PATIENCE_MS, &e) != 0)
		fail_msg("%s", e.text);
	r->sent++;
	arena_reset(a);
}

static void
flush(struct client *c)
{
	struct err	 e;

	if (client_flush(c, PATIENCE_MS, &e) != 0)
		fail_msg("%s", e.text);
}

static void
turn(struct client *c, long ms)
{
	struct err	 e;

	if (client_turn(c, ms, &e) != 0)
		fail_msg("%s", e.text);
}

/* `rate` events a second; 0: as many as go. */
static void
submit(struct rig *r, uint64_t events, uint64_t rate)
{
	struct client	*c = connect_producer(r);
	struct arena	*a = arena_new(0);
	int64_t		 from = bench_us();
	uint64_t	 i;

	for (i = 0; i < events; i++) {
		int64_t	 due = rate == 0 ? 0 :
			    from + (int64_t)(i * 1000000 / rate), left;

		while (rate != 0 && (left = due - bench_us()) > 0)
			turn(c, (long)(left + 999) / 1000);
		submit_one(r, c, a);
		if (rate != 0)
			turn(c, 0);
	}
	flush(c);
	client_close(&c);
	arena_free(&a);
}

static int64_t
newest(struct rig *r, const char *table)
{
	return strtoll(pg_value(r->pg, "select coalesce(max(event_id), 0) "
	    "from %s", table), NULL, 10);
}

/* Looks that cost next to nothing until the last event is through. */
static void
settle(struct rig *r, int64_t mark, uint64_t events)
{
	int64_t	 last = newest(r, "event"), from = bench_us();
	char	 all[120];

	snprintf(all, sizeof(all), "select count(*) from publication where "
	    "event_id > %lld", (long long)mark);
	while (newest(r, "publication") < last ||
	    rig_number(r, all) < (int64_t)events) {
		if (bench_us() - from > SETTLE_S * 1000000L)
			fail_msg("after %d s: %lld of %llu are published",
			    SETTLE_S, (long long)rig_number(r, all),
			    (unsigned long long)events);
		test_pause(LOOK_MS);
	}
}

/* The q-th part of the time from ingest's record to publication's, in ms. */
static double
span(struct rig *r, int64_t mark, double q)
{
	return strtod(pg_value(r->pg, "select 1000 * percentile_cont(%f) "
	    "within group (order by extract(epoch from p.at - e.at)) from "
	    "event e join publication p using (event_id) where e.event_id > "
	    "%lld", q, (long long)mark), NULL);
}

static uint64_t
stage_cpu(const struct rig *r, enum stage s)
{
	uint64_t	 sum = 0;
	int		 i, n = s == STAGE_NONE ? 1 : r->plan.workers;

	for (i = 0; i < n; i++)
		sum += bench_cpu(line_pid(r->line, s, i));
	return sum;
}

struct reading {
	uint64_t	 cpu[STAGE_COUNT], producer, server, wal;
};

static struct reading
take_reading(struct rig *r)
{
	struct reading	 m = { .producer = bench_cpu(getpid()),
			    .server = bench_cpu_server(r->pg),
			    .wal = bench_wal(r->pg) };
	unsigned	 s;

	for (s = STAGE_NONE; s < STAGE_COUNT; s++)
		m.cpu[s] = stage_cpu(r, (enum stage)s);
	return m;
}

static void
note_costs(struct rig *r, const struct reading *was, double n, struct round *out)
{
	struct reading	 now = take_reading(r);
	unsigned	 s;

	for (s = STAGE_NONE; s < STAGE_COUNT; s++)
		out->cpu_us[s] = (double)(now.cpu[s] - was->cpu[s]) / n;
	out->producer_us = (double)(now.producer - was->producer) / n;
	out->server_us = (double)(now.server - was->server) / n;
	out->wal_bytes = (double)(now.wal - was->wal) / n;
}

struct round
rig_round(struct rig *r, uint64_t events)
{
	struct reading	 was = take_reading(r);
	int64_t		 mark = newest(r, "event"), from = bench_wall_us(), upto;
	struct round	 out = { 0 };

	submit(r, events, 0);
	settle(r, mark, events);
	upto = strtoll(pg_value(r->pg, "select (1000000 * extract(epoch from "
	    "max(at)))::bigint from publication where event_id > %lld",
	    (long long)mark), NULL, 10);
	note_costs(r, &was, (double)events, &out);
	out.events_per_second = (double)events * 1e6 / (double)(upto - from);
	out.p50_ms = span(r, mark, 0.5);
	out.p99_ms = span(r, mark, 0.99);
	return out;
}

struct latency
rig_latency(struct rig *r, uint64_t rate, uint64_t events)
{
	int64_t		 mark = newest(r, "event"), from = bench_us(), sent[2];
	double		*took = calloc(events, sizeof(*took));
	struct latency	 out;
	uint64_t	 i;

	r->submitted = calloc(events, sizeof(int64_t));
	r->answered = calloc(events, sizeof(int64_t));
	r->base = r->sent;
	assert_true(took && r->submitted && r->answered);
	submit(r, events, rate);
	sent[0] = r->submitted[0] - from;
	sent[1] = r->submitted[events - 1] - from;
	for (i = 0; i < events; i++)
		took[i] = (double)(r->answered[i] - r->submitted[i]) / 1000;
	free(r->submitted);
	free(r->answered);
	r->submitted = r->answered = NULL;
	bench_sort(took, events);
	settle(r, mark, events);
	out = (struct latency){
	    .rate = (double)(events - 1) * 1e6 / (double)(sent[1] - sent[0]),
	    .accept_p50_ms = bench_quantile(took, events, 0.5),
	    .accept_p99_ms = bench_quantile(took, events, 0.99),
	    .p50_ms = span(r, mark, 0.5), .p99_ms = span(r, mark, 0.99) };
	free(took);
	return out;
}

/* The product's programs, or those of the benchmark beside them. */
static const char *
programs(const struct rig *r, char folder[LINE_PATH])
{
	char	 bin[LINE_PATH - 16];

	if (r->plan.mix != MIX_NOOP)
		return NULL;
	line_programs(folder);
	snprintf(bin, sizeof(bin), "%.480s", folder);
	snprintf(folder, LINE_PATH, "%s/../test/noop", bin);
	return folder;
}

static void
start_line(struct rig *r)
{
	char			 folder[LINE_PATH], batch[40];
	const char		*settings[] = { batch, NULL };
	struct line_plan	 plan = { .bin = programs(r, folder),
				    .brokers = 1, .workers = r->plan.workers };

	if (r->plan.batch != NULL) {
		snprintf(batch, sizeof(batch), "batch=%.20s", r->plan.batch);
		plan.worker = settings;
	}
	if (!r->plan.ipc) {
		keyed_open(&r->keyed);
		keyed_add(&r->keyed, "new source --name bench --source %s "
		    "--submit %s", SOURCE, r->keyed.end[KEYED_SUBMIT]);
		r->key = keyed_read(&r->keyed, "bench");
		plan.keys = r->keyed.dir;
	}
	r->line = line_start_plan(r->pg, &plan);
}

struct rig *
rig_open(const struct rig_plan *plan)
{
	struct rig	*r = calloc(1, sizeof(*r));

	assert_non_null(r);
	r->plan = *plan;
	r->pg = pg_start_with(BENCH_SERVER);
	start_line(r);
	submit(r, 1, 0);
	settle(r, 0, 1);
	if (plan->stored != 0)
		stored_make(r->pg, plan->stored);
	if (plan->held)
		r->held = held_open(r->pg);
	r->first = rig_number(r, "select count(*) - 1 from event");
	rig_note_sizes(r);
	return r;
}

void
rig_close(struct rig **rp)
{
	struct rig	*r = *rp;

	held_close(&r->held);
	line_stop(&r->line);
	pg_stop(&r->pg);
	if (!r->plan.ipc)
		keyed_close(&r->keyed);
	free(r);
	*rp = NULL;
}
