/*
 * Who is next: lanes, sources, and what people set while it runs.
 */
#include "broker/knobs.h"
#include "tests/lib/scene.h"
#include "tests/lib/test.h"

enum { W1 = 1, P1 = 11, P2 = 12 };

static int
setup(void **state)
{
	static struct scene	 s;

	scene_init(&s);
	s.limits.knobs.window_count = 40;
	s.limits.knobs.batch_count = 40;
	s.limits.batch_bytes = 1 << 20;
	scene_begin(&s);
	*state = &s;
	return 0;
}

static void
submit_as(struct scene *s, const char *source, uint64_t from, uint64_t upto)
{
	struct task	 t[SCENE_MAX] = { { 0 } };
	struct frame	 f = { .type = FRAME_SUBMIT, .task = t };

	for (; from <= upto; from++)
		t[f.ntask++] = (struct task){ .id = from, .source = source };
	scene_frame(s, P1, DOOR_SUBMIT, &f);
}

/* A letter for each message that a worker is sent: the end of its source. */
static const char *
order(struct scene *s, uint32_t worker)
{
	static char		 text[SCENE_MAX + 1];
	const struct frame	*f = scene_to(s, worker, FRAME_TASKS);
	size_t			 i;

	for (i = 0; f != NULL && i < f->ntask; i++)
		text[i] = f->task[i].source[strlen(f->task[i].source) - 1];
	text[i] = '\0';
	return text;
}

static void
live_goes_first_and_bulk_never_starves(void **state)
{
	struct scene	*s = *state;

	submit_as(s, "/files/b", 1, 15);
	submit_as(s, "/live/l", 16, 25);
	scene_worker(s, W1, STAGE_INGEST, 12);
	assert_string_equal(order(s, W1), "lllbllllblll");
	scene_credit(s, W1, 3);
	assert_string_equal(order(s, W1), "");
}

static void
a_lane_alone_has_every_turn(void **state)
{
	struct scene	*s = *state;

	submit_as(s, "/files/b", 1, 5);
	scene_worker(s, W1, STAGE_INGEST, 3);
	assert_string_equal(order(s, W1), "bbb");
}

/* The lane of a message is found again by its source. */
static void
lanes_hold_at_every_stage(void **state)
{
	struct scene		*s = *state;
	struct task		 t[4] = {
		{ .id = 1, .source = "/files/b" },
		{ .id = 2, .source = "/files/b" },
		{ .id = 3, .source = "/live/l" },
		{ .id = 4, .source = "/live/l" },
	};

	scene_event(s, &(struct core_event){ .type = EV_ROWS, .end = 1,
	    .stage = STAGE_PUBLICATION, .task = t, .ntask = 4 });
	assert_int_equal(scene_report(s, STAGE_PUBLICATION).waiting[LANE_LIVE],
	    2);
	assert_int_equal(scene_report(s, STAGE_PUBLICATION).waiting[LANE_BULK],
	    2);
	scene_worker(s, W1, STAGE_PUBLICATION, 2);
	assert_string_equal(scene_sent(s, W1), "3 4");
	assert_int_equal(scene_to(s, W1, FRAME_TASKS)->task[0].lane, LANE_LIVE);
}

/* Hand-offs of bulk leave room; a live one finds it. */
static void
bulk_leaves_room_for_live(void **state)
{
	struct scene	*s = *state;
	struct task	 t[40] = { { 0 } };
	struct frame	 f = { .type = FRAME_DONE, .task = t };

	scene_worker(s, W1, STAGE_INGEST, 1);
	for (; f.ntask < 38; f.ntask++)
		t[f.ntask] = (struct task){ .id = f.ntask + 1,
		    .lane = LANE_BULK };
	scene_frame(s, W1, DOOR_WORKER, &f);
	assert_int_equal(scene_report(s, STAGE_ASSESSMENT).window, 30);
	t[0] = (struct task){ .id = 99, .lane = LANE_LIVE };
	f.ntask = 1;
	scene_frame(s, W1, DOOR_WORKER, &f);
	assert_int_equal(scene_report(s, STAGE_ASSESSMENT).window, 31);
}

