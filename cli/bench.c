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
#include "cli/list.h"
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
	double		 took;		/* seconds */
	enum form	 form;
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

	while (clock_us() < until) {
		b->sent_us[b->sent % SLOTS] = clock_us();
		if (client_submit(b->client, ev, b->sent++, PATIENCE_MS,
		    e) != 0)
			return -1;
	}
	if (client_flush(b->client, PATIENCE_MS, e) != 0)
		return -1;
	b->took = (double)(clock_us() - began) / 1e6;
	return 0;
}

static void
put_row(const struct bench *b)
{
	static const struct heading	headings[] = {
		{ "answers", 1 }, { "seconds", 1 }, { "a_second", 1 },
		{ "under_way", 1 }, { "p50_ms", 1 }, { "p99_ms", 1 }
	};
	char		 text[6][24];

	snprintf(text[0], 24, "%llu", (unsigned long long)b->answered);
	snprintf(text[1], 24, "%.3f", b->took);
	snprintf(text[2], 24, "%.0f", (double)b->answered / b->took);
	snprintf(text[3], 24, "%lld", (long long)b->window);
	snprintf(text[4], 24, "%u", within(b, 0.5));
	snprintf(text[5], 24, "%u", within(b, 0.99));
	list_one(stdout, b->form, headings, 6, (const char *const []){
	    text[0], text[1], text[2], text[3], text[4], text[5] });
}

static void
tell(const struct bench *b, const char *event)
{
	if (b->form != FORM_TABLE) {
		put_row(b);
		return;
	}
	printf("%llu answers in %.1f s: %.0f a second, with %lld under way\n"
	    "half of them within %u ms, 99 of 100 within %u ms\n"
	    "nothing was written: event %s was submitted again\n",
	    (unsigned long long)b->answered, b->took,
	    (double)b->answered / b->took, (long long)b->window,
	    within(b, 0.5), within(b, 0.99), event);
	cmd_next("sixthkey top");
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
	else
		tell(b, ev->source_id);
	client_close(&b->client);
	if (code == EXIT_OK && b->other != 0) {
		cmd_say("bench", "%llu answers were not \"duplicate\"",
		    (unsigned long long)b->other);
		code = EXIT_NO;
	}
	return code;
}

int
cmd_bench(int argc, char **argv)
{
	struct bench		*b = calloc(1, sizeof(*b));
	const struct opt	 opts[] = {
		{ "output", 'o', OPT_FORM, &b->form },
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
	b->form = FORM_TABLE;
	n = opt_parse(opts, argc, argv);
	if (n != 0)
		code = n < 0 ? EXIT_USAGE : cmd_misused("bench",
		    "takes no arguments");
	else if (b->form == FORM_NAME)
		code = form_no_name("bench");
	else if (b->window < 1 || b->window > SLOTS || b->seconds < 1)
		code = cmd_misused("bench", "--window takes 1 to %d, --seconds "
		    "1 and more", SLOTS);
	else if ((code = find(a, &ev)) == EXIT_OK)
		code = measure(b, &ev);
	arena_free(&a);
	free(b);
	return code;
}
