#include "tests/lib/sim_inside.h"

enum { AGAIN_MS = 400, TURN_MS = 40, LATE_MS = 500 };

/* Peers: producers are 1 to 99 of each life, workers the rest. */
static uint32_t
peer_of(const struct sim *s, unsigned p)
{
	return 1 + p + s->producer[p].actor.life * 1000;
}

void
producer_start(struct sim *s, unsigned p)
{
	struct sim_actor	*a = &s->producer[p].actor;
	unsigned		 i;

	a->life++;
	a->up = 1;
	for (i = 0; i < s->producer[p].items; i++)
		s->producer[p].item[i].again_at = s->now +
		    (s->set->crowd == SIM_CROWD_BULK && p != 0 ? LATE_MS : 0);
	sim_later(s, sim_make(s, SIM_TURN, SIM_PRODUCER, p, a->life), 1);
}

/* Who floods never waits. */
static int
wants(struct sim *s, unsigned p, const struct sim_item *item)
{
	if (item->answer != ANSWER_NONE)
		return 0;
	if (s->set->crowd == SIM_CROWD_FLOOD)
		return p == 0 || item->again_at <= s->now;
	return item->again_at <= s->now && sim_random(s, 3) != 0;
}

/* How many of its events it looks at: beside a flood each has one under way. */
static unsigned
in_reach(const struct sim *s, unsigned p)
{
	const struct sim_producer	*me = &s->producer[p];
	unsigned			 i;

	if (s->set->crowd != SIM_CROWD_FLOOD || p == 0)
		return me->items;
	for (i = 0; i < me->items && me->item[i].answer != ANSWER_NONE; i++)
		;
	return i == me->items ? i : i + 1;
}

static void
submit(struct sim *s, unsigned p)
{
	struct sim_producer	*me = &s->producer[p];
	unsigned		 b = (unsigned)sim_random(s, s->set->brokers);
	struct sim_thing	*t;
	unsigned		 i, reach = in_reach(s, p);

	t = sim_make(s, SIM_FRAME, SIM_BROKER, b, s->broker[b].actor.life);
	t->type = FRAME_SUBMIT;
	t->peer = peer_of(s, p);
	for (i = 0; i < reach && t->ntask < SIM_BATCH; i++) {
		if (!wants(s, p, &me->item[i]))
			continue;
		me->item[i].again_at = s->now + AGAIN_MS;
		t->task[t->ntask++].id = me->item[i].key;
	}
	if (t->ntask != 0)
		sim_send(s, t);
	else
		sim_spare(s, t);
}

static void
on_answer(struct sim *s, struct sim_producer *me, const struct sim_entry *r)
{
	unsigned		 i;
	struct sim_item		*item = NULL;

	for (i = 0; i < me->items; i++)
		if (me->item[i].key == r->id)
			item = &me->item[i];
	if (item == NULL) {
		sim_broke(s, "an answer for %d, which is another's",
		    (int)r->id);
		return;
	}
	if (r->answer == ANSWER_BUSY) {
		if (s->set->crowd == SIM_CROWD_FLOOD && sim_owner(r->id) != 0)
			sim_broke(s, "item %d, of a modest producer, was told "
			    "BUSY beside a flood", (int)r->id);
		item->again_at = s->now + r->retry_ms;
		return;
	}
	if (r->answer == ANSWER_REJECTED && !s->refused[item->key])
		sim_broke(s, "item %d was refused for nothing", (int)r->id);
	if (r->answer != ANSWER_REJECTED &&
	    (r->event == 0 || s->event_of[item->key] != r->event))
		sim_broke(s, "item %d was accepted and is not stored",
		    (int)r->id);
	item->answer = r->answer;
}

void
producer_happens(struct sim *s, struct sim_thing *t)
{
	struct sim_producer	*me = &s->producer[t->index];
	unsigned		 i;

	if (t->what == SIM_FRAME) {
		for (i = 0; i < t->nresult; i++)
			on_answer(s, me, &t->result[i]);
		return;
	}
	submit(s, t->index);
	sim_later(s, sim_make(s, SIM_TURN, SIM_PRODUCER, t->index,
	    t->life), TURN_MS + (int64_t)sim_random(s, TURN_MS));
}
