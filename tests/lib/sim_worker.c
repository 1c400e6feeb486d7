#include <string.h>

#include "tests/lib/sim_inside.h"

enum { TURN_MS = 15, WORKER_PEER = 500 };

/* What a worker's turn came to; it dies where a fault strikes it. */
struct work {
	struct sim_thing	*done, *failed;
	unsigned		 n;
};

/* How many at a time. */
static unsigned
pace(const struct sim *s, enum stage stage)
{
	return s->set->crowd == SIM_CROWD_BULK && (int)stage == SIM_SLOW ?
	    1 : 4;
}

static uint32_t
peer_of(const struct sim *s, unsigned w)
{
	return WORKER_PEER + w + s->worker[w].actor.life * 1000;
}

static struct sim_thing *
frame(struct sim *s, unsigned w, enum frame_type type)
{
	const struct sim_worker	*me = &s->worker[w];
	struct sim_thing	*t;

	t = sim_make(s, SIM_FRAME, SIM_BROKER, me->broker,
	    s->broker[me->broker].actor.life);
	t->peer = peer_of(s, w);
	t->type = type;
	t->stage = me->stage;
	return t;
}

static void
credit(struct sim *s, unsigned w, unsigned n, uint64_t bytes)
{
	struct sim_thing	*t = frame(s, w, FRAME_CREDIT);

	t->count = n;
	t->bytes = bytes;
	sim_send(s, t);
}

static void
greet(struct sim *s, unsigned w)
{
	struct sim_worker	*me = &s->worker[w];
	struct sim_thing	*t = frame(s, w, FRAME_HELLO);

	me->hello = s->now;
	t->count = SIM_CREDIT;
	t->bytes = SIM_BYTES;
	sim_send(s, t);
	if (me->nhand < SIM_CREDIT)
		credit(s, w, SIM_CREDIT - me->nhand, SIM_BYTES);
}

void
worker_start(struct sim *s, unsigned w)
{
	struct sim_worker	*me = &s->worker[w];

	me->actor.life++;
	me->actor.up = 1;
	me->welcome = 0;
	me->nhand = 0;
	me->heard = s->now;
	me->broker = (unsigned)sim_random(s, s->set->brokers);
	greet(s, w);
	sim_later(s, sim_make(s, SIM_TURN, SIM_WORKER, w, me->actor.life),
	    TURN_MS);
}

/* The process is gone; another one starts in its place. */
static void
die(struct sim *s, unsigned w)
{
	struct sim_actor	*a = &s->worker[w].actor;

	a->up = 0;
	s->stats->crashes++;
	sim_later(s, sim_make(s, SIM_START, SIM_WORKER, w, a->life),
	    20 + (int64_t)sim_random(s, 200));
}

static uint64_t
key_of(const struct sim *s, enum stage stage, const struct sim_entry *task)
{
	return stage == STAGE_INGEST ? task->event : s->key_of[task->id];
}

static void
run_ingest(struct sim *s, const struct sim_entry *task, struct work *out)
{
	struct sim_entry	 r = { .id = task->id, .verdict = VERDICT_DONE };
	int			 inserted = 0;

	r.answer = ANSWER_ACCEPTED;
	if (s->set->bug == SIM_ACCEPT_UNSTORED) {
		r.event = s->event_of[task->event];
		if (r.event == 0)
			r.event = s->nevent + 1;
	} else
		r.event = sim_accept(s, task->event, &inserted);
	if (!inserted && s->set->bug != SIM_ACCEPT_UNSTORED)
		r.answer = ANSWER_DUPLICATE;
	out->done->result[out->done->nresult++] = r;
	if (inserted)
		out->done->task[out->done->ntask++] =
		    (struct sim_entry){ .id = r.event, .attempt = 1 };
}

static void
run_stage(struct sim *s, enum stage stage, const struct sim_entry *task,
    struct work *out)
{
	struct sim_entry	 r = { .id = task->id };

	if (s->record[stage][task->id] == 0 && sim_chance(s, s->set->fail)) {
		sim_fail(s, stage, task->id, VERDICT_RETRY, task->attempt);
		r.verdict = VERDICT_RETRY;
		out->failed->result[out->failed->nresult++] = r;
		return;
	}
	r.verdict = VERDICT_DONE;
	out->done->result[out->done->nresult++] = r;
	if (s->record[stage][task->id] == 0 && sim_chance(s, s->set->lie))
		return;
	if (sim_record(s, stage, task->id) && stage != STAGE_PUBLICATION &&
	    !sim_chance(s, s->set->lost_query))
		out->done->task[out->done->ntask++] =
		    (struct sim_entry){ .id = task->id, .attempt = 1 };
}

