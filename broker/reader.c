#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "broker/core.h"
#include "broker/marks.h"
#include "broker/reader.h"

enum {
	ROWS_MAX = 1000,	/* of one query */
	ASIDE_PAUSE = 1000,	/* ms between looks at what was put aside */
	ASIDE_SHARE = 20	/* of the time: 1 in 20 */
};

enum { COL_ID, COL_SUBJECT, COL_HASH, COL_PAYLOAD, COL_ATTEMPT, COL_SOURCE,
	COL_ALONE, COL_WAITED, COL_AGE, COL_TRACE };
enum { COL_LAST, COL_LINE, COL_XMIN, COL_NEWEST };

enum phase { PHASE_BOUNDS, PHASE_ASIDE, PHASE_WINDOW };

struct reader {
	struct horizon	 horizon;
	struct walk	 walk[STAGE_COUNT];
	enum phase	 phase[STAGE_COUNT];
	int64_t		 aside_at[STAGE_COUNT];
	int64_t		 since[STAGE_COUNT];	/* the oldest waits; 0: none */
	int		 met[STAGE_COUNT];	/* it, in this walk */
	struct request {
		enum stage	 stage;
		int		 ahead;		/* of live sources only */
	}		 queue[STAGE_COUNT];	/* asked, in order */
	struct ahead {
		int	 begun;
		int64_t	 cursor, end;
	}		 ahead[STAGE_COUNT];
	char		 bulk[KNOBS_SOURCES];	/* what those leave out */
	size_t		 nqueue;
	int64_t		 sent_at, upto;
	int		 begun[STAGE_COUNT];
	uint32_t	 most;
};

static const struct {
	enum query	 window, aside;
} backlog[STAGE_COUNT] = {
	[STAGE_ASSESSMENT] = { Q_BACKLOG_ASSESSMENT,
	    Q_BACKLOG_ASSESSMENT_ASIDE },
	[STAGE_COMBINATION] = { Q_BACKLOG_COMBINATION,
	    Q_BACKLOG_COMBINATION_ASIDE },
	[STAGE_PUBLICATION] = { Q_BACKLOG_PUBLICATION,
	    Q_BACKLOG_PUBLICATION_ASIDE },
};

const enum query reader_statements[] = {
	Q_BACKLOG_BOUNDS, Q_BACKLOG_ASSESSMENT, Q_BACKLOG_ASSESSMENT_ASIDE,
	Q_BACKLOG_COMBINATION, Q_BACKLOG_COMBINATION_ASIDE,
	Q_BACKLOG_PUBLICATION, Q_BACKLOG_PUBLICATION_ASIDE, Q_NONE
};

struct reader *
reader_new(void)
{
	struct reader	*r = calloc(1, sizeof(*r));

	if (r == NULL)
		abort();
	return r;
}

void
reader_free(struct reader **rp)
{
	free(*rp);
	*rp = NULL;
}

void
reader_ask(struct reader *r, enum stage stage, int restart, const char *bulk)
{
	assert(backlog[stage].window != Q_NONE && r->nqueue < STAGE_COUNT);
	if (bulk != NULL)
		snprintf(r->bulk, sizeof(r->bulk), "%s", bulk);
	if (restart && bulk != NULL)
		r->ahead[stage].begun = 0;
	else if (restart)
		r->phase[stage] = PHASE_BOUNDS;
	r->queue[r->nqueue++] = (struct request){ stage, bulk != NULL };
}

enum stage
reader_stage(const struct reader *r)
{
	return r->nqueue == 0 ? STAGE_NONE : r->queue[0].stage;
}

static void
pop(struct reader *r)
{
	r->nqueue--;
	memmove(r->queue, r->queue + 1, r->nqueue * sizeof(*r->queue));
}

enum stage
reader_drop(struct reader *r)
{
	enum stage	 stage = reader_stage(r);

	if (stage == STAGE_NONE) {
		*r = (struct reader){ .nqueue = 0 };
		return stage;
	}
	r->phase[stage] = PHASE_BOUNDS;
	r->ahead[stage].begun = 0;
	pop(r);
	return stage;
}

static void
ask_window(struct reader *r, int64_t cursor, int64_t end, const char *bulk,
    struct params *p)
{
	r->upto = end - cursor > MARKS_SPAN ? cursor + MARKS_SPAN : end;
	params_int8(p, cursor);
	params_int8(p, r->upto);
	params_int4(p, (int32_t)r->most);
	params_text(p, bulk);
}

