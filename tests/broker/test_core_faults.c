/*
 * What the core does when something breaks.
 */
#include "tests/lib/scene.h"
#include "tests/lib/test.h"

enum { W1 = 1, W2 = 2, W3 = 3, P1 = 11 };

/* Some time, in which only these say that they live. */
static void
live_on(struct scene *s, int64_t ms, uint32_t peer, uint32_t in_hand)
{
	for (; ms > 0; ms -= 500) {
		scene_alive(s, peer, in_hand);
		scene_wait(s, 500);
	}
}

static void
suspects_run_alone(void **state)
{
	struct scene	*s = *state;

	scene_worker(s, W1, STAGE_ASSESSMENT, 3);
	scene_rows(s, STAGE_ASSESSMENT, 1, 6, 1);
	scene_wait(s, 3100);
	assert_int_equal(scene_report(s, STAGE_ASSESSMENT).workers, 0);
	assert_int_equal(scene_report(s, STAGE_ASSESSMENT).suspects, 3);
	scene_worker(s, W2, STAGE_ASSESSMENT, 4);
	assert_string_equal(scene_sent(s, W2), "1");
	scene_worker(s, W3, STAGE_ASSESSMENT, 2);
	assert_string_equal(scene_sent(s, W3), "4 5");
	scene_told(s, W2, FRAME_DONE, 1, 1, 1);
	assert_string_equal(scene_sent(s, W2), "2");
	scene_told(s, W2, FRAME_DONE, 2, 2, 1);
	scene_told(s, W2, FRAME_DONE, 3, 3, 1);
	assert_string_equal(scene_sent(s, W2), "6");
	assert_null(scene_action(s, ACT_ASIDE, 0));
}

static void
only_the_culprit_is_put_aside(void **state)
{
	struct scene		*s = *state;
	const struct action	*a;

	scene_worker(s, W1, STAGE_ASSESSMENT, 3);
	scene_rows(s, STAGE_ASSESSMENT, 1, 3, 1);
	scene_wait(s, 3100);
	/* Message 1 kills; 2 and 3 were only beside it. */
	scene_lost(s, W2, STAGE_ASSESSMENT);
	scene_worker(s, W3, STAGE_ASSESSMENT, 3);
	assert_string_equal(scene_sent(s, W3), "2");
	scene_told(s, W3, FRAME_DONE, 2, 2, 1);
	scene_told(s, W3, FRAME_DONE, 3, 3, 1);
	assert_string_equal(scene_sent(s, W3), "1");
	scene_wait(s, 3100);
	assert_int_equal(scene_report(s, STAGE_ASSESSMENT).suspects, 0);
	a = scene_action(s, ACT_ASIDE, 0);
	if (a == NULL)
		fail_msg("nothing was put aside");
	assert_int_equal(a->stage, STAGE_ASSESSMENT);
	assert_int_equal(a->task.id, 1);
	assert_int_equal(a->task.attempt, 1);
	assert_int_equal(a->task.payload.len, 10);
	assert_int_equal(a->verdict, VERDICT_RETRY);
	assert_int_equal(a->retry_ms, 1000);
	/* Nobody runs it before its end is stored. */
	scene_rows(s, STAGE_ASSESSMENT, 1, 1, 1);
	scene_worker(s, W1, STAGE_ASSESSMENT, 3);
	assert_string_equal(scene_sent(s, W1), "");
}

