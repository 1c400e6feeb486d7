/*
 * peers - the same four-stage job on what a user would pick instead, beside the
 * line and the floor, in turn and in one run.
 *
 *	tests/bench/peers [--events N] [--rounds N] [--json] NAME...
 *
 * queue: a plain SKIP LOCKED queue in C.  rabbitmq: quorum queues and
 * PostgreSQL, C client.  graphile-worker: from npm, one event a job, and a
 * hundred.  Every stage writes its effect exactly once; payloads have 300 bytes.
 * A peer is installed when it is named; one that cannot be had is skipped, and
 * the reason is told.  Slow ones get fewer events.
 */
#include <getopt.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/bench/lib/floor.h"
#include "tests/bench/lib/queue.h"
#include "tests/bench/lib/rig.h"
#include "tests/lib/test.h"

enum { EXIT_USAGE = 64, NOT_TO_BE_HAD = 77, SAID = 2000, PAYLOAD = 300 };

/* One way to run a peer. */
static const struct way {
	const char	*peer, *way;
	const char	*script;	/* in tests/bench/peer; NULL: here */
	unsigned	 batch;
	unsigned	 share;		/* one in so many of the events */
} ways[] = {
	{ "queue", "batch 100", NULL, 100, 1 },
	{ "queue", "batch 500", NULL, 500, 1 },
	{ "rabbitmq", "batch 500", "rabbitmq", 500, 1 },
	{ "graphile-worker", "one event a job", "graphile-worker", 1, 10 },
	{ "graphile-worker", "100 events a job", "graphile-worker", 100, 1 },
};

enum { WAYS = sizeof(ways) / sizeof(*ways) };

struct row {
	int		 wanted;
	struct sample	 rate, to_floor, line_over;
	char		 settings[SAID], skipped[SAID];
};

struct bench {
	uint64_t	 events, rounds;
	int		 json;
	struct pg	*pg;
	struct rig	*noop, *fresh;
	struct sample	 floor, line, product;
	struct row	 row[WAYS];
};

