#include <stdlib.h>

#include "base/clock.h"
#include "workers/runtime/deliver.h"

static int
compare_ids(const void *va, const void *vb)
{
	const uint64_t	*a = va, *b = vb;

	return *a < *b ? -1 : *a > *b;
}

/* Ids of the records that this statement made, ascending. */
static uint64_t *
recorded_ids(const struct rows *rows, struct arena *a)
{
	size_t		 i, n = rows_count(rows);
	uint64_t	*ids = ARENA_ARRAY(a, n, uint64_t);

	for (i = 0; i < n; i++)
		ids[i] = (uint64_t)rows_int(rows, i, 0);
	qsort(ids, n, sizeof(*ids), compare_ids);
	return ids;
}

static int
is_among(uint64_t id, const uint64_t *ids, size_t n)
{
	return bsearch(&id, ids, n, sizeof(*ids), compare_ids) != NULL;
}

static void
hand_over(struct batch *b, const struct effects *fx, const struct rows *rows)
{
	const uint64_t		*ids = recorded_ids(rows, b->arena);
	const struct successor	*s;
	size_t			 i, n = rows_count(rows);

	for (i = 0; i < b->ntask; i++)
		b->out[i].ours = is_among(b->task[i].id, ids, n);
	for (s = fx->succ; s != NULL; s = s->next)
		if (is_among(s->event, ids, n))
			b->next[b->nnext++] = (struct task){ .id = s->event,
			    .subject_hash = s->subject_hash, .attempt = 1,
			    .trace = s->trace, .payload = s->payload };
}

static void
step_all(const struct delivery *d, struct batch *b, struct effects *fx)
{
	size_t	 i;

	for (i = 0; i < b->ntask; i++) {
		struct effects_mark	 mark = effects_mark(fx);
		int64_t			 began = clock_us();
		struct err		 e;
		int			 rc;

		b->out[i].verdict = VERDICT_DONE;
		rc = d->worker->map(&b->task[i], fx, &e);
		meters_observe(d->meters, METER_PROCESS, clock_us() - began);
		if (rc == 0)
			continue;
		effects_undo(fx, mark);
		b->out[i].verdict = deliver_verdict(&e);
		b->out[i].text = deliver_text(b->arena, &e);
	}
}

int
deliver_map(const struct delivery *d, struct batch *b, struct err *e)
{
	struct effects	 fx;
	struct params	*p;
	struct rows	*rows;

	effects_init(&fx, d->worker->groups, b->arena);
	step_all(d, b, &fx);
	if (fx.first != NULL) {
		p = deliver_params(d, &fx);
		rows = deliver_commit(d, p, e);
		params_free(&p);
		if (rows == NULL)
			return -1;
		hand_over(b, &fx, rows);
		rows_free(&rows);
	}
	return deliver_aside(d, b, e);
}
