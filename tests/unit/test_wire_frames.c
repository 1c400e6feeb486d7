/*
 * The wire form of frames: what is written is what protobuf-c would write.
 */
#include "proto/convert.h"
#include "proto/frames.pb-c.h"
#include "tests/lib/invent.h"
#include "tests/lib/kept.h"
#include "tests/lib/protobuf.h"
#include "tests/lib/test.h"

#define COUNT(a)	(sizeof(a) / sizeof((a)[0]))

enum { FRAMES = 2000, MANY = 40 };

/* Of one to sixty-four bits; nothing, one time in eight. */
static uint64_t
draw_number(struct invent *g)
{
	uint64_t	 n = (uint64_t)invent_draw(g, UINT32_MAX) << 32 |
			    invent_draw(g, UINT32_MAX);

	return invent_draw(g, 8) == 0 ? 0 : n >> invent_draw(g, 64);
}

/* Up to `most` bytes, so that lengths are of one byte and of more. */
static const char *
draw_text(struct invent *g, size_t most)
{
	size_t	 n = invent_draw(g, most);
	char	*s = arena_alloc(kept_arena, n + 1);

	return memset(s, 'x', n);
}

static struct task
draw_task(struct invent *g)
{
	const char	*payload = draw_text(g, 20000);

	return (struct task){ .id = draw_number(g),
	    .subject_hash = (uint32_t)draw_number(g),
	    .attempt = (uint32_t)draw_number(g), .source = draw_text(g, 9),
	    .source_id = draw_text(g, 200), .trace = draw_text(g, 55),
	    .payload = { (const uint8_t *)payload, strlen(payload) },
	    .lane = invent_draw(g, LANE_COUNT), .waited_ms = draw_number(g),
	    .age_ms = draw_number(g) };
}

static struct result
draw_result(struct invent *g)
{
	return (struct result){ .id = draw_number(g),
	    .verdict = invent_draw(g, VERDICT_PARKED + 1),
	    .answer = invent_draw(g, ANSWER_BUSY + 1),
	    .event = draw_number(g), .retry_ms = (uint32_t)draw_number(g),
	    .text = draw_text(g, 300) };
}

static const uint64_t *
draw_numbers(struct invent *g, size_t n)
{
	uint64_t	*all = ARENA_ARRAY(kept_arena, n, uint64_t);
	size_t		 i;

	for (i = 0; i < n; i++)
		all[i] = draw_number(g);
	return all;
}

static struct stage_report
draw_stage(struct invent *g)
{
	size_t	 n = invent_draw(g, MANY);

	return (struct stage_report){ .stage = invent_draw(g, STAGE_COUNT),
	    .window = draw_number(g), .in_flight = draw_number(g),
	    .suspects = draw_number(g), .dispatched = draw_number(g),
	    .done = draw_number(g), .workers = invent_draw(g, MANY),
	    .busy = invent_draw(g, MANY), .behind = invent_draw(g, 2) != 0,
	    .paused = invent_draw(g, 2) != 0,
	    .waiting = { draw_number(g), draw_number(g) },
	    .backlog = draw_number(g), .pressure = (int)invent_draw(g, 3),
	    .lag = draw_number(g), .flight_ms = draw_number(g),
	    .meter = draw_numbers(g, n), .nmeter = n };
}

static struct told
draw_told(struct invent *g)
{
	return (struct told){ draw_text(g, 300), draw_text(g, 17),
	    draw_number(g) };
}

static struct guest_report
draw_guest(struct invent *g)
{
	return (struct guest_report){ draw_text(g, 20), draw_text(g, 33),
	    draw_text(g, 99), draw_text(g, 9), draw_told(g) };
}

static struct worker_report
draw_worker(struct invent *g)
{
	return (struct worker_report){ .stage = invent_draw(g, STAGE_COUNT),
	    .instance = draw_text(g, 33), .name = draw_text(g, 99),
	    .build = draw_text(g, 9), .schema_min = invent_draw(g, 3),
	    .schema_max = invent_draw(g, 3),
	    .state = invent_draw(g, WORKER_STATES),
	    .in_flight = invent_draw(g, 9999), .room = invent_draw(g, 99),
	    .told = draw_told(g) };
}

static struct submitter_report
draw_source(struct invent *g)
{
	struct submitter_report	 s = { .source = draw_text(g, 150) };
	size_t			 i;

	for (i = 0; i < COUNT(s.answer); i++)
		s.answer[i] = draw_number(g);
	return s;
}

static struct setting_report
draw_setting(struct invent *g)
{
	return (struct setting_report){ .stage = invent_draw(g, STAGE_COUNT),
	    .key = draw_text(g, 20), .value = draw_text(g, 200),
	    .origin = draw_text(g, 20) };
}

/* What the lists of a frame point to. */
struct lists {
	struct task		 task[MANY];
	struct result		 result[MANY];
	struct stage_report	 report[MANY];
	struct submitter_report	 source[MANY];
	struct worker_report	 worker[MANY];
	struct setting_report	 setting[MANY];
	struct guest_report	 guest[MANY];
};