/* What was blamed before runs alone at once, and is given up in the end. */
static void
the_last_round_ends_it(void **state)
{
	struct scene		*s = *state;
	const struct action	*a;
	struct task		 t[2] = {
		{ .id = 1, .attempt = 2, .alone = 1 },
		{ .id = 2, .attempt = 1 },
	};

	scene_event(s, &(struct core_event){ .type = EV_ROWS, .end = 1,
	    .stage = STAGE_ASSESSMENT, .task = t, .ntask = 2 });
	scene_worker(s, W1, STAGE_ASSESSMENT, 3);
	assert_string_equal(scene_sent(s, W1), "1");
	scene_worker(s, W2, STAGE_ASSESSMENT, 3);
	assert_string_equal(scene_sent(s, W2), "2");
	scene_told(s, W2, FRAME_DONE, 2, 2, 1);
	scene_wait(s, 3100);
	assert_null(scene_action(s, ACT_ASIDE, 0));
	scene_lost(s, W1, STAGE_ASSESSMENT);
	a = scene_action(s, ACT_ASIDE, 0);
	assert_non_null(a);
	assert_int_equal(a->verdict, VERDICT_DEAD);
	assert_int_equal(a->task.attempt, 2);
}

static void
a_submission_that_kills_is_quarantined(void **state)
{
	struct scene		*s = *state;
	struct task		 t = { 0 };
	const struct frame	*f;
	uint32_t		 i, count;
	uint64_t		 bytes;

	scene_submit(s, P1, 9, 9);
	for (i = 0; i < s->limits.kills * s->limits.rounds; i++) {
		assert_null(scene_action(s, ACT_QUARANTINE, 0));
		scene_lost(s, W1, STAGE_INGEST);
	}
	t.id = scene_action(s, ACT_QUARANTINE, 0)->task.id;
	assert_null(scene_to(s, P1, FRAME_ANSWER));
	scene_event(s, &(struct core_event){ .type = EV_ASIDE,
	    .stage = STAGE_INGEST, .task = &t, .ntask = 1 });
	f = scene_to(s, P1, FRAME_ANSWER);
	assert_int_equal(f->result[0].id, 9);
	assert_int_equal(f->result[0].answer, ANSWER_REJECTED);
	core_room(s->core, STAGE_INGEST, &count, &bytes);
	assert_int_equal(count, 15);
}

static void
who_says_bye_blames_nobody(void **state)
{
	struct scene	*s = *state;
	int		 i;

	scene_rows(s, STAGE_ASSESSMENT, 1, 1, 1);
	for (i = 0; i < 5; i++) {
		scene_worker(s, W1, STAGE_ASSESSMENT, 3);
		assert_string_equal(scene_sent(s, W1), "1");
		scene_frame(s, W1, DOOR_WORKER, &(struct frame){
		    .type = FRAME_BYE });
		assert_null(scene_action(s, ACT_ASIDE, 0));
	}
}

static void
handed_back_is_first_in_line(void **state)
{
	struct scene	*s = *state;

	scene_worker(s, W1, STAGE_ASSESSMENT, 3);
	scene_rows(s, STAGE_ASSESSMENT, 1, 5, 1);
	scene_frame(s, W1, DOOR_WORKER, &(struct frame){
	    .type = FRAME_DRAIN });
	scene_told(s, W1, FRAME_HANDBACK, 1, 3, 0);
	scene_credit(s, W1, 3);
	assert_string_equal(scene_sent(s, W1), "");
	scene_worker(s, W2, STAGE_ASSESSMENT, 5);
	assert_string_equal(scene_sent(s, W2), "1 2 3 4 5");
	assert_int_equal(scene_report(s, STAGE_ASSESSMENT).suspects, 0);
}

static void
failed_leaves_the_window(void **state)
{
	struct scene	*s = *state;
	uint32_t	 count;
	uint64_t	 bytes;

	scene_worker(s, W1, STAGE_ASSESSMENT, 3);
	scene_rows(s, STAGE_ASSESSMENT, 1, 2, 1);
	scene_told(s, W1, FRAME_FAILED, 1, 2, 0);
	core_room(s->core, STAGE_ASSESSMENT, &count, &bytes);
	assert_int_equal(count, 15);
}

