/*
 * Events through libsixthkey into a real line, while the broker and ingest are
 * killed: every one is answered, none is lost, none is there twice.
 */
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include "include/sixthkey.h"
#include "tests/lib/line.h"
#include "tests/lib/load.h"
#include "tests/lib/test.h"

enum { EVENTS = 5000, MANY = 50000, PATIENCE_MS = 60000, SETTLE_S = 300 };

struct answers {
	uint64_t	 n[SIXTHKEY_REJECTED + 1];
	unsigned char	*seen;		/* how often each tag was answered */
};

static int
set_up(void **state)
{
	pg_fresh(pg_shared());
	*state = line_start(pg_shared(), 2, NULL, NULL);
	return 0;
}

static int
tear_down(void **state)
{
	line_stop((struct line **)state);
	return 0;
}

static uint64_t
events(void)
{
	return getenv("SIXTHKEY_MANY") != NULL ? MANY : EVENTS;
}

static void
on_answer(void *arg, const struct sixthkey_result *r)
{
	struct answers	*a = arg;

	a->n[r->answer]++;
	a->seen[r->tag]++;
}

static struct sixthkey_event *
make(uint64_t i)
{
	char			 id[40], trust[8], cell[80];
	struct sixthkey_event	*ev;
	static const char *const marks[] = {
		"inadequate", "requires-improvement", "good", "outstanding"
	};

	snprintf(id, sizeof(id), "report/%llu", (unsigned long long)i);
	snprintf(trust, sizeof(trust), "R%c%c", 'A' + (char)(i % 20),
	    'A' + (char)(i / 20 % 20));
	snprintf(cell, sizeof(cell), "- | - | safe | %s",
	    marks[load_random(1, i) % 4]);
	ev = sixthkey_event_new("/tests/library", id, "inspection.reported");
	sixthkey_event_set(ev, "provider", trust);
	sixthkey_event_set(ev, "rated", "2019-02-26");
	sixthkey_event_set(ev, "cell", cell);
	return ev;
}

static void
submit(struct sixthkey *s, uint64_t i)
{
	struct sixthkey_event	*ev = make(i);

	if (sixthkey_submit(s, ev, i, PATIENCE_MS) != SIXTHKEY_OK)
		fail_msg("event %llu: %s", (unsigned long long)i,
		    sixthkey_error(s));
	sixthkey_event_free(&ev);
}

static void
kill_and_start(struct line *l, enum stage stage, int i)
{
	line_signal(l, stage, i, SIGKILL);
	line_reap(l, stage, i);
	line_again(l, stage, i);
}

static void
crashes_lose_and_double_nothing(void **state)
{
	struct line	*l = *state;
	struct answers	 a = { .seen = calloc(1, events()) };
	struct sixthkey	*s;
	uint64_t	 i, most = events();
	char		 end[LINE_PATH];

	snprintf(end, sizeof(end), "%s", line_submit(l));
	assert_non_null(a.seen);
	assert_int_equal(sixthkey_connect(&s, end, NULL, on_answer, &a),
	    SIXTHKEY_OK);
	for (i = 0; i < most; i++) {
		submit(s, i);
		if (i == most / 4)
			kill_and_start(l, STAGE_NONE, 0);
		if (i == most / 2) {
			kill_and_start(l, STAGE_INGEST, 0);
			kill_and_start(l, STAGE_INGEST, 1);
		}
	}
	if (sixthkey_wait(s, PATIENCE_MS) != SIXTHKEY_OK)
		fail_msg("%s", sixthkey_error(s));
	assert_int_equal(sixthkey_pending(s), 0);
	for (i = 0; i < most; i++)
		assert_int_equal(a.seen[i], 1);
	assert_int_equal(a.n[SIXTHKEY_ACCEPTED] + a.n[SIXTHKEY_DUPLICATE],
	    most);
	line_settle(l, (int64_t)most, SETTLE_S);
	assert_int_equal(strtoull(pg_value(pg_shared(),
	    "select count(*) from sixthkey.event"), NULL, 10), most);
	assert_string_equal(line_faults(l), "");
	sixthkey_close(&s);
	free(a.seen);
}

