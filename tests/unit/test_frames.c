/*
 * Frames come back whole; bytes that are not ours are refused with a sentence.
 */
#include "proto/convert.h"
#include "tests/lib/invent.h"
#include "tests/lib/test.h"

#define COUNT(a)	(sizeof(a) / sizeof((a)[0]))

enum { MUTATIONS = 20000 };

static struct bytes
kept(struct buf *b, struct arena *a)
{
	struct bytes	 out = arena_bytes(a, b->data, b->len);

	buf_release(b);
	return out;
}

static const struct task	 tasks[] = {
	{ 7, 0xdeadbeef, 3, "/files/a", "RGT/1", "00-4bf9",
	    { (const uint8_t *)"a\0b", 3 }, LANE_BULK, 0, 12, UINT64_MAX },
	{ UINT64_MAX, 0, 1, "", "", "", { (const uint8_t *)"", 0 }, LANE_LIVE,
	    0, 0, 0 },
};
static const struct result	 results[] = {
	{ 7, VERDICT_DONE, ANSWER_ACCEPTED, 99, 0, "" },
	{ 8, VERDICT_PARKED, ANSWER_BUSY, 0, 1500, "wait" },
};
static struct frame
full_frame(enum frame_type type)
{
	return (struct frame){ .type = type, .epoch = 42, .instance = "i",
	    .name = "n", .build = "0.1.0", .stage = STAGE_COMBINATION,
	    .schema_min = 1, .schema_max = 2, .liveness_ms = 5000,
	    .count = 64, .bytes = 1 << 20, .task = tasks,
	    .ntask = COUNT(tasks), .result = results,
	    .nresult = COUNT(results), .text = "t" };
}

static void
same_tasks(const struct frame *a, const struct frame *b)
{
	size_t	 i;

	assert_int_equal(a->ntask, b->ntask);
	for (i = 0; i < a->ntask; i++) {
		const struct task *x = &a->task[i], *y = &b->task[i];

		assert_true(x->id == y->id);
		assert_true(x->subject_hash == y->subject_hash);
		assert_int_equal(x->attempt, y->attempt);
		assert_int_equal(x->lane, y->lane);
		assert_true(x->waited_ms == y->waited_ms);
		assert_true(x->age_ms == y->age_ms);
		assert_string_equal(x->source, y->source);
		assert_string_equal(x->source_id, y->source_id);
		assert_string_equal(x->trace, y->trace);
		assert_int_equal(x->payload.len, y->payload.len);
		assert_true(x->payload.len == 0 || memcmp(x->payload.data,
		    y->payload.data, x->payload.len) == 0);
	}
}

static void
same_results(const struct frame *a, const struct frame *b)
{
	size_t	 i;

	assert_int_equal(a->nresult, b->nresult);
	for (i = 0; i < a->nresult; i++) {
		const struct result *x = &a->result[i], *y = &b->result[i];

		assert_true(x->id == y->id);
		assert_int_equal(x->verdict, y->verdict);
		assert_int_equal(x->answer, y->answer);
		assert_true(x->event == y->event);
		assert_int_equal(x->retry_ms, y->retry_ms);
		assert_string_equal(x->text, y->text);
	}
}

static void
same_frame(const struct frame *a, const struct frame *b)
{
	assert_int_equal(a->type, b->type);
	assert_true(a->epoch == b->epoch);
	assert_string_equal(a->instance, b->instance);
	assert_string_equal(a->name, b->name);
	assert_string_equal(a->build, b->build);
	assert_int_equal(a->stage, b->stage);
	assert_int_equal(a->schema_min, b->schema_min);
	assert_int_equal(a->schema_max, b->schema_max);
	assert_int_equal(a->liveness_ms, b->liveness_ms);
	assert_int_equal(a->count, b->count);
	assert_true(a->bytes == b->bytes);
	assert_string_equal(a->text, b->text);
	same_tasks(a, b);
	same_results(a, b);
}

