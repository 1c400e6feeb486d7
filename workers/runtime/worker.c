#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/conf.h"
#include "base/log.h"
#include "proto/event.h"
#include "workers/runtime/case.h"
#include "workers/runtime/deliver.h"
#include "workers/runtime/link.h"
#include "workers/runtime/measure.h"
#include "workers/runtime/node.h"
#include "workers/runtime/options.h"
#include "workers/runtime/spans.h"

enum {
	TICK_MS = 250,
	BACKOFF_MIN_MS = 100, BACKOFF_MAX_MS = 5000,
	TRIES_BATCH = 3, TRIES_SINGLE = 2,
	UNPARK_MS = 30000
};

struct runtime {
	const struct worker	*worker;
	struct worker_conf	 conf;
	struct self		 self;
	char			 program[40];
	struct bus		*bus;
	struct link		*link;
	struct db		*db;
	int32_t			 node;
	int			 signals;	/* a signalfd */
	int			 draining;
	long			 backoff;
	int64_t			 unpark;	/* when to look again */
	struct meters		 meters;
	struct db_count		 count;
	struct spans		*spans;
	unsigned		 wary;		/* of what has come in */
};

static void
beat(void *arg)
{
	struct runtime	*r = arg;
	struct err	 e;

	measure_db(&r->meters, &r->count);
	link_beat(r->link, clock_ms(), &e);
}

/* SIGTERM and SIGINT arrive as data; no handler runs code.  The broker may
 * say the same. */
static void
check_signals(struct runtime *r, int ready)
{
	struct signalfd_siginfo	 info;
	struct err		 e;
	int			 told;

	told = (ready && read(r->signals, &info, sizeof(info)) ==
	    sizeof(info)) || link_dismissed(r->link);
	if (!told || r->draining)
		return;
	LOG(INFO, "draining", LOG_INT("in_hand", link_in_hand(r->link)));
	r->draining = 1;
	link_drain(r->link, &e);
}

static int
connect_db(struct runtime *r, struct err *e)
{
	enum query	 all[12] = { Q_NODE_PUT_KNOWS, Q_ASIDE_PUT,
			    Q_ASIDE_UNPARK, r->worker->put };
	size_t		 k, n = 4;

	for (k = 0; k < WORKER_READS && r->worker->read[k] != Q_NONE; k++)
		all[n++] = r->worker->read[k];
	if (r->worker->recorded != Q_NONE)
		all[n++] = r->worker->recorded;
	if (r->worker->door != NULL) {
		all[n++] = Q_INGEST_PUT_NEW;
		all[n++] = Q_INGEST_NUMBERS;
		all[n++] = Q_INGEST_EXISTING;
		all[n++] = Q_INGEST_CONFIRM;
		all[n++] = Q_QUARANTINE_PUT;
	}
	r->db = db_open(r->conf.db, r->program, all, beat, r, e);
	if (r->db == NULL) {
		r->count.n[DB_CONNECTION]++;
		return -1;
	}
	db_count_into(r->db, &r->count);
	if (db_keep_plans(r->db, e) != 0 || (r->node == 0 &&
	    node_put(r->db, r->self.instance, r->program, r->conf.name,
	    &r->node, e) != 0)) {
		db_close(&r->db);
		return -1;
	}
	return 0;
}

/* Wait out the backoff on the descriptors, so that a signal ends it. */
static void
back_off(struct runtime *r)
{
	int64_t	 until = clock_ms() + r->backoff;

	while (!r->draining && clock_ms() < until) {
		struct pollfd	 p = { .fd = r->signals, .events = POLLIN };
		long		 left = (long)(until - clock_ms());

		beat(r);
		if (poll(&p, 1, (int)(left < TICK_MS ? left : TICK_MS)) > 0)
			check_signals(r, 1);
	}
	r->backoff = r->backoff * 2 > BACKOFF_MAX_MS ? BACKOFF_MAX_MS :
	    r->backoff * 2;
}

/* A connection, whatever it takes; -1 on ERR_SETUP or when draining. */
static int
need_db(struct runtime *r, struct err *e)
{
	while (r->db == NULL || !db_alive(r->db)) {
		db_close(&r->db);
		if (connect_db(r, e) == 0)
			return 0;
		if (e->kind == ERR_SETUP || r->draining)
			return -1;
		LOG(WARN, "the database is not there; trying again",
		    LOG_TEXT("error", e->text), LOG_INT("in_ms", r->backoff));
		back_off(r);
	}
	return 0;
}

