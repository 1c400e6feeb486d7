/*
 * To lead and to stand by; what the database's clock has to do with it.
 */
#include "broker/lease.h"
#include "tests/lib/scene.h"
#include "tests/lib/test.h"

enum { W1 = 1, P1 = 11, C1 = 21 };

static void
role(struct scene *s, int leads)
{
	scene_event(s, &(struct core_event){ .type = EV_ROLE, .leads = leads,
	    .text = leads ? "we lead" : "another leads" });
}

static void
who_stands_by_sends_everybody_on(void **state)
{
	struct scene		*s = *state;
	const struct frame	*f;

	role(s, 0);
	scene_worker(s, W1, STAGE_INGEST, 0);
	assert_string_equal(scene_to(s, W1, FRAME_BYE)->text, "another leads");
	assert_null(scene_to(s, W1, FRAME_WELCOME));
	scene_submit(s, P1, 1, 2);
	f = scene_to(s, P1, FRAME_ANSWER);
	assert_int_equal(f->nresult, 2);
	assert_int_equal(f->result[1].answer, ANSWER_BUSY);
	assert_string_equal(scene_to(s, P1, FRAME_BYE)->text, "another leads");
	scene_frame(s, C1, DOOR_CONTROL, &(struct frame){
	    .type = FRAME_QUERY });
	assert_true(scene_to(s, C1, FRAME_REPORT)->standby);
	assert_string_equal(scene_to(s, C1, FRAME_REPORT)->text,
	    "another leads");
	scene_wait(s, 5000);
	assert_null(scene_action(s, ACT_REFILL, 0));
}

/* What it held is in the database, or the producer's again. */
static void
who_loses_the_lead_lets_go(void **state)
{
	struct scene		*s = *state;
	const struct frame	*f;
	uint32_t		 count;
	uint64_t		 bytes;

	scene_worker(s, W1, STAGE_INGEST, 1);
	scene_submit(s, P1, 1, 3);
	scene_rows(s, STAGE_ASSESSMENT, 1, 5, 1);
	role(s, 0);
	assert_non_null(scene_to(s, W1, FRAME_BYE));
	f = scene_to(s, P1, FRAME_ANSWER);
	assert_int_equal(f->nresult, 3);
	assert_int_equal(f->result[0].answer, ANSWER_BUSY);
	core_room(s->core, STAGE_INGEST, &count, &bytes);
	assert_int_equal(count, 15);
	core_room(s->core, STAGE_ASSESSMENT, &count, &bytes);
	assert_int_equal(count, 15);
	assert_int_equal(scene_report(s, STAGE_INGEST).workers, 0);
}

/* The answers to what was asked at the start; every stage's walk is over. */
static void
answer_all(struct scene *s)
{
	enum stage	 stage;

	for (stage = STAGE_ASSESSMENT; stage < STAGE_COUNT; stage++)
		scene_rows(s, stage, 1, 0, 1);
}

/* News of a worker that came too late is in the database as well. */
static void
who_takes_over_looks_at_every_stage(void **state)
{
	struct scene	*s = *state;
	enum stage	 stage;

	role(s, 0);
	answer_all(s);
	scene_told(s, W1, FRAME_DONE, 1, 2, 2);
	assert_int_equal(scene_report(s, STAGE_ASSESSMENT).window, 0);
	role(s, 1);
	for (stage = STAGE_ASSESSMENT; stage < STAGE_COUNT; stage++)
		assert_true(scene_report(s, stage).behind);
	scene_wait(s, 100);
	assert_true(scene_action(s, ACT_REFILL, 0)->restart);
	scene_worker(s, W1, STAGE_ASSESSMENT, 0);
	assert_non_null(scene_to(s, W1, FRAME_WELCOME));
}

/* An answer to what was asked before the lead was lost is not taken. */
static void
late_rows_are_not_taken(void **state)
{
	struct scene	*s = *state;

	role(s, 0);
	scene_rows(s, STAGE_ASSESSMENT, 1, 5, 1);
	assert_int_equal(scene_report(s, STAGE_ASSESSMENT).window, 0);
}

/* The database has one question of each stage at a time, whoever leads. */
static void
what_is_not_answered_is_not_asked_again(void **state)
{
	struct scene	*s = *state;

	role(s, 0);
	role(s, 1);
	scene_wait(s, 5000);
	assert_null(scene_action(s, ACT_REFILL, 0));
	scene_rows(s, STAGE_ASSESSMENT, 1, 5, 1);
	assert_int_equal(scene_report(s, STAGE_ASSESSMENT).window, 5);
	scene_rows(s, STAGE_COMBINATION, 1, 0, 0);
	assert_int_equal(scene_action(s, ACT_REFILL, 0)->stage,
	    STAGE_COMBINATION);
	assert_true(scene_action(s, ACT_REFILL, 0)->restart);
}

static void
our_time_is_up_before_the_databases(void **state)
{
	struct lease	 l = { .ms = 6000 };

	(void)state;
	assert_true(lease_due(&l, 1));
	assert_false(lease_leads(&l, 1));
	lease_ask(&l, 1000);
	assert_false(lease_due(&l, 2499));
	assert_true(lease_due(&l, 2500));
	lease_answer(&l, 1);		/* however late the answer comes */
	assert_true(lease_leads(&l, 6999));
	assert_false(lease_leads(&l, 7000));
	lease_ask(&l, 2500);
	lease_answer(&l, 0);
	assert_false(lease_leads(&l, 2501));
	l.over = 1;
	assert_false(lease_due(&l, 99999));
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		SCENE(who_stands_by_sends_everybody_on),
		SCENE(who_loses_the_lead_lets_go),
		SCENE(who_takes_over_looks_at_every_stage),
		SCENE(late_rows_are_not_taken),
		SCENE(what_is_not_answered_is_not_asked_again),
		cmocka_unit_test(our_time_is_up_before_the_databases),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
