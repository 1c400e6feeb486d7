/*
 * What the broker that leads knows of ids without asking, and what it must not
 * believe that it knows.
 */
#include <inttypes.h>

#include "broker/heard.h"
#include "tests/lib/scene.h"
#include "tests/lib/test.h"

enum { W1 = 1, W2 = 2 };

static int
setup(void **state)
{
	scene_set_up(state);
	scene_wait(*state, 1);
	return 0;
}

static void
ids_are_heard_and_slide_out(void **state)
{
	static const struct {
		const char	*label;
		uint64_t	 from, upto;	/* added now */
		uint64_t	 after, gap;
	} rows[] = {
		{ "nothing yet", 0, 0, 0, 1 },
		{ "from the first on", 1, 3, 0, 4 },
		{ "a gap", 5, 200, 0, 4 },
		{ "behind the gap, over words", 0, 0, 4, 201 },
		{ "inside", 0, 0, 100, 201 },
		{ "of what is not there", 0, 0, 300, 301 },
		{ "the gap is filled", 4, 4, 0, 201 },
		{ "the newest slides the ring", HEARD_IDS + 30, HEARD_IDS + 30,
		    0, 1 },
		{ "the oldest word has no place", 0, 0, 10, 11 },
		{ "the next has", 0, 0, 63, 201 },
		{ "the newest", 0, 0, HEARD_IDS + 29, HEARD_IDS + 31 },
		{ "far away", 9 * (uint64_t)HEARD_IDS,
		    9 * (uint64_t)HEARD_IDS, 63, 64 },
		{ "nothing of a former turn", 0, 0,
		    8 * (uint64_t)HEARD_IDS + 64, 8 * (uint64_t)HEARD_IDS + 65 },
		{ "only that one", 0, 0, 9 * (uint64_t)HEARD_IDS - 1,
		    9 * (uint64_t)HEARD_IDS + 1 },
		{ "too old", 70, 70, 69, 70 },
	};
	struct heard	 h = { 0 };
	uint64_t	 id;
	size_t		 i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		for (id = rows[i].from; id != 0 && id <= rows[i].upto; id++)
			heard_add(&h, id);
		if (heard_gap(&h, rows[i].after) != rows[i].gap)
			fail_msg("%s: %" PRIu64, rows[i].label,
			    heard_gap(&h, rows[i].after));
	}
	heard_forget(&h, 7);
	assert_int_equal(heard_gap(&h, 0), 1);
	assert_int_equal(h.since, 7);
}

static struct skip
known(struct scene *s, enum stage stage, int64_t after)
{
	struct skip	 out;

	core_skip(s->core, stage, 0, after, 100, &out);
	return out;
}

/* What a worker may say of message 1, which it has in hand beside 2; a second
 * one of the stage has nothing. */
static void
told_by_who_has_it(struct scene *s)
{
	scene_told(s, W1, FRAME_DONE, 1, 1, 1);
}

static void
told_by_another(struct scene *s)
{
	scene_told(s, W2, FRAME_DONE, 1, 1, 1);
}

static void
failed(struct scene *s)
{
	scene_told(s, W1, FRAME_FAILED, 1, 1, 0);
}

static void
handed_back(struct scene *s)
{
	scene_told(s, W1, FRAME_HANDBACK, 1, 1, 0);
}

static void
told_and_another_server(struct scene *s)
{
	told_by_who_has_it(s);
	scene_event(s, &(struct core_event){ .type = EV_FORGET });
}

static void
another_server_and_told(struct scene *s)
{
	scene_event(s, &(struct core_event){ .type = EV_FORGET });
	scene_wait(s, 1);
	told_by_who_has_it(s);
}

static void
told_and_takeover(struct scene *s)
{
	told_by_who_has_it(s);
	scene_event(s, &(struct core_event){ .type = EV_ROLE,
	    .text = "another" });
	scene_event(s, &(struct core_event){ .type = EV_ROLE, .leads = 1 });
}

