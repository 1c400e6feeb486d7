/*
 * A submission that workers died of, and a producer that asks again.
 */
#include "tests/lib/scene.h"
#include "tests/lib/test.h"

enum { W1 = 1, P1 = 11, P2 = 12 };

static void
submit_one(struct scene *s, uint32_t peer, uint64_t id, const char *content)
{
	struct task	 t = { .id = id, .source = "/s", .source_id = "a",
		.payload = { (const uint8_t *)content, strlen(content) } };

	scene_frame(s, peer, DOOR_SUBMIT, &(struct frame){
	    .type = FRAME_SUBMIT, .task = &t, .ntask = 1 });
}

/* A producer that hears nothing asks again on another connection; the outcome
 * goes there, and no more workers die of it.  Who asked before may be another
 * that is still there: it is told to ask again. */
static void
a_suspect_asked_for_again_keeps_its_blame(void **state)
{
	struct scene		*s = *state;
	struct task		 t = { 0 };
	const struct frame	*f;
	uint64_t		 bytes;
	uint32_t		 i;

	submit_one(s, P1, 9, "x");
	for (i = 0; i < s->limits.kills * s->limits.rounds; i++) {
		scene_lost(s, W1, STAGE_INGEST);
		if (i != 0)
			continue;
		submit_one(s, P2, 4, "x");
		f = scene_to(s, P1, FRAME_ANSWER);
		assert_int_equal(f->nresult, 1);
		assert_int_equal(f->result[0].id, 9);
		assert_int_equal(f->result[0].answer, ANSWER_BUSY);
		assert_null(scene_to(s, P2, FRAME_ANSWER));
		submit_one(s, P2, 4, "x");
		assert_null(scene_to(s, P2, FRAME_ANSWER));
	}
	t.id = scene_action(s, ACT_QUARANTINE, 0)->task.id;
	scene_event(s, &(struct core_event){ .type = EV_ASIDE,
	    .stage = STAGE_INGEST, .task = &t, .ntask = 1 });
	assert_null(scene_to(s, P1, FRAME_ANSWER));
	f = scene_to(s, P2, FRAME_ANSWER);
	assert_int_equal(f->nresult, 1);
	assert_int_equal(f->result[0].id, 4);
	assert_int_equal(f->result[0].answer, ANSWER_REJECTED);
	core_room(s->core, STAGE_INGEST, &i, &bytes);
	assert_int_equal(i, 15);
}

/* What the tables refuse is not said to be there. */
static void
what_cannot_be_kept_is_not_said_to_be(void **state)
{
	struct scene		*s = *state;
	struct task		 t = { 0 };
	const struct frame	*f;
	uint32_t		 i;

	submit_one(s, P1, 9, "x");
	for (i = 0; i < s->limits.kills * s->limits.rounds; i++)
		scene_lost(s, W1, STAGE_INGEST);
	t.id = scene_action(s, ACT_QUARANTINE, 0)->task.id;
	scene_event(s, &(struct core_event){ .type = EV_ASIDE,
	    .stage = STAGE_INGEST, .task = &t, .ntask = 1,
	    .text = "too long" });
	f = scene_to(s, P1, FRAME_ANSWER);
	assert_int_equal(f->result[0].answer, ANSWER_REJECTED);
	assert_null(strstr(f->result[0].text, "quarantine"));
	assert_non_null(strstr(f->result[0].text, "too long"));
}

/* Other content under the same id is another matter: a conflict, perhaps. */
static void
other_content_is_tried_by_itself(void **state)
{
	struct scene	*s = *state;

	submit_one(s, P1, 9, "x");
	scene_lost(s, W1, STAGE_INGEST);
	submit_one(s, P2, 4, "y");
	assert_int_equal(scene_report(s, STAGE_INGEST).suspects, 1);
	assert_int_equal(scene_report(s, STAGE_INGEST).window, 1);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		SCENE(a_suspect_asked_for_again_keeps_its_blame),
		SCENE(what_cannot_be_kept_is_not_said_to_be),
		SCENE(other_content_is_tried_by_itself),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
