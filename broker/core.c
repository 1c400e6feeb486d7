#include <stdlib.h>
#include <string.h>

#include "broker/inside.h"

struct core *
core_new(const struct core_limits *limits, uint64_t epoch)
{
	struct core	*c = calloc(1, sizeof(*c));
	enum stage	 s;

	if (c == NULL)
		abort();
	c->limits = *limits;
	c->epoch = epoch;
	c->ticket = epoch >> 1;
	crew_init(&c->crew, (uint32_t)limits->knobs.window_count);
	for (s = STAGE_INGEST; s < STAGE_COUNT; s++) {
		window_init(&c->line[s].window,
		    (uint32_t)limits->knobs.window_count,
		    limits->window_bytes);
		c->line[s].knobs = limits->knobs;
	}
	return c;
}

void
core_free(struct core **cp)
{
	struct core	*c = *cp;
	enum stage	 s;

	if (c == NULL)
		return;
	for (s = STAGE_INGEST; s < STAGE_COUNT; s++) {
		window_release(&c->line[s].window);
		idset_clear(&c->line[s].left);
		heard_forget(&c->line[s].heard, 0);
		heard_forget(&c->line[s].shed, 0);
	}
	crew_release(&c->crew);
	guests_release(&c->guests);
	free(c->reply);
	free(c);
	*cp = NULL;
}

static void
on_unsent(struct core *c, const struct core_event *ev)
{
	struct worker	*w = crew_find(&c->crew, ev->peer);

	if (w != NULL)
		hands_unsent(c, w, ev->frame);
}

static void
on_aside(struct core *c, const struct core_event *ev)
{
	size_t	 i;

	for (i = 0; i < ev->ntask; i++)
		hands_aside(c, ev->stage, ev->task[i].id, ev->text);
}

static void
on_no_rows(struct core *c, const struct core_event *ev)
{
	refill_none(c, ev->stage);
}

static void
on_forget(struct core *c, const struct core_event *ev)
{
	(void)ev;
	refill_forget(c);
}

static void
on_backlog(struct core *c, const struct core_event *ev)
{
	c->line[ev->stage].backlog = ev->waiting;
	c->line[ev->stage].lag = ev->lag;
	c->line[ev->stage].waits_since = ev->oldest_ms == 0 ? 0 :
	    c->now - (int64_t)ev->oldest_ms;
}

static void
on_stop(struct core *c, const struct core_event *ev)
{
	(void)ev;
	if (c->stopping)
		return;
	c->stopping = 1;
	c->stop_at = c->now + c->limits.liveness_ms;
	submit_refuse_waiting(c);
}

static void
beat(struct core *c)
{
	struct worker	*w;

	if (c->now < c->beat_at)
		return;
	c->beat_at = c->now + c->limits.heartbeat_ms;
	for (w = c->crew.head; w != NULL; w = w->next)
		frames_send(c, w->peer, FRAME_ALIVE);
}

static void
on_tick(struct core *c, const struct core_event *ev)
{
	struct worker	*w, *next;

	(void)ev;
	for (w = c->crew.head; w != NULL; w = next) {
		next = w->next;
		if (c->now - w->heard_at > (int64_t)c->limits.liveness_ms)
			hands_lose(c, w, 1, "fell silent");
		else
			hands_late(c, w);
	}
	beat(c);
}

static void (*const handlers[])(struct core *, const struct core_event *) = {
	[EV_TICK] = on_tick,
	[EV_FRAME] = frames_take,
	[EV_ROLE] = role_take,
	[EV_SETTINGS] = role_settings,
	[EV_UNSENT] = on_unsent,
	[EV_ROWS] = refill_rows,
	[EV_NO_ROWS] = on_no_rows,
	[EV_FORGET] = on_forget,
	[EV_ASIDE] = on_aside,
	[EV_BACKLOG] = on_backlog,
	[EV_STOP] = on_stop,
};

/* We were stopped ourselves, so silence says nothing about the workers. */
static void
forgive(struct core *c, int64_t gap)
{
	struct worker	*w;

	for (w = c->crew.head; w != NULL; w = w->next)
		w->heard_at += gap;
}

static int
in_flight(const struct core *c)
{
	const struct worker	*w;

	for (w = c->crew.head; w != NULL; w = w->next)
		if (w->flight.count != 0)
			return 1;
	return 0;
}

static void
wind_down(struct core *c)
{
	struct worker	*w;

	submit_refuse_waiting(c);
	if (c->stopped || (in_flight(c) && c->now < c->stop_at))
		return;
	c->stopped = 1;
	for (w = c->crew.head; w != NULL; w = w->next)
		frames_bye(c, w->peer, "this broker is going");
	submit_flush(c);
	actions_add(c->out, ACT_EXIT);
}

void
core_event(struct core *c, int64_t now, const struct core_event *ev,
    struct actions *out)
{
	enum stage	 s;

	if (c->now != 0 && now - c->now > (int64_t)c->limits.liveness_ms / 2)
		forgive(c, now - c->now);
	c->now = now;
	c->out = out;
	handlers[ev->type](c, ev);
	for (s = STAGE_INGEST; s < STAGE_COUNT; s++) {
		dispatch(c, s);
		refill_ask(c, s);
	}
	if (c->stopping)
		wind_down(c);
	submit_flush(c);
	c->out = NULL;
}

void
core_room(const struct core *c, enum stage stage, uint32_t *count,
    uint64_t *bytes)
{
	const struct line	*l = &c->line[stage];

	window_left(&l->window, l->refilling == REFILL_LIVE ? LANE_LIVE :
	    LANE_BULK, count, bytes);
}

size_t
core_task_bytes(const struct task *t)
{
	return window_task_bytes(t);
}
