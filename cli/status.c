/*
 * status - what waits at each stage, and whether the books balance.
 */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "cli/books.h"
#include "cli/cmd.h"
#include "cli/identity.h"
#include "cli/link.h"
#include "cli/opt.h"
#include "cli/tint.h"
#include "proto/client.h"

enum {
	BROKER_PATIENCE_MS = 1000,
	WAIT_STEP_MS = 200,
	WATCH_SECONDS = 2,
	MAX_SECONDS = 3600
};

/* What was asked for. */
struct wish {
	int	 wait, json;
	int64_t	 watch_ms;	/* 0: once */
	struct key_conf key;	/* ours, for the broker */
};

/* What the broker says of itself; `why` where it says nothing. */
struct broker_view {
	struct stage_report	stage[STAGE_COUNT];
	int			there;
	struct err		why;
};

static void
pause_ms(long ms)
{
	poll(NULL, 0, (int)ms);
}

static void
ask_broker(struct broker_view *r, const struct key_conf *key, struct arena *a)
{
	const char	*endpoint = getenv("SIXTHKEY_CONTROL");
	struct frame	 f;
	size_t		 i;

	*r = (struct broker_view){ 0 };
	if (endpoint == NULL || *endpoint == '\0') {
		err_set(&r->why, ERR_SETUP, "SIXTHKEY_CONTROL is not set");
		return;
	}
	if (client_query_as(key, endpoint, BROKER_PATIENCE_MS, a, &f,
	    &r->why) != 0)
		return;
	r->there = 1;
	for (i = 0; i < f.nreport; i++)
		if (f.report[i].stage < STAGE_COUNT)
			r->stage[f.report[i].stage] = f.report[i];
}

static void
add_age(struct buf *b, int64_t ms)
{
	int64_t	s = ms / 1000;

	if (ms < 0)
		buf_printf(b, " %9s", "-");
	else if (s < 60)
		buf_printf(b, " %5lld.%lld s", (long long)s,
		    (long long)(ms % 1000 / 100));
	else if (s < 3600)
		buf_printf(b, " %3lldm %02llds", (long long)(s / 60),
		    (long long)(s % 60));
	else
		buf_printf(b, " %3lldh %02lldm", (long long)(s / 3600),
		    (long long)(s / 60 % 60));
}

static void
add_broker(struct buf *b, const struct broker_view *r, enum stage s)
{
	if (r->there)
		buf_printf(b, " %10llu",
		    (unsigned long long)r->stage[s].in_flight);
	else
		buf_printf(b, " %10s", "-");
}

static void
add_workers(struct buf *b, const struct broker_view *r, enum stage s)
{
	if (r->there)
		buf_printf(b, " %5u / %-3u", r->stage[s].busy,
		    r->stage[s].workers);
	else
		buf_printf(b, " %11s", "-");
}

static void
add_stage(struct buf *b, const struct books *k, const struct broker_view *r,
    enum stage s)
{
	const struct stage_books	*n = &k->stage[s];

	buf_printf(b, "%-20s %9lld", stage_name(s), (long long)n->waiting);
	add_broker(b, r, s);
	add_age(b, n->oldest_ms);
	buf_printf(b, " %9.1f", (double)n->recent / 10);
	add_workers(b, r, s);
	buf_printf(b, " %8lld %7lld %7lld\n", (long long)n->retrying,
	    (long long)n->dead, (long long)n->parked);
}

static void
add_gaps(struct buf *b, const struct books *k)
{
	int	s;

	for (s = STAGE_INGEST; s < STAGE_COUNT; s++)
		if (books_stage_gap(k, (enum stage)s) != 0)
			buf_printf(b, "  %s: %lld unaccounted for\n",
			    stage_name((enum stage)s),
			    (long long)books_stage_gap(k, (enum stage)s));
	if (books_gap(k) != 0)
		buf_printf(b, "  overall: %lld unaccounted for\n",
		    (long long)books_gap(k));
}