static void
only_done_is_done(void **state)
{
	static const struct {
		const char	*label;
		void		(*say)(struct scene *);
		int64_t		 done;
	} rows[] = {
		{ "nothing", NULL, 0 },
		{ "done", told_by_who_has_it, 1 },
		{ "done, says one that does not have it", told_by_another, 0 },
		{ "put aside", failed, 0 },
		{ "handed back", handed_back, 0 },
		{ "done, and the server may be another now",
		    told_and_another_server, 0 },
		{ "sent before the server was another",
		    another_server_and_told, 0 },
		{ "another broker has led meanwhile", told_and_takeover, 0 },
	};
	struct scene	*s = *state;
	size_t		 i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		scene_end(s);
		setup(state);
		scene_worker(s, W1, STAGE_ASSESSMENT, 2);
		scene_rows(s, STAGE_ASSESSMENT, 1, 2, 1);
		scene_worker(s, W2, STAGE_ASSESSMENT, 0);
		if (rows[i].say != NULL)
			rows[i].say(s);
		if (known(s, STAGE_ASSESSMENT, 0).done != rows[i].done)
			fail_msg("%s", rows[i].label);
	}
}

static void
what_is_in_hand_is_passed_and_waits(void **state)
{
	struct scene	*s = *state;
	struct skip	 k;

	scene_worker(s, W1, STAGE_ASSESSMENT, 4);
	scene_rows(s, STAGE_ASSESSMENT, 1, 6, 1);
	scene_told(s, W1, FRAME_DONE, 1, 2, 2);
	scene_told(s, W1, FRAME_DONE, 4, 4, 1);
	scene_wait(s, 300);
	k = known(s, STAGE_ASSESSMENT, 0);
	assert_int_equal(k.done, 2);
	assert_int_equal(k.held, 3);
	assert_int_equal(k.nheld, 3);
	assert_int_equal(k.waited_ms, 300);
	assert_int_equal(k.id, 7);
	k = known(s, STAGE_ASSESSMENT, 6);
	assert_int_equal(k.id, 7);
	assert_int_equal(k.held, 0);
	assert_int_equal(k.waited_ms, -1);
	core_skip(s->core, STAGE_ASSESSMENT, 0, 0, 4, &k);
	assert_int_equal(k.id, 5);
}

/* What failed before is no measure of how long others wait. */
static void
the_oldest_in_hand_has_never_failed(void **state)
{
	struct scene	*s = *state;
	struct task	 t[] = {
		{ .id = 1, .attempt = 2, .waited_ms = 9000 },
		{ .id = 2, .attempt = 1, .waited_ms = 500 },
	};

	scene_event(s, &(struct core_event){ .type = EV_ROWS, .end = 1,
	    .stage = STAGE_ASSESSMENT, .task = t, .ntask = 2 });
	scene_wait(s, 100);
	assert_int_equal(known(s, STAGE_ASSESSMENT, 0).held, 1);
	assert_int_equal(known(s, STAGE_ASSESSMENT, 0).waited_ms, 600);
}

/* It cannot wait here yet; but who stays there may have been recorded, and only
 * the news of it were lost. */
static void
what_has_just_come_to_a_stage_before_is_passed(void **state)
{
	struct scene	*s = *state;

	scene_rows(s, STAGE_ASSESSMENT, 1, 4, 1);
	assert_int_equal(known(s, STAGE_COMBINATION, 0).id, 5);
	assert_int_equal(known(s, STAGE_COMBINATION, 0).held, 0);
	assert_int_equal(known(s, STAGE_PUBLICATION, 0).id, 5);
	scene_wait(s, 1001);
	assert_int_equal(known(s, STAGE_COMBINATION, 0).id, 1);
	scene_worker(s, W1, STAGE_ASSESSMENT, 2);
	assert_int_equal(known(s, STAGE_COMBINATION, 0).id, 3);
	scene_told(s, W1, FRAME_HANDBACK, 1, 2, 0);
	assert_int_equal(known(s, STAGE_COMBINATION, 0).id, 1);
}

