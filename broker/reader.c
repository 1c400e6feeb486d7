#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "broker/core.h"
#include "broker/found.h"
#include "broker/marks.h"
#include "broker/reader.h"

enum {
	ROWS_MAX = 1000,	/* of one query */
	ASIDE_PAUSE = 1000,	/* ms between looks at what was put aside */
	ASIDE_SHARE = 20	/* of the time: 1 in 20 */
};

enum { COL_LAST, COL_LINE, COL_XMIN, COL_NEWEST, COL_COUNTED = 6 };

enum phase { PHASE_BOUNDS, PHASE_ASIDE, PHASE_PROOF, PHASE_WINDOW };

struct reader {
	struct skipper	 skipper;
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
	struct walk	 ahead[STAGE_COUNT];
	int		 ahead_begun[STAGE_COUNT];
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
reader_new(const struct skipper *skipper)
{
	struct reader	*r = calloc(1, sizeof(*r));

	if (r == NULL)
		abort();
	r->skipper = *skipper;
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
		r->ahead_begun[stage] = 0;
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
		*r = (struct reader){ .skipper = r->skipper };
		return stage;
	}
	r->phase[stage] = PHASE_BOUNDS;
	r->ahead_begun[stage] = 0;
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

static void
meet(struct reader *r, enum stage stage, int64_t now, int64_t waited_ms)
{
	if (waited_ms == -1 || r->met[stage])
		return;
	r->met[stage] = 1;
	r->since[stage] = now - waited_ms;
}

/* On over what is known; the end is seen when it is reached. */
static int
step_ahead(struct reader *r, enum stage stage)
{
	struct skip	 known;

	return walk_skip(&r->ahead[stage], stage, &r->skipper, &known);
}

/* The same; what the broker has in hand waits as well as what will be read. */
static int
step(struct reader *r, enum stage stage, int64_t now)
{
	struct skip	 known;
	int		 more = walk_skip(&r->walk[stage], stage, &r->skipper,
			    &known);

	meet(r, stage, now, known.waited_ms);
	return more;
}

static enum query
query_bounds(const struct reader *r, enum stage stage, struct params *p)
{
	params_int4(p, (int32_t)stage);
	params_int8(p, r->walk[stage].sure);
	return Q_BACKLOG_BOUNDS;
}

static enum query
query_ahead(struct reader *r, enum stage stage, struct params *p)
{
	const struct walk	*w = &r->ahead[stage];

	if (!r->ahead_begun[stage])
		return query_bounds(r, stage, p);
	step_ahead(r, stage);
	ask_window(r, w->cursor, w->upto, r->bulk, p);
	return backlog[stage].window;
}

static enum query
query_window(struct reader *r, enum stage stage, int64_t now,
    struct params *p)
{
	const struct walk	*w = &r->walk[stage];

	if (r->phase[stage] == PHASE_PROOF)
		ask_window(r, w->proof.cursor, w->proof.end, "", p);
	else {
		step(r, stage, now);
		ask_window(r, w->cursor, w->upto, "", p);
	}
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
		return query_bounds(r, stage, p);
	if (r->phase[stage] == PHASE_ASIDE) {
		params_int4(p, (int32_t)r->most);
		return backlog[stage].aside;
	}
	return query_window(r, stage, now, p);
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
	const struct walk	*w = &r->ahead[stage];

	say(r, stage, now, out);
	out->end = w->cursor >= w->end;
	if (out->end)
		r->ahead_begun[stage] = 0;
	return 1;
}

/* The phase is over: answered if it brought something, or nothing is left. */
static int
go_on(struct reader *r, enum stage stage, int64_t now, struct reading *out)
{
	enum phase	 was = r->phase[stage];

	if (was < PHASE_ASIDE && now >= r->aside_at[stage])
		r->phase[stage] = PHASE_ASIDE;
	else if (was < PHASE_PROOF && walk_prove(&r->walk[stage], now))
		r->phase[stage] = PHASE_PROOF;
	else
		r->phase[stage] = PHASE_WINDOW;
	if (r->phase[stage] == PHASE_WINDOW && !step(r, stage, now))
		return answer(r, stage, now, out);
	return out->ntask != 0 ? answer(r, stage, now, out) : 0;
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
	walk_counted(w, rows_int(rows, 0, COL_COUNTED), now);
	r->begun[stage] = 1;
	r->met[stage] = 0;
	walk_begin(w, &r->horizon,
	    stage == STAGE_ASSESSMENT ? NULL : w - 1, now);
	return go_on(r, stage, now, out);
}

static int
on_aside(struct reader *r, enum stage stage, int64_t now,
    const struct rows *rows, uint64_t room, struct arena *a,
    struct reading *out)
{
	int64_t	 pause = (now - r->sent_at) * ASIDE_SHARE;

	found_take(rows, room, a, out);
	r->aside_at[stage] = out->ntask == r->most ? now :
	    now + (pause > ASIDE_PAUSE ? pause : ASIDE_PAUSE);
	return go_on(r, stage, now, out);
}

/* How far the ids of a window were looked at: up to where rows were taken. */
static int64_t
passed(const struct reader *r, int64_t cursor, const struct rows *rows,
    size_t taken)
{
	size_t	 n = rows_count(rows);

	if (taken == n && n < r->most)
		return r->upto;
	return taken == 0 ? cursor : found_id(rows, taken - 1);
}

static int
on_proof(struct reader *r, enum stage stage, int64_t now,
    const struct rows *rows, uint64_t room, struct arena *a,
    struct reading *out)
{
	struct walk	*w = &r->walk[stage];
	size_t		 taken = found_take(rows, room, a, out);

	walk_proven(w, passed(r, w->proof.cursor, rows, taken),
	    found_id(rows, 0), now, now - r->sent_at);
	return go_on(r, stage, now, out);
}

static int
on_window(struct reader *r, enum stage stage, int64_t now,
    const struct rows *rows, uint64_t room, struct arena *a,
    struct reading *out)
{
	struct walk	*w = &r->walk[stage];
	size_t		 taken = found_take(rows, room, a, out);

	meet(r, stage, now, found_waited(rows));
	walk_pass(w, passed(r, w->cursor, rows, taken), found_id(rows, 0));
	step(r, stage, now);
	return answer(r, stage, now, out);
}

static int
on_ahead(struct reader *r, enum stage stage, int64_t now,
    const struct rows *rows, uint64_t room, struct arena *a,
    struct reading *out)
{
	struct walk		*w = &r->ahead[stage];
	const struct walk	*by = &r->walk[stage];
	size_t			 taken;

	if (r->ahead_begun[stage]) {
		taken = found_take(rows, room, a, out);
		walk_pass(w, passed(r, w->cursor, rows, taken), 0);
		step_ahead(r, stage);
		return answer_ahead(r, stage, now, out);
	}
	read_horizon(r, rows);
	*w = (struct walk){ .cursor = by->from_low ? by->low : by->seen,
	    .end = r->horizon.last, .live = 1 };
	r->ahead_begun[stage] = 1;
	return step_ahead(r, stage) ? 0 : answer_ahead(r, stage, now, out);
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
	case PHASE_PROOF:
		return on_proof(r, stage, now, rows, room, a, out);
	case PHASE_WINDOW:
		return on_window(r, stage, now, rows, room, a, out);
	}
	return 0;
}