/* The store is asked for what is ahead of bulk while bulk has its share, in
 * turns with the walk that it is ahead of. */
static void
live_is_looked_for_ahead_of_bulk(void **state)
{
	struct scene		*s = *state;
	struct task		 t[31];
	struct core_event	 rows = { .type = EV_ROWS, .task = t,
		.stage = STAGE_COMBINATION };
	const struct action	*a;
	uint32_t		 count;
	uint64_t		 bytes;
	size_t			 i;

	for (i = 0; i < 31; i++)
		t[i] = (struct task){ .id = i + 1, .source = "/files/b" };
	rows.ntask = 30;
	scene_event(s, &rows);
	a = scene_action(s, ACT_REFILL, 0);
	assert_non_null(a);
	assert_int_equal(a->stage, STAGE_COMBINATION);
	assert_string_equal(a->text, "/files/");
	assert_true(a->restart);
	core_room(s->core, STAGE_COMBINATION, &count, &bytes);
	assert_int_equal(count, 10);
	t[0] = (struct task){ .id = 99, .source = "/live/l" };
	rows.ntask = 1;
	scene_event(s, &rows);
	assert_int_equal(scene_report(s, STAGE_COMBINATION).waiting[LANE_LIVE],
	    1);
	assert_null(scene_action(s, ACT_REFILL, 0));
	scene_worker(s, W1, STAGE_COMBINATION, 1);
	assert_string_equal(scene_sent(s, W1), "99");
	a = scene_action(s, ACT_REFILL, 0);
	assert_false(a->restart);
	rows.ntask = 0;
	rows.end = 1;
	scene_event(s, &rows);
	assert_null(scene_action(s, ACT_REFILL, 0));
	scene_wait(s, 10 * s->limits.sweep_ms);
	assert_int_equal(scene_report(s, STAGE_COMBINATION).waiting[LANE_BULK],
	    30);
}

/* Without bulk sources nothing is ahead of anything. */
static void
nothing_is_ahead_where_all_is_live(void **state)
{
	struct scene		*s = *state;
	struct task		 t[30];
	struct core_event	 rows = { .type = EV_ROWS, .task = t,
		.ntask = 30, .stage = STAGE_COMBINATION };
	size_t			 i;

	for (i = 0; i < 30; i++)
		t[i] = (struct task){ .id = i + 1, .source = "/live/l" };
	scene_event(s, &rows);
	assert_null(scene_action(s, ACT_REFILL, 0));
}

/* Small ones that fit meanwhile would else go before it for ever. */
static void
a_large_one_keeps_its_turn(void **state)
{
	static const uint8_t	 bytes[1200];
	struct scene		*s = *state;
	struct task		 t[9];
	struct core_event	 rows = { .type = EV_ROWS, .task = t,
		.ntask = 9, .end = 1, .stage = STAGE_PUBLICATION };
	struct frame		 credit = { .type = FRAME_CREDIT, .count = 9,
		.bytes = 1500 };
	uint64_t		 i;

	t[0] = (struct task){ .id = 1, .source = "/files/b",
	    .payload = { bytes, sizeof(bytes) } };
	for (i = 1; i < 9; i++)
		t[i] = (struct task){ .id = i + 1, .source = "/live/l",
		    .payload = { bytes, 300 } };
	scene_event(s, &rows);
	scene_worker(s, W1, STAGE_PUBLICATION, 0);
	scene_frame(s, W1, DOOR_WORKER, &credit);
	assert_string_equal(scene_sent(s, W1), "2 3 4");
	scene_told(s, W1, FRAME_DONE, 2, 2, 0);
	assert_string_equal(scene_sent(s, W1), "");
	scene_told(s, W1, FRAME_DONE, 3, 3, 0);
	assert_string_equal(scene_sent(s, W1), "1");
}