static enum query
query_ahead(struct reader *r, enum stage stage, struct params *p)
{
	const struct ahead	*at = &r->ahead[stage];

	if (!at->begun)
		return Q_BACKLOG_BOUNDS;
	ask_window(r, at->cursor, at->end, r->bulk, p);
	return backlog[stage].window;
}

enum query
reader_query(struct reader *r, int64_t now, uint32_t most, struct params *p)
{
	enum stage	 stage = reader_stage(r);

	assert(stage != STAGE_NONE);
	params_reset(p);
	r->sent_at = now;
	r->most = most == 0 ? 1 : most < ROWS_MAX ? most : ROWS_MAX;
	if (r->queue[0].ahead)
		return query_ahead(r, stage, p);
	if (r->phase[stage] == PHASE_BOUNDS)
		return Q_BACKLOG_BOUNDS;
	if (r->phase[stage] == PHASE_ASIDE) {
		params_int4(p, (int32_t)r->most);
		return backlog[stage].aside;
	}
	ask_window(r, r->walk[stage].cursor, r->walk[stage].end, "", p);
	return backlog[stage].window;
}

static struct task
row_task(const struct rows *rows, size_t i, struct arena *a)
{
	const char	*subject = rows_text(rows, i, COL_SUBJECT);
	struct bytes	 payload = rows_bytea(rows, i, COL_PAYLOAD);
	struct task	 t = { .source_id = "" };

	t.id = (uint64_t)rows_int(rows, i, COL_ID);
	t.attempt = (uint32_t)rows_int(rows, i, COL_ATTEMPT);
	t.subject_hash = *subject != '\0' ? text_hash(subject) :
	    (uint32_t)rows_int(rows, i, COL_HASH);
	t.source = arena_text(a, rows_text(rows, i, COL_SOURCE));
	t.alone = rows_int(rows, i, COL_ALONE) != 0;
	t.waited_ms = (uint64_t)rows_int(rows, i, COL_WAITED);
	t.age_ms = (uint64_t)rows_int(rows, i, COL_AGE);
	t.trace = arena_text(a, rows_text(rows, i, COL_TRACE));
	t.payload = arena_bytes(a, payload.data, payload.len);
	return t;
}

/* As many rows as there is room for; returns how many those are. */
static size_t
take_rows(const struct rows *rows, uint64_t room, struct arena *a,
    struct reading *out)
{
	size_t		 i, n = rows_count(rows);
	struct task	*task = ARENA_ARRAY(a, n, struct task);

	for (i = 0; i < n; i++) {
		task[i] = row_task(rows, i, a);
		if (core_task_bytes(&task[i]) > room)
			break;
		room -= core_task_bytes(&task[i]);
	}
	out->task = task;
	out->ntask = i;
	return i;
}

static void
say(struct reader *r, enum stage stage, int64_t now, struct reading *out)
{
	if (r->since[stage] != 0)
		out->oldest_ms = (uint64_t)(now - r->since[stage]);
	out->stage = stage;
	out->waiting = walk_waiting(&r->walk[stage]);
	out->lag = (uint64_t)(r->horizon.last - r->walk[stage].low);
	pop(r);
}

/* The request is answered.  A walk that is over begins anew next time. */
static int
answer(struct reader *r, enum stage stage, int64_t now, struct reading *out)
{
	struct walk	*w = &r->walk[stage];

	if (r->phase[stage] == PHASE_WINDOW && w->cursor >= w->end &&
	    !r->met[stage])
		r->since[stage] = 0;
	say(r, stage, now, out);
	out->end = r->phase[stage] == PHASE_WINDOW && w->cursor >= w->end;
	if (out->end)
		walk_end(w, now);
	return 1;
}

static int
answer_ahead(struct reader *r, enum stage stage, int64_t now,
    struct reading *out)
{
	struct ahead	*at = &r->ahead[stage];

	say(r, stage, now, out);
	out->end = at->cursor >= at->end;
	if (out->end)
		at->begun = 0;
	return 1;
}

static void
read_horizon(struct reader *r, const struct rows *rows)
{
	horizon_read(&r->horizon, rows_int(rows, 0, COL_LAST),
	    rows_int(rows, 0, COL_LINE), rows_int(rows, 0, COL_XMIN));
}

