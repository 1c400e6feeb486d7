/*
 * A real line over TCP where every process has a key: made by the command
 * line, as a user would.  Who may not is refused, and nobody else notices.
 */
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "proto/bus.h"
#include "proto/client.h"
#include "tests/lib/keyed.h"
#include "tests/lib/line.h"
#include "tests/lib/load.h"
#include "tests/lib/test.h"

enum { PATIENCE_MS = 30000, SETTLE_S = 60 };

struct world {
	struct keyed	 keyed;
	struct line	*line;
	uint64_t	 sent;		/* events that the line has taken */
};

struct feed {
	struct client	*client;
	struct arena	*arena;
	uint64_t	 count[ANSWER_BUSY + 1];
	char		 text[200];	/* of the last answer */
};

static int
set_up(void **state)
{
	static struct world	 w;

	keyed_open(&w.keyed);
	keyed_add(&w.keyed, "new source --source /tests/line --name tests "
	    "--submit %s", w.keyed.end[KEYED_SUBMIT]);
	keyed_add(&w.keyed, "new feed --submit %s", w.keyed.end[KEYED_SUBMIT]);
	keyed_add(&w.keyed, "new operator --control %s",
	    w.keyed.end[KEYED_CONTROL]);
	pg_fresh(pg_shared());
	w.line = line_start_keyed(pg_shared(), 2, w.keyed.dir);
	*state = &w;
	return 0;
}

static int
tear_down(void **state)
{
	struct world	*w = *state;

	line_stop(&w->line);
	keyed_close(&w->keyed);
	return 0;
}

static void
on_answer(void *arg, const struct client_answer *a)
{
	struct feed	*f = arg;

	f->count[a->answer]++;
	snprintf(f->text, sizeof(f->text), "%s", a->text == NULL ? "" :
	    a->text);
}

static void
feed_open(struct feed *f, const struct world *w, const struct key_conf *key)
{
	struct err	 e;

	*f = (struct feed){ .arena = arena_new(0) };
	f->client = client_open_as(key, w->keyed.end[KEYED_SUBMIT], 0,
	    on_answer, f, &e);
	if (f->client == NULL)
		fail_msg("%s", e.text);
}

static void
feed_close(struct feed *f)
{
	client_close(&f->client);
	arena_free(&f->arena);
}

static int
feed_range(struct feed *f, const struct load *load, uint64_t from,
    uint64_t to, struct err *e)
{
	uint64_t	 i;
	int		 rc = 0;

	for (i = from; rc == 0 && i < to; i++)
		rc = client_submit(f->client, load_event(load, i, f->arena), i,
		    PATIENCE_MS, e);
	return rc == 0 ? client_flush(f->client, PATIENCE_MS, e) : rc;
}

/* The line takes more events, and all of them come through. */
static void
assert_line_works(struct world *w)
{
	const struct load	 load = { 1, 40, "/tests/line" };
	struct key_conf		 k = keyed_read(&w->keyed, "tests");
	struct feed		 f;
	struct err		 e;

	feed_open(&f, w, &k);
	if (feed_range(&f, &load, w->sent, w->sent + 300, &e) != 0)
		fail_msg("%s", e.text);
	assert_int_equal(f.count[ANSWER_ACCEPTED], 300);
	w->sent += 300;
	line_settle(w->line, (int64_t)w->sent, SETTLE_S);
	assert_string_equal(line_faults(w->line), "");
	feed_close(&f);
}

static void
events_go_through_over_tcp_with_keys(void **state)
{
	struct world	*w = *state;
	struct arena	*a = arena_new(0);
	struct key_conf	 k = keyed_read(&w->keyed, "operator");
	struct frame	 f;
	struct err	 e;

	assert_line_works(w);
	if (client_query(&k, arena_printf(a, "tcp://127.0.0.1:1,%s",
	    w->keyed.end[KEYED_CONTROL]), NULL, PATIENCE_MS, a, &f, &e) != 0)
		fail_msg("%s", e.text);
	assert_int_equal(f.type, FRAME_REPORT);
	assert_false(f.standby);
	arena_free(&a);
}