static void
add_ledger(struct buf *b, const struct books *k)
{
	struct stage_books	open = books_total(k);

	buf_printf(b, "accepted %lld = published %lld + no change %lld + "
	    "held %lld + superseded %lld + discarded %lld\n",
	    (long long)k->accepted, (long long)k->published,
	    (long long)k->no_change, (long long)k->held,
	    (long long)k->superseded, (long long)k->discarded);
	buf_printf(b, "    + waiting %lld + retrying %lld + dead %lld + "
	    "parked %lld\n", (long long)books_undecided(k),
	    (long long)open.retrying, (long long)open.dead,
	    (long long)open.parked);
}

static void
add_table(struct buf *b, const struct books *k, const struct broker_view *r)
{
	int	s, on = tint_wanted(stdout), fine = books_balanced(k);

	buf_printf(b, "%s%s%s\n\n", tint_mark(on, fine ? MARK_GOOD :
	    MARK_INADEQUATE), fine ? "the books balance" :
	    "THE BOOKS DO NOT BALANCE", tint_end(on));
	buf_printf(b, "%-20s %9s %10s %9s %9s %11s %8s %7s %7s\n", "STAGE",
	    "WAITING", "IN FLIGHT", "OLDEST", "RATE/S", "BUSY / ALL",
	    "RETRYING", "DEAD", "PARKED");
	for (s = STAGE_INGEST; s < STAGE_COUNT; s++)
		add_stage(b, k, r, (enum stage)s);
	buf_char(b, '\n');
	add_ledger(b, k);
	add_gaps(b, k);
	if (!r->there)
		buf_printf(b, "what is in flight, and the workers, are not "
		    "known: %s\n", r->why.text);
}

static void
show(const struct books *k, const struct wish *w)
{
	struct arena	*a = arena_new(0);
	struct buf	 b = { 0 };
	struct broker_view	 r;

	if (w->json) {
		books_json(k, &b);
	} else {
		ask_broker(&r, &w->key, a);
		if (w->watch_ms != 0 && tint_wanted(stdout))
			buf_text(&b, "\033[H\033[2J");
		add_table(&b, k, &r);
	}
	fwrite(b.data, 1, b.len, stdout);
	fflush(stdout);
	buf_release(&b);
	arena_free(&a);
}

static int
is_settled(const struct books *k)
{
	struct stage_books	open = books_total(k);

	return open.waiting == 0 && open.retrying == 0;
}

static int
run(struct db *db, const struct wish *w)
{
	struct books	k = { 0 };
	struct err	e = { 0 };

	for (;;) {
		if (books_read(&k, db, &e) != 0)
			return link_failed("status", &e);
		if (w->wait && !is_settled(&k)) {
			pause_ms(WAIT_STEP_MS);
			continue;
		}
		show(&k, w);
		if (w->watch_ms == 0)
			break;
		pause_ms((long)w->watch_ms);
	}
	return books_balanced(&k) ? EXIT_OK : EXIT_NO;
}

/* "", "2", "2s": seconds between two looks. */
static int
read_watch(const char *text, int64_t *ms)
{
	char	word[16];
	size_t	n = strlen(text);
	int64_t	seconds = WATCH_SECONDS;

	if (n >= sizeof(word))
		return -1;
	memcpy(word, text, n + 1);
	if (n > 0 && word[n - 1] == 's')
		word[n - 1] = '\0';
	if (n > 0 && text_number(word, 1, MAX_SECONDS, &seconds) != 0)
		return -1;
	*ms = seconds * 1000;
	return 0;
}

int
cmd_status(int argc, char **argv)
{
	const char		*watch = NULL;
	struct wish		 w = { 0 };
	const struct opt	 opts[] = {
		{ "watch", 'w', OPT_MAYBE, &watch },
		{ "wait", 0, OPT_FLAG, &w.wait },
		{ "json", 0, OPT_FLAG, &w.json },
		{ 0 }
	};
	int			 code = opt_parse(opts, argc, argv);
	struct db		*db;

	if (code < 0)
		return EXIT_USAGE;
	if (code > 0)
		return cmd_misused("status", "takes no arguments");
	if (watch != NULL && read_watch(watch, &w.watch_ms) != 0)
		return cmd_misused("status", "--watch takes seconds, such as "
		    "2s, not \"%s\"", watch);
	if ((code = identity_load("status", &w.key)) != EXIT_OK ||
	    (code = link_db("status", books_queries, &db)) != EXIT_OK)
		return code;
	code = run(db, &w);
	db_close(&db);
	return code;
}
