#include "broker/inside.h"
#include "broker/queue.h"

/* One suspect at a time, on a worker that has nothing else. */
static void
dispatch_suspect(struct core *c, enum stage stage)
{
	struct line	*l = &c->line[stage];
	struct msg	*m = l->window.suspects.head;

	if (l->cell != NULL && l->cell->flight.count == 0 &&
	    (m == NULL || !worker_fits(l->cell, m)))
		l->cell = NULL;
	if (m == NULL)
		return;
	if (l->cell == NULL)
		l->cell = crew_quiet(&c->crew, stage, m);
	if (l->cell != NULL && l->cell->flight.count == 0 &&
	    worker_fits(l->cell, m))
		crew_fly(&c->crew, l->cell, m, c->now);
}

/* What no worker could ever hold waits until there is one that can. */
static void
dispatch_large(struct core *c, enum stage stage)
{
	struct list	*large = &c->line[stage].window.large;
	struct msg	*m, *next;

	for (m = large->head; m != NULL; m = next) {
		next = m->next;
		if (crew_quiet(&c->crew, stage, m) == NULL)
			continue;
		list_take(m);
		queue_return(m);
	}
}

/* A message that only has to wait holds the place of those behind it. */
static void
dispatch_waiting(struct core *c, enum stage stage)
{
	struct line	*l = &c->line[stage];
	const uint32_t	 weight[LANE_COUNT] = {
		[LANE_LIVE] = (uint32_t)l->knobs.live_weight,
		[LANE_BULK] = (uint32_t)l->knobs.bulk_weight,
	};
	struct msg	*m;
	struct worker	*w;

	while (crew_hungry(&c->crew, stage, l->cell) &&
	    (m = queue_next(&l->window, weight)) != NULL) {
		w = crew_choose(&c->crew, stage, m, l->cell);
		if (w == NULL && crew_quiet(&c->crew, stage, m) != NULL) {
			queue_keep(&l->window, m, weight);
			break;
		}
		if (w != NULL)
			crew_fly(&c->crew, w, m, c->now);
		else {
			list_take(m);
			list_push(&l->window.large, m);
		}
	}
}

static uint32_t
batch_size(const struct core *c, enum stage stage, const struct msg *m,
    uint32_t most)
{
	uint64_t	 bytes = 0;
	uint32_t	 n = 0;

	if (most > (uint32_t)c->line[stage].knobs.batch_count)
		most = (uint32_t)c->line[stage].knobs.batch_count;
	for (; n < most; n++, m = m->next) {
		bytes += m->task.payload.len;
		if (n != 0 && bytes > c->limits.batch_bytes)
			break;
	}
	return n;
}

/* With the time that it was here. */
static struct task
aged(const struct msg *m, int64_t now)
{
	struct task	 t = m->task;

	t.waited_ms += (uint64_t)(now - m->came_at);
	t.age_ms += (uint64_t)(now - m->came_at);
	return t;
}

/* The next n messages from m on as one frame; returns what follows them. */
static const struct msg *
send_batch(struct core *c, const struct worker *w, const struct msg *m,
    uint32_t n)
{
	struct task	*task = ARENA_ARRAY(c->out->arena, n, struct task);
	struct action	*a = actions_add(c->out, ACT_SEND);
	uint32_t	 i;

	for (i = 0; i < n; i++, m = m->next)
		task[i] = aged(m, c->now);
	a->peer = w->peer;
	a->frame.type = FRAME_TASKS;
	a->frame.epoch = c->epoch;
	a->frame.stage = w->stage;
	a->frame.task = task;
	a->frame.ntask = n;
	return m;
}

static void
send_fresh(struct core *c, struct worker *w)
{
	const struct msg	*m = w->flight.tail;
	uint32_t		 i, n;

	for (i = 1; i < w->fresh; i++)
		m = m->prev;
	c->line[w->stage].dispatched += w->fresh;
	for (; w->fresh != 0; w->fresh -= n) {
		n = batch_size(c, w->stage, m, w->fresh);
		m = send_batch(c, w, m, n);
	}
}

void
dispatch(struct core *c, enum stage stage)
{
	struct worker	*w;

	if (c->stopping || !c->leads || c->line[stage].knobs.paused)
		return;
	dispatch_suspect(c, stage);
	dispatch_large(c, stage);
	dispatch_waiting(c, stage);
	for (w = c->crew.head; w != NULL; w = w->next)
		if (w->stage == stage && w->fresh != 0)
			send_fresh(c, w);
}