/* Every other one is empty. */
static size_t
draw_length(struct invent *g)
{
	return invent_draw(g, 2) == 0 ? 0 : invent_draw(g, MANY);
}

static void
draw_lists(struct invent *g, struct lists *l, struct frame *f)
{
	size_t	 i;

	f->ntask = draw_length(g);
	for (i = 0; i < f->ntask; i++)
		l->task[i] = draw_task(g);
	f->nresult = draw_length(g);
	for (i = 0; i < f->nresult; i++)
		l->result[i] = draw_result(g);
	f->nreport = draw_length(g);
	for (i = 0; i < f->nreport; i++)
		l->report[i] = draw_stage(g);
	f->nsource = draw_length(g);
	for (i = 0; i < f->nsource; i++)
		l->source[i] = draw_source(g);
	f->nworker = draw_length(g);
	for (i = 0; i < f->nworker; i++)
		l->worker[i] = draw_worker(g);
	f->nsetting = draw_length(g);
	for (i = 0; i < f->nsetting; i++)
		l->setting[i] = draw_setting(g);
	f->nguest = draw_length(g);
	for (i = 0; i < f->nguest; i++)
		l->guest[i] = draw_guest(g);
	f->nmeter = draw_length(g);
	f->meter = draw_numbers(g, f->nmeter);
}

static struct frame
draw_frame(struct invent *g, struct lists *l)
{
	struct frame	 f = { .type = FRAME_NONE + 1 +
			    invent_draw(g, FRAME_COUNT - 1),
			    .epoch = draw_number(g),
			    .instance = draw_text(g, 33),
			    .name = draw_text(g, 99),
			    .build = draw_text(g, 9),
			    .stage = invent_draw(g, STAGE_COUNT),
			    .schema_min = invent_draw(g, 3),
			    .schema_max = invent_draw(g, 3),
			    .liveness_ms = (uint32_t)draw_number(g),
			    .count = (uint32_t)draw_number(g),
			    .bytes = draw_number(g),
			    .text = draw_text(g, 300),
			    .standby = invent_draw(g, 2) != 0,
			    .task = l->task, .result = l->result,
			    .report = l->report, .source = l->source,
			    .worker = l->worker,
			    .setting = l->setting, .guest = l->guest,
			    .told = draw_told(g) };

	draw_lists(g, l, &f);
	return f;
}

/* Written as protobuf-c would, and the same once it was read. */
static void
frames_are_written_as_protobuf(void **state)
{
	struct invent	 g = { 11, NULL };
	struct lists	 lists;
	struct frame	 f;
	struct buf	 b = { 0 };
	struct bytes	 whole, again;
	struct err	 e;
	size_t		 i;

	(void)state;
	for (i = 0; i < FRAMES; i++, arena_reset(kept_arena)) {
		f = draw_frame(&g, &lists);
		frame_pack(&f, &b);
		whole = kept(&b);
		protobuf_writes(&sixthkey__frame__descriptor,
		    (struct bytes){ whole.data + FRAME_HEADER,
		    whole.len - FRAME_HEADER });
		if (frame_unpack(whole, kept_arena, &f, &e) != 0)
			fail_msg("%s", e.text);
		frame_pack(&f, &b);
		again = kept(&b);
		assert_int_equal(again.len, whole.len);
		assert_memory_equal(again.data, whole.data, whole.len);
	}
}

/* What several portions of one list say stands in one. */
static void
numbers_may_come_in_portions(void **state)
{
	static const char	 in[] = "S6\1\x0e"
				    "\x82\x01\x02\x05\x06"
				    "\x82\x01\x00" "\x82\x01\x02\x80\x01"
				    "\x8a\x01\x09" "\x12\x07\0\1\2\3\4\5\6";
	struct frame		 f;
	struct err		 e;

	(void)state;
	if (frame_unpack(arena_bytes(kept_arena, in, sizeof(in) - 1),
	    kept_arena, &f, &e) != 0)
		fail_msg("%s", e.text);
	assert_int_equal(f.nmeter, 3);
	assert_memory_equal(f.meter, ((const uint64_t[]){ 5, 6, 128 }), 24);
	assert_int_equal(f.nsource, 1);
	assert_memory_equal(f.source[0].answer,
	    ((const uint64_t[]){ 0, 1, 2, 3, 4, 5 }), 48);
	assert_int_equal(frame_unpack(arena_bytes(kept_arena, in, 8),
	    kept_arena, &f, &e), -1);
	assert_int_equal(frame_unpack(arena_bytes(kept_arena,
	    "S6\1\x0e" "\x82\x01\x01\x80", 8), kept_arena, &f, &e), -1);
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(frames_are_written_as_protobuf),
		cmocka_unit_test(numbers_may_come_in_portions),
	};

	return cmocka_run_group_tests(tests, kept_up, kept_down);
}
