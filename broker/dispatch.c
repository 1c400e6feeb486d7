#include "broker/inside.h"

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

/* In order of arrival.  A message that is larger than any worker's whole room
 * is stepped over; one that only has to wait holds the place. */
static void
dispatch_waiting(struct core *c, enum stage stage)
{
	struct line	*l = &c->line[stage];
	struct msg	*m, *next;
	struct worker	*w;

	for (m = l->window.waiting.head; m != NULL; m = next) {
		next = m->next;
		w = crew_choose(&c->crew, stage, m, l->cell);
		if (w != NULL)
			crew_fly(&c->crew, w, m, c->now);
		else if (!crew_hungry(&c->crew, stage, l->cell) ||
		    crew_quiet(&c->crew, stage, m) != NULL)
			break;
	}
}

static uint32_t
batch_size(const struct core_limits *limits, const struct msg *m, uint32_t most)
{
	uint64_t	 bytes = 0;
	uint32_t	 n = 0;

	for (; n < most && n < limits->batch_count; n++, m = m->next) {
		bytes += m->task.payload.len;
		if (n != 0 && bytes > limits->batch_bytes)
			break;
	}
	return n;
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
		task[i] = m->task;
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
		n = batch_size(&c->limits, m, w->fresh);
		m = send_batch(c, w, m, n);
	}
}

void
dispatch(struct core *c, enum stage stage)
{
	struct worker	*w;

	if (c->stopping)
		return;
	dispatch_suspect(c, stage);
	dispatch_waiting(c, stage);
	for (w = c->crew.head; w != NULL; w = w->next)
		if (w->stage == stage && w->fresh != 0)
			send_fresh(c, w);
}
