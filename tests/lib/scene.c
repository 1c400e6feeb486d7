#include "tests/lib/scene.h"
#include "tests/lib/test.h"

static const uint8_t payload[10];

void
scene_init(struct scene *s)
{
	memset(s, 0, sizeof(*s));
	s->now = 1000000;
	s->limits = (struct core_limits){ .knobs = { .window_count = 20,
	    .batch_count = 10, .backlog_soft = 100, .backlog_hard = 200,
	    .age_soft = 60, .age_hard = 600,
	    .live_weight = 4, .bulk_weight = 1, .bulk_sources = "/files/" },
	    .window_bytes = 1 << 20, .batch_bytes = 1000,
	    .liveness_ms = 3000, .heartbeat_ms = 1000, .flight_ms = 60000,
	    .sweep_ms = 1000, .retry_ms = 500, .kills = 2,
	    .rounds = 2, .round_ms = 1000 };
	actions_init(&s->actions);
}

void
scene_begin(struct scene *s)
{
	s->core = core_new(&s->limits, 77);
	scene_event(s, &(struct core_event){ .type = EV_ROLE, .leads = 1 });
}

void
scene_end(struct scene *s)
{
	core_free(&s->core);
	actions_release(&s->actions);
}

int
scene_set_up(void **state)
{
	static struct scene	 s;

	scene_init(&s);
	scene_begin(&s);
	*state = &s;
	return 0;
}

int
scene_tear_down(void **state)
{
	scene_end(*state);
	return 0;
}

void
scene_event(struct scene *s, const struct core_event *ev)
{
	actions_reset(&s->actions);
	core_event(s->core, s->now, ev, &s->actions);
	if (core_fault(s->core) != NULL)
		fail_msg("%s", core_fault(s->core));
}

void
scene_frame(struct scene *s, uint32_t peer, enum door door,
    const struct frame *f)
{
	scene_event(s, &(struct core_event){ .type = EV_FRAME, .door = door,
	    .peer = peer, .frame = f });
}

void
scene_wait(struct scene *s, int64_t ms)
{
	int64_t	 until = s->now + ms;

	while (s->now < until) {
		s->now += until - s->now < 100 ? until - s->now : 100;
		scene_event(s, &(struct core_event){ .type = EV_TICK });
	}
}

void
scene_credit(struct scene *s, uint32_t peer, uint32_t count)
{
	scene_frame(s, peer, DOOR_WORKER, &(struct frame){
	    .type = FRAME_CREDIT, .count = count, .bytes = 1000 });
}

void
scene_worker(struct scene *s, uint32_t peer, enum stage stage, uint32_t count)
{
	struct frame	 f = { .type = FRAME_HELLO, .stage = stage };

	snprintf(s->instance, sizeof(s->instance), "w%u", (unsigned)peer);
	f.instance = f.name = s->instance;
	scene_frame(s, peer, DOOR_WORKER, &f);
	if (count != 0)
		scene_credit(s, peer, count);
}

void
scene_alive(struct scene *s, uint32_t peer, uint32_t in_hand)
{
	scene_frame(s, peer, DOOR_WORKER, &(struct frame){
	    .type = FRAME_ALIVE, .count = in_hand });
}

void
scene_lost(struct scene *s, uint32_t peer, enum stage stage)
{
	scene_worker(s, peer, stage, 3);
	scene_wait(s, s->limits.liveness_ms + 100);
}

static size_t
fill_tasks(struct scene *s, uint64_t from, uint64_t upto)
{
	size_t	 n = 0;

	for (; from <= upto; from++)
		s->task[n++] = (struct task){ .id = from, .attempt = 1,
		    .subject_hash = (uint32_t)(from / 10),
		    .payload = { payload, sizeof(payload) } };
	return n;
}

void
scene_rows(struct scene *s, enum stage stage, uint64_t from, uint64_t upto,
    int end)
{
	struct core_event	 ev = { .type = EV_ROWS, .stage = stage,
		.task = s->task, .end = end };

	ev.ntask = fill_tasks(s, from, upto);
	scene_event(s, &ev);
}

void
scene_told(struct scene *s, uint32_t peer, enum frame_type type, uint64_t from,
    uint64_t upto, size_t successors)
{
	struct frame	 f = { .type = type, .task = s->task,
		.result = s->result, .ntask = successors };
	uint64_t	 id;

	fill_tasks(s, from, upto);
	for (id = from; id <= upto; id++)
		s->result[f.nresult++] = (struct result){ .id = id,
		    .verdict = type == FRAME_DONE ? VERDICT_DONE :
		    type == FRAME_FAILED ? VERDICT_DEAD : VERDICT_NONE,
		    .answer = type == FRAME_DONE ? ANSWER_ACCEPTED :
		    ANSWER_NONE, .event = id };
	scene_frame(s, peer, DOOR_WORKER, &f);
}

void
scene_submit(struct scene *s, uint32_t peer, uint64_t from, uint64_t upto)
{
	struct frame	 f = { .type = FRAME_SUBMIT, .task = s->task };

	f.ntask = fill_tasks(s, from, upto);
	scene_frame(s, peer, DOOR_SUBMIT, &f);
}

const char *
scene_sent(struct scene *s, uint32_t peer)
{
	const char	*text = "", *between;
	size_t		 i, k;

	for (i = 0; i < s->actions.n; i++) {
		const struct action	*a = &s->actions.item[i];

		if (a->type != ACT_SEND || a->peer != peer ||
		    a->frame.type != FRAME_TASKS)
			continue;
		between = *text == '\0' ? "" : " | ";
		for (k = 0; k < a->frame.ntask; k++, between = " ")
			text = arena_printf(s->actions.arena, "%s%s%llu",
			    text, between,
			    (unsigned long long)a->frame.task[k].id);
	}
	return text;
}

const struct action *
scene_action(struct scene *s, enum action_type type, size_t n)
{
	size_t	 i;

	for (i = 0; i < s->actions.n; i++)
		if (s->actions.item[i].type == type && n-- == 0)
			return &s->actions.item[i];
	return NULL;
}

const struct frame *
scene_to(struct scene *s, uint32_t peer, enum frame_type type)
{
	size_t	 i;

	for (i = 0; i < s->actions.n; i++)
		if (s->actions.item[i].type == ACT_SEND &&
		    s->actions.item[i].peer == peer &&
		    s->actions.item[i].frame.type == type)
			return &s->actions.item[i].frame;
	return NULL;
}

struct stage_report
scene_report(struct scene *s, enum stage stage)
{
	struct stage_report	 r;

	core_report(s->core, stage, &r);
	return r;
}
