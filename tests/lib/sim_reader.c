#include <string.h>

#include "tests/lib/sim_inside.h"

/* What the production walk reads, of a store in which ids commit in order. */

void
reader_begin(struct sim_broker *me)
{
	memset(me->walk, 0, sizeof(me->walk));
	memset(me->ahead, 0, sizeof(me->ahead));
}

static void
skip(void *arg, enum stage stage, int live, int64_t after, int64_t upto,
    struct skip *out)
{
	core_skip(arg, stage, live, after, upto, out);
}

static void
restart(struct sim *s, struct sim_broker *me, const struct sim_thing *t)
{
	struct horizon	 h = { .last = (int64_t)s->nevent,
		.safe = (int64_t)s->nevent };
	struct walk	*w = &me->walk[t->stage];

	if (t->live)
		me->ahead[t->stage] = (struct walk){ .cursor = w->low,
		    .end = h.last, .live = 1 };
	else
		walk_begin(w, &h, t->stage == STAGE_ASSESSMENT ? NULL : w - 1,
		    s->now);
}

/* A stretch of ids on the way of a walk; true if it is at its end. */
static int
read_on(struct sim *s, struct sim_broker *me, struct sim_thing *rows,
    struct walk *w, unsigned most)
{
	const struct skipper	 known = { skip, me->core };
	unsigned		 had = rows->ntask;
	struct skip		 out;
	int64_t			 upto;

	if (walk_skip(w, rows->stage, &known, &out)) {
		upto = sim_read(s, rows, w->cursor, w->upto, most);
		walk_pass(w, upto, rows->ntask == had ? 0 :
		    (int64_t)rows->task[had].id);
		walk_skip(w, rows->stage, &known, &out);
	}
	return w->cursor >= w->end;
}

/* What was only heard is read again, unless that is the mistake. */
static void
prove(struct sim *s, struct sim_thing *rows, struct walk *w, unsigned most)
{
	unsigned	 had = rows->ntask;
	int64_t		 upto;

	if (s->set->bug == SIM_BACK_IS_DONE ||
	    s->set->bug == SIM_NOTHING_PROVEN || !walk_prove(w, s->now))
		return;
	upto = sim_read(s, rows, w->proof.cursor, w->proof.end, most);
	walk_proven(w, upto, rows->ntask == had ? 0 :
	    (int64_t)rows->task[had].id, s->now, 1);
}

static void
walk(struct sim *s, struct sim_broker *me, const struct sim_thing *t,
    struct sim_thing *rows, unsigned most)
{
	struct walk	*w = &me->walk[t->stage];

	if (t->restart)
		sim_read_aside(s, rows, most);
	if (t->restart)
		prove(s, rows, w, most);
	rows->end = read_on(s, me, rows, w, most);
	if (rows->end)
		walk_end(w, s->now);
}

/* The store sees the question now, and the core the answer later. */
void
reader_asks(struct sim *s, unsigned b, const struct sim_thing *t)
{
	struct sim_broker	*me = &s->broker[b];
	struct sim_thing	*rows;
	uint32_t		 count;
	uint64_t		 room;

	rows = sim_make(s, SIM_ROWS, SIM_BROKER, b, me->actor.life);
	rows->stage = t->stage;
	core_room(me->core, t->stage, &count, &room);
	if (count > SIM_BATCH)
		count = SIM_BATCH;
	rows->live = t->live;
	if (t->restart)
		restart(s, me, t);
	if (sim_chance(s, s->set->lost_query))
		rows->restart = 1;
	else if (t->live && s->set->bug == SIM_NOTHING_AHEAD)
		rows->end = 1;
	else if (t->live)
		rows->end = read_on(s, me, rows, &me->ahead[t->stage], count);
	else
		walk(s, me, t, rows, count);
	sim_later(s, rows, 1 + (int64_t)sim_random(s, 20));
}
