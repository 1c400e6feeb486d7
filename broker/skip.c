#include "broker/inside.h"

/*
 * A message of a stage before that has only just come, or gone to a worker: it
 * has no record there, or its DONE is on its way.  One that came back, or that
 * stays, may have its record: the news of it were lost, or another broker's
 * worker made it.
 */
static int
is_new(const struct core *c, const struct msg *m)
{
	int64_t	 since = m->worker != NULL ? m->sent_at : m->came_at;

	return (m->sent_at == 0) == (m->worker == NULL) &&
	    c->now - since <= (int64_t)c->limits.sweep_ms;
}

static int
is_before(const struct core *c, enum stage stage, uint64_t id)
{
	const struct msg	*m;

	while (--stage > STAGE_INGEST) {
		m = window_find(&c->line[stage].window, id);
		if (m != NULL)
			return is_new(c, m);
	}
	return 0;
}

static int
is_held(const struct core *c, enum stage stage, uint64_t id, struct skip *out)
{
	const struct msg	*m = window_find(&c->line[stage].window, id);

	if (m == NULL)
		return 0;
	out->nheld++;
	if (out->held == 0)
		out->held = (int64_t)id;
	if (out->waited_ms == -1 && m->task.attempt == 1)
		out->waited_ms = (int64_t)m->task.waited_ms +
		    c->now - m->came_at;
	return 1;
}

/* The last in a row from `id` on of bulk that was handed on and had no room; the
 * id before it: it is none. */
static uint64_t
shed(const struct line *l, uint64_t id, uint64_t upto, struct skip *out)
{
	uint64_t	 last = heard_gap(&l->shed, id - 1) - 1;

	if (last > upto)
		last = upto;
	out->nheld += (int64_t)(last - (id - 1));
	return last;
}

void
core_skip(const struct core *c, enum stage stage, int live, int64_t after,
    int64_t upto, struct skip *out)
{
	const struct line	*l = &c->line[stage];
	uint64_t		 id = heard_gap(&l->heard, (uint64_t)after);
	uint64_t		 last;

	*out = (struct skip){ .done = (int64_t)id - 1, .waited_ms = -1 };
	while (id <= (uint64_t)upto) {
		if (is_held(c, stage, id, out) || is_before(c, stage, id))
			last = id;
		else
			last = live ? shed(l, id, (uint64_t)upto, out) : id - 1;
		if (last < id)
			break;
		id = heard_gap(&l->heard, last);
	}
	out->id = id <= (uint64_t)upto ? (int64_t)id : upto + 1;
	if (out->done > upto)
		out->done = upto;
}