static void
who_may_not_submit_is_told_why(void **state)
{
	static const struct {
		const char	*label, *key;	/* NULL: a fresh one */
		int		 wrong_broker;
		const char	*says;
	} cases[] = {
		{ "a key that is nowhere", NULL, 0, "refused our key" },
		{ "a worker's key", "ingest", 0, "refused our key" },
		{ "an operator's key", "operator", 0, "refused our key" },
	};
	const struct load	 load = { 2, 4, "/tests/line" };
	struct world		*w = *state;
	struct feed		 f;
	struct err		 e;
	size_t			 i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct key_conf	 k = keyed_read(&w->keyed,
				    cases[i].key == NULL ? "tests" :
				    cases[i].key);

		if (cases[i].key == NULL)
			bus_keypair(k.public, k.secret);
		feed_open(&f, w, &k);
		assert_int_equal(feed_range(&f, &load, 0, 3, &e), -1);
		assert_int_equal(e.kind, ERR_SETUP);
		if (strstr(e.text, cases[i].says) == NULL)
			fail_msg("%s: %s", cases[i].label, e.text);
		feed_close(&f);
	}
	assert_line_works(w);
}

/* What it may say goes in, what it may not comes back, in one frame. */
static void
a_source_speaks_for_itself_only(void **state)
{
	static const struct {
		const char	*label, *key, *source;
		int		 may;
	} cases[] = {
		{ "its own", "tests", "/tests/line", 1 },
		{ "below its own", "tests", "/tests/line/b", 1 },
		{ "with its own in front", "tests", "/tests/liner", 0 },
		{ "above its own", "tests", "/tests", 0 },
		{ "files by feed", "feed", "/files/a", 1 },
		{ "else by feed", "feed", "/tests/line", 0 },
	};
	struct world	*w = *state;
	struct feed	 f;
	struct err	 e;
	size_t		 i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct load	 load = { (unsigned)(100 + i), 4,
					    cases[i].source };
		struct key_conf		 k = keyed_read(&w->keyed,
					    cases[i].key);

		feed_open(&f, w, &k);
		assert_int_equal(feed_range(&f, &load, 0, 2, &e), 0);
		if (f.count[ANSWER_ACCEPTED] +
		    f.count[ANSWER_DUPLICATE] +
		    f.count[ANSWER_CONFLICT] != (cases[i].may ? 2 : 0))
			fail_msg("%s: \"%s\"", cases[i].label, f.text);
		if (!cases[i].may)
			assert_non_null(strstr(f.text, "expected one that the "
			    "key"));
		w->sent += f.count[ANSWER_ACCEPTED];
		feed_close(&f);
	}
	assert_line_works(w);
}

/* What the broker answers, at the door of the workers, to one frame. */
static struct frame
answer_to(struct bus_socket *s, struct arena *a, const struct frame *f)
{
	struct bus_peer	 peer = { 0 };
	struct bus_poll	 poll = { .socket = s };
	struct frame	 got = { 0 };
	struct err	 e;
	int64_t		 until = clock_ms() + PATIENCE_MS;
	int		 sent = 0;

	while (got.type != FRAME_WELCOME && got.type != FRAME_BYE) {
		if (!sent)
			sent = bus_send(s, &peer, f, &e) == 1;
		bus_wait(&poll, 1, 10);
		bus_recv(s, &peer, a, &got, &e);
		if (clock_ms() > until)
			fail_msg("no answer");
	}
	return got;
}

/* Signs of life until the broker does not want them any more. */
static void
await_revoked(struct bus_socket *s, struct arena *a)
{
	struct frame	 alive = { .type = FRAME_ALIVE }, got;
	struct bus_peer	 peer = { 0 };
	struct bus_poll	 poll = { .socket = s };
	struct err	 e;
	int64_t		 until = clock_ms() + PATIENCE_MS;

	for (;;) {
		bus_send(s, &peer, &alive, &e);
		bus_wait(&poll, 1, 50);
		if (bus_recv(s, &peer, a, &got, &e) == 1 &&
		    got.type == FRAME_BYE)
			break;
		if (clock_ms() > until)
			fail_msg("is still served");
	}
	assert_string_equal(got.text, "your key is not in this broker's "
	    "folder any more");
}