static void
frames_come_back(void **state)
{
	struct arena	*a = arena_new(0);
	struct frame	 was, back;
	struct buf	 b = { 0 };
	struct err	 e;
	int		 type;

	(void)state;
	for (type = FRAME_NONE + 1; type < FRAME_COUNT; type++) {
		was = full_frame((enum frame_type)type);
		frame_pack(&was, &b);
		if (frame_unpack(kept(&b, a), a, &back, &e) != 0)
			fail_msg("type %d: %s", type, e.text);
		same_frame(&was, &back);
	}
	arena_free(&a);
}

/* A row is a frame that no peer of ours sends, and what is said of it. */
static void
strangers_are_refused(void **state)
{
	static const struct {
		const char	*label, *bytes;
		size_t		 len;
		const char	*said;
	} rows[] = {
		{ "nothing", "", 0, "0 bytes" },
		{ "cut in the header", "S6\1", 3, "3 bytes" },
		{ "another protocol", "GET / HTTP/1.1", 14,
		    "do not begin like" },
		{ "a later version", "S6\2\1", 4, "version 2" },
		{ "type 0", "S6\1\0", 4, "type 0" },
		{ "a type of the future", "S6\1\x7f", 4, "type 127" },
		{ "no protobuf", "S6\1\1\xff\xff\xff", 7,
		    "are not a Frame" },
		{ "a stage of the future", "S6\1\1\x28\x09", 6, "/stage: 9" },
		{ "a name that is no text", "S6\1\1\x1a\x01\xff", 7,
		    "/name: is not well-formed" },
		{ "a verdict of the future", "S6\1\5\x6a\x02\x10\x05", 8,
		    "/result/verdict: 5" },
	};
	struct arena	*a = arena_new(0);
	struct frame	 f;
	struct err	 e;
	size_t		 i;

	(void)state;
	for (i = 0; i < COUNT(rows); i++) {
		e = (struct err){ 0 };
		if (frame_unpack((struct bytes){
		    (const uint8_t *)rows[i].bytes, rows[i].len }, a, &f,
		    &e) == 0)
			fail_msg("%s: was taken", rows[i].label);
		assert_int_equal(e.kind, strstr(e.text, "version") == NULL ?
		    ERR_INPUT : ERR_NEWER);
		if (strstr(e.text, rows[i].said) == NULL)
			fail_msg("%s: said \"%s\"", rows[i].label, e.text);
	}
	arena_free(&a);
}

/* Two bytes each on the wire, much more in memory: the arena is the limit. */
static void
what_inflates_is_refused(void **state)
{
	static const char	 tags[] = { 'b', 'j', 'r' };
	size_t			 limit, i;
	int			 n;

	(void)state;
	for (limit = 64 << 10; limit <= 16 << 20; limit += 256 << 10)
		for (i = 0; i < sizeof(tags); i++) {
			struct arena	*a = arena_new(limit);
			struct buf	 b = { 0 };
			struct frame	 f;
			struct err	 e = { 0 };

			buf_add(&b, "S6\1\4", 4);
			for (n = 0; n < 50000; n++)
				buf_add(&b, (char[]){ tags[i], 0 }, 2);
			if (frame_unpack((struct bytes){
			    (const uint8_t *)b.data, b.len }, a, &f,
			    &e) != 0)
				assert_int_equal(e.kind, ERR_INPUT);
			assert_true(arena_used(a) <= limit);
			buf_release(&b);
			arena_free(&a);
		}
}

/* ---- hostile bytes -------------------------------------------------------- */

/* Takes bytes apart; -1 with a sentence, or whatever can be made of them. */
typedef int	take_fn(struct bytes, struct arena *, struct err *);

static int
take_event(struct bytes in, struct arena *a, struct err *e)
{
	struct buf	 b = { 0 };
	struct event	 ev;

	if (event_unpack(in, a, &ev, e) != 0 || event_check(&ev, 20000, e) != 0)
		return -1;
	event_pack(&ev, &b);
	buf_release(&b);
	return 0;
}