/* Large messages, so that each source's turn is one of them. */
static void
sources_take_turns(void **state)
{
	static const uint8_t	 large[16384];
	static const char	*const source[] = { "/a", "/b", "/c" };
	static const size_t	 share[] = { 6, 2, 2 };
	struct scene		*s = *state;
	struct task		 t[10];
	struct frame		 f = { .type = FRAME_SUBMIT, .task = t };
	struct frame		 credit = { .type = FRAME_CREDIT, .count = 6,
		.bytes = 1 << 20 };
	const char		*got;
	size_t			 i, k;

	for (i = 0; i < 3; i++)
		for (k = 0; k < share[i]; k++, f.ntask++)
			t[f.ntask] = (struct task){ .id = f.ntask + 1,
			    .source = source[i],
			    .payload = { large, sizeof(large) } };
	scene_frame(s, P1, DOOR_SUBMIT, &f);
	scene_worker(s, W1, STAGE_INGEST, 0);
	scene_frame(s, W1, DOOR_WORKER, &credit);
	got = order(s, W1);
	assert_int_equal(strlen(got), 6);
	for (i = 0; i < 3; i++)
		for (k = 0; k < 2; k++) {
			got = strchr(k == 0 ? order(s, W1) : got + 1,
			    source[i][1]);
			if (got == NULL)
				fail_msg("%s had no %zu turns", source[i],
				    k + 1);
		}
}

/* Who floods the door crowds out itself: another still finds room. */
static void
a_flood_leaves_room_for_others(void **state)
{
	static const struct {
		const char	*noisy, *quiet;
		uint64_t	 held;		/* of the lane's 40 and 30 */
	} rows[] = {
		{ "/noisy/n", "/quiet/q", 32 },
		{ "/files/noisy/n", "/files/quiet/q", 24 },
	};
	const struct frame	*f;
	size_t			 i, k;

	for (k = 0; k < sizeof(rows) / sizeof(rows[0]); k++) {
		struct scene	*s = *state;

		print_message("%s\n", rows[k].noisy);
		for (i = 0; i < 5; i++)
			submit_as(s, rows[k].noisy, i * 50 + 1, i * 50 + 50);
		assert_int_equal(scene_report(s, STAGE_INGEST).window,
		    rows[k].held);
		submit_as(s, rows[k].quiet, 1000, 1003);
		assert_null(scene_to(s, P1, FRAME_ANSWER));
		submit_as(s, rows[k].noisy, 2000, 2000);
		f = scene_to(s, P1, FRAME_ANSWER);
		assert_non_null(f);
		assert_int_equal(f->result[0].answer, ANSWER_BUSY);
		scene_tear_down(state);
		setup(state);
	}
}

static void
set(struct scene *s, const struct setting *set, size_t n)
{
	scene_event(s, &(struct core_event){ .type = EV_SETTINGS,
	    .setting = set, .nsetting = n });
}

static void
a_paused_stage_finishes_what_flies(void **state)
{
	const struct setting	 pause = { STAGE_ASSESSMENT, "paused", "1" };
	struct scene		*s = *state;

	scene_worker(s, W1, STAGE_ASSESSMENT, 2);
	scene_rows(s, STAGE_ASSESSMENT, 1, 5, 1);
	assert_string_equal(scene_sent(s, W1), "1 2");
	set(s, &pause, 1);
	assert_true(scene_report(s, STAGE_ASSESSMENT).paused);
	assert_false(scene_report(s, STAGE_INGEST).paused);
	assert_non_null(scene_action(s, ACT_SETTING, 0));
	scene_told(s, W1, FRAME_DONE, 1, 2, 2);
	scene_credit(s, W1, 2);
	assert_string_equal(scene_sent(s, W1), "");
	assert_int_equal(scene_report(s, STAGE_COMBINATION).window, 2);
	set(s, NULL, 0);
	assert_string_equal(scene_sent(s, W1), "3 4");
}

