#include "broker/marks.h"

/* A query costs as much as passing so many settled ids, or reading so many rows
 * that the broker has already. */
enum { QUERY_SETTLED = 1500, QUERY_HELD = 30 };

static int64_t
least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

static int64_t
most(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

/* The newest id may be younger than the line of the same answer; only the next
 * answer's line is surely behind it. */
void
horizon_read(struct horizon *h, int64_t last, int64_t line, int64_t xmin)
{
	if (h->step == 1) {
		h->line = line;
		h->step = 2;
	} else if (h->step == 2 && xmin >= h->line) {
		h->safe = most(h->safe, h->id);
		h->step = 0;
	}
	if (h->step == 0) {
		h->id = last;
		h->step = 1;
	}
	h->last = last;
}

void
walk_begin(struct walk *w, const struct horizon *h, const struct walk *before,
    int64_t now)
{
	w->end = h->last;
	w->ceil_sure = before == NULL ? h->safe : before->sure;
	w->ceil_low = before == NULL ? h->safe : before->low;
	w->ceil_seen = before == NULL ? h->last : before->seen;
	w->from_low = w->seen - w->low <= MARKS_NEAR || now >= w->long_at;
	w->from = w->cursor = w->from_low ? w->low : w->seen;
	w->skipped = 0;
	w->first = 0;
	w->began_at = now;
}

void
walk_resume(struct walk *w, int64_t newest, int64_t now)
{
	w->seen = newest > MARKS_NEAR ? newest - MARKS_NEAR : 0;
	w->long_at = now + 1;
}

static void
look(const struct walk *w, enum stage stage, const struct skipper *k,
    int64_t after, int64_t upto, struct skip *out)
{
	if (k->skip != NULL)
		k->skip(k->arg, stage, w->live, after, upto, out);
	else
		*out = (struct skip){ .id = after + 1, .done = after,
		    .waited_ms = -1 };
}

/* From an id that must be read on: where to stop, because what is known behind
 * it would cost more than another query. */
static int64_t
stretch(const struct walk *w, enum stage stage, const struct skipper *k,
    int64_t id)
{
	int64_t		 limit = least(w->end, w->cursor + MARKS_SPAN), cost;
	struct skip	 s;

	if (k->skip == NULL)
		return limit;
	for (; id < limit; id = s.id) {
		look(w, stage, k, id, limit, &s);
		cost = s.id - id - 1 - s.nheld +
		    s.nheld * (QUERY_SETTLED / QUERY_HELD);
		if (s.id > limit || cost > QUERY_SETTLED)
			break;
	}
	return least(id, limit);
}

int
walk_skip(struct walk *w, enum stage stage, const struct skipper *k,
    struct skip *out)
{
	look(w, stage, k, w->cursor, w->end, out);
	if (!w->skipped && out->id > w->cursor + 1) {
		w->skipped = 1;
		w->read = w->cursor;
	}
	if (w->cursor == w->low)
		w->low = most(w->low, out->done);
	w->seen = most(w->seen, w->low);
	if (w->first == 0)
		w->first = out->held;
	w->cursor = most(w->cursor, out->id - 1);
	w->upto = stretch(w, stage, k, out->id);
	return w->cursor < w->end;
}

void
walk_pass(struct walk *w, int64_t upto, int64_t first)
{
	if (w->first == 0)
		w->first = first;
	w->cursor = upto;
}

void
walk_end(struct walk *w, int64_t now)
{
	int64_t	 passed = w->first != 0 ? w->first - 1 : w->cursor;
	int64_t	 read = w->skipped ? least(w->read, passed) : passed;

	if (w->from <= w->sure)
		w->sure = most(w->sure, least(read, w->ceil_sure));
	w->seen = most(w->seen, least(passed, w->ceil_seen));
	if (!w->from_low)
		return;
	w->low = most(w->low, least(passed, w->ceil_low));
	w->long_at = now + most(MARKS_PAUSE,
	    (now - w->began_at) * MARKS_SHARE);
}

void
walk_counted(struct walk *w, int64_t upto, int64_t now)
{
	struct proof	*p = &w->proof;

	if (upto <= w->sure)
		return;
	w->sure = upto;
	w->low = most(w->low, upto);
	w->seen = most(w->seen, w->low);
	p->at = most(p->at, now + PROOF_PATIENCE);
	p->cursor = most(p->cursor, upto);
	if (p->first <= upto)
		p->first = 0;
}

int
walk_prove(struct walk *w, int64_t now)
{
	struct proof	*p = &w->proof;

	if (w->sure >= w->low)
		p->at = most(p->at, now + PROOF_PATIENCE);
	if (now < p->at)
		return 0;
	if (p->cursor >= p->end)
		*p = (struct proof){ .cursor = w->sure, .end = w->low,
		    .ceil = w->ceil_sure, .at = p->at };
	return p->cursor < p->end;
}

void
walk_proven(struct walk *w, int64_t upto, int64_t first, int64_t now,
    int64_t took)
{
	struct proof	*p = &w->proof;

	if (p->first == 0)
		p->first = first;
	p->cursor = upto;
	p->at = now + most(PROOF_PAUSE, took * PROOF_SHARE);
	if (p->cursor < p->end)
		return;
	w->sure = most(w->sure, least(p->ceil,
	    p->first != 0 ? p->first - 1 : p->end));
	if (p->first == 0)
		p->at = most(p->at, now + PROOF_PATIENCE);
}

uint64_t
walk_waiting(const struct walk *w)
{
	int64_t	 from = w->first != 0 ? w->first - 1 : w->cursor;

	return w->end > from ? (uint64_t)(w->end - from) : 0;
}
