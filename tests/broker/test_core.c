/*
 * What the core does while nothing breaks.
 */
#include "tests/lib/scene.h"
#include "tests/lib/test.h"

enum { W1 = 1, W2 = 2, P1 = 11, P2 = 12, STRANGER = 99 };

static void
hello_is_welcomed(void **state)
{
	struct scene		*s = *state;
	const struct frame	*f;

	scene_worker(s, W1, STAGE_ASSESSMENT, 0);
	f = scene_to(s, W1, FRAME_WELCOME);
	assert_non_null(f);
	assert_int_equal(f->epoch, 77);
	assert_int_equal(f->liveness_ms, 3000);
	assert_int_equal(scene_report(s, STAGE_ASSESSMENT).workers, 1);
	scene_worker(s, W1, STAGE_ASSESSMENT, 0);
	assert_int_equal(scene_report(s, STAGE_ASSESSMENT).workers, 1);
}

static void
what_does_not_belong_is_told_bye(void **state)
{
	static const struct {
		const char	*label;
		enum door	 door;
		struct frame	 frame;
	} rows[] = {
		{ "a stage that is none", DOOR_WORKER,
		    { .type = FRAME_HELLO, .instance = "x", .stage = 9 } },
		{ "no instance", DOOR_WORKER,
		    { .type = FRAME_HELLO, .stage = STAGE_INGEST } },
		{ "credit before hello", DOOR_WORKER,
		    { .type = FRAME_CREDIT, .count = 3, .bytes = 100 } },
		{ "a producer at the workers' door", DOOR_WORKER,
		    { .type = FRAME_SUBMIT } },
		{ "a worker at the producers' door", DOOR_SUBMIT,
		    { .type = FRAME_HELLO, .stage = STAGE_INGEST } },
		{ "what only brokers say", DOOR_WORKER,
		    { .type = FRAME_TASKS } },
		{ "no type at all", DOOR_CONTROL, { .type = FRAME_COUNT } },
	};
	size_t	 i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		scene_frame(*state, STRANGER, rows[i].door, &rows[i].frame);
		if (scene_to(*state, STRANGER, FRAME_BYE) == NULL)
			fail_msg("%s: no BYE", rows[i].label);
	}
}

static void
credit_is_never_exceeded(void **state)
{
	struct scene	*s = *state;

	scene_worker(s, W1, STAGE_ASSESSMENT, 3);
	scene_rows(s, STAGE_ASSESSMENT, 1, 8, 1);
	assert_string_equal(scene_sent(s, W1), "1 2 3");
	scene_told(s, W1, FRAME_DONE, 1, 2, 2);
	assert_string_equal(scene_sent(s, W1), "");
	scene_credit(s, W1, 2);
	assert_string_equal(scene_sent(s, W1), "4 5");
	scene_credit(s, W1, 2);
	assert_string_equal(scene_sent(s, W1), "");
	assert_int_equal(scene_report(s, STAGE_ASSESSMENT).in_flight, 3);
}

static void
credit_counts_bytes(void **state)
{
	struct scene	*s = *state;
	struct frame	 f = { .type = FRAME_CREDIT, .count = 100,
		.bytes = 25 };

	scene_worker(s, W1, STAGE_ASSESSMENT, 0);
	scene_frame(s, W1, DOOR_WORKER, &f);
	scene_rows(s, STAGE_ASSESSMENT, 1, 5, 1);
	assert_string_equal(scene_sent(s, W1), "1 2");
}

static void
batches_are_cut(void **state)
{
	struct scene	*s = *state;

	scene_end(s);
	scene_init(s);
	s->limits.knobs.batch_count = 3;
	s->limits.batch_bytes = 20;
	scene_begin(s);
	scene_worker(s, W1, STAGE_ASSESSMENT, 10);
	scene_rows(s, STAGE_ASSESSMENT, 1, 5, 1);
	assert_string_equal(scene_sent(s, W1), "1 2 | 3 4 | 5");
}

static void
an_id_is_held_once(void **state)
{
	struct scene	*s = *state;

	scene_rows(s, STAGE_ASSESSMENT, 1, 5, 0);
	assert_int_equal(scene_report(s, STAGE_ASSESSMENT).window, 5);
	scene_worker(s, W1, STAGE_ASSESSMENT, 2);
	scene_rows(s, STAGE_ASSESSMENT, 1, 6, 0);
	assert_int_equal(scene_report(s, STAGE_ASSESSMENT).window, 4);
	/* Done while the next rows were on their way. */
	scene_told(s, W1, FRAME_DONE, 1, 2, 2);
	scene_rows(s, STAGE_ASSESSMENT, 1, 2, 1);
	assert_int_equal(scene_report(s, STAGE_ASSESSMENT).window, 4);
}

static void
a_subject_stays_with_its_worker(void **state)
{
	struct scene	*s = *state;

	scene_worker(s, W1, STAGE_COMBINATION, 10);
	scene_worker(s, W2, STAGE_COMBINATION, 4);
	scene_rows(s, STAGE_COMBINATION, 20, 22, 0);
	assert_string_equal(scene_sent(s, W1), "20 21 22");
	scene_rows(s, STAGE_COMBINATION, 23, 25, 1);
	assert_string_equal(scene_sent(s, W1), "23 24 25");
	assert_string_equal(scene_sent(s, W2), "");
}