/* What the line says of an event, one at a time. */
static void
each_answer_comes_to_who_waits(void **state)
{
	const struct {
		const char		*label, *id, *key, *value;
		int			 status;
		enum sixthkey_answer	 answer;
	} row[] = {
		{ "new", "1", "cell", "- | - | caring | good", SIXTHKEY_OK,
		    SIXTHKEY_ACCEPTED },
		{ "again", "1", "cell", "- | - | caring | good", SIXTHKEY_OK,
		    SIXTHKEY_DUPLICATE },
		{ "other content", "1", "cell", "- | - | caring | outstanding",
		    SIXTHKEY_OK, SIXTHKEY_CONFLICT },
		{ "no such word", "2", "cell", "- | - | caring | godo",
		    SIXTHKEY_INPUT, 0 },
		{ "no such key", "2", "colour", "red", SIXTHKEY_INPUT, 0 },
		{ "in the future", "2", "published", "2999-01-01",
		    SIXTHKEY_INPUT, 0 },
	};
	struct sixthkey		*s;
	struct sixthkey_event	*ev;
	struct sixthkey_result	 r;
	size_t			 i;

	assert_int_equal(sixthkey_connect(&s, line_submit(*state), NULL, NULL,
	    NULL), SIXTHKEY_OK);
	for (i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		r = (struct sixthkey_result){ 0 };
		ev = sixthkey_event_new("/tests/one", row[i].id,
		    "inspection.reported");
		sixthkey_event_set(ev, "provider", "RGT");
		sixthkey_event_set(ev, "rated", "2019-02-26");
		sixthkey_event_set(ev, row[i].key, row[i].value);
		if (sixthkey_submit_wait(s, ev, 7, PATIENCE_MS, &r) !=
		    row[i].status || r.answer != row[i].answer ||
		    (r.answer != 0 && r.tag != 7))
			fail_msg("%s: %d %s, %s", row[i].label, r.answer,
			    r.text, sixthkey_error(s));
		sixthkey_event_free(&ev);
	}
	sixthkey_close(&s);
	assert_null(s);
}

/* Answers come without a call that waits for all of them. */
static void
turns_bring_answers(void **state)
{
	struct answers	 a = { .seen = calloc(1, 8) };
	struct sixthkey	*s;
	int		 turns;

	assert_non_null(a.seen);
	assert_int_equal(sixthkey_connect(&s, line_submit(*state), NULL,
	    on_answer, &a), SIXTHKEY_OK);
	submit(s, 3);
	for (turns = 0; a.seen[3] == 0 && turns < 600; turns++)
		assert_int_equal(sixthkey_turn(s, 100), SIXTHKEY_OK);
	assert_int_equal(a.seen[3], 1);
	sixthkey_close(&s);
	free(a.seen);
}

static void
setup_is_told_in_words(void **state)
{
	const struct {
		const char	*label, *endpoint, *key, *says;
	} row[] = {
		{ "no endpoint", "", NULL, "no broker" },
		{ "no key", "tcp://127.0.0.1:1", NULL, "without a key" },
		{ "no such file", "ipc:///x", "/nowhere.key", "/nowhere.key" },
	};
	struct sixthkey	*s;
	size_t		 i;

	(void)state;
	for (i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		assert_int_equal(sixthkey_connect(&s, row[i].endpoint,
		    row[i].key, NULL, NULL), SIXTHKEY_SETUP);
		if (strstr(sixthkey_error(s), row[i].says) == NULL)
			fail_msg("%s: %s", row[i].label, sixthkey_error(s));
		sixthkey_close(&s);
	}
}

/* A guest in somebody's process keeps its hands to itself. */
static void
limits_stay_as_they_were(void **state)
{
	struct rlimit	 before, after;
	struct sixthkey	*s;

	(void)state;
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
	before.rlim_cur = before.rlim_max / 2;
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
	assert_int_equal(sixthkey_connect(&s, "ipc:///nobody", NULL, NULL,
	    NULL), SIXTHKEY_OK);
	sixthkey_close(&s);
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &after), 0);
	assert_int_equal(after.rlim_cur, before.rlim_cur);
}

static void
the_example_works(void **state)
{
	char	 command[2 * LINE_PATH + 40], bin[LINE_PATH], said[100] = "";
	FILE	*f;

	line_programs(bin);
	snprintf(command, sizeof(command), "%s/submit %s RGT good", bin,
	    line_submit(*state));
	f = popen(command, "r");
	assert_non_null(f);
	assert_non_null(fgets(said, sizeof(said), f));
	assert_int_equal(pclose(f), 0);
	assert_int_equal(strncmp(said, "accepted", 8), 0);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test_setup_teardown(crashes_lose_and_double_nothing,
		    set_up, tear_down),
		cmocka_unit_test_setup_teardown(each_answer_comes_to_who_waits,
		    set_up, tear_down),
		cmocka_unit_test_setup_teardown(turns_bring_answers, set_up,
		    tear_down),
		cmocka_unit_test(setup_is_told_in_words),
		cmocka_unit_test(limits_stay_as_they_were),
		cmocka_unit_test_setup_teardown(the_example_works, set_up,
		    tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