static int
on_bounds(struct reader *r, enum stage stage, int64_t now,
    const struct rows *rows, struct reading *out)
{
	struct walk	*w = &r->walk[stage];

	read_horizon(r, rows);
	if (!r->begun[stage])
		walk_resume(w, rows_int(rows, 0, COL_NEWEST +
		    (int)(stage - STAGE_ASSESSMENT)), now);
	r->begun[stage] = 1;
	r->met[stage] = 0;
	walk_begin(w, &r->horizon,
	    stage == STAGE_ASSESSMENT ? NULL : w - 1, now);
	r->phase[stage] = now >= r->aside_at[stage] ? PHASE_ASIDE :
	    PHASE_WINDOW;
	return r->phase[stage] == PHASE_WINDOW && w->cursor >= w->end ?
	    answer(r, stage, now, out) : 0;
}

static int
on_aside(struct reader *r, enum stage stage, int64_t now,
    const struct rows *rows, uint64_t room, struct arena *a,
    struct reading *out)
{
	struct walk	*w = &r->walk[stage];
	int64_t		 pause = (now - r->sent_at) * ASIDE_SHARE;

	take_rows(rows, room, a, out);
	r->aside_at[stage] = out->ntask == r->most ? now :
	    now + (pause > ASIDE_PAUSE ? pause : ASIDE_PAUSE);
	r->phase[stage] = PHASE_WINDOW;
	return out->ntask != 0 || w->cursor >= w->end ?
	    answer(r, stage, now, out) : 0;
}

/* How far the ids of a window were looked at: up to where rows were taken. */
static int64_t
passed(const struct reader *r, int64_t cursor, const struct rows *rows,
    size_t taken)
{
	size_t	 n = rows_count(rows);

	if (taken == n && n < r->most)
		return r->upto;
	return taken == 0 ? cursor : rows_int(rows, taken - 1, COL_ID);
}

/* Rows come by id: the first that has not failed is the oldest.  What failed is
 * old by itself. */
static void
meet_oldest(struct reader *r, enum stage stage, int64_t now,
    const struct rows *rows)
{
	size_t	 i;

	for (i = 0; i < rows_count(rows) && !r->met[stage]; i++)
		if (rows_int(rows, i, COL_ATTEMPT) == 1) {
			r->met[stage] = 1;
			r->since[stage] = now - rows_int(rows, i, COL_WAITED);
		}
}

static int
on_window(struct reader *r, enum stage stage, int64_t now,
    const struct rows *rows, uint64_t room, struct arena *a,
    struct reading *out)
{
	struct walk	*w = &r->walk[stage];
	size_t		 taken = take_rows(rows, room, a, out);

	meet_oldest(r, stage, now, rows);
	walk_pass(w, passed(r, w->cursor, rows, taken),
	    rows_count(rows) == 0 ? 0 : rows_int(rows, 0, COL_ID));
	return answer(r, stage, now, out);
}

static int
on_ahead(struct reader *r, enum stage stage, int64_t now,
    const struct rows *rows, uint64_t room, struct arena *a,
    struct reading *out)
{
	struct ahead		*at = &r->ahead[stage];
	const struct walk	*w = &r->walk[stage];
	size_t			 taken;

	if (at->begun) {
		taken = take_rows(rows, room, a, out);
		at->cursor = passed(r, at->cursor, rows, taken);
		return answer_ahead(r, stage, now, out);
	}
	read_horizon(r, rows);
	*at = (struct ahead){ 1, w->from_low ? w->low : w->seen,
	    r->horizon.last };
	return at->cursor >= at->end ? answer_ahead(r, stage, now, out) : 0;
}

int
reader_rows(struct reader *r, int64_t now, const struct rows *rows,
    uint64_t room, struct arena *a, struct reading *out)
{
	enum stage	 stage = reader_stage(r);

	memset(out, 0, sizeof(*out));
	if (r->queue[0].ahead)
		return on_ahead(r, stage, now, rows, room, a, out);
	switch (r->phase[stage]) {
	case PHASE_BOUNDS:
		return on_bounds(r, stage, now, rows, out);
	case PHASE_ASIDE:
		return on_aside(r, stage, now, rows, room, a, out);
	case PHASE_WINDOW:
		return on_window(r, stage, now, rows, room, a, out);
	}
	return 0;
}
