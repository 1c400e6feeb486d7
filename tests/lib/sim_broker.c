#include <stdio.h>
#include <string.h>

#include "broker/window.h"
#include "tests/lib/sim_inside.h"

enum { TURN_MS = 25, WINDOW = 16, WORKER_PEER = 500, PAYLOAD = 64,
	LIVE = 4, RUN = 3 * LIVE };	/* most live ones while bulk waits */

/* A shell performs what the core asks for; here it may fail at that. */
static void	 feed(struct sim *, unsigned, const struct core_event *);

void
broker_start(struct sim *s, unsigned b)
{
	struct sim_broker	*me = &s->broker[b];
	struct core_limits	 l = { .knobs = { .window_count = WINDOW,
		.batch_count = 5, .backlog_soft = 1000, .backlog_hard = 1000,
		.age_soft = 1000, .age_hard = 1000,
		.live_weight = LIVE,
		.bulk_weight = s->set->bug != SIM_NO_BULK_TURN,
		.bulk_sources = "/files/" },
		.window_bytes = WINDOW * 300, .batch_bytes = 200, .liveness_ms = SIM_LIVENESS,
		.heartbeat_ms = SIM_BEAT, .flight_ms = SIM_FLIGHT,
		.sweep_ms = SIM_SWEEP, .retry_ms = 50,
		.kills = s->set->poison != 0 ? 2 : 1000,
		.rounds = 2, .round_ms = 50 };

	me->actor.life++;
	me->actor.up = 1;
	reader_begin(me);
	me->core = core_new(&l, (uint64_t)(b + 1) << 40 |
	    (uint64_t)me->actor.life << 20);
	actions_init(&me->actions);
	feed(s, b, &(struct core_event){ .type = EV_ROLE, .leads = 1 });
	sim_later(s, sim_make(s, SIM_TURN, SIM_BROKER, b, me->actor.life), 1);
}

void
broker_stop(struct sim *s, unsigned b)
{
	struct sim_broker	*me = &s->broker[b];

	core_free(&me->core);
	actions_release(&me->actions);
	me->actor.up = 0;
	sim_later(s, sim_make(s, SIM_START, SIM_BROKER, b, me->actor.life),
	    20 + (int64_t)sim_random(s, 300));
}

/* Nothing is left of what went through. */
int
broker_empty(const struct sim *s, unsigned b)
{
	const struct sim_broker	*me = &s->broker[b];
	uint32_t		 count;
	uint64_t		 bytes;
	enum stage		 stage;

	for (stage = STAGE_INGEST; me->actor.up && stage < STAGE_COUNT;
	    stage++) {
		core_room(me->core, stage, &count, &bytes);
		if (count != WINDOW - WINDOW / WINDOW_LIVE)
			return 0;
	}
	return 1;
}

/* The actor that a number stands for; NULL: its process is gone. */
static struct sim_actor *
find_peer(struct sim *s, uint32_t peer, enum sim_role *role, unsigned *index)
{
	struct sim_actor	*a;

	*role = peer % 1000 >= WORKER_PEER ? SIM_WORKER : SIM_PRODUCER;
	*index = *role == SIM_WORKER ? peer % 1000 - WORKER_PEER :
	    peer % 1000 - 1;
	a = *role == SIM_WORKER ? &s->worker[*index].actor :
	    &s->producer[*index].actor;
	return a->up && a->life == peer / 1000 ? a : NULL;
}

static void
copy_lists(const struct frame *f, struct sim_thing *t)
{
	size_t	 i;

	for (i = 0; i < f->ntask && i < SIM_BATCH; i++) {
		struct sim_entry	*e = &t->task[t->ntask++];

		*e = (struct sim_entry){ .id = f->task[i].id,
		    .attempt = f->task[i].attempt };
		memcpy(&e->event, f->task[i].payload.data, sizeof(e->event));
	}
	for (i = 0; i < f->nresult && i < SIM_BATCH; i++)
		t->result[t->nresult++] = (struct sim_entry){
		    .id = f->result[i].id, .event = f->result[i].event,
		    .answer = f->result[i].answer,
		    .retry_ms = f->result[i].retry_ms };
}

/* Messages of the live lane in a row. */
static void
note_lanes(struct sim *s, struct sim_broker *me, const struct frame *f)
{
	unsigned	*run = &me->live_run[f->stage];
	uint64_t	 key;
	size_t		 i;

	for (i = 0; f->type == FRAME_TASKS && i < f->ntask; i++) {
		memcpy(&key, f->task[i].payload.data, sizeof(key));
		*run = sim_is_bulk(s, key) ? 0 : *run + 1;
	}
}

