#include "broker/inside.h"
#include "broker/queue.h"

/* Out of the window for good (as far as this broker is concerned). */
static void
leave(struct core *c, enum stage stage, struct msg *m)
{
	struct line	*l = &c->line[stage];

	if (m->worker != NULL)
		crew_land(&c->crew, m);
	window_drop(&l->window, m);
}

/* To the front of what waits, so that the order of arrival is kept. */
static void
wait_again(struct core *c, enum stage stage, struct msg *m, enum meter why)
{
	struct window	*w = &c->line[stage].window;

	c->line[stage].meters.n[why]++;
	if (m->worker != NULL)
		crew_land(&c->crew, m);
	if (m->suspect)
		list_push_front(&w->suspects, m);
	else
		queue_return(m);
}

static void
note_left(struct line *l, uint64_t id)
{
	if (l->refilling)
		idset_add(&l->left, id);
}

/* By whoever had it: a stranger's news may be of another server's records. */
static int
note_done(struct line *l, const struct worker *by, const struct msg *m,
    const struct frame *f)
{
	if (f->type != FRAME_DONE)
		return 0;
	l->done++;
	if (by == NULL || m->worker != by || m->sent_at <= l->heard.since)
		return 0;
	heard_add(&l->heard, m->task.id);
	return 1;
}

/* Results of one batch; returns how many messages they say have a successor.
 * `heard`: how many were noted as done. */
static size_t
settle(struct core *c, enum stage stage, struct worker *by,
    const struct frame *f, size_t *heard)
{
	struct line		*l = &c->line[stage];
	const struct result	*r;
	struct msg		*m;
	size_t			 i, next = 0;

	*heard = 0;
	for (i = 0; i < f->nresult; i++) {
		r = &f->result[i];
		next += stage != STAGE_INGEST ||
		    r->answer == ANSWER_ACCEPTED ||
		    r->answer == ANSWER_DUPLICATE;
		if (r->id != 0)
			note_left(l, r->id);
		m = window_find(&l->window, r->id);
		if (by != NULL && (m == NULL || m->worker != by))
			by->strange++;
		if (m == NULL)
			continue;
		if (stage == STAGE_INGEST)
			submit_answer(c, m, r);
		*heard += (size_t)note_done(l, by, m, f);
		leave(c, stage, m);
	}
	return next;
}

/* Of what does not fit, bulk is noted: no walk for live messages need read it,
 * if the news are of this server's records. */
void
hands_done(struct core *c, enum stage stage, struct worker *by,
    const struct frame *f)
{
	struct line	*to = &c->line[stage + 1];
	size_t		 i, heard, next = settle(c, stage, by, f, &heard);

	if (stage == STAGE_PUBLICATION)
		return;
	if (f->ntask < next)
		refill_behind(c, stage + 1);
	for (i = 0; i < f->ntask; i++)
		if (refill_take(c, stage + 1, &f->task[i]))
			to->meters.n[METER_HANDED]++;
		else if (heard >= f->ntask && f->task[i].lane == LANE_BULK)
			heard_add(&to->shed, f->task[i].id);
}

void
hands_failed(struct core *c, enum stage stage, struct worker *by,
    const struct frame *f)
{
	size_t	 heard;

	settle(c, stage, by, f, &heard);
}

void
hands_back(struct core *c, struct worker *by, const struct frame *f)
{
	struct msg	*m;
	size_t		 i;

	for (i = f->nresult; i-- > 0;) {
		m = window_find(&c->line[by->stage].window, f->result[i].id);
		if (m != NULL && m->worker == by)
			wait_again(c, by->stage, m, METER_HANDBACK);
		else
			by->strange++;
	}
}

void
hands_unsent(struct core *c, struct worker *w, const struct frame *f)
{
	struct msg	*m;
	size_t		 i;

	w->mute = 1;
	if (f->type != FRAME_TASKS)
		return;
	for (i = f->ntask; i-- > 0;) {
		m = window_find(&c->line[w->stage].window, f->task[i].id);
		if (m == NULL || m->worker != w)
			continue;
		wait_again(c, w->stage, m, METER_TAKEOVER);
		w->room++;
	}
}

