#include <string.h>

#include "workers/runtime/measure.h"

/* Microseconds between the broker's sending and now, or near it. */
static int64_t
since(uint64_t ms, const struct batch *b, int64_t now_us)
{
	return (int64_t)ms * 1000 + now_us - b->taken_us;
}

void
measure_start(struct meters *m, const struct batch *b, int64_t now_us)
{
	const struct task	*t;

	for (t = b->task; t < b->task + b->ntask; t++)
		meters_observe(m, t->lane == LANE_BULK ? METER_WAIT_BULK :
		    METER_WAIT_LIVE, since(t->waited_ms, b, now_us));
}

static enum meter
meter_of(const struct outcome_of *o)
{
	static const enum meter aside[] = {
		[VERDICT_RETRY] = METER_RETRIED,
		[VERDICT_DEAD] = METER_DEAD,
		[VERDICT_PARKED] = METER_PARKED
	};

	if (o->verdict != VERDICT_DONE)
		return aside[o->verdict];
	if (o->answer == ANSWER_REJECTED || o->answer == ANSWER_CONFLICT)
		return METER_REFUSED;
	return o->ours ? METER_DONE : METER_SUPPRESSED;
}

void
measure_end(struct meters *m, const struct worker *w, const struct batch *b,
    int64_t now_us)
{
	size_t	 i;

	for (i = 0; i < b->ntask; i++) {
		if (b->out[i].verdict == VERDICT_NONE)
			continue;
		m->n[meter_of(&b->out[i])]++;
		if (w->stage == STAGE_PUBLICATION && b->out[i].ours)
			meters_observe(m, METER_END_TO_END,
			    since(b->task[i].age_ms, b, now_us));
	}
}

void
measure_db(struct meters *m, const struct db_count *c)
{
	memcpy(&m->n[METER_PG_CONNECTION], c->n, sizeof(c->n));
}