static void
check_lanes(struct sim *s, struct sim_broker *me)
{
	struct stage_report	 r;
	enum stage		 stage;

	if (s->set->crowd != SIM_CROWD_BULK)
		return;
	for (stage = STAGE_INGEST; stage < STAGE_COUNT; stage++) {
		core_report(me->core, stage, &r);
		if (r.waiting[LANE_BULK] == 0)
			me->live_run[stage] = 0;
		if (me->live_run[stage] > RUN)
			sim_broke(s, "bulk waits at stage %d while %u live "
			    "messages go", (int)stage, me->live_run[stage]);
	}
}

static void
send_frame(struct sim *s, unsigned b, struct action *a)
{
	enum sim_role		 role;
	unsigned		 index;
	struct sim_actor	*to = find_peer(s, a->peer, &role, &index);
	struct sim_thing	*t;

	if (to == NULL) {
		a->unsent = 1;
		return;
	}
	if (a->frame.ntask > SIM_BATCH || a->frame.nresult > SIM_BATCH)
		sim_broke(s, "a frame of %zu tasks and %zu results",
		    a->frame.ntask, a->frame.nresult);
	s->stats->tasks += a->frame.ntask;
	note_lanes(s, &s->broker[b], &a->frame);
	t = sim_make(s, SIM_FRAME, role, index, to->life);
	t->type = a->frame.type;
	copy_lists(&a->frame, t);
	sim_send(s, t);
}

static void
ask_store(struct sim *s, unsigned b, const struct action *a)
{
	struct sim_broker	*me = &s->broker[b];
	struct sim_thing	*t;

	if (s->set->bug == SIM_REFILL_IGNORED)
		return;
	t = sim_make(s, SIM_QUERY, SIM_BROKER, b, me->actor.life);
	t->stage = a->stage;
	t->restart = a->restart;
	t->live = a->text != NULL;
	sim_later(s, t, 1 + (int64_t)sim_random(s, 10));
}

static void
ask_end(struct sim *s, unsigned b, const struct action *a)
{
	struct sim_thing	*t;

	t = sim_make(s, SIM_ASIDE, SIM_BROKER, b, s->broker[b].actor.life);
	t->stage = a->stage;
	t->ntask = 1;
	t->task[0] = (struct sim_entry){ .id = a->task.id,
	    .attempt = a->task.attempt };
	memcpy(&t->task[0].event, a->task.payload.data, sizeof(uint64_t));
	sim_later(s, t, 1 + (int64_t)sim_random(s, 10));
}

static void
act(struct sim *s, unsigned b, struct action *a)
{
	if (a->type == ACT_SEND)
		send_frame(s, b, a);
	else if (a->type == ACT_REFILL)
		ask_store(s, b, a);
	else if (a->type == ACT_ASIDE || a->type == ACT_QUARANTINE)
		ask_end(s, b, a);
}

static void
core_takes(struct sim *s, unsigned b, const struct core_event *ev)
{
	struct sim_broker	*me = &s->broker[b];
	const char		*fault;

	core_event(me->core, s->now, ev, &me->actions);
	fault = core_fault(me->core);
	if (fault != NULL)
		sim_broke(s, "the core's books: %s", fault);
}

static void
feed(struct sim *s, unsigned b, const struct core_event *ev)
{
	struct actions		*list = &s->broker[b].actions;
	struct core_event	 lost = { .type = EV_UNSENT };
	struct frame		 f;
	size_t			 i, done, upto;

	actions_reset(list);
	core_takes(s, b, ev);
	for (done = 0; done < list->n; done = upto) {
		upto = list->n;
		for (i = done; i < upto; i++)
			act(s, b, &list->item[i]);
		check_lanes(s, &s->broker[b]);
		for (i = done; i < upto; i++) {
			if (!list->item[i].unsent)
				continue;
			f = list->item[i].frame;
			lost.peer = list->item[i].peer;
			lost.frame = &f;
			core_takes(s, b, &lost);
		}
	}
}

/* Messages of different sizes; the first bytes name the item. */
static void
fill_tasks(const struct sim *s, const struct sim_thing *t, struct task *out,
    uint8_t bytes[][PAYLOAD])
{
	unsigned	 i;

	for (i = 0; i < t->ntask; i++) {
		uint64_t	 key = t->type == FRAME_SUBMIT ?
				    t->task[i].id : s->key_of[t->task[i].id];

		memcpy(bytes[i], &key, sizeof(key));
		out[i] = (struct task){ .id = t->task[i].id,
		    .attempt = t->task[i].attempt,
		    .subject_hash = (uint32_t)(key % 5),
		    .source = sim_source(s, key),
		    .lane = sim_is_bulk(s, key) ? LANE_BULK : LANE_LIVE,
		    .payload = { bytes[i], 8 + key % 50 } };
	}
}

