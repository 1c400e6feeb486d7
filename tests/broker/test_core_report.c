/*
 * What the core says of itself: what its workers have counted, once; who they
 * are; what each source was answered; how hard it is pressed.
 */
#include "broker/guests.h"
#include "broker/sources.h"
#include "tests/lib/scene.h"
#include "tests/lib/test.h"

static void
tell(struct scene *s, uint32_t peer, enum frame_type type, uint64_t done)
{
	scene_frame(s, peer, DOOR_WORKER, &(struct frame){ .type = type,
	    .meter = &done, .nmeter = 1 });
}

static uint64_t
counted(struct scene *s, enum meter m)
{
	return scene_report(s, STAGE_ASSESSMENT).meter[m];
}

static const struct frame *
reported(struct scene *s)
{
	size_t	 i;

	scene_frame(s, 99, DOOR_CONTROL, &(struct frame){
	    .type = FRAME_QUERY });
	for (i = 0; i < s->actions.n; i++)
		if (s->actions.item[i].frame.type == FRAME_REPORT)
			return &s->actions.item[i].frame;
	fail_msg("no REPORT");
	return NULL;
}

static void
what_workers_count_is_added_once(void **state)
{
	struct scene	*s = *state;

	scene_worker(s, 1, STAGE_ASSESSMENT, 4);
	scene_worker(s, 2, STAGE_ASSESSMENT, 4);
	tell(s, 1, FRAME_ALIVE, 10);
	tell(s, 1, FRAME_ALIVE, 10);
	tell(s, 2, FRAME_ALIVE, 5);
	assert_true(counted(s, METER_DONE) == 15);
	tell(s, 1, FRAME_BYE, 12);
	assert_true(counted(s, METER_DONE) == 17);
	scene_worker(s, 2, STAGE_ASSESSMENT, 4);	/* HELLO once more */
	tell(s, 2, FRAME_ALIVE, 1);
	assert_true(counted(s, METER_DONE) == 18);
	scene_wait(s, s->limits.liveness_ms + 1000);
	assert_true(counted(s, METER_DONE) == 18);
}

/* "1000 set" of a setting at a stage. */
static const char *
in_effect(struct scene *s, enum stage stage, const char *key)
{
	static char		 text[200];
	const struct frame	*f = reported(s);
	size_t			 i;

	for (i = 0; i < f->nsetting; i++) {
		const struct setting_report	*r = &f->setting[i];

		if (r->stage != stage || strcmp(r->key, key) != 0)
			continue;
		snprintf(text, sizeof(text), "%s %s", r->value, r->origin);
		return text;
	}
	fail_msg("no %s", key);
	return "";
}

static void
what_is_in_effect_says_where_it_came_from(void **state)
{
	static const struct setting	 rows[] = {
		{ STAGE_NONE, "age_hard", "70" },
		{ STAGE_ASSESSMENT, "age_hard", "80" },
		{ STAGE_ASSESSMENT, "age_soft", "never" },
		{ STAGE_ASSESSMENT, "paused", "1" },
		{ STAGE_ASSESSMENT, "bulk_sources", "/a /b" },
		{ STAGE_ASSESSMENT, "nothing", "1" },
	};
	static const struct {
		const char	*label;
		enum stage	 stage;
		const char	*key, *want;
	} wanted[] = {
		{ "nobody set it", STAGE_INGEST, "age_soft", "60 -o" },
		{ "for all", STAGE_INGEST, "age_hard", "70 set" },
		{ "its own wins", STAGE_ASSESSMENT, "age_hard", "80 set" },
		{ "no value that it can have", STAGE_ASSESSMENT, "age_soft",
		    "60 -o" },
		{ "a text", STAGE_ASSESSMENT, "bulk_sources", "/a /b set" },
		{ "elsewhere", STAGE_PUBLICATION, "bulk_sources", " default" },
	};
	struct scene	 t;
	size_t		 i;

	(void)state;
	scene_init(&t);
	t.limits.knobs.age_soft = 60;
	for (i = 0; i < KNOBS; i++)
		t.limits.origin[i] = strcmp(knobs_key(i), "age_soft") == 0 ?
		    "-o" : "default";
	t.limits.knobs.bulk_sources[0] = '\0';
	scene_begin(&t);
	scene_event(&t, &(struct core_event){ .type = EV_SETTINGS,
	    .setting = rows, .nsetting = sizeof(rows) / sizeof(rows[0]) });
	for (i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++)
		if (strcmp(in_effect(&t, wanted[i].stage, wanted[i].key),
		    wanted[i].want) != 0)
			fail_msg("%s: %s", wanted[i].label, in_effect(&t,
			    wanted[i].stage, wanted[i].key));
	scene_event(&t, &(struct core_event){ .type = EV_SETTINGS });
	assert_string_equal(in_effect(&t, STAGE_INGEST, "age_soft"), "60 -o");
	scene_end(&t);
}