/*
 * At the start, and now and then again: an older worker of the stage may have
 * parked a message once more.  A database that is away is met again soon.
 */
static int
unpark(struct runtime *r, struct err *e)
{
	struct delivery	 d = { .worker = r->worker };
	int64_t		 now = clock_ms();

	if (r->worker->door != NULL || r->draining || now < r->unpark)
		return 0;
	r->unpark = now + UNPARK_MS;
	if (need_db(r, e) == 0) {
		d.db = r->db;
		d.node = r->node;
		if (deliver_parked(&d, e) == 0)
			return 0;
	}
	return e->kind == ERR_SETUP ? -1 : 0;
}

/*
 * One delivery, again on a new connection when it did not go through, `tries`
 * times at most; waiting for a server that is away is not a try.  What a lost
 * COMMIT did record is found by its records.
 */
static int
deliver_surely(struct runtime *r, struct batch *b, int tries, struct err *e)
{
	for (;;) {
		struct delivery	 d = { r->worker, NULL, 0, clock_today(),
				    &r->meters, &r->wary };

		if (need_db(r, e) != 0)
			return -1;
		d.db = r->db;
		d.node = r->node;
		if (deliver(&d, b, e) == 0) {
			r->backoff = BACKOFF_MIN_MS;
			return 0;
		}
		if (e->kind != ERR_AGAIN || r->draining || --tries == 0)
			return -1;
		LOG(WARN, "a batch did not go through; trying again",
		    LOG_TEXT("error", e->text), LOG_INT("tasks", b->ntask),
		    LOG_INT("in_ms", r->backoff));
		db_close(&r->db);
		back_off(r);
	}
}

/*
 * Every message by itself: only the culprit may fail.  What cannot be recorded
 * is put aside, and if even that fails the world is not ready (ERR_AGAIN).
 */
static int
deliver_singly(struct runtime *r, struct batch *b, struct err *e)
{
	struct outcome_of	*out = ARENA_ARRAY(b->arena, b->ntask,
				    struct outcome_of);
	struct task		*next = ARENA_ARRAY(b->arena, b->ntask,
				    struct task);
	size_t			 i, nnext = 0;

	for (i = 0; i < b->ntask; i++) {
		struct batch	 one = { .arena = b->arena,
				    .scratch = b->scratch,
				    .taken_us = b->taken_us,
				    .task = &b->task[i], .ntask = 1 };

		beat(r);
		if (deliver_surely(r, &one, TRIES_SINGLE, e) != 0) {
			struct delivery d = { .worker = r->worker,
			    .db = r->db, .node = r->node };

			if (e->kind == ERR_SETUP || r->draining ||
			    need_db(r, e) != 0)
				return -1;
			d.db = r->db;
			if (deliver_failed(&d, &one, e) != 0)
				return -1;
		}
		if (one.nnext == 1)
			next[nnext++] = one.next[0];
		out[i] = one.out[0];
	}
	b->out = out;
	b->next = next;
	b->nnext = nnext;
	return 0;
}

static void
log_buried(const struct runtime *r, const struct batch *b)
{
	size_t	 i;

	for (i = 0; i < b->ntask; i++)
		if (b->out[i].verdict == VERDICT_DEAD ||
		    b->out[i].verdict == VERDICT_PARKED)
			LOG(ERROR, "put a message aside",
			    LOG_TEXT("stage", stage_name(r->worker->stage)),
			    LOG_INT("event", b->task[i].id),
			    LOG_TEXT("trace", b->task[i].trace),
			    LOG_TEXT("error", b->out[i].text));
}

/* Together, else one by one, until the world is ready or we are leaving. */
static int
deliver_somehow(struct runtime *r, struct batch *b, struct err *e)
{
	while (deliver_surely(r, b, TRIES_BATCH, e) != 0) {
		if (e->kind == ERR_SETUP || r->draining)
			return -1;
		if (deliver_singly(r, b, e) == 0)
			return 0;
		if (e->kind == ERR_SETUP || r->draining)
			return -1;
		back_off(r);
	}
	return 0;
}