/* Its records may be made and only the news of them lost. */
static void
news_lost(struct core *c, enum stage stage)
{
	refill_behind(c, stage);
	if (stage != STAGE_PUBLICATION)
		refill_behind(c, stage + 1);
}

void
hands_empty(struct core *c, struct worker *w)
{
	if (w->flight.head == NULL)
		return;
	while (w->flight.tail != NULL)
		wait_again(c, w->stage, w->flight.tail, METER_TAKEOVER);
	news_lost(c, w->stage);
}

void
hands_late(struct core *c, struct worker *w)
{
	struct msg	*m;
	int		 n = 0;

	for (; (m = w->flight.head) != NULL; n++) {
		if (c->now - m->sent_at <= (int64_t)c->limits.flight_ms)
			break;
		wait_again(c, w->stage, m, METER_DEADLINE);
	}
	if (n != 0)
		news_lost(c, w->stage);
}

/* Kept, so that nobody runs it, until the shell has stored what became of it. */
static void
condemn(struct core *c, enum stage stage, struct msg *m, const char *name)
{
	uint32_t	 round = m->task.attempt < 12 ? m->task.attempt : 12;
	struct action	*a;

	list_push(&c->line[stage].window.condemned, m);
	a = actions_add(c->out, stage == STAGE_INGEST ? ACT_QUARANTINE :
	    ACT_ASIDE);
	a->stage = stage;
	a->task = m->task;
	a->text = arena_printf(c->out->arena, "%u workers died while they had "
	    "nothing but this message in hand, the last one was %s",
	    m->kills, name);
	a->verdict = m->task.attempt < c->limits.rounds ? VERDICT_RETRY :
	    VERDICT_DEAD;
	if (a->verdict == VERDICT_RETRY)
		a->retry_ms = c->limits.round_ms << (round - 1);
}

/* A submission has no rounds: it is not in the database yet, so it gets all of
 * its chances now. */
static uint32_t
enough_kills(const struct core *c, enum stage stage)
{
	return stage == STAGE_INGEST ? c->limits.kills * c->limits.rounds :
	    c->limits.kills;
}

static void
suspect(struct core *c, enum stage stage, struct msg *m, const char *name)
{
	struct window	*w = &c->line[stage].window;

	m->suspect = 1;
	if (m->kills >= enough_kills(c, stage))
		condemn(c, stage, m, name);
	else if (m->kills != 0)
		list_push(&w->suspects, m);	/* the others first */
	else
		list_push_front(&w->suspects, m);
}

void
hands_lose(struct core *c, struct worker *w, int blame, const char *why)
{
	enum stage	 stage = w->stage;
	struct msg	*m;
	struct action	*a;
	int		 had = w->flight.count != 0;

	if (blame && w->flight.count == 1)
		w->flight.head->kills++;
	while ((m = w->flight.tail) != NULL) {
		crew_land(&c->crew, m);
		c->line[stage].meters.n[blame ? METER_LOST_WORKER :
		    METER_HANDBACK]++;
		suspect(c, stage, m, w->name);
	}
	if (c->line[stage].cell == w)
		c->line[stage].cell = NULL;
	if (had)
		news_lost(c, stage);
	a = actions_add(c->out, ACT_LOST);
	a->peer = w->peer;
	a->stage = stage;
	a->text = arena_text(c->out->arena, w->name);
	a->why = why;
	a->blamed = blame;
	crew_remove(&c->crew, w);
}

void
hands_aside(struct core *c, enum stage stage, uint64_t id, const char *lost)
{
	struct line	*l = &c->line[stage];
	struct msg	*m = window_find(&l->window, id);
	struct result	 r = { .answer = ANSWER_REJECTED,
		.verdict = VERDICT_DEAD,
		.text = "workers died of it; it is in quarantine" };

	if (m == NULL || m->list != &l->window.condemned)
		return;
	if (lost != NULL)
		r.text = arena_printf(c->out->arena, "workers died of it; it "
		    "could not be kept: %s", lost);
	if (stage == STAGE_INGEST)
		submit_answer(c, m, &r);
	note_left(l, id);
	leave(c, stage, m);
}