static void
done_hands_on_to_the_next_stage(void **state)
{
	struct scene	*s = *state;

	scene_worker(s, W1, STAGE_ASSESSMENT, 5);
	scene_worker(s, W2, STAGE_COMBINATION, 5);
	scene_rows(s, STAGE_ASSESSMENT, 1, 3, 1);
	scene_told(s, W1, FRAME_DONE, 1, 3, 3);
	assert_string_equal(scene_sent(s, W2), "1 2 3");
}

static void
the_window_is_bounded(void **state)
{
	struct scene	*s = *state;
	uint32_t	 count;
	uint64_t	 bytes;

	scene_rows(s, STAGE_ASSESSMENT, 1, 30, 1);
	assert_int_equal(scene_report(s, STAGE_ASSESSMENT).window, 20);
	assert_true(scene_report(s, STAGE_ASSESSMENT).behind);
	core_room(s->core, STAGE_ASSESSMENT, &count, &bytes);
	assert_int_equal(count, 0);
}

static void
answers_bear_the_producers_numbers(void **state)
{
	struct scene		*s = *state;
	const struct frame	*f, *first;
	uint64_t		 ticket;

	scene_worker(s, W1, STAGE_INGEST, 5);
	scene_submit(s, P1, 500, 501);
	ticket = scene_to(s, W1, FRAME_TASKS)->task[0].id;
	scene_submit(s, P2, 500, 500);
	scene_worker(s, W2, STAGE_ASSESSMENT, 3);
	scene_told(s, W1, FRAME_DONE, ticket, ticket + 2, 3);
	f = scene_to(s, P1, FRAME_ANSWER);
	first = scene_to(s, W2, FRAME_TASKS);
	assert_true(first != NULL && first < f);	/* the line goes on */
	assert_int_equal(f->nresult, 2);
	assert_int_equal(f->result[0].id, 500);
	assert_int_equal(f->result[1].id, 501);
	assert_int_equal(f->result[1].answer, ANSWER_ACCEPTED);
	f = scene_to(s, P2, FRAME_ANSWER);
	assert_int_equal(f->nresult, 1);
	assert_int_equal(f->result[0].id, 500);
	assert_int_equal(f->result[0].event, ticket + 2);
}

static void
a_full_door_says_busy(void **state)
{
	struct scene		*s = *state;
	const struct frame	*f;

	scene_submit(s, P1, 1, 22);
	f = scene_to(s, P1, FRAME_ANSWER);
	assert_int_equal(f->nresult, 6);
	assert_int_equal(f->result[0].id, 17);
	assert_int_equal(f->result[0].answer, ANSWER_BUSY);
	assert_int_equal(f->result[0].retry_ms, 500);
}

static void
what_is_too_large_is_refused(void **state)
{
	static const uint8_t	 large[512 * 1024];
	struct task		 t = { .id = 7, .payload = { large,
		sizeof(large) } };
	struct frame		 f = { .type = FRAME_SUBMIT, .task = &t,
		.ntask = 1 };

	scene_frame(*state, P1, DOOR_SUBMIT, &f);
	assert_int_equal(scene_to(*state, P1, FRAME_ANSWER)->result[0].answer,
	    ANSWER_REJECTED);
}

static void
a_long_backlog_slows_producers(void **state)
{
	static const struct {
		const char	*label;
		uint64_t	 waiting, oldest_s;
		enum answer	 answer;
		uint32_t	 retry_ms;
	} rows[] = {
		{ "short", 100, 60, ANSWER_ACCEPTED, 0 },
		{ "soft", 101, 0, ANSWER_ACCEPTED, 500 },
		{ "hard", 201, 0, ANSWER_BUSY, 500 },
		{ "soft by age", 1, 61, ANSWER_ACCEPTED, 500 },
		{ "hard by age", 1, 601, ANSWER_BUSY, 500 },
		{ "none", 0, 0, ANSWER_ACCEPTED, 0 },
	};
	struct scene		*s = *state;
	const struct frame	*f;
	size_t			 i;

	scene_worker(s, W1, STAGE_INGEST, 5);
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		scene_event(s, &(struct core_event){ .type = EV_BACKLOG,
		    .stage = STAGE_PUBLICATION,
		    .waiting = rows[i].waiting,
		    .oldest_ms = rows[i].oldest_s * 1000 });
		scene_submit(s, P1, 1, 1);
		f = scene_to(s, W1, FRAME_TASKS);
		if (f != NULL)
			scene_told(s, W1, FRAME_DONE, f->task[0].id,
			    f->task[0].id, 1);
		f = scene_to(s, P1, FRAME_ANSWER);
		if (f->result[0].answer != rows[i].answer ||
		    f->result[0].retry_ms != rows[i].retry_ms)
			fail_msg("%s: %s, %u ms", rows[i].label,
			    answer_name(f->result[0].answer),
			    (unsigned)f->result[0].retry_ms);
	}
}

