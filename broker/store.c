#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "broker/clock.h"
#include "broker/ends.h"
#include "broker/lease.h"
#include "broker/reader.h"
#include "broker/server.h"
#include "broker/settings.h"
#include "broker/store.h"
#include "broker/tallies.h"
#include "schema/db.h"

enum { BACKOFF_MIN = 100, BACKOFF_MAX = 1000, SETTINGS_MS = 1000,
	YIELD_MS = 2000 };

enum op { OP_NONE, OP_READ, OP_ASIDE, OP_LEASE, OP_YIELD, OP_SETTINGS,
	OP_TALLY, OP_CLOCK };

enum { COL_LEADS, COL_NAME, COL_WORKERS, COL_SUBMIT };

struct store {
	struct store_conf	 conf;
	struct db		*db;
	struct reader		*reader;
	struct params		*params;
	struct arena		*arena;
	struct ends		 ends;
	struct lease		 lease;
	struct clock		 clock;
	struct tallies		 tallies;
	int64_t			 settings_at, setting;	/* next, newest */
	enum op			 op;
	int64_t			 retry_at, backoff, yield_until;
	int			 known;		/* the node row is made */
	int			 waiting;	/* said so in the log */
	int			 leads, yielded;	/* as we have said */
};

struct store *
store_new(const struct store_conf *conf)
{
	struct store	*s = calloc(1, sizeof(*s));

	if (s == NULL)
		abort();
	s->conf = *conf;
	s->reader = reader_new(&conf->skipper);
	s->params = params_new();
	s->arena = arena_new(0);
	ends_init(&s->ends);
	s->lease.ms = conf->lease_ms;
	s->setting = -1;
	return s;
}

void
store_free(struct store **sp)
{
	struct store	*s = *sp;

	if (s == NULL)
		return;
	while (s->ends.first != NULL)
		ends_drop(&s->ends);
	db_close(&s->db);
	reader_free(&s->reader);
	params_free(&s->params);
	arena_free(&s->arena);
	free(s);
	*sp = NULL;
}

void
store_action(struct store *s, const struct action *a)
{
	if (a->type == ACT_REFILL)
		reader_ask(s->reader, a->stage, a->restart, a->text);
	else if (a->type == ACT_SEND)
		clock_answer(&s->clock, &a->frame);
	else
		ends_add(&s->ends, a);
}

/* Who asked is told that nothing came; it asks again. */
static void
lose(struct store *s, const char *why)
{
	struct core_event	 ev = { .type = EV_NO_ROWS };

	if (!s->waiting)
		LOG(WARN, "waiting for the database", LOG_TEXT("error", why));
	s->waiting = 1;
	db_close(&s->db);
	s->op = OP_NONE;
	tallies_forget(&s->tallies);
	while ((ev.stage = reader_drop(s->reader)) != STAGE_NONE)
		s->conf.event(s->conf.arg, &ev);
	ev.type = EV_FORGET;
	s->conf.event(s->conf.arg, &ev);
}

static int
connect_db(struct store *s, int64_t now, struct err *e)
{
	if (now < s->retry_at)
		return 0;
	s->db = server_open(&s->conf, e);
	if (s->db != NULL) {
		LOG_PLAIN(INFO, "reached the database");
		s->waiting = 0;
		s->backoff = 0;
		if (!s->known)
			s->known = server_greet(s->db, &s->conf, s->params);
		return 0;
	}
	if (e->kind == ERR_SETUP)
		return -1;
	s->backoff = s->backoff == 0 ? BACKOFF_MIN : s->backoff * 2;
	if (s->backoff > BACKOFF_MAX)
		s->backoff = BACKOFF_MAX;
	s->retry_at = now + s->backoff;
	s->conf.count->n[DB_CONNECTION]++;
	lose(s, e->text);
	return 0;
}

static enum query
lease_query(struct store *s, int64_t now)
{
	s->op = s->lease.over ? OP_YIELD : OP_LEASE;
	params_text(s->params, s->conf.instance);
	if (s->op == OP_YIELD)
		return Q_LEASE_YIELD;
	lease_ask(&s->lease, now);
	params_text(s->params, s->conf.name);
	params_text(s->params, s->conf.workers);
	params_text(s->params, s->conf.submit);
	params_int8(s->params, s->lease.ms);
	params_text(s->params, s->conf.seat);
	return Q_LEASE_HOLD;
}

static enum query
read_query(struct store *s, int64_t now)
{
	uint32_t	 count;
	uint64_t	 bytes;

	s->op = OP_READ;
	s->conf.room(s->conf.arg, reader_stage(s->reader), &count, &bytes);
	return reader_query(s->reader, now, count, s->params);
}

/* Ends go before reading, so that nothing runs again meanwhile. */
static enum query
next_query(struct store *s, int64_t now)
{
	params_reset(s->params);
	if (lease_due(&s->lease, now) || (s->lease.over && !s->yielded))
		return lease_query(s, now);
	if (now >= s->settings_at) {
		s->op = OP_SETTINGS;
		s->settings_at = now + SETTINGS_MS;
		return Q_STAGE_SETTING_NEWEST;
	}
	if (s->ends.first != NULL) {
		s->op = OP_ASIDE;
		return end_query(s->ends.first, s->params);
	}
	if (s->leads && tallies_due(&s->tallies, now)) {
		s->op = OP_TALLY;
		return tallies_ask(&s->tallies, now, s->params);
	}
	if (s->leads && clock_due(&s->clock, now)) {
		s->op = OP_CLOCK;
		return clock_ask(&s->clock, now, clock_today(), s->params);
	}
	return reader_stage(s->reader) == STAGE_NONE ? Q_NONE :
	    read_query(s, now);
}

