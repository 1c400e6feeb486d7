/*
 * A snapshot of many messages is worked in steps: stopped anywhere, it goes on;
 * two commands take turns; what came after it is not touched.
 */
#include <signal.h>

#include "tests/e2e/operator.h"

enum { MESSAGES = 2500 };

/* Dead letters from `first` on, without a line. */
static void
bury(int first, int n)
{
	pg_value(pg_shared(), "insert into sixthkey.event (kind, worker, "
	    "source, source_id, subject, digest, payload) select 2, 1, '/t', "
	    "n, 'RXX', sha256('x'), '' from generate_series(%d, %d) n",
	    first, first + n - 1);
	pg_value(pg_shared(), "insert into sixthkey.aside (stage, event_id, "
	    "verdict, attempt, error) select 2, event_id, 3, 1, 'portal "
	    "answered 503 after ' || event_id || ' ms' from sixthkey.event "
	    "where event_id >= %d", first);
}

/* Steps beyond the first stop here: fail, or wait for a row in `go`. */
static void
stop_steps(const char *how)
{
	value("create table sixthkey.go ()");
	value("grant select on sixthkey.go to public");
	pg_value(pg_shared(), "create function sixthkey.stop() returns trigger "
	    "language plpgsql as $$ begin if exists (select from "
	    "sixthkey.operation_step) then %s end if; return new; end $$", how);
	value("create trigger stop before insert on sixthkey.operation_step "
	    "for each row execute function sixthkey.stop()");
}

#define FAILING	"raise exception 'no room' using errcode = '53100';"
#define WAITING	"while not exists (select from sixthkey.go) loop " \
		"perform pg_sleep(0.01); end loop;"
#define ASLEEP	"select count(*) from pg_stat_activity " \
		"where wait_event = 'PgSleep'"
#define REPLAYS	COUNT_OF("aside where verdict = 5")

static const char *
snapshot_of(const char *verb)
{
	VERB(EXIT_OK, verb, "--class", "portal", "--reason", "it is back");
	verb_said("   2500  dead at assessment: portal answered N after N ms\n");
	return verb_snapshot();
}

static void
begin(const char *how)
{
	pg_fresh(pg_shared());
	connect_verbs();
	bury(1, MESSAGES);
	if (how != NULL)
		stop_steps(how);
}

static void
test_one_that_failed_goes_on(void **state)
{
	char	 snapshot[32];

	(void)state;
	begin(FAILING);
	snprintf(snapshot, sizeof(snapshot), "%s", snapshot_of("retry"));
	bury(MESSAGES + 1, 10);
	VERB(EXIT_UNAVAILABLE, "retry", "--snapshot", snapshot, "--confirm",
	    "2500");
	verb_said("no room");
	verb_said("Sent again 1000 of 2500 messages");
	verb_said("1500 left");
	assert_string_equal(value(REPLAYS), "1000");
	value("drop function sixthkey.stop cascade");
	VERB(EXIT_OK, "retry", "--snapshot", snapshot, "--confirm", "2500");
	verb_said("Sent again 2500 of 2500 messages");
	assert_string_equal(value(REPLAYS), "2500");
	assert_string_equal(value("select count(*) from sixthkey.aside_open"),
	    "10");
	assert_books_balance();
}

static void
test_an_interrupt_stops_between_two_steps(void **state)
{
	char		 snapshot[32];
	struct verb	 v;

	(void)state;
	begin(WAITING);
	snprintf(snapshot, sizeof(snapshot), "%s", snapshot_of("discard"));
	v = VERB_BEGIN("discard", "--snapshot", snapshot, "--confirm", "2500");
	wait_for(ASLEEP, "1");
	kill(v.pid, SIGINT);
	value("insert into sixthkey.go default values");
	assert_int_equal(verb_end(v), EXIT_LATER);
	verb_said("Discarded 2000 of 2500 messages");
	assert_string_equal(value(COUNT_OF("publication where outcome = 9")),
	    "2000");
	VERB(EXIT_OK, "discard", "--cancel", snapshot, "--reason", "enough");
	verb_said("2000 of 2500 messages were done, 500 are left");
	VERB(EXIT_NO, "discard", "--snapshot", snapshot, "--confirm", "2500");
	assert_books_balance();
	verb_said("discarded 2000");
	verb_said("dead 500");
}

static void
test_two_at_once_do_it_once(void **state)
{
	char		 snapshot[32];
	struct verb	 a, b;
	int		 codes;

	(void)state;
	begin(WAITING);
	snprintf(snapshot, sizeof(snapshot), "%s", snapshot_of("retry"));
	a = VERB_BEGIN("retry", "--snapshot", snapshot, "--confirm", "2500");
	wait_for(ASLEEP, "1");
	b = VERB_BEGIN("retry", "--snapshot", snapshot, "--confirm", "2500");
	wait_for(ASLEEP, "2");
	value("insert into sixthkey.go default values");
	codes = verb_end(a);
	codes += verb_end(b);
	assert_int_equal(codes, EXIT_OK + EXIT_LATER);
	assert_string_equal(value(REPLAYS), "2500");
	assert_string_equal(value(COUNT_OF("audit")), "3");
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(test_one_that_failed_goes_on),
		cmocka_unit_test(test_an_interrupt_stops_between_two_steps),
		cmocka_unit_test(test_two_at_once_do_it_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