static void
refill_walks_until_the_end(void **state)
{
	struct scene		*s = *state;
	const struct action	*a;

	a = scene_action(s, ACT_REFILL, 0);
	assert_int_equal(a->stage, STAGE_ASSESSMENT);
	assert_true(a->restart);
	scene_wait(s, 5000);
	assert_null(scene_action(s, ACT_REFILL, 0));
	scene_rows(s, STAGE_ASSESSMENT, 1, 5, 0);
	a = scene_action(s, ACT_REFILL, 0);
	assert_non_null(a);
	assert_false(a->restart);
	scene_rows(s, STAGE_ASSESSMENT, 6, 7, 1);
	assert_false(scene_report(s, STAGE_ASSESSMENT).behind);
	scene_wait(s, 900);
	assert_null(scene_action(s, ACT_REFILL, 0));
	scene_wait(s, 100);
	assert_true(scene_action(s, ACT_REFILL, 0)->restart);
}

static void
a_full_window_asks_for_nothing(void **state)
{
	struct scene	*s = *state;

	scene_rows(s, STAGE_ASSESSMENT, 1, 11, 0);
	assert_null(scene_action(s, ACT_REFILL, 0));
	scene_worker(s, W1, STAGE_ASSESSMENT, 2);
	assert_int_equal(scene_action(s, ACT_REFILL, 0)->stage,
	    STAGE_ASSESSMENT);
}

static void
missing_successors_are_looked_for(void **state)
{
	struct scene	*s = *state;
	enum stage	 stage;

	for (stage = STAGE_ASSESSMENT; stage < STAGE_COUNT; stage++)
		scene_rows(s, stage, 1, 0, 1);
	scene_worker(s, W1, STAGE_ASSESSMENT, 5);
	scene_wait(s, 2000);
	scene_rows(s, STAGE_ASSESSMENT, 1, 2, 1);
	scene_rows(s, STAGE_COMBINATION, 1, 0, 1);
	assert_false(scene_report(s, STAGE_COMBINATION).behind);
	scene_told(s, W1, FRAME_DONE, 1, 2, 1);
	assert_true(scene_report(s, STAGE_COMBINATION).behind);
	scene_wait(s, 100);
	assert_int_equal(scene_action(s, ACT_REFILL, 0)->stage,
	    STAGE_COMBINATION);
}

static void
a_query_is_reported(void **state)
{
	struct scene		*s = *state;
	const struct frame	*f;

	scene_worker(s, W1, STAGE_ASSESSMENT, 2);
	scene_rows(s, STAGE_ASSESSMENT, 1, 5, 1);
	scene_frame(s, 50, DOOR_CONTROL, &(struct frame){
	    .type = FRAME_QUERY });
	f = scene_to(s, 50, FRAME_REPORT);
	assert_int_equal(f->nreport, 4);
	assert_int_equal(f->report[1].stage, STAGE_ASSESSMENT);
	assert_int_equal(f->report[1].window, 3);
	assert_int_equal(f->report[1].in_flight, 2);
	assert_int_equal(f->report[1].dispatched, 2);
	assert_int_equal(f->report[1].busy, 1);
}

static void
stopping_lets_flights_end(void **state)
{
	struct scene	*s = *state;
	uint64_t	 ticket;

	scene_worker(s, W1, STAGE_INGEST, 1);
	scene_submit(s, P1, 1, 1);
	ticket = scene_to(s, W1, FRAME_TASKS)->task[0].id;
	scene_submit(s, P1, 2, 2);
	scene_event(s, &(struct core_event){ .type = EV_STOP });
	assert_int_equal(scene_to(s, P1, FRAME_ANSWER)->result[0].answer,
	    ANSWER_BUSY);
	assert_null(scene_action(s, ACT_EXIT, 0));
	scene_told(s, W1, FRAME_DONE, ticket, ticket, 1);
	assert_int_equal(scene_to(s, P1, FRAME_ANSWER)->result[0].answer,
	    ANSWER_ACCEPTED);
	assert_non_null(scene_to(s, W1, FRAME_BYE));
	assert_non_null(scene_action(s, ACT_EXIT, 0));
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		SCENE(hello_is_welcomed),
		SCENE(what_does_not_belong_is_told_bye),
		SCENE(credit_is_never_exceeded),
		SCENE(credit_counts_bytes),
		SCENE(batches_are_cut),
		SCENE(an_id_is_held_once),
		SCENE(a_subject_stays_with_its_worker),
		SCENE(done_hands_on_to_the_next_stage),
		SCENE(the_window_is_bounded),
		SCENE(answers_bear_the_producers_numbers),
		SCENE(a_full_door_says_busy),
		SCENE(what_is_too_large_is_refused),
		SCENE(a_long_backlog_slows_producers),
		SCENE(refill_walks_until_the_end),
		SCENE(a_full_window_asks_for_nothing),
		SCENE(missing_successors_are_looked_for),
		SCENE(a_query_is_reported),
		SCENE(stopping_lets_flights_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