/* Work the batch; what cannot be worked because we are leaving goes back. */
static int
work(struct runtime *r, struct batch *b, struct err *e)
{
	int64_t	 began = clock_wall_ns();
	int	 rc;

	measure_start(&r->meters, b, clock_us());
	rc = deliver_somehow(r, b, e);
	if (rc != 0) {
		b->out = ARENA_ARRAY(b->arena, b->ntask, struct outcome_of);
		b->nnext = 0;
	} else {
		measure_end(&r->meters, r->worker, b, clock_us());
		spans_write(r->spans, b, began, clock_wall_ns());
		log_buried(r, b);
	}
	if (link_settle(r->link, b, r->draining, e) != 0)
		return -1;
	return rc != 0 && e->kind == ERR_SETUP ? -1 : 0;
}

static int
loop(struct runtime *r, struct err *e)
{
	struct bus_poll	 p[2] = { { .socket = link_socket(r->link) },
			    { .fd = r->signals } };
	struct batch	 b = { .arena = arena_new(0), .scratch = arena_new(0) };
	int		 rc = need_db(r, e);

	while (rc == 0 && !(r->draining && link_in_hand(r->link) == 0)) {
		p[0].socket = link_socket(r->link);
		if (link_in_hand(r->link) == 0)
			bus_wait(p, 2, TICK_MS);
		r->meters.n[METER_HANDSHAKE] += bus_log(r->bus);
		check_signals(r, p[1].ready);
		/* Hear first: while we worked, the broker has spoken. */
		b.taken_us = clock_us();
		rc = link_receive(r->link, &b, (size_t)r->conf.batch, e);
		measure_db(&r->meters, &r->count);
		if (rc == 0)
			rc = link_tick(r->link, clock_ms(), e);
		if (rc == 0)
			rc = unpark(r, e);
		if (rc == 0 && b.ntask != 0)
			rc = work(r, &b, e);
		arena_reset(b.arena);
		b = (struct batch){ .arena = b.arena, .scratch = b.scratch };
	}
	arena_free(&b.arena);
	arena_free(&b.scratch);
	return r->draining && rc != 0 && e->kind != ERR_SETUP ? 0 : rc;
}

static int
catch_signals(void)
{
	sigset_t	 set;

	signal(SIGPIPE, SIG_IGN);
	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigprocmask(SIG_BLOCK, &set, NULL);
	return signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
}

static int
run(struct runtime *r)
{
	struct link_conf	 lc = { .endpoint = r->conf.broker,
				    .stage = r->worker->stage,
				    .name = r->conf.name,
				    .self = &r->self,
				    .credit = (uint32_t)r->conf.credit,
				    .heartbeat = r->conf.heartbeat_ms,
				    .meters = &r->meters,
				    .credit_bytes =
				    (uint64_t)r->conf.credit_bytes };
	struct err		 e = { 0 };
	int			 rc = -1;

	if (spans_open(&r->spans, r->conf.trace_file, r->worker->stage,
	    r->self.instance, &e) == 0)
		r->bus = bus_new(&e);
	if (r->bus != NULL && key_conf_check(&r->conf.key, ROLE_WORKER,
	    r->worker->stage, &e) == 0 &&
	    bus_secure(r->bus, &r->conf.key, &e) == 0)
		r->link = link_open(r->bus, &lc, &e);
	if (r->link != NULL)
		rc = loop(r, &e);
	if (rc == 0)
		LOG_PLAIN(INFO, "left in good order");
	else
		LOG(FATAL, "cannot go on", LOG_TEXT("error", e.text));
	if (r->link != NULL)
		link_bye(r->link, &(struct err){ 0 });
	link_close(&r->link);
	spans_close(&r->spans);
	bus_free(&r->bus);
	db_close(&r->db);
	close(r->signals);
	return rc == 0 ? PROGRAM_OK : e.kind == ERR_SETUP ? PROGRAM_CONFIG :
	    PROGRAM_UNAVAILABLE;
}

int
worker_main(int argc, char **argv, const struct worker *w)
{
	struct runtime	 r = { .worker = w, .backoff = BACKOFF_MIN_MS };
	struct program_run asked;
	int		 code;

	snprintf(r.program, sizeof(r.program), "sixthkey-%s",
	    stage_name(w->stage));
	code = options_parse(argc, argv, r.program, &r.conf, &asked,
	    &r.self);
	if (code != PROGRAM_RUN)
		return code;
	if (asked.extra != NULL)
		return case_run(w, asked.extra);
	r.signals = catch_signals();
	return run(&r);
}
