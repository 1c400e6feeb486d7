#include <stdlib.h>
#include <string.h>

#include "tests/lib/sim_inside.h"

static int
before(const struct sim_thing *a, const struct sim_thing *b)
{
	return a->due != b->due ? a->due < b->due : a->order < b->order;
}

struct sim_thing *
sim_make(struct sim *s, enum sim_what what, enum sim_role role, unsigned index,
    unsigned life)
{
	struct sim_thing	*t;

	t = s->nspare != 0 ? s->spare[--s->nspare] : malloc(sizeof(*t));
	if (t == NULL)
		abort();
	memset(t, 0, offsetof(struct sim_thing, result));
	t->what = what;
	t->role = role;
	t->index = index;
	t->life = life;
	return t;
}

void
sim_spare(struct sim *s, struct sim_thing *t)
{
	if (s->nspare < SIM_THINGS)
		s->spare[s->nspare++] = t;
	else
		free(t);
}

void
sim_push(struct sim *s, struct sim_thing *t)
{
	unsigned	 i = s->nheap, up;

	if (s->nheap == SIM_THINGS) {
		sim_broke(s, "more than %d things under way", SIM_THINGS);
		sim_spare(s, t);
		return;
	}
	t->order = s->order++;
	s->nheap++;
	for (; i != 0 && before(t, s->heap[up = (i - 1) / 2]); i = up)
		s->heap[i] = s->heap[up];
	s->heap[i] = t;
}

void
sim_later(struct sim *s, struct sim_thing *t, int64_t delay)
{
	t->due = s->now + delay;
	sim_push(s, t);
}

struct sim_thing *
sim_pop(struct sim *s)
{
	struct sim_thing	*top = s->heap[0], *last = s->heap[--s->nheap];
	unsigned		 i = 0, down;

	for (; (down = 2 * i + 1) < s->nheap; i = down) {
		if (down + 1 < s->nheap &&
		    before(s->heap[down + 1], s->heap[down]))
			down++;
		if (!before(s->heap[down], last))
			break;
		s->heap[i] = s->heap[down];
	}
	s->heap[i] = last;
	return top;
}

static int64_t
journey(struct sim *s)
{
	return 1 + (int64_t)sim_random(s, s->calm ? 2 : s->set->delay_ms);
}

void
sim_send(struct sim *s, struct sim_thing *t)
{
	struct sim_thing	*copy;

	if (sim_chance(s, s->set->drop)) {
		sim_spare(s, t);
		return;
	}
	if (sim_chance(s, s->set->twice)) {
		copy = sim_make(s, t->what, t->role, t->index, t->life);
		*copy = *t;
		sim_later(s, copy, journey(s));
	}
	sim_later(s, t, journey(s));
}

void
sim_release(struct sim *s)
{
	while (s->nheap != 0)
		free(s->heap[--s->nheap]);
	while (s->nspare != 0)
		free(s->spare[--s->nspare]);
}
