/*
 * Messages of a newer schema: refused at the door, parked behind it, and taken
 * up again by a worker that can read more than the one that parked them.
 */
#include <signal.h>

#include "base/buf.h"
#include "proto/convert.h"
#include "tests/e2e/operator.h"

/* The event as another build of ingest would have let it in. */
static void
let_in(unsigned number, uint32_t schema)
{
	struct arena	*a = arena_new(0);
	struct event	 ev = *load_event(&load, number, a);
	struct buf	 packed = { 0 }, hex = { 0 };
	size_t		 i;

	ev.schema = schema;
	event_pack(&ev, &packed);
	for (i = 0; i < packed.len; i++)
		buf_printf(&hex, "%02x", (unsigned char)packed.data[i]);
	pg_value(pg_shared(), "insert into sixthkey.event (kind, worker, "
	    "source, source_id, subject, digest, payload) values (2, 1, "
	    "'%s', '%s', '%s', sha256('%u'), decode('%s', 'hex'))", ev.source,
	    ev.source_id, ev.provider, number, hex.data);
	buf_release(&packed);
	buf_release(&hex);
	arena_free(&a);
}

static void
test_the_door_refuses_what_it_cannot_read(void **state)
{
	struct arena	*a = arena_new(0);
	struct event	 ev = *load_event(&load, 1, a);
	struct submitted s;
	struct line	*l;

	(void)state;
	pg_fresh(pg_shared());
	l = line_start(pg_shared(), 1, NULL, NULL);
	ev.schema = 2;
	s = submit_event(l, &ev);
	assert_int_equal(s.answer, ANSWER_REJECTED);
	assert_string_equal(s.text, "/schema: 2 is newer than this build can "
	    "read; expected at most 1");
	line_stop(&l);
	arena_free(&a);
}

/*
 * Event 1 was parked by a worker that could read less, event 2 is newer than
 * everybody.
 */
static void
park_both(void)
{
	pg_fresh(pg_shared());
	connect_verbs();
	let_in(1, 1);
	let_in(2, 2);
	value("insert into sixthkey.node (instance, program, name, build, "
	    "knows) values ('old', 'sixthkey-assessment', '', '0.0.1', 0)");
	value("insert into sixthkey.aside (stage, event_id, worker, verdict, "
	    "attempt, error) values (2, 1, 1, 4, 1, '/schema: 1 is newer')");
}

static void
test_a_newer_worker_takes_up_what_an_older_one_parked(void **state)
{
	struct line	*l;

	(void)state;
	park_both();
	l = line_start(pg_shared(), 1, NULL, NULL);
	wait_for(COUNT_OF("publication where event_id = 1"), "1");
	wait_for(COUNT_OF("aside where event_id = 2 and verdict = 4"), "1");
	line_signal(l, STAGE_ASSESSMENT, 0, SIGTERM);
	line_reap(l, STAGE_ASSESSMENT, 0);
	line_again(l, STAGE_ASSESSMENT, 0);
	feed(l, 3, 10);
	wait_for(COUNT_OF("publication"), "11");
	/* The same build again cannot read more. */
	assert_string_equal(value(COUNT_OF("aside where event_id = 2")), "1");
	assert_books_balance();
	verb_said("parked 1");
	VERB(EXIT_OK, "get", "aside", "--verdict", "parked", "-o", "csv");
	verb_said("/schema: 2 is newer than this build can read");
	VERB(EXIT_OK, "retry", "--verdict", "parked", "--reason", "perhaps");
	verb_said("<- will fail again");
	VERB(EXIT_OK, "retry", "--snapshot", verb_snapshot());
	wait_for(COUNT_OF("aside where event_id = 2 and verdict = 4"), "2");
	VERB(EXIT_OK, "discard", "--event", "2", "--reason", "sent in error");
	line_settle(l, 12, SETTLE_S);
	assert_books_balance();
	line_stop(&l);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(test_the_door_refuses_what_it_cannot_read),
		cmocka_unit_test(
		    test_a_newer_worker_takes_up_what_an_older_one_parked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
