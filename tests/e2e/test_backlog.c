/*
 * A broker that starts where much is settled and much waits, with its watermark
 * at nothing as an old transaction would pin it: how soon it hands out the first
 * message, and how much memory it takes.  SIXTHKEY_SETTLED and SIXTHKEY_WAITING
 * say how much; long-backlog.sh says 20 million and 1 million.
 */
#include <stdio.h>

#include "base/clock.h"
#include "proto/bus.h"
#include "schema/db.h"
#include "tests/lib/line.h"
#include "tests/lib/test.h"

enum {
	SETTLED = 200000, WAITING = 100000, FIRST_MS = 2000,
	MEMORY_KB = 256 * 1024
};

static long
amount(const char *name, long def)
{
	const char	*value = getenv(name);

	return value == NULL ? def : strtol(value, NULL, 10);
}

/* Rows as the workers would have left them, payloads of some size. */
static void
fill(struct pg *pg, long settled, long waiting)
{
	pg_value(pg, "insert into sixthkey.event (event_id, kind, worker, "
	    "source, source_id, subject, digest, payload) "
	    "overriding system value select i, 1, 1, '/tests/backlog', i, "
	    "'R' || i %% 1000, sha256(''), repeat('x', 300)::bytea "
	    "from generate_series(1, %ld) i", settled + waiting);
	pg_value(pg, "select setval('sixthkey.event_event_id_seq', %ld)",
	    settled + waiting);
	pg_value(pg, "insert into sixthkey.assessment (event_id, outcome, "
	    "worker, subject_hash, payload) select i, 1, 1, 1, '' "
	    "from generate_series(1, %ld) i", settled);
	pg_value(pg, "insert into sixthkey.combination (event_id, outcome, "
	    "worker, subject_hash, payload) select i, 1, 1, 1, '' "
	    "from generate_series(1, %ld) i", settled);
	pg_value(pg, "insert into sixthkey.publication (event_id, outcome, "
	    "worker) select i, 1, 1 from generate_series(1, %ld) i", settled);
	pg_value(pg, "vacuum analyze");
}

/* A worker of our own that only says HELLO; ms until its first message. */
static int64_t
first_message(const char *endpoint, uint64_t *id)
{
	struct arena		*a = arena_new(0);
	struct frame		 hello = { .type = FRAME_HELLO,
		.stage = STAGE_ASSESSMENT, .instance = "first", .count = 10,
		.bytes = 1 << 20 };
	struct frame		 credit = { .type = FRAME_CREDIT, .count = 10,
		.bytes = 1 << 20 }, f = { 0 };
	struct err		 e;
	struct bus		*bus = bus_new(&e);
	struct bus_socket	*s = bus_connect(bus, endpoint, &e);
	struct bus_peer		 peer = { 0 };
	int64_t			 from = clock_ms(), greeted = 0;

	assert_non_null(s);
	while (f.type != FRAME_TASKS && clock_ms() - from < 60000) {
		struct bus_poll	 p = { .socket = s };

		if (f.type != FRAME_WELCOME && f.type != FRAME_ALIVE &&
		    clock_ms() - greeted > 50 &&
		    bus_send(s, &peer, &hello, &e) == 1) {
			bus_send(s, &peer, &credit, &e);
			greeted = clock_ms();
		}
		bus_wait(&p, 1, 10);
		bus_recv(s, &peer, a, &f, &e);
	}
	assert_int_equal(f.type, FRAME_TASKS);
	*id = f.task[0].id;
	bus_close(&s);
	bus_free(&bus);
	arena_free(&a);
	return clock_ms() - from;
}

static void
the_first_message_is_handed_out_soon(void **state)
{
	long		 settled = amount("SIXTHKEY_SETTLED", SETTLED);
	long		 waiting = amount("SIXTHKEY_WAITING", WAITING);
	struct pg	*pg = pg_shared();
	struct line	*l;
	char		 endpoint[LINE_PATH];
	int64_t		 took;
	uint64_t	 id;

	(void)state;
	pg_fresh(pg);
	fill(pg, settled, waiting);
	l = line_start(pg, 0, NULL, NULL);
	snprintf(endpoint, sizeof(endpoint), "ipc://%s/workers",
	    pg_socket(pg));
	took = first_message(endpoint, &id);
	printf("# %ld settled, %ld waiting: the first after %d ms, %ld kB\n",
	    settled, waiting, (int)took, line_memory(l, STAGE_NONE, 0));
	assert_int_equal(id, settled + 1);
	assert_true(took < FIRST_MS);
	assert_true(line_memory(l, STAGE_NONE, 0) < MEMORY_KB);
	line_stop(&l);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(the_first_message_is_handed_out_soon),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