static void
a_lost_flight_is_handed_out_again(void **state)
{
	struct scene	*s = *state;

	scene_worker(s, W1, STAGE_ASSESSMENT, 1);
	scene_rows(s, STAGE_ASSESSMENT, 1, 1, 1);
	live_on(s, 60500, W1, 1);
	assert_int_equal(scene_report(s, STAGE_ASSESSMENT).in_flight, 0);
	scene_worker(s, W2, STAGE_ASSESSMENT, 1);
	assert_string_equal(scene_sent(s, W2), "1");
}

static void
empty_hands_tell_of_lost_tasks(void **state)
{
	struct scene	*s = *state;

	scene_worker(s, W1, STAGE_ASSESSMENT, 2);
	scene_rows(s, STAGE_ASSESSMENT, 1, 2, 1);
	live_on(s, 2500, W1, 0);
	assert_int_equal(scene_report(s, STAGE_ASSESSMENT).in_flight, 2);
	live_on(s, 500, W1, 0);
	scene_alive(s, W1, 0);
	assert_string_equal(scene_sent(s, W1), "1 2");
}

static void
what_could_not_be_sent_waits_for_another(void **state)
{
	struct scene	*s = *state;
	struct frame	 f;

	scene_worker(s, W1, STAGE_ASSESSMENT, 2);
	scene_rows(s, STAGE_ASSESSMENT, 1, 3, 1);
	f = *scene_to(s, W1, FRAME_TASKS);
	memcpy(s->task, f.task, 2 * sizeof(*f.task));
	f.task = s->task;
	scene_event(s, &(struct core_event){ .type = EV_UNSENT, .peer = W1,
	    .frame = &f });
	assert_string_equal(scene_sent(s, W1), "");
	scene_worker(s, W2, STAGE_ASSESSMENT, 3);
	assert_string_equal(scene_sent(s, W2), "1 2 3");
	scene_wait(s, 100);
	assert_int_equal(scene_report(s, STAGE_ASSESSMENT).suspects, 0);
}

static void
a_broker_that_slept_forgives(void **state)
{
	struct scene	*s = *state;

	scene_worker(s, W1, STAGE_ASSESSMENT, 2);
	s->now += 50000;
	scene_event(s, &(struct core_event){ .type = EV_TICK });
	assert_int_equal(scene_report(s, STAGE_ASSESSMENT).workers, 1);
	scene_wait(s, 3100);
	assert_int_equal(scene_report(s, STAGE_ASSESSMENT).workers, 0);
}

static void
the_same_process_is_no_death(void **state)
{
	struct scene	*s = *state;
	struct frame	 f = { .type = FRAME_HELLO, .name = "w",
		.instance = "w1", .stage = STAGE_ASSESSMENT };

	scene_worker(s, W1, STAGE_ASSESSMENT, 2);
	scene_rows(s, STAGE_ASSESSMENT, 1, 2, 1);
	scene_frame(s, W2, DOOR_WORKER, &f);
	assert_int_equal(scene_report(s, STAGE_ASSESSMENT).workers, 1);
	assert_int_equal(scene_report(s, STAGE_ASSESSMENT).suspects, 0);
	scene_credit(s, W2, 2);
	assert_string_equal(scene_sent(s, W2), "1 2");
}

static void
what_is_settled_may_say_its_room(void **state)
{
	const struct {
		enum frame_type	 type;
		const char	*next;
	} rows[] = {
		{ FRAME_DONE, "2" }, { FRAME_FAILED, "3" },
		{ FRAME_HANDBACK, "3" },
	};
	struct scene	*s = *state;
	uint64_t	 i;

	scene_worker(s, W1, STAGE_ASSESSMENT, 1);
	scene_rows(s, STAGE_ASSESSMENT, 1, 4, 1);
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct result	 r = { .id = i + 1 };
		struct frame	 f = { .type = rows[i].type, .count = 1,
				    .bytes = 10, .result = &r, .nresult = 1 };

		scene_frame(s, W1, DOOR_WORKER, &f);
		assert_string_equal(scene_sent(s, W1), rows[i].next);
	}
}