static void
handed_out_again_is_counted_by_its_reason(void **state)
{
	struct scene	*s = *state;

	scene_rows(s, STAGE_ASSESSMENT, 1, 3, 1);
	scene_worker(s, 1, STAGE_ASSESSMENT, 3);
	assert_true(counted(s, METER_READ) == 3);
	tell(s, 1, FRAME_BYE, 0);
	assert_true(counted(s, METER_HANDBACK) == 3);
	scene_worker(s, 2, STAGE_ASSESSMENT, 3);
	scene_wait(s, s->limits.liveness_ms + 1000);
	assert_true(counted(s, METER_LOST_WORKER) >= 1);
}

static void
what_was_handed_out_grows_old(void **state)
{
	struct scene	*s = *state;

	assert_true(scene_report(s, STAGE_ASSESSMENT).flight_ms == 0);
	scene_rows(s, STAGE_ASSESSMENT, 1, 2, 1);
	scene_worker(s, 1, STAGE_ASSESSMENT, 1);
	scene_wait(s, 700);
	scene_worker(s, 2, STAGE_ASSESSMENT, 1);
	scene_wait(s, 300);
	assert_true(scene_report(s, STAGE_ASSESSMENT).flight_ms == 1000);
	assert_true(scene_report(s, STAGE_PUBLICATION).flight_ms == 0);
}

static void
workers_are_named_with_their_state(void **state)
{
	struct scene		*s = *state;
	const struct frame	*f;

	scene_worker(s, 1, STAGE_ASSESSMENT, 4);
	f = reported(s);
	assert_int_equal(f->nworker, 1);
	assert_string_equal(f->worker[0].instance, "w1");
	assert_int_equal(f->worker[0].state, WORKER_READY);
	scene_rows(s, STAGE_ASSESSMENT, 1, 1, 1);
	f = reported(s);
	assert_int_equal(f->worker[0].state, WORKER_BUSY);
	assert_int_equal(f->worker[0].in_flight, 1);
	scene_frame(s, 1, DOOR_WORKER, &(struct frame){ .type = FRAME_DRAIN });
	assert_int_equal(reported(s)->worker[0].state, WORKER_DRAINING);
}

static void
hello(struct scene *s, uint32_t peer, const struct told *t)
{
	scene_frame(s, peer, DOOR_WORKER, &(struct frame){
	    .type = FRAME_HELLO, .stage = STAGE_INGEST, .instance = "w",
	    .told = *t });
}

static void
a_worker_says_how_it_was_set(void **state)
{
	struct scene		*s = *state;
	const struct told	*t;

	hello(s, 1, &(struct told){ "batch=7\n", "ab", 5000 });
	t = &reported(s)->worker[0].told;
	assert_string_equal(t->settings, "batch=7\n");
	assert_string_equal(t->digest, "ab");
	assert_true(t->up_ms == 5000);
	scene_wait(s, 300);
	assert_true(reported(s)->worker[0].told.up_ms == 5300);
	hello(s, 1, &(struct told){ NULL, NULL, UINT64_MAX });
	t = &reported(s)->worker[0].told;
	assert_string_equal(t->settings, "");
	assert_string_equal(t->digest, "");
}

static void
ask(struct scene *s, uint32_t peer, const char *instance, const char *name)
{
	scene_frame(s, peer, DOOR_CONTROL, &(struct frame){
	    .type = FRAME_QUERY, .instance = instance, .name = name,
	    .text = "sixthkey-web", .build = "1.0",
	    .told = { "rate=3\n", "cd", 100 } });
}

/* Who asks and says who it is has a row while it goes on asking. */
static void
who_asks_has_a_row_until_silent(void **state)
{
	struct scene		*s = *state;
	const struct frame	*f;
	char			 long_name[200];

	ask(s, 50, NULL, "nobody");
	ask(s, 50, "", "nobody");
	assert_int_equal(reported(s)->nguest, 0);
	memset(long_name, 'x', sizeof(long_name) - 2);
	long_name[sizeof(long_name) - 2] = '\0';
	memcpy(long_name + GUEST_WORD - 2, "\xc3\xa9", 2);
	ask(s, 50, "g", "web");
	ask(s, 50, "g", long_name);
	f = reported(s);
	assert_int_equal(f->nguest, 1);
	assert_string_equal(f->guest[0].program, "sixthkey-web");
	assert_string_equal(f->guest[0].told.settings, "rate=3\n");
	assert_int_equal(strlen(f->guest[0].name), GUEST_WORD - 1);
	assert_int_equal(f->guest[0].name[GUEST_WORD - 2], '?');
	scene_wait(s, GUEST_MS + 1000);
	assert_int_equal(reported(s)->nguest, 0);
	ask(s, 50, "late", "web");
	assert_int_equal(reported(s)->nguest, 1);
}