static void
a_worker_works_its_own_stage_until_it_is_revoked(void **state)
{
	struct world		*w = *state;
	struct arena		*a = arena_new(0);
	struct frame		 hello = { .type = FRAME_HELLO, .name = "t",
				    .instance = "test", .build = "test",
				    .schema_min = 1, .schema_max = 1 };
	struct frame		 got;
	struct err		 e;
	struct bus		*b = bus_new(&e);
	struct bus_socket	*s;
	struct key_conf		 k;

	keyed_add(&w->keyed, "new worker --stage assessment --name guest "
	    "--broker %s", w->keyed.end[KEYED_WORKERS]);
	k = keyed_read(&w->keyed, "guest");
	assert_int_equal(bus_secure(b, &k, &e), 0);
	s = bus_connect(b, w->keyed.end[KEYED_WORKERS], &e);
	hello.stage = STAGE_INGEST;
	got = answer_to(s, a, &hello);
	assert_int_equal(got.type, FRAME_BYE);
	assert_string_equal(got.text, "your key is for a worker of assessment, "
	    "not of ingest");
	hello.stage = STAGE_ASSESSMENT;
	assert_int_equal(answer_to(s, a, &hello).type, FRAME_WELCOME);
	assert_int_equal(keyed_run(&w->keyed, "revoke guset"), 66);
	assert_int_equal(keyed_run(&w->keyed, "revoke guest"), 0);
	await_revoked(s, a);
	bus_close(&s);
	bus_free(&b);
	arena_free(&a);
	assert_line_works(w);
}

/* Whose key this is speaks for /turn/a. */
static void
assert_let_in(struct world *w, const struct key_conf *k, unsigned load)
{
	const struct load	 range = { load, 4, "/turn/a" };
	struct feed		 f;
	struct err		 e;

	feed_open(&f, w, k);
	if (feed_range(&f, &range, 0, 2, &e) != 0)
		fail_msg("%s", e.text);
	assert_int_equal(f.count[ANSWER_ACCEPTED], 2);
	w->sent += 2;
	feed_close(&f);
}

/* A second key beside the first, made here or by its holder; then the first
 * goes. */
static void
a_key_is_changed_for_another(void **state)
{
	static const struct {
		const char	*words;
		int		 code;
	} wrongs[] = {
		{ "rotate trun", 66 }, { "rotate /turn", 66 },
		{ "rotate broker", 66 }, { "rotate", 64 },
		{ "rotate turn --public 00ff", 64 },
		{ "rotate turn --name turn", 73 },
	};
	struct world	*w = *state;
	struct key_conf	 made, held;
	size_t		 i;

	keyed_add(&w->keyed, "new source --source /turn/a --name turn");
	for (i = 0; i < sizeof(wrongs) / sizeof(wrongs[0]); i++)
		if (keyed_run(&w->keyed, wrongs[i].words) != wrongs[i].code)
			fail_msg("%s", wrongs[i].words);
	keyed_add(&w->keyed, "rotate /turn/a");
	made = keyed_read(&w->keyed, "turn-2");
	assert_let_in(w, &made, 200);
	assert_int_equal(keyed_run(&w->keyed, "rotate /turn/a"), 66);
	held = made;
	bus_keypair(held.public, held.secret);
	keyed_add(&w->keyed, "rotate turn --public %s", held.public);
	keyed_add(&w->keyed, "revoke turn-2");
	assert_let_in(w, &held, 201);
	keyed_add(&w->keyed, "revoke turn");
	assert_let_in(w, &held, 202);
}

/* The whole line's keys stay good over a restart of the broker. */
static void
a_broker_that_comes_back_is_found_again(void **state)
{
	struct world	*w = *state;

	line_signal(w->line, STAGE_NONE, 0, SIGKILL);
	line_reap(w->line, STAGE_NONE, 0);
	line_again(w->line, STAGE_NONE, 0);
	assert_line_works(w);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(events_go_through_over_tcp_with_keys),
		cmocka_unit_test(who_may_not_submit_is_told_why),
		cmocka_unit_test(a_source_speaks_for_itself_only),
		cmocka_unit_test(
		    a_worker_works_its_own_stage_until_it_is_revoked),
		cmocka_unit_test(a_key_is_changed_for_another),
		cmocka_unit_test(a_broker_that_comes_back_is_found_again),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