/* Its DONE had no room for what follows: that must be looked for. */
static void
what_follows_is_not_done_with_it(void **state)
{
	struct scene	*s = *state;

	scene_worker(s, W1, STAGE_ASSESSMENT, 2);
	scene_rows(s, STAGE_ASSESSMENT, 1, 2, 1);
	scene_told(s, W1, FRAME_DONE, 1, 2, 1);
	assert_int_equal(known(s, STAGE_ASSESSMENT, 0).done, 2);
	assert_int_equal(known(s, STAGE_COMBINATION, 0).held, 1);
	assert_int_equal(known(s, STAGE_COMBINATION, 0).id, 2);
}

static void
set(struct scene *s, const char *key, const char *value)
{
	scene_event(s, &(struct core_event){ .type = EV_SETTINGS,
	    .setting = &(struct setting){ STAGE_NONE, key, value },
	    .nsetting = 1 });
}

static void
another_server(struct scene *s)
{
	scene_event(s, &(struct core_event){ .type = EV_FORGET });
}

static void
other_bulk(struct scene *s)
{
	set(s, "bulk_sources", "/files/ /more/");
}

static void
other_weight(struct scene *s)
{
	set(s, "live_weight", "3");
}

/* The window of 20 has room for 15 of bulk; 16 to 18 were handed on as well. */
static void
bulk_without_room_is_not_looked_for_ahead(void **state)
{
	static const struct {
		const char	*label;
		uint32_t	 by;		/* whoever says DONE */
		void		(*then)(struct scene *);
		int64_t		 id;
	} rows[] = {
		{ "bulk", W1, NULL, 19 },
		{ "says one that did not have it", W2, NULL, 16 },
		{ "the server may be another now", W1, another_server, 16 },
		{ "other sources are bulk now", W1, other_bulk, 16 },
		{ "another setting", W1, other_weight, 19 },
	};
	struct scene	*s = *state;
	struct task	 t[18];
	struct result	 r[18];
	struct frame	 f = { .type = FRAME_DONE, .task = t, .ntask = 18,
		.result = r, .nresult = 18 };
	struct skip	 k;
	size_t		 i;

	for (i = 0; i < 18; i++) {
		t[i] = (struct task){ .id = i + 1, .lane = LANE_BULK };
		r[i] = (struct result){ .id = i + 1, .verdict = VERDICT_DONE };
	}
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		scene_end(s);
		setup(state);
		scene_worker(s, W1, STAGE_ASSESSMENT, 18);
		scene_rows(s, STAGE_ASSESSMENT, 1, 18, 1);
		scene_worker(s, W2, STAGE_ASSESSMENT, 0);
		scene_frame(s, rows[i].by, DOOR_WORKER, &f);
		if (rows[i].then != NULL)
			rows[i].then(s);
		core_skip(s->core, STAGE_COMBINATION, 1, 0, 100, &k);
		if (k.id != rows[i].id || k.nheld != k.id - 1)
			fail_msg("%s: %d", rows[i].label, (int)k.id);
		core_skip(s->core, STAGE_COMBINATION, 1, 0, 17, &k);
		assert_true(k.id <= 18);
		core_skip(s->core, STAGE_COMBINATION, 0, 0, 100, &k);
		assert_int_equal(k.id, 16);
	}
}

#define AWAKE(f) \
	cmocka_unit_test_setup_teardown(f, setup, scene_tear_down)

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(ids_are_heard_and_slide_out),
		AWAKE(only_done_is_done),
		AWAKE(what_is_in_hand_is_passed_and_waits),
		AWAKE(the_oldest_in_hand_has_never_failed),
		AWAKE(what_has_just_come_to_a_stage_before_is_passed),
		AWAKE(what_follows_is_not_done_with_it),
		AWAKE(bulk_without_room_is_not_looked_for_ahead),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
