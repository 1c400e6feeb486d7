#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "base/clock.h"
#include "proto/client.h"
#include "proto/convert.h"
#include "tests/chaos/history.h"
#include "tests/chaos/producer.h"

enum {
	SHARED = 16,		/* every so many belong to everybody */
	AGAIN = 25,		/* every so many are submitted twice */
	BACK = 40,		/* so much later */
	TURN_MS = 25, PATIENCE_MS = 1000
};

struct producer {
	const struct producer_conf *conf;
	int			 number;
	const char		*endpoint;
	struct client		*client;
	struct history		 history;
	struct scribe		*scribe;
	struct arena		*arena;
	int			 signals, leaving;
};

const char *
producer_history(const struct producer_conf *c, int number, char *out,
    size_t size)
{
	snprintf(out, size, "%s/history-%d", c->folder, number);
	return out;
}

/* Publication's messages carry no word of the producer's: it has no poison. */
enum stage
producer_poison(const struct producer_conf *c, uint64_t i)
{
	if (c->poison == 0 || i % c->poison != c->poison / 2)
		return STAGE_NONE;
	return (enum stage)(STAGE_INGEST + i / c->poison % 3);
}

const struct event *
producer_event(const struct producer_conf *c, uint64_t i, struct arena *a)
{
	const struct event	*plain = load_event(&c->load, i, a);
	enum stage		 stage = producer_poison(c, i);
	struct event		*ev = ARENA_NEW(a, struct event);
	struct report		*r = ARENA_NEW(a, struct report);

	if (stage == STAGE_NONE)
		return plain;
	*ev = *plain;
	*r = *plain->report;
	r->link = arena_printf(a, "%s?poison-for=%s", r->link,
	    stage_name(stage));
	ev->report = r;
	return ev;
}

static const char *
source_id(const struct producer *p, uint64_t i, char out[40])
{
	snprintf(out, 40, "%llu/%llu", (unsigned long long)p->conf->load.seed,
	    (unsigned long long)i);
	return out;
}

static void
on_answer(void *arg, const struct client_answer *a)
{
	struct producer	*p = arg;
	char		 id[40];

	scribe_answer(p->scribe, a->tag, source_id(p, a->tag, id), a->answer,
	    a->event);
}

static void
fail(const char *what, const struct err *e)
{
	fprintf(stderr, "producer: %s: %s\n", what, e->text);
	exit(EXIT_FAILURE);
}

static void
submit(struct producer *p, uint64_t i)
{
	const struct event	*ev;
	uint8_t			 d[32];
	struct err		 e;

	arena_reset(p->arena);
	ev = producer_event(p->conf, i, p->arena);
	event_digest(ev, d);
	scribe_submit(p->scribe, i, ev->source_id, d);
	while (client_submit(p->client, ev, i, PATIENCE_MS, &e) != 0)
		if (e.kind != ERR_AGAIN)
			fail("cannot submit", &e);
}

/* Everything that nobody has answered, on a connection of its own. */
static void
connect_line(struct producer *p)
{
	struct err	 e;
	uint64_t	 i;

	client_close(&p->client);
	p->client = client_open(p->endpoint, 0, on_answer, p, &e);
	if (p->client == NULL)
		fail("cannot open", &e);
	for (i = 0; i < p->history.n; i++)
		if (p->history.deed[i].submitted != 0 &&
		    p->history.deed[i].answered == 0)
			submit(p, i);
}

static void
take_signals(struct producer *p)
{
	struct signalfd_siginfo	 info;

	while (read(p->signals, &info, sizeof(info)) == sizeof(info))
		if (info.ssi_signo == SIGTERM)
			p->leaving = 1;
		else
			connect_line(p);
}

static int
is_mine(const struct producer *p, uint64_t i)
{
	return i % SHARED == 0 ||
	    (int)(i % (uint64_t)p->conf->producers) == p->number;
}

static void
submit_next(struct producer *p, uint64_t i)
{
	if (is_mine(p, i))
		submit(p, i);
	if (i % AGAIN == 0 && i >= BACK && is_mine(p, i - BACK) &&
	    p->history.deed[i - BACK].answered != 0)
		submit(p, i - BACK);
}

/* How far the pace says that we should be. */
static uint64_t
due(const struct producer *p, uint64_t first, int64_t since)
{
	double	 done = (double)(clock_ms() - since) / 1000 * p->conf->rate *
		    p->conf->producers;

	return p->conf->rate <= 0 ? UINT64_MAX : first + (uint64_t)done;
}

/* Take answers; with none to come, wait for what the pace brings. */
static void
flush(struct producer *p, long patience_ms)
{
	struct err	 e;

	if (client_pending(p->client) == 0)
		poll(&(struct pollfd){ .fd = p->signals, .events = POLLIN }, 1,
		    TURN_MS);
	else if (client_flush(p->client, patience_ms, &e) != 0 &&
	    e.kind != ERR_AGAIN)
		fail("cannot flush", &e);
	take_signals(p);
}

static void
open_signals(struct producer *p)
{
	sigset_t	 set;

	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGUSR1);
	sigprocmask(SIG_BLOCK, &set, NULL);
	p->signals = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
}

void
producer_run(void *arg, int number, const char *endpoint)
{
	struct producer	 p = { .conf = arg, .number = number,
			    .endpoint = endpoint, .arena = arena_new(0) };
	char		 path[4096];
	int64_t		 since = clock_ms();
	uint64_t	 first, next;

	producer_history(p.conf, number, path, sizeof(path));
	history_read(&p.history, path);
	p.scribe = scribe_open(path, &p.history);
	open_signals(&p);
	first = next = p.history.n;
	connect_line(&p);
	while (!p.leaving) {
		uint64_t	 end = due(&p, first, since);
		int		 n = 0;

		for (; next < end && n < 1000; n++)
			submit_next(&p, next++);
		if (p.conf->rate > 0)
			flush(&p, TURN_MS);
		take_signals(&p);
	}
	while (client_pending(p.client) != 0)
		flush(&p, PATIENCE_MS);
	exit(EXIT_SUCCESS);
}