/* A batch from the first of the hand; 0: a poisoned message killed us. */
static int
run_batch(struct sim *s, struct sim_worker *me, struct work *out)
{
	unsigned	 i;

	for (i = 0; i < out->n; i++)
		if (s->poison[key_of(s, me->stage, &me->hand[i])] == me->stage)
			return 0;
	for (i = 0; i < out->n; i++)
		if (me->stage == STAGE_INGEST)
			run_ingest(s, &me->hand[i], out);
		else
			run_stage(s, me->stage, &me->hand[i], out);
	return 1;
}

static void
send_or_spare(struct sim *s, struct sim_thing *t)
{
	if (t->nresult != 0)
		sim_send(s, t);
	else
		sim_spare(s, t);
}

/* Run, commit, tell; a crash may come before each of them. */
static void
work(struct sim *s, unsigned w)
{
	struct sim_worker	*me = &s->worker[w];
	unsigned		 most = pace(s, me->stage);
	struct work		 out = {
		.n = me->nhand < most ? me->nhand : most };
	struct sim_thing	*first;

	if (out.n == 0)
		return;
	out.done = frame(s, w, FRAME_DONE);
	out.failed = frame(s, w, FRAME_FAILED);
	if (sim_chance(s, s->set->crash) || !run_batch(s, me, &out) ||
	    sim_chance(s, s->set->crash)) {
		sim_spare(s, out.done);
		sim_spare(s, out.failed);
		die(s, w);
		return;
	}
	me->nhand -= out.n;
	memmove(me->hand, me->hand + out.n, me->nhand * sizeof(*me->hand));
	first = out.done->nresult != 0 ? out.done : out.failed;
	first->count = out.n;
	first->bytes = 64 * out.n;
	send_or_spare(s, out.done);
	send_or_spare(s, out.failed);
	if (sim_chance(s, s->set->crash))
		die(s, w);
}

/* An orderly end: what is in hand goes back. */
static void
drain(struct sim *s, unsigned w)
{
	struct sim_worker	*me = &s->worker[w];
	struct sim_thing	*t = frame(s, w, FRAME_HANDBACK);
	unsigned		 i;

	for (i = 0; i < me->nhand && i < SIM_BATCH; i++)
		t->result[t->nresult++].id = me->hand[i].id;
	sim_send(s, frame(s, w, FRAME_DRAIN));
	send_or_spare(s, t);
	sim_send(s, frame(s, w, FRAME_BYE));
	die(s, w);
}

static void
turn(struct sim *s, unsigned w)
{
	struct sim_worker	*me = &s->worker[w];
	struct sim_thing	*t;

	if (me->welcome && s->now - me->heard > SIM_LIVENESS) {
		me->welcome = 0;
		me->broker = (unsigned)sim_random(s, s->set->brokers);
	}
	if (!me->welcome && s->now - me->hello >= SIM_BEAT)
		greet(s, w);
	if (me->welcome && s->now - me->beat >= SIM_BEAT) {
		me->beat = s->now;
		t = frame(s, w, FRAME_ALIVE);
		t->count = me->nhand;
		sim_send(s, t);
	}
	if (sim_chance(s, s->set->crash))
		drain(s, w);
	else
		work(s, w);
}

static void
on_frame(struct sim *s, struct sim_worker *me, const struct sim_thing *t)
{
	unsigned	 i;

	me->heard = s->now;
	if (t->type == FRAME_WELCOME)
		me->welcome = 1;
	if (t->type == FRAME_BYE && !me->welcome)
		me->broker = (unsigned)sim_random(s, s->set->brokers);
	if (t->type == FRAME_BYE)
		me->welcome = 0;
	for (i = 0; i < t->ntask && me->nhand < SIM_HAND; i++)
		me->hand[me->nhand++] = t->task[i];
}

void
worker_happens(struct sim *s, struct sim_thing *t)
{
	struct sim_worker	*me = &s->worker[t->index];

	if (t->what == SIM_FRAME) {
		on_frame(s, me, t);
		return;
	}
	turn(s, t->index);
	if (me->actor.up)
		sim_later(s, sim_make(s, SIM_TURN, SIM_WORKER, t->index,
		    me->actor.life), TURN_MS + (int64_t)sim_random(s, TURN_MS));
}