static int
take_state(struct bytes in, struct arena *a, struct err *e)
{
	struct state	 st;

	return state_unpack(in, a, &st, e);
}

static int
take_look(struct bytes in, struct arena *a, struct err *e)
{
	struct look	 l;

	return look_unpack(in, a, &l, e);
}

static int
take_frame(struct bytes in, struct arena *a, struct err *e)
{
	struct buf	 b = { 0 };
	struct frame	 f;

	if (frame_unpack(in, a, &f, e) != 0)
		return -1;
	frame_pack(&f, &b);
	buf_release(&b);
	return 0;
}

static void
make_event(struct invent *g, struct buf *b)
{
	struct event	 ev = invent_event(g, 1);

	event_pack(&ev, b);
}

static void
make_state(struct invent *g, struct buf *b)
{
	struct state		 st = { .subject = "RZ9", .version = 1 };
	struct statement	 s[3];
	struct event		 ev;
	size_t			 i;

	for (i = 0; i < COUNT(s); i++) {
		ev = invent_event(g, i);
		statement_make(&ev, &s[i]);
	}
	state_merge(&st, s, COUNT(s), g->arena, &st);
	state_pack(&st, b);
}

static void
make_look(struct invent *g, struct buf *b)
{
	look_pack(&(struct look){ "RZ9", invent_draw(g, 9) }, b);
}

static void
make_frame(struct invent *g, struct buf *b)
{
	struct frame	 f = full_frame((enum frame_type)(1 +
			    invent_draw(g, FRAME_COUNT - 1)));

	frame_pack(&f, b);
}

/* Change, cut, repeat: one to four times. */
static void
mutate(struct invent *g, struct buf *b)
{
	unsigned	 times = 1 + invent_draw(g, 4);
	size_t		 at, n;

	for (; times > 0 && b->len > 0; times--) {
		at = invent_draw(g, b->len);
		n = 1 + invent_draw(g, b->len - at);
		switch (invent_draw(g, 5)) {
		case 0:
			b->len = at;
			break;
		case 1:
			buf_room(b, n);
			memmove(b->data + at + n, b->data + at, b->len - at);
			b->len += n;
			break;
		case 2:
			b->data[at] ^= (char)(1 << invent_draw(g, 8));
			break;
		default:
			b->data[at] = (char)invent_draw(g, 256);
		}
	}
}

static void
hostile_bytes_are_refused_or_taken(void **state)
{
	static const struct {
		const char	*label;
		void		(*make)(struct invent *, struct buf *);
		take_fn		*take;
	} rows[] = {
		{ "event", make_event, take_event },
		{ "state", make_state, take_state },
		{ "look", make_look, take_look },
		{ "frame", make_frame, take_frame },
	};
	struct arena	*a = arena_new(0);
	struct invent	 g = { 4711, a };
	struct buf	 b = { 0 };
	unsigned	 i, refused[COUNT(rows)] = { 0 };

	(void)state;
	for (i = 0; i < MUTATIONS; i++) {
		struct err	 e = { 0 };
		unsigned	 row = i % COUNT(rows);
		struct bytes	 in;

		rows[row].make(&g, &b);
		mutate(&g, &b);
		in = kept(&b, a);
		if (rows[row].take(in, a, &e) != 0) {
			refused[row]++;
			assert_true(e.kind == ERR_INPUT ||
			    e.kind == ERR_NEWER);
			assert_true(strlen(e.text) > 10);
		}
		arena_reset(a);
	}
	for (i = 0; i < COUNT(rows); i++)
		assert_in_range(refused[i], 1, MUTATIONS / COUNT(rows));
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(frames_come_back),
		cmocka_unit_test(strangers_are_refused),
		cmocka_unit_test(what_inflates_is_refused),
		cmocka_unit_test(hostile_bytes_are_refused_or_taken),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