/* What a peer's script says on its standard output; its exit code. */
static int
ask(const struct bench *b, const struct way *w, uint64_t events,
    char said[SAID])
{
	char	 command[600];
	size_t	 n;
	FILE	*f;
	int	 status;

	snprintf(command, sizeof(command), "tests/bench/peer/%s '%s' %llu "
	    "%u %d", w->script, pg_conninfo(b->pg, NULL),
	    (unsigned long long)events, w->batch, PAYLOAD);
	fflush(stdout);
	f = popen(command, "r");
	assert_non_null(f);
	n = fread(said, 1, SAID - 1, f);
	said[n] = '\0';
	status = pclose(f);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* Events a second; 0: it is not to be had, or did not go through. */
static double
run_script(const struct bench *b, const struct way *w, struct row *row,
    uint64_t events)
{
	char	 said[SAID];
	int	 code = ask(b, w, events, said);
	size_t	 line = strcspn(said, "\n");

	if (code != 0) {
		snprintf(row->skipped, sizeof(row->skipped), "%.*s%s",
		    (int)line, said, code == NOT_TO_BE_HAD ? "" :
		    " (it failed)");
		return 0;
	}
	snprintf(row->settings, sizeof(row->settings), "%.*s",
	    (int)strcspn(said + line + 1, "\n"), said + line + 1);
	return strtod(said, NULL);
}

static void
run_way(struct bench *b, size_t i)
{
	const struct way	*w = &ways[i];
	struct row		*row = &b->row[i];
	double			 rate, floor = b->floor.x[b->floor.n - 1];

	if (!row->wanted || row->skipped[0] != '\0')
		return;
	if (w->script == NULL) {
		rate = queue_run(b->pg, b->events / w->share, w->batch,
		    PAYLOAD);
		snprintf(row->settings, sizeof(row->settings), "%s",
		    QUEUE_SETTINGS);
	} else
		rate = run_script(b, w, row, b->events / w->share);
	if (rate == 0)
		return;
	sample_add(&row->rate, rate);
	sample_add(&row->to_floor, rate / floor);
	sample_add(&row->line_over, b->line.x[b->line.n - 1] / rate);
}

static void
add_row(struct json *j, const struct way *w, const struct row *row,
    uint64_t events)
{
	json_object(j, NULL);
	json_text(j, "peer", w->peer);
	json_text(j, "way", w->way);
	if (row->skipped[0] != '\0') {
		json_text(j, "skipped", row->skipped);
		json_end(j);
		return;
	}
	json_int(j, "events", (int64_t)(events / w->share));
	sample_json(j, "events_per_second", &row->rate, 0);
	sample_json(j, "ratio_to_floor", &row->to_floor, 3);
	sample_json(j, "line_is_faster_by", &row->line_over, 1);
	json_raw(j, "settings", row->settings, strlen(row->settings));
	json_end(j);
}

static void
report(const struct bench *b)
{
	struct buf	 out = { 0 };
	struct json	 j;
	size_t		 i;

	json_init(&j, &out, b->json ? 0 : 2);
	json_object(&j, NULL);
	bench_settings(&j, b->pg);
	json_int(&j, "events", (int64_t)b->events);
	json_int(&j, "rounds", (int64_t)b->rounds);
	json_int(&j, "payload_bytes", PAYLOAD);
	sample_json(&j, "floor_events_per_second", &b->floor, 0);
	sample_json(&j, "line_noop_events_per_second", &b->line, 0);
	sample_json(&j, "line_fresh_events_per_second", &b->product, 0);
	json_array(&j, "peers");
	for (i = 0; i < WAYS; i++)
		if (b->row[i].wanted)
			add_row(&j, &ways[i], &b->row[i], b->events);
	json_end(&j);
	json_int(&j, "ledger_difference", rig_difference(b->noop) +
	    rig_difference(b->fresh));
	json_end(&j);
	puts(out.data);
	buf_release(&out);
}

/* Each in turn; who is to be had is known after the first round. */
static void
measure(struct bench *b)
{
	struct rig_plan	 plan = { .mix = MIX_NOOP, .workers = 1,
			    .organisations = b->events * b->rounds + 1000 };
	uint64_t	 round;
	size_t		 i;

	b->pg = pg_start_with(BENCH_SERVER);
	b->noop = rig_open(&plan);
	plan.mix = MIX_FRESH;
	b->fresh = rig_open(&plan);
	for (round = 0; round < b->rounds; round++) {
		sample_add(&b->floor, floor_run(b->pg, b->events, FLOOR_BATCH,
		    PAYLOAD).events_per_second);
		sample_add(&b->line,
		    rig_round(b->noop, b->events).events_per_second);
		sample_add(&b->product,
		    rig_round(b->fresh, b->events).events_per_second);
		for (i = 0; i < WAYS; i++)
			run_way(b, i);
	}
	report(b);
	rig_close(&b->noop);
	rig_close(&b->fresh);
	pg_stop(&b->pg);
}

static int
usage(void)
{
	fputs("usage: tests/bench/peers [--events N] [--rounds N] [--json] "
	    "NAME...\nNAME is queue, rabbitmq or graphile-worker\n", stderr);
	return EXIT_USAGE;
}

static int
want(struct bench *b, const char *name)
{
	int	 known = 0;
	size_t	 i;

	for (i = 0; i < WAYS; i++)
		if (strcmp(ways[i].peer, name) == 0)
			known = b->row[i].wanted = 1;
	return known;
}

int
main(int argc, char **argv)
{
	static const struct option known[] = {
		{ "events", required_argument, NULL, 'n' },
		{ "rounds", required_argument, NULL, 'r' },
		{ "json", no_argument, NULL, 'j' },
		{ 0 }
	};
	static struct bench	 b = { .events = 30000, .rounds = 3 };
	int			 c;

	while ((c = getopt_long(argc, argv, "", known, NULL)) != -1) {
		if (c == 'n')
			b.events = bench_option(optarg, 1000, 10000000);
		else if (c == 'r')
			b.rounds = bench_option(optarg, 1, BENCH_ROUNDS);
		else if (c == 'j')
			b.json = 1;
		else
			return usage();
	}
	if (optind == argc)
		return usage();
	for (; optind < argc; optind++)
		if (!want(&b, argv[optind]))
			return usage();
	measure(&b);
	return 0;
}
