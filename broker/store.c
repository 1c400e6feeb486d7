#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "broker/reader.h"
#include "broker/store.h"
#include "broker/window.h"
#include "schema/db.h"

enum { BACKOFF_MIN = 100, BACKOFF_MAX = 1000 };

enum op { OP_NONE, OP_READ, OP_ASIDE };

struct store {
	struct store_conf	 conf;
	struct db		*db;
	struct reader		*reader;
	struct params		*params;
	struct arena		*arena;
	struct end		*end, **tail;	/* to be put aside, in order */
	enum op			 op;
	int64_t			 retry_at, backoff;
	int			 known;		/* the node row is made */
	int			 waiting;	/* said so in the log */
};

/* The end of one message; the rest of the struct holds its bytes. */
struct end {
	struct end	*next;
	enum stage	 stage;
	struct task	 task;
	char		 text[400];
	uint8_t		 bytes[];
};

struct store *
store_new(const struct store_conf *conf)
{
	struct store	*s = calloc(1, sizeof(*s));

	if (s == NULL)
		abort();
	s->conf = *conf;
	s->reader = reader_new();
	s->params = params_new();
	s->arena = arena_new(0);
	s->tail = &s->end;
	return s;
}

static void
drop_end(struct store *s)
{
	struct end	*e = s->end;

	s->end = e->next;
	if (s->end == NULL)
		s->tail = &s->end;
	free(e);
}

void
store_free(struct store **sp)
{
	struct store	*s = *sp;

	if (s == NULL)
		return;
	while (s->end != NULL)
		drop_end(s);
	db_close(&s->db);
	reader_free(&s->reader);
	params_free(&s->params);
	arena_free(&s->arena);
	free(s);
	*sp = NULL;
}

static const char *
keep(uint8_t **at, const char *text)
{
	size_t	 n = strlen(text) + 1;
	char	*kept = memcpy(*at, text, n);

	*at += n;
	return kept;
}

static void
add_end(struct store *s, const struct action *a)
{
	const struct task	*t = &a->task;
	struct end		*e;
	uint8_t			*at;

	e = malloc(sizeof(*e) + window_task_bytes(t));
	if (e == NULL)
		abort();
	e->next = NULL;
	e->stage = a->stage;
	e->task = *t;
	snprintf(e->text, sizeof(e->text), "%s", a->text);
	at = e->bytes;
	e->task.source = keep(&at, t->source);
	e->task.source_id = keep(&at, t->source_id);
	e->task.payload.data = at;
	if (t->payload.len != 0)
		memcpy(at, t->payload.data, t->payload.len);
	*s->tail = e;
	s->tail = &e->next;
}

void
store_action(struct store *s, const struct action *a)
{
	if (a->type == ACT_REFILL)
		reader_ask(s->reader, a->stage, a->restart);
	else
		add_end(s, a);
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
	while ((ev.stage = reader_drop(s->reader)) != STAGE_NONE)
		s->conf.event(s->conf.arg, &ev);
}

/* So that records and asides can name us; the line runs without it. */
static void
put_node(struct store *s)
{
	struct rows	*rows;
	struct err	 e;

	params_reset(s->params);
	params_text(s->params, s->conf.instance);
	params_text(s->params, "broker");
	params_text(s->params, s->conf.name);
	params_text(s->params, SIXTHKEY_VERSION);
	rows = db_run(s->db, Q_NODE_PUT, s->params, NULL, &e);
	if (rows == NULL)
		LOG(WARN, "could not write the node row",
		    LOG_TEXT("error", e.text));
	s->known = rows != NULL;
	rows_free(&rows);
}

static int
connect_db(struct store *s, int64_t now, struct err *e)
{
	enum query	 all[Q_COUNT + 1] = { Q_NODE_PUT, Q_ASIDE_PUT,
			    Q_QUARANTINE_PUT };
	size_t		 i;

	if (now < s->retry_at)
		return 0;
	for (i = 0; reader_statements[i] != Q_NONE; i++)
		all[3 + i] = reader_statements[i];
	s->db = db_open(s->conf.conninfo, "broker", all, s->conf.idle,
	    s->conf.arg, e);
	if (s->db != NULL) {
		LOG_PLAIN(INFO, "reached the database");
		s->waiting = 0;
		s->backoff = 0;
		if (!s->known)
			put_node(s);
		return 0;
	}
	if (e->kind == ERR_SETUP)
		return -1;
	s->backoff = s->backoff == 0 ? BACKOFF_MIN : s->backoff * 2;
	if (s->backoff > BACKOFF_MAX)
		s->backoff = BACKOFF_MAX;
	s->retry_at = now + s->backoff;
	lose(s, e->text);
	return 0;
}

