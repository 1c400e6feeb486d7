#include <string.h>

#include "broker/inside.h"

struct frame *
frames_send(struct core *c, uint32_t peer, enum frame_type type)
{
	struct action	*a = actions_add(c->out, ACT_SEND);

	a->peer = peer;
	a->frame.type = type;
	a->frame.epoch = c->epoch;
	return &a->frame;
}

void
frames_bye(struct core *c, uint32_t peer, const char *why)
{
	frames_send(c, peer, FRAME_BYE)->text = why;
}

/* Nothing came back from a worker's former self: the process has let go. */
static void
start_over(struct core *c, struct worker *w)
{
	hands_empty(c, w);
	hands_lose(c, w, 0, "started over");
}

static struct worker *
join(struct core *c, uint32_t peer, const struct frame *hello)
{
	struct worker	*w = crew_add(&c->crew, peer, hello);
	struct action	*a = actions_add(c->out, ACT_JOINED);

	a->peer = peer;
	a->stage = w->stage;
	a->text = arena_text(c->out->arena, w->name);
	return w;
}

static void
on_hello(struct core *c, uint32_t peer, const struct frame *f)
{
	struct worker	*w = crew_find(&c->crew, peer);
	struct worker	*was;
	struct frame	*out;

	if (c->stopping || f->stage <= STAGE_NONE || f->stage >= STAGE_COUNT ||
	    f->instance == NULL || *f->instance == '\0') {
		frames_bye(c, peer, c->stopping ? "this broker is going" :
		    "a HELLO names an instance and a stage");
		return;
	}
	was = crew_instance(&c->crew, f->instance);
	if (was != NULL && was != w)
		start_over(c, was);
	if (w != NULL && (was != w || w->stage != f->stage)) {
		start_over(c, w);
		w = NULL;
	}
	if (w == NULL)
		w = join(c, peer, f);
	w->heard = (struct meters){ { 0 } };
	told_keep(&w->told, &f->told, c->now);
	hands_empty(c, w);
	w->room = 0;
	w->draining = 0;
	w->heard_at = c->now;
	out = frames_send(c, peer, FRAME_WELCOME);
	out->stage = w->stage;
	out->liveness_ms = c->limits.liveness_ms;
}

static void
on_credit(struct core *c, uint32_t peer, const struct frame *f)
{
	worker_grant(crew_find(&c->crew, peer), f->count, f->bytes);
}

/* What was settled left room again, and says so along with it. */
static void
on_room(struct worker *w, const struct frame *f)
{
	if (f->count != 0)
		worker_grant(w, f->count, f->bytes);
}

static void
on_done(struct core *c, uint32_t peer, const struct frame *f)
{
	struct worker	*w = crew_find(&c->crew, peer);

	w->idle_since = 0;
	hands_done(c, w->stage, w, f);
	on_room(w, f);
}

static void
on_failed(struct core *c, uint32_t peer, const struct frame *f)
{
	struct worker	*w = crew_find(&c->crew, peer);

	w->idle_since = 0;
	hands_failed(c, w->stage, w, f);
	on_room(w, f);
}

static void
on_handback(struct core *c, uint32_t peer, const struct frame *f)
{
	struct worker	*w = crew_find(&c->crew, peer);

	hands_back(c, w, f);
	on_room(w, f);
}

/*
 * A worker that has nothing in hand while we think that it has, or that has
 * all its room while we think that it has none: a frame got lost.
 */
static void
on_alive(struct core *c, uint32_t peer, const struct frame *f)
{
	struct worker	*w = crew_find(&c->crew, peer);

	report_hear(c, w, f);
	if (f->count != 0) {
		w->idle_since = 0;
		return;
	}
	if (w->idle_since == 0)
		w->idle_since = c->now;
	if (w->flight.count == 0)
		w->room = w->count_max;
	if (c->now - w->idle_since < (int64_t)c->limits.liveness_ms)
		return;
	hands_empty(c, w);
	w->room = w->count_max;
	if (w->bytes_max == 0) {
		hands_lose(c, w, 0, "its first CREDIT never came");
		frames_bye(c, peer, "your CREDIT never came, say HELLO again");
	}
}

static void
on_drain(struct core *c, uint32_t peer, const struct frame *f)
{
	(void)f;
	crew_find(&c->crew, peer)->draining = 1;
}

static void
on_bye(struct core *c, uint32_t peer, const struct frame *f)
{
	struct worker	*w = crew_find(&c->crew, peer);

	report_hear(c, w, f);
	hands_lose(c, w, 0,
	    f->text != NULL && *f->text != '\0' ? f->text : "said BYE");
}

static void
on_query(struct core *c, uint32_t peer, const struct frame *f)
{
	guests_hear(&c->guests, peer, f, c->now);
	report_send(c, peer);
}

/* What may come in by which door; `known`: only from a worker that said HELLO. */
static const struct {
	enum door	 door;
	int		 known;
	void		(*on)(struct core *, uint32_t, const struct frame *);
} grammar[FRAME_COUNT] = {
	[FRAME_HELLO] =		{ DOOR_WORKER,	0, on_hello },
	[FRAME_CREDIT] =	{ DOOR_WORKER,	1, on_credit },
	[FRAME_DONE] =		{ DOOR_WORKER,	1, on_done },
	[FRAME_FAILED] =	{ DOOR_WORKER,	1, on_failed },
	[FRAME_HANDBACK] =	{ DOOR_WORKER,	1, on_handback },
	[FRAME_ALIVE] =		{ DOOR_WORKER,	1, on_alive },
	[FRAME_DRAIN] =		{ DOOR_WORKER,	1, on_drain },
	[FRAME_BYE] =		{ DOOR_WORKER,	1, on_bye },
	[FRAME_SUBMIT] =	{ DOOR_SUBMIT,	0, submit_items },
	[FRAME_QUERY] =		{ DOOR_CONTROL,	0, on_query },
};

/* A worker that we gave up, or that another broker had: its news still counts
 * where it says what stage it is of. */
static void
on_stranger(struct core *c, uint32_t peer, const struct frame *f)
{
	if (f->type == FRAME_BYE)
		return;
	if (f->stage > STAGE_NONE && f->stage < STAGE_COUNT) {
		if (f->type == FRAME_DONE)
			hands_done(c, f->stage, NULL, f);
		else if (f->type == FRAME_FAILED)
			hands_failed(c, f->stage, NULL, f);
	}
	frames_bye(c, peer, "you are not known here, say HELLO");
}

void
frames_take(struct core *c, const struct core_event *ev)
{
	enum frame_type	 type = ev->frame->type;
	struct worker	*w = NULL;

	if (type <= FRAME_NONE || type >= FRAME_COUNT ||
	    grammar[type].on == NULL || grammar[type].door != ev->door) {
		frames_bye(c, ev->peer, "that is not said at this door");
		return;
	}
	if (!c->leads && ev->door != DOOR_CONTROL) {
		role_refuse(c, ev);
		return;
	}
	if (ev->door == DOOR_WORKER)
		w = crew_find(&c->crew, ev->peer);
	if (w != NULL) {
		w->heard_at = c->now;
		w->mute = 0;
	}
	if (grammar[type].known && w == NULL)
		on_stranger(c, ev->peer, ev->frame);
	else
		grammar[type].on(c, ev->peer, ev->frame);
}