/* Who leads is told to the core when it changes, or another does. */
static void
say_role(struct store *s, int64_t now, const char *leader)
{
	struct core_event	 ev = { .type = EV_ROLE, .text = leader,
		.leads = lease_leads(&s->lease, now) };

	if (ev.leads != s->leads)
		LOG_PLAIN(INFO, ev.leads ? "this broker leads" :
		    "this broker stands by");
	if (!ev.leads)
		s->clock = (struct clock){ 0 };
	s->leads = ev.leads;
	s->conf.event(s->conf.arg, &ev);
}

static void
on_lease(struct store *s, int64_t now, const struct rows *rows)
{
	char	 leader[200];

	lease_answer(&s->lease, (int)rows_int(rows, 0, COL_LEADS));
	snprintf(leader, sizeof(leader), "%s leads; workers connect to %s, "
	    "producers to %s", rows_text(rows, 0, COL_NAME),
	    rows_text(rows, 0, COL_WORKERS), rows_text(rows, 0, COL_SUBMIT));
	say_role(s, now, leader);
}

static void
on_settings(struct store *s, const struct rows *rows)
{
	struct core_event	 ev;

	arena_reset(s->arena);
	if (settings_read(rows, &s->setting, s->arena, &ev))
		s->conf.event(s->conf.arg, &ev);
}

static void
on_clock(struct store *s, const struct rows *rows)
{
	struct core_event	 ev;

	arena_reset(s->arena);
	if (clock_rows(&s->clock, rows, s->arena, &ev))
		s->conf.event(s->conf.arg, &ev);
}

static void
on_read(struct store *s, int64_t now, const struct rows *rows)
{
	struct core_event	 ev;
	struct reading		 got;
	uint32_t		 count;
	uint64_t		 bytes;

	arena_reset(s->arena);
	s->conf.room(s->conf.arg, reader_stage(s->reader), &count, &bytes);
	if (!reader_rows(s->reader, now, rows, bytes, s->arena, &got))
		return;
	ev = (struct core_event){ .type = EV_BACKLOG, .stage = got.stage,
	    .waiting = got.waiting, .lag = got.lag,
	    .oldest_ms = got.oldest_ms };
	s->conf.event(s->conf.arg, &ev);
	ev = (struct core_event){ .type = EV_ROWS, .stage = got.stage,
	    .task = got.task, .ntask = got.ntask, .end = got.end };
	s->conf.event(s->conf.arg, &ev);
}

/* `lost`: why it never will be; NULL: it is stored. */
static void
on_aside(struct store *s, const char *lost)
{
	const struct end	*end = s->ends.first;
	struct core_event	 ev = { .type = EV_ASIDE, .stage = end->stage,
		.task = &end->task, .ntask = 1, .text = lost };

	LOG(ERROR, lost == NULL ? "put a message aside" : "could not put a "
	    "message aside", LOG_TEXT("stage", stage_name(end->stage)),
	    LOG_INT("event", end->task.id),
	    LOG_TEXT("verdict", verdict_name(end->verdict)),
	    LOG_TEXT("error", end->text));
	s->conf.event(s->conf.arg, &ev);
	ends_drop(&s->ends);
}

static int
conclude(struct store *s, int64_t now, struct rows *rows)
{
	enum op	 op = s->op;

	s->op = OP_NONE;
	if (op == OP_READ)
		on_read(s, now, rows);
	else if (op == OP_LEASE)
		on_lease(s, now, rows);
	else if (op == OP_YIELD)
		s->yielded = 1;
	else if (op == OP_SETTINGS)
		on_settings(s, rows);
	else if (op == OP_CLOCK)
		on_clock(s, rows);
	else if (op == OP_TALLY)
		tallies_answer(&s->tallies, now, rows);
	else
		on_aside(s, NULL);
	rows_free(&rows);
	return 1;
}

/* ERR_AGAIN comes back by itself; a statement that can never succeed must not
 * be sent for ever. */
static int
failed(struct store *s, int64_t now, struct err *e)
{
	if (e->kind == ERR_SETUP)
		return -1;
	if (s->op == OP_ASIDE && e->kind == ERR_INPUT)
		on_aside(s, e->text);
	s->retry_at = now + BACKOFF_MIN;
	lose(s, e->text);
	return 0;
}

/* 1: go on; 0: nothing more to do now; -1: ERR_SETUP. */
static int
advance(struct store *s, int64_t now, struct err *e)
{
	struct rows	*rows;
	enum query	 q;
	int		 rc;

	if (s->op == OP_NONE) {
		q = next_query(s, now);
		if (q == Q_NONE)
			return 0;
		if (db_send(s->db, q, s->params, e) != 0)
			return failed(s, now, e);
	}
	rc = db_poll(s->db, &rows, e);
	if (rc == -1)
		return failed(s, now, e);
	return rc == 1 ? conclude(s, now, rows) : 0;
}

int
store_step(struct store *s, int64_t now, struct err *e)
{
	int	 rc, turns = 8;		/* the sockets want their turn too */

	if (s->leads && !lease_leads(&s->lease, now))
		say_role(s, now, "nobody is known to lead");
	if (s->db == NULL && connect_db(s, now, e) == -1)
		return -1;
	for (rc = 1; rc == 1 && s->db != NULL && turns > 0; turns--)
		rc = advance(s, now, e);
	return rc == -1 ? -1 : 0;
}

void
store_yield(struct store *s)
{
	s->lease.over = 1;
	s->yield_until = clock_ms() + YIELD_MS;
}

int
store_fd(const struct store *s)
{
	return s->db == NULL ? -1 : db_fd(s->db);
}

int
store_yields(const struct store *s)
{
	return s->lease.over && !s->yielded && s->leads && s->db != NULL &&
	    clock_ms() < s->yield_until;
}
