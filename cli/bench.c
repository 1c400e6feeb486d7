/*
 * bench - how many submissions a second this line answers, and how fast.
 *
 * The newest event is submitted again and again: the way is the whole one, to
 * the database and back, and the answer is "duplicate", so nothing is written.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "cli/cmd.h"
#include "cli/identity.h"
#include "cli/link.h"
#include "cli/opt.h"
#include "proto/client.h"
#include "proto/convert.h"
#include "proto/meters.h"

enum { PATIENCE_MS = 30000, SECONDS = 5, WINDOW = 1000, SLOTS = 4096 };

static const enum query queries[] = { Q_SHOW_LAST_EVENT, Q_NONE };

struct bench {
	struct client	*client;
	int64_t		 seconds, window, sent_us[SLOTS];
	uint64_t	 sent, answered, other;
	struct meters	 meters;
};

static void
on_answer(void *arg, const struct client_answer *answer)
{
	struct bench	*b = arg;

	b->answered++;
	b->other += answer->answer != ANSWER_DUPLICATE;
	meters_observe(&b->meters, METER_COMMIT, clock_us() -
	    b->sent_us[answer->tag % SLOTS]);
}

/* The bound below which that part of the answers came, in milliseconds. */
static uint32_t
within(const struct bench *b, double part)
{
	uint64_t	 seen = 0;
	size_t		 i;

	for (i = 0; i < METER_BOUNDS - 1; i++) {
		seen += b->meters.n[METER_COMMIT + i];
		if ((double)seen >= part * (double)b->answered)
			break;
	}
	return meter_bounds[i];
}

static int
run(struct bench *b, const struct event *ev, struct err *e)
{
	int64_t	 began = clock_us(), until = began + b->seconds * 1000000;
	double	 took;

	while (clock_us() < until) {
		b->sent_us[b->sent % SLOTS] = clock_us();
		if (client_submit(b->client, ev, b->sent++, PATIENCE_MS,
		    e) != 0)
			return -1;
	}
	if (client_flush(b->client, PATIENCE_MS, e) != 0)
		return -1;
	took = (double)(clock_us() - began) / 1e6;
	printf("%llu answers in %.1f s: %.0f a second, with %lld under way\n"
	    "half of them within %u ms, 99 of 100 within %u ms\n"
	    "nothing was written: event %s was submitted again\n",
	    (unsigned long long)b->answered, took,
	    (double)b->answered / took, (long long)b->window,
	    within(b, 0.5), within(b, 0.99), ev->source_id);
	return 0;
}

/* The newest event, as its source sent it. */
static int
find(struct arena *a, struct event *ev)
{
	struct db	*db;
	struct rows	*rows;
	struct err	 e = { 0 };
	struct bytes	 payload;
	int		 code = link_db("bench", queries, &db);

	if (code != EXIT_OK)
		return code;
	rows = link_run("bench", db, Q_SHOW_LAST_EVENT, NULL, &code);
	if (rows != NULL && rows_count(rows) == 0) {
		cmd_say("bench", "there is no event yet; sixthkey feed FILE");
		code = EXIT_NOINPUT;
	} else if (rows != NULL) {
		payload = rows_bytea(rows, 0, 2);
		if (event_unpack(arena_bytes(a, payload.data, payload.len), a,
		    ev, &e) != 0)
			code = link_failed("bench", &e);
	}
	rows_free(&rows);
	db_close(&db);
	return code;
}

static int
measure(struct bench *b, const struct event *ev)
{
	const char	*endpoint = link_setting("bench", "SIXTHKEY_SUBMIT");
	struct key_conf	 key;
	struct err	 e = { 0 };
	int		 code = identity_load("bench", &key);

	if (endpoint == NULL || code != EXIT_OK)
		return endpoint == NULL ? EXIT_USAGE : code;
	b->client = client_open_as(&key, endpoint, (size_t)b->window,
	    on_answer, b, &e);
	if (b->client == NULL || run(b, ev, &e) != 0)
		code = link_failed("bench", &e);
	client_close(&b->client);
	if (code == EXIT_OK && b->other != 0) {
		cmd_say("bench", "%llu answers were not \"duplicate\"",
		    (unsigned long long)b->other);
		code = EXIT_NO;
	}
	if (code == EXIT_OK)
		cmd_next("sixthkey top");
	return code;
}

int
cmd_bench(int argc, char **argv)
{
	struct bench		*b = calloc(1, sizeof(*b));
	const struct opt	 opts[] = {
		{ "seconds", 0, OPT_NUMBER, &b->seconds },
		{ "window", 0, OPT_NUMBER, &b->window },
		{ 0 }
	};
	struct arena		*a = arena_new(0);
	struct event		 ev;
	int			 n, code;

	if (b == NULL)
		abort();
	b->seconds = SECONDS;
	b->window = WINDOW;
	n = opt_parse(opts, argc, argv);
	if (n != 0)
		code = n < 0 ? EXIT_USAGE : cmd_misused("bench",
		    "takes no arguments");
	else if (b->window < 1 || b->window > SLOTS || b->seconds < 1)
		code = cmd_misused("bench", "--window takes 1 to %d, --seconds "
		    "1 and more", SLOTS);
	else if ((code = find(a, &ev)) == EXIT_OK)
		code = measure(b, &ev);
	arena_free(&a);
	free(b);
	return code;
}