static void
doubled_credit_grants_nothing(void **state)
{
	struct scene	*s = *state;

	scene_worker(s, W1, STAGE_ASSESSMENT, 2);
	scene_credit(s, W1, 2);
	scene_rows(s, STAGE_ASSESSMENT, 1, 5, 1);
	assert_string_equal(scene_sent(s, W1), "1 2");
}

static void
what_was_in_hand_from_before_comes_back_as_credit(void **state)
{
	struct scene	*s = *state;

	/* It holds two of another broker's; then it can take two more. */
	scene_worker(s, W1, STAGE_ASSESSMENT, 1);
	scene_told(s, W1, FRAME_DONE, 101, 102, 2);
	scene_credit(s, W1, 2);
	scene_rows(s, STAGE_ASSESSMENT, 1, 5, 1);
	assert_string_equal(scene_sent(s, W1), "1 2 3");
}

static void
hello_says_what_can_be_held(void **state)
{
	struct scene	*s = *state;
	struct frame	 f = { .type = FRAME_HELLO, .name = "w",
		.instance = "w1", .stage = STAGE_ASSESSMENT, .count = 3,
		.bytes = 1000 };

	scene_rows(s, STAGE_ASSESSMENT, 1, 8, 0);
	scene_frame(s, W1, DOOR_WORKER, &f);
	assert_string_equal(scene_sent(s, W1), "");
	scene_credit(s, W1, 1);
	assert_string_equal(scene_sent(s, W1), "1");
	scene_told(s, W1, FRAME_DONE, 101, 102, 2);
	scene_credit(s, W1, 9);
	assert_string_equal(scene_sent(s, W1), "2 3");
}

static void
a_frozen_workers_news_still_count(void **state)
{
	struct scene	*s = *state;
	struct result	 r = { .id = 1, .verdict = VERDICT_DONE };

	scene_worker(s, W1, STAGE_ASSESSMENT, 2);
	scene_rows(s, STAGE_ASSESSMENT, 1, 1, 1);
	scene_wait(s, 3100);
	assert_int_equal(scene_report(s, STAGE_ASSESSMENT).suspects, 1);
	scene_frame(s, W1, DOOR_WORKER, &(struct frame){ .type = FRAME_DONE,
	    .stage = STAGE_ASSESSMENT, .result = &r, .nresult = 1 });
	assert_int_equal(scene_report(s, STAGE_ASSESSMENT).suspects, 0);
	assert_non_null(scene_to(s, W1, FRAME_BYE));
}

static void
a_failed_refill_is_asked_again(void **state)
{
	struct scene	*s = *state;

	scene_event(s, &(struct core_event){ .type = EV_NO_ROWS,
	    .stage = STAGE_COMBINATION });
	assert_null(scene_action(s, ACT_REFILL, 0));
	scene_wait(s, 1000);
	assert_int_equal(scene_action(s, ACT_REFILL, 0)->stage,
	    STAGE_COMBINATION);
	assert_true(scene_action(s, ACT_REFILL, 0)->restart);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		SCENE(suspects_run_alone),
		SCENE(only_the_culprit_is_put_aside),
		SCENE(the_last_round_ends_it),
		SCENE(a_submission_that_kills_is_quarantined),
		SCENE(who_says_bye_blames_nobody),
		SCENE(handed_back_is_first_in_line),
		SCENE(failed_leaves_the_window),
		SCENE(a_lost_flight_is_handed_out_again),
		SCENE(empty_hands_tell_of_lost_tasks),
		SCENE(what_could_not_be_sent_waits_for_another),
		SCENE(a_broker_that_slept_forgives),
		SCENE(the_same_process_is_no_death),
		SCENE(what_is_settled_may_say_its_room),
		SCENE(doubled_credit_grants_nothing),
		SCENE(what_was_in_hand_from_before_comes_back_as_credit),
		SCENE(hello_says_what_can_be_held),
		SCENE(a_frozen_workers_news_still_count),
		SCENE(a_failed_refill_is_asked_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
