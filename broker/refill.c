#include "broker/inside.h"

enum {
	HURRY = 20,		/* a stage that is behind looks this much oftener */
	AHEAD_SHARE = 4		/* of the time walks ahead may take: 1 in 5 */
};

/* Messages may wait at the stage that nobody will tell us of. */
void
refill_behind(struct core *c, enum stage stage)
{
	struct line	*l = &c->line[stage];
	int64_t		 soon = c->now + c->limits.sweep_ms / HURRY;

	if (stage <= STAGE_INGEST || stage >= STAGE_COUNT)
		return;
	l->behind = l->missed = 1;
	if (!l->walking && soon < l->refill_at)
		l->refill_at = soon;
}

/* A message of a stage, from the database or from the worker before: 1 if it is
 * taken.  What has been blamed in a round before runs alone at once. */
int
refill_take(struct core *c, enum stage stage, const struct task *t)
{
	struct line	*l = &c->line[stage];
	struct msg	*m;

	if (!c->leads || t->id == 0 ||
	    window_find(&l->window, t->id) != NULL ||
	    idset_has(&l->left, t->id))
		return 0;
	m = window_add(&l->window, t);
	if (m == NULL) {
		refill_behind(c, stage);
		return 0;
	}
	m->came_at = c->now;
	if (t->alone) {
		list_take(m);
		m->suspect = 1;
		list_push(&l->window.suspects, m);
	}
	return 1;
}

static void
end_ahead(struct core *c, struct line *l)
{
	int64_t	 pause = l->ahead_took * AHEAD_SHARE;

	l->ahead = 0;
	l->ahead_at = c->now + (pause > (int64_t)c->limits.sweep_ms ? pause :
	    (int64_t)c->limits.sweep_ms);
}

/* What left the window since we asked may still be among the rows.  An answer
 * that finds another leading is for nobody. */
void
refill_rows(struct core *c, const struct core_event *ev)
{
	struct line	*l = &c->line[ev->stage];
	struct task	 t;
	size_t		 i;
	int		 live;

	if (l->refilling == REFILL_NONE)
		return;
	for (i = 0; c->leads && i < ev->ntask; i++) {
		t = ev->task[i];
		t.lane = knobs_lane(&c->line[STAGE_INGEST].knobs, t.source);
		t.source = "";
		l->meters.n[METER_READ] += (uint64_t)refill_take(c, ev->stage,
		    &t);
	}
	live = l->refilling == REFILL_LIVE;
	l->refilling = REFILL_NONE;
	idset_clear(&l->left);
	if (live) {
		l->ahead_took += c->now - l->ahead_asked;
		if (ev->end)
			end_ahead(c, l);
		return;
	}
	l->refill_at = c->now;
	if (!ev->end)
		return;
	l->walking = l->ahead = 0;
	l->behind = l->missed;
	l->refill_at += l->behind ? c->limits.sweep_ms / HURRY :
	    c->limits.sweep_ms;
}

void
refill_none(struct core *c, enum stage stage)
{
	struct line	*l = &c->line[stage];

	l->refilling = REFILL_NONE;
	l->walking = l->ahead = 0;
	idset_clear(&l->left);
	refill_behind(c, stage);
	l->refill_at = c->now + c->limits.sweep_ms;
}

static int
has_space(const struct window *w)
{
	return w->waiting.count < w->count_max / 2 + 1 &&
	    w->count < w->count_max - w->count_max / 4 &&
	    w->bytes < w->bytes_max - w->bytes_max / 4;
}

/*
 * A walk takes what it finds by id, as long as bulk has room, and does not even
 * begin while bulk is handed on all the time.  What it does not come to may be
 * a live message whose news was lost: that is looked for ahead.
 */
static int
wants_ahead(const struct core *c, const struct line *l)
{
	const struct window	*w = &l->window;

	return (l->walking || c->now >= l->refill_at) &&
	    c->now >= l->ahead_at &&
	    *c->line[STAGE_INGEST].knobs.bulk_sources != '\0' &&
	    w->lane[LANE_BULK].waiting.count != 0 &&
	    w->lane[LANE_LIVE].waiting.count == 0 &&
	    window_room(w, LANE_LIVE, 0);
}

static void
ask(struct core *c, enum stage stage)
{
	struct line	*l = &c->line[stage];
	struct action	*a = actions_add(c->out, ACT_REFILL);

	a->stage = stage;
	a->restart = !l->walking;
	if (!l->walking)
		l->missed = 0;
	l->walking = 1;
	l->refilling = REFILL_ALL;
	l->ahead_last = 0;
}

static void
ask_ahead(struct core *c, enum stage stage)
{
	struct line	*l = &c->line[stage];
	struct action	*a = actions_add(c->out, ACT_REFILL);

	a->stage = stage;
	a->restart = !l->ahead;
	a->text = c->line[STAGE_INGEST].knobs.bulk_sources;
	if (!l->ahead)
		l->ahead_took = 0;
	l->ahead_asked = c->now;
	l->ahead = l->ahead_last = 1;
	l->refilling = REFILL_LIVE;
}

void
refill_ask(struct core *c, enum stage stage)
{
	struct line	*l = &c->line[stage];
	int		 walk, ahead;

	if (stage == STAGE_INGEST || c->stopping || !c->leads ||
	    l->knobs.paused || l->refilling != REFILL_NONE)
		return;
	walk = c->now >= l->refill_at && has_space(&l->window);
	ahead = wants_ahead(c, l);
	if (ahead && !(walk && l->ahead_last))
		ask_ahead(c, stage);
	else if (walk)
		ask(c, stage);
}

void
refill_forget_shed(struct core *c)
{
	enum stage	 s;

	for (s = STAGE_ASSESSMENT; s < STAGE_COUNT; s++)
		heard_forget(&c->line[s].shed, c->now);
}

void
refill_forget(struct core *c)
{
	enum stage	 s;

	for (s = STAGE_ASSESSMENT; s < STAGE_COUNT; s++)
		heard_forget(&c->line[s].heard, c->now);
	refill_forget_shed(c);
}
