/*
 * A map stage: step every message, append all of their records or none.  Where
 * one was there before, those that are there are looked up, and what is left is
 * stepped again: steps are pure, and it is rare.
 */
#include "base/clock.h"
#include "workers/runtime/deliver.h"

static void
step_all(const struct delivery *d, struct batch *b, struct effects *fx)
{
	size_t	 i;

	for (i = 0; i < b->ntask; i++) {
		struct effects_mark	 mark = effects_mark(fx);
		int64_t			 began = clock_us();
		struct err		 e;
		int			 rc;

		if (b->out[i].verdict != VERDICT_NONE)
			continue;
		rc = d->worker->map(&b->task[i], fx, &e);
		meters_observe(d->meters, METER_PROCESS, clock_us() - began);
		if (rc == 0)
			continue;
		effects_undo(fx, mark);
		b->out[i].verdict = deliver_verdict(&e);
		b->out[i].text = deliver_text(b->arena, &e);
	}
}

/* All of it was written: the put statement knows no half. */
static void
settle_written(struct batch *b, const struct effects *fx)
{
	size_t	 i;

	for (i = 0; i < b->ntask; i++)
		if (b->out[i].verdict == VERDICT_NONE) {
			b->out[i].verdict = VERDICT_DONE;
			b->out[i].ours = 1;
		}
	deliver_next(b, fx);
}

static int
turn(const struct delivery *d, struct batch *b, struct err *e)
{
	struct effects	 fx;
	struct params	*p;
	struct rows	*rows;

	effects_init(&fx, d->worker->groups, b->arena);
	step_all(d, b, &fx);
	if (fx.first == NULL)
		return 0;
	p = deliver_params(d, &fx);
	rows = deliver_commit(d, p, e);
	params_free(&p);
	if (rows == NULL)
		return -1;
	rows_free(&rows);
	settle_written(b, &fx);
	return 0;
}

int
deliver_map(const struct delivery *d, struct batch *b, struct err *e)
{
	int	 lost = 0;

	while (turn(d, b, e) != 0)
		if (!db_raced(d->db) || ++lost == DELIVER_RACES ||
		    deliver_recorded(d, b, e) != 0)
			return -1;
	return deliver_aside(d, b, e);
}