static void
on_frame(struct sim *s, unsigned b, const struct sim_thing *t)
{
	struct core_event	 ev = { .type = EV_FRAME, .peer = t->peer };
	struct frame		 f = { .type = t->type, .stage = t->stage,
		.count = t->count, .bytes = t->bytes };
	uint8_t			 bytes[SIM_BATCH][PAYLOAD] = { { 0 } };
	struct task		 task[SIM_BATCH];
	struct result		 result[SIM_BATCH];
	char			 instance[16];
	unsigned		 i;

	fill_tasks(s, t, task, bytes);
	for (i = 0; i < t->nresult; i++)
		result[i] = (struct result){ .id = t->result[i].id,
		    .verdict = t->result[i].verdict,
		    .answer = t->result[i].answer,
		    .event = t->result[i].event };
	snprintf(instance, sizeof(instance), "%u", (unsigned)t->peer);
	f.instance = f.name = instance;
	f.task = task;
	f.ntask = t->ntask;
	f.result = result;
	f.nresult = t->nresult;
	if (s->set->bug == SIM_BACK_IS_DONE && f.type == FRAME_HANDBACK)
		f.type = FRAME_DONE;
	ev.door = t->type == FRAME_SUBMIT ? DOOR_SUBMIT : DOOR_WORKER;
	ev.frame = &f;
	feed(s, b, &ev);
}

static void
on_rows(struct sim *s, unsigned b, const struct sim_thing *t)
{
	struct core_event	 ev = { .stage = t->stage, .end = t->end };
	uint8_t			 bytes[SIM_BATCH][PAYLOAD] = { { 0 } };
	struct task		 task[SIM_BATCH];

	fill_tasks(s, t, task, bytes);
	ev.type = t->restart ? EV_NO_ROWS : EV_ROWS;
	ev.task = task;
	ev.ntask = t->ntask;
	feed(s, b, &ev);
}

static void
on_aside(struct sim *s, unsigned b, const struct sim_thing *t)
{
	uint64_t		 key = t->task[0].event;
	struct sim_thing	*stored;

	s->stats->aside++;
	if (s->poison[key] != t->stage)
		sim_broke(s, "item %d is blamed at stage %d for nothing",
		    (int)key, (int)t->stage);
	if (t->stage == STAGE_INGEST)
		s->refused[key] = 1;
	else
		sim_fail(s, t->stage, t->task[0].id, VERDICT_DEAD,
		    t->task[0].attempt);
	if (s->set->bug == SIM_END_UNTOLD)
		return;
	stored = sim_make(s, SIM_STORED, SIM_BROKER, b, t->life);
	stored->stage = t->stage;
	stored->ntask = 1;
	stored->task[0] = t->task[0];
	sim_later(s, stored, 1 + (int64_t)sim_random(s, 10));
}

static void
on_stored(struct sim *s, unsigned b, const struct sim_thing *t)
{
	struct task		 task = { .id = t->task[0].id };
	struct core_event	 ev = { .type = EV_ASIDE, .stage = t->stage,
		.task = &task, .ntask = 1 };

	feed(s, b, &ev);
}

/* The lease changes hands, and not always in good order; in the end the first
 * one has it. */
static void
change_role(struct sim *s, unsigned b)
{
	struct core_event	 ev = { .type = EV_ROLE, .text = "another" };

	ev.leads = s->calm ? b == 0 : sim_random(s, 2) == 0;
	feed(s, b, &ev);
}

static void
on_turn(struct sim *s, unsigned b, const struct sim_thing *t)
{
	if (s->set->role != 0 && (s->calm || sim_chance(s, s->set->role)))
		change_role(s, b);
	if (s->set->bug != SIM_NO_TICKS)
		feed(s, b, &(struct core_event){ .type = EV_TICK });
	sim_later(s, sim_make(s, SIM_TURN, SIM_BROKER, b, t->life), TURN_MS);
}

void
broker_happens(struct sim *s, struct sim_thing *t)
{
	static void (*const on[])(struct sim *, unsigned,
	    const struct sim_thing *) = {
		[SIM_TURN] = on_turn, [SIM_FRAME] = on_frame,
		[SIM_QUERY] = reader_asks, [SIM_ROWS] = on_rows,
		[SIM_ASIDE] = on_aside, [SIM_STORED] = on_stored,
	};

	on[t->what](s, t->index, t);
}