/* What it holds is as old as people want it to be. */
static void
a_paused_stage_is_not_too_old(void **state)
{
	struct scene	*s = *state;
	struct setting	 set = { STAGE_PUBLICATION, "paused", "1" };

	scene_event(s, &(struct core_event){ .type = EV_BACKLOG,
	    .stage = STAGE_PUBLICATION, .waiting = 1, .oldest_ms = 601000 });
	assert_int_equal(scene_report(s, STAGE_PUBLICATION).pressure, 2);
	scene_event(s, &(struct core_event){ .type = EV_SETTINGS,
	    .setting = &set, .nsetting = 1 });
	assert_int_equal(scene_report(s, STAGE_PUBLICATION).pressure, 0);
}

static void
settings_are_in_force_at_once(void **state)
{
	const struct setting	 all[] = {
		{ STAGE_NONE, "window_count", "8" },
		{ STAGE_NONE, "batch_count", "2" },
		{ STAGE_PUBLICATION, "window_count", "16" },
	};
	struct scene		*s = *state;
	uint32_t		 count;
	uint64_t		 bytes;

	scene_rows(s, STAGE_ASSESSMENT, 1, 20, 1);
	set(s, all, 3);
	core_room(s->core, STAGE_ASSESSMENT, &count, &bytes);
	assert_int_equal(count, 0);
	core_room(s->core, STAGE_COMBINATION, &count, &bytes);
	assert_int_equal(count, 6);
	core_room(s->core, STAGE_PUBLICATION, &count, &bytes);
	assert_int_equal(count, 12);
	scene_worker(s, W1, STAGE_ASSESSMENT, 5);
	assert_string_equal(scene_sent(s, W1), "1 2 | 3 4 | 5");
	set(s, all, 3);
	assert_null(scene_action(s, ACT_SETTING, 0));
}

static void
knobs_have_bounds(void **state)
{
	static const struct {
		const char	*key, *value;
		int		 rc;
	} rows[] = {
		{ "paused", "1", 0 },		{ "paused", "2", -1 },
		{ "paused", "yes", -1 },	{ "window_count", "0", -1 },
		{ "live_weight", "0", -1 },	{ "bulk_weight", "9", 0 },
		{ "backlog_hard", "1", 0 },	{ "heartbeat_ms", "9", -1 },
		{ "bulk_sources", "/x /y/", 0 },
	};
	struct knobs	 k = { 0 };
	size_t		 i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (knobs_set(&k, rows[i].key, rows[i].value) != rows[i].rc)
			fail_msg("%s = %s", rows[i].key, rows[i].value);
	assert_int_equal(knobs_lane(&k, "/y/z"), LANE_BULK);
	assert_int_equal(knobs_lane(&k, "/xanadu"), LANE_BULK);
	assert_int_equal(knobs_lane(&k, "/y"), LANE_LIVE);
	assert_int_equal(knobs_lane(&k, NULL), LANE_LIVE);
}

#define AMPLE(f) \
	cmocka_unit_test_setup_teardown(f, setup, scene_tear_down)

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		AMPLE(live_goes_first_and_bulk_never_starves),
		AMPLE(a_lane_alone_has_every_turn),
		AMPLE(lanes_hold_at_every_stage),
		AMPLE(bulk_leaves_room_for_live),
		AMPLE(live_is_looked_for_ahead_of_bulk),
		AMPLE(nothing_is_ahead_where_all_is_live),
		AMPLE(a_large_one_keeps_its_turn),
		AMPLE(sources_take_turns),
		AMPLE(a_flood_leaves_room_for_others),
		AMPLE(a_paused_stage_finishes_what_flies),
		AMPLE(a_paused_stage_is_not_too_old),
		AMPLE(settings_are_in_force_at_once),
		cmocka_unit_test(knobs_have_bounds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