static int
is_guest(struct scene *s, const char *instance)
{
	const struct frame	*f = reported(s);
	size_t			 i;

	for (i = 0; i < f->nguest; i++)
		if (strcmp(f->guest[i].instance, instance) == 0)
			return 1;
	return 0;
}

/* Peer 50 is there first; then one asks, or many do, with ever new names. */
static void
nobody_hides_the_others(void **state)
{
	static const struct {
		const char	*label;
		uint32_t	 peers;
		size_t		 guests;
	} rows[] = {
		{ "one peer with many names has one row", 1, 2 },
		{ "many peers, and room for all", GUESTS - 1, GUESTS },
		{ "more than there is room for", GUESTS + 10, GUESTS },
	};
	struct scene	*s = *state;
	char		 name[16];
	uint32_t	 i, k;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		for (k = 0; k < 2 * GUESTS; k++) {
			scene_wait(s, 1);
			ask(s, 50, "g", "web");
			snprintf(name, sizeof(name), "n%u", k);
			ask(s, 100 + k % rows[i].peers, name, "many");
		}
		if (!is_guest(s, "g") || !is_guest(s, name) ||
		    reported(s)->nguest != rows[i].guests)
			fail_msg("%s: %zu", rows[i].label,
			    reported(s)->nguest);
		scene_wait(s, GUEST_MS + 1000);
	}
}

static void
who_comes_back_by_another_way_has_one_row(void **state)
{
	struct scene	*s = *state;

	ask(s, 50, "g", "web");
	ask(s, 51, "h", "web");
	ask(s, 52, "g", "web");
	assert_int_equal(reported(s)->nguest, 2);
	assert_true(is_guest(s, "g") && is_guest(s, "h"));
}

static void
sources_have_a_row_each_and_strangers_share_one(void **state)
{
	static struct sources		 s;
	const struct submitter_report	*r;
	struct arena			*a = arena_new(0);
	char				 name[300];
	size_t				 i, n;

	(void)state;
	s = (struct sources){ .n = 0 };
	sources_count(&s, "/a", ANSWER_ACCEPTED);
	sources_count(&s, "/a", ANSWER_BUSY);
	sources_count(&s, NULL, ANSWER_ACCEPTED);
	for (i = 0; i < SOURCES + 10; i++) {
		snprintf(name, sizeof(name), "/s%zu", i);
		sources_count(&s, name, ANSWER_ACCEPTED);
	}
	memset(name, 'x', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	sources_count(&s, name, ANSWER_ACCEPTED);
	r = sources_report(&s, a, &n);
	assert_int_equal(n, SOURCES + 1);
	assert_string_equal(r[0].source, "");
	assert_true(r[0].answer[ANSWER_ACCEPTED] == 13);
	assert_string_equal(r[1].source, "/a");
	assert_true(r[1].answer[ANSWER_ACCEPTED] == 1);
	assert_true(r[1].answer[ANSWER_BUSY] == 1);
	arena_free(&a);
}

static void
pressure_follows_the_backlog(void **state)
{
	static const struct {
		const char	*label;
		uint64_t	 waiting;
		int		 pressure;
	} rows[] = {
		{ "little", 1, 0 },
		{ "above soft", 101, 1 },
		{ "above hard", 201, 2 },
	};
	struct scene	*s = *state;
	struct setting	 set[] = { { STAGE_NONE, "backlog_soft", "100" },
			    { STAGE_NONE, "backlog_hard", "200" } };
	size_t		 i;

	scene_event(s, &(struct core_event){ .type = EV_SETTINGS,
	    .setting = set, .nsetting = 2 });
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		scene_event(s, &(struct core_event){ .type = EV_BACKLOG,
		    .stage = STAGE_ASSESSMENT, .waiting = rows[i].waiting,
		    .lag = 7 });
		if (scene_report(s, STAGE_ASSESSMENT).pressure !=
		    rows[i].pressure)
			fail_msg("%s", rows[i].label);
	}
	assert_true(scene_report(s, STAGE_ASSESSMENT).lag == 7);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		SCENE(what_workers_count_is_added_once),
		cmocka_unit_test(what_is_in_effect_says_where_it_came_from),
		SCENE(handed_out_again_is_counted_by_its_reason),
		SCENE(what_was_handed_out_grows_old),
		SCENE(workers_are_named_with_their_state),
		SCENE(a_worker_says_how_it_was_set),
		SCENE(who_asks_has_a_row_until_silent),
		SCENE(nobody_hides_the_others),
		SCENE(who_comes_back_by_another_way_has_one_row),
		SCENE(sources_have_a_row_each_and_strangers_share_one),
		SCENE(pressure_follows_the_backlog),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
