#include "broker/marks.h"

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
	w->ceil_low = before == NULL ? h->safe : before->low;
	w->ceil_seen = before == NULL ? h->last : before->seen;
	w->from_low = w->seen - w->low <= MARKS_NEAR || now >= w->long_at;
	w->cursor = w->from_low ? w->low : w->seen;
	w->first = 0;
	w->began_at = now;
}

void
walk_resume(struct walk *w, int64_t newest, int64_t now)
{
	w->seen = newest > MARKS_NEAR ? newest - MARKS_NEAR : 0;
	w->long_at = now + 1;
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

	w->seen = most(w->seen, least(passed, w->ceil_seen));
	if (!w->from_low)
		return;
	w->low = most(w->low, least(passed, w->ceil_low));
	w->long_at = now + most(MARKS_PAUSE,
	    (now - w->began_at) * MARKS_SHARE);
}

uint64_t
walk_waiting(const struct walk *w)
{
	int64_t	 from = w->first != 0 ? w->first - 1 : w->cursor;

	return w->end > from ? (uint64_t)(w->end - from) : 0;
}
