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

void
core_skip(const struct core *c, enum stage stage, int64_t after, int64_t upto,
    struct skip *out)
{
	const struct heard	*heard = &c->line[stage].heard;
	uint64_t		 id = heard_gap(heard, (uint64_t)after);

	*out = (struct skip){ .done = (int64_t)id - 1, .waited_ms = -1 };
	while (id <= (uint64_t)upto && (is_held(c, stage, id, out) ||
	    is_before(c, stage, id)))
		id = heard_gap(heard, id);
	out->id = id <= (uint64_t)upto ? (int64_t)id : upto + 1;
	if (out->done > upto)
		out->done = upto;
}