static enum query
aside_params(struct params *p, const struct end *end)
{
	const struct {
		enum column	 type;
		int64_t		 number;
	} column[] = {
		{ COLUMN_INT2, (int64_t)end->stage },
		{ COLUMN_INT8, (int64_t)end->task.id },
		{ COLUMN_INT2, VERDICT_DEAD },
		{ COLUMN_INT4, (int64_t)end->task.attempt },
		{ COLUMN_INT8, 0 },
	};
	size_t	 i;

	params_null(p);
	for (i = 0; i < sizeof(column) / sizeof(column[0]); i++)
		params_add_int(p, params_column(p, column[i].type),
		    column[i].number);
	params_add_text(p, params_column(p, COLUMN_TEXT), end->text);
	params_add_bytea(p, params_column(p, COLUMN_BYTEA), end->task.payload);
	return Q_ASIDE_PUT;
}

static enum query
quarantine_params(struct params *p, const struct end *end)
{
	params_null(p);
	params_add_text(p, params_column(p, COLUMN_TEXT), end->task.source);
	params_add_text(p, params_column(p, COLUMN_TEXT), end->task.source_id);
	params_add_text(p, params_column(p, COLUMN_TEXT), end->text);
	params_add_bytea(p, params_column(p, COLUMN_BYTEA), end->task.payload);
	return Q_QUARANTINE_PUT;
}

/* Ends go before reading, so that nothing runs again meanwhile. */
static enum query
next_query(struct store *s, int64_t now)
{
	uint32_t	 count;
	uint64_t	 bytes;

	params_reset(s->params);
	if (s->end != NULL) {
		s->op = OP_ASIDE;
		return s->end->stage == STAGE_INGEST ?
		    quarantine_params(s->params, s->end) :
		    aside_params(s->params, s->end);
	}
	if (reader_stage(s->reader) == STAGE_NONE)
		return Q_NONE;
	s->op = OP_READ;
	s->conf.room(s->conf.arg, reader_stage(s->reader), &count, &bytes);
	return reader_query(s->reader, now, count, s->params);
}

static void
on_read(struct store *s, int64_t now, const struct rows *rows)
{
	struct core_event	 ev = { .type = EV_ROWS };
	struct reading		 got;
	uint32_t		 count;
	uint64_t		 bytes;

	arena_reset(s->arena);
	s->conf.room(s->conf.arg, reader_stage(s->reader), &count, &bytes);
	if (!reader_rows(s->reader, now, rows, bytes, s->arena, &got))
		return;
	ev.stage = got.stage;
	ev.waiting = got.waiting;
	ev.type = EV_BACKLOG;
	s->conf.event(s->conf.arg, &ev);
	ev.type = EV_ROWS;
	ev.task = got.task;
	ev.ntask = got.ntask;
	ev.end = got.end;
	s->conf.event(s->conf.arg, &ev);
}

static void
on_aside(struct store *s, const char *did)
{
	struct core_event	 ev = { .type = EV_ASIDE,
		.stage = s->end->stage, .task = &s->end->task, .ntask = 1 };

	LOG(ERROR, did, LOG_TEXT("stage", stage_name(s->end->stage)),
	    LOG_INT("event", s->end->task.id),
	    LOG_TEXT("error", s->end->text));
	s->conf.event(s->conf.arg, &ev);
	drop_end(s);
}

static int
conclude(struct store *s, int64_t now, struct rows *rows)
{
	enum op	 op = s->op;

	s->op = OP_NONE;
	if (op == OP_READ)
		on_read(s, now, rows);
	else
		on_aside(s, "put a message aside");
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
		on_aside(s, "could not put a message aside");
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

	if (s->db == NULL && connect_db(s, now, e) == -1)
		return -1;
	for (rc = 1; rc == 1 && s->db != NULL && turns > 0; turns--)
		rc = advance(s, now, e);
	return rc == -1 ? -1 : 0;
}

int
store_fd(const struct store *s)
{
	return s->db == NULL ? -1 : db_fd(s->db);
}

int
store_busy(const struct store *s)
{
	return s->end != NULL;
}
