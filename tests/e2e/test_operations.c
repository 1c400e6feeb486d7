/*
 * What an operator does about messages that do not go through, by the command
 * line itself on a real line: retry and discard.
 *
 * The database itself refuses the culprits, by a trigger that lets their
 * discarding pass.
 */
#include "tests/e2e/operator.h"

/* The stage's table takes the first events only as discarded. */
static void
refuse(const char *table, int upto)
{
	pg_value(pg_shared(),
	    "create function sixthkey.refuse() returns trigger "
	    "language plpgsql as $$ begin "
	    "if new.event_id <= %d and new.outcome <> 9 then "
	    "raise exception 'refused by the test' using errcode = '22003'; "
	    "end if; return new; end $$", upto);
	pg_value(pg_shared(), "create trigger refuse before insert on "
	    "sixthkey.%s for each row execute function sixthkey.refuse()",
	    table);
}

static void
relent(void)
{
	value("drop function sixthkey.refuse cascade");
}

/* A line with `events` accepted, the first `dead` of them dead at a table. */
static struct line *
begin(const char *table, int events, int dead)
{
	struct line	*l;
	char		 expected[16];

	pg_fresh(pg_shared());
	connect_verbs();
	if (dead > 0)
		refuse(table, dead);
	l = line_start(pg_shared(), 1, NULL, NULL);
	feed(l, 0, events);
	snprintf(expected, sizeof(expected), "%d", dead);
	wait_for("select count(*) from sixthkey.aside_open where verdict = 3",
	    expected);
	return l;
}

static void
assert_nothing_done(void)
{
	assert_string_equal(value("select count(*) from sixthkey.aside "
	    "where verdict = 5"), "0");
	assert_string_equal(value(COUNT_OF("operation_step")), "0");
	assert_string_equal(value(COUNT_OF("audit")), "0");
}

/* ---- retry ---------------------------------------------------------------- */

static void
wrong_calls_do_nothing(const char *snapshot)
{
	VERB(EXIT_USAGE, "retry", "--class", "22003");
	verb_said("give a reason");
	VERB(EXIT_USAGE, "retry", "--class", "22003", "--reason", "  ");
	verb_said("give a reason");
	VERB(EXIT_NO, "retry", "--class", "no such words", "--reason", "r");
	verb_said("nothing done: no message is dead, with \"no such words\"");
	VERB(EXIT_USAGE, "retry", "--since", "soon", "--reason", "r");
	verb_said("--since takes a day (2026-11-22)");
	VERB(EXIT_USAGE, "retry", "--stage", "asessment", "--reason", "r");
	verb_said("did you mean \"assessment\"?");
	VERB(EXIT_USAGE, "retry", "--verdict", "lost", "--reason", "r");
	verb_said("takes dead, retry or parked");
	VERB(EXIT_USAGE, "retry", "--snapshot", snapshot, "--yes");
	verb_said("type --confirm 120");
	VERB(EXIT_USAGE, "retry", "--snapshot", snapshot, "--confirm", "119");
	verb_said("these are 120 messages, not 119");
	VERB(EXIT_USAGE, "retry", "--snapshot", snapshot, "--event", "3");
	VERB(EXIT_USAGE, "discard", "--snapshot", snapshot, "--confirm",
	    "120");
	verb_said("is a snapshot for retry");
	VERB(EXIT_NOINPUT, "retry", "--snapshot", "s-0", "--yes");
	setenv("SIXTHKEY_OPERATOR_DB", pg_conninfo(pg_shared(), "reader"), 1);
	VERB(EXIT_DENIED, "retry", "--event", "1", "--reason", "r");
	verb_said("nothing done: this takes the role sixthkey_operator");
	VERB(EXIT_DENIED, "pause", "publication", "--reason", "r");
	connect_verbs();
	assert_nothing_done();
}

static void
looking_finds_them(void)
{
	VERB(EXIT_OK, "get", "deadletters", "-o", "csv");
	verb_said("assessment,dead,assessment_put: refused by the test "
	    "(22003),120,");
	VERB(EXIT_OK, "get", "aside", "--stage", "assessment", "--verdict",
	    "dead", "--limit", "2", "-o", "jsonl");
	verb_said("\"state\":\"dead\"");
	VERB(EXIT_OK, "get", "aside", "--verdict", "parked", "-o", "json");
	verb_said("[]");
	VERB(EXIT_USAGE, "get", "ratings", "--stage", "assessment");
}

/* One is sent again by itself, and comes back: so will the others. */
static void
one_comes_back(void)
{
	VERB(EXIT_OK, "retry", "--event", "7", "--reason", "looking into it");
	verb_said("Sent again 1 of 1 messages");
	wait_for("select count(*) from sixthkey.aside where event_id = 7 "
	    "and verdict = 3", "2");
	VERB(EXIT_OK, "retry", "--class", "refused by", "--reason", "hope");
	verb_said("Would retry 120 messages dead, with \"refused by\"");
	verb_said("<- will fail again");
}

static void
test_a_snapshot_is_sent_again_and_nothing_else(void **state)
{
	struct line	*l = begin("assessment", 240, 120);
	char		 snapshot[32];

	(void)state;
	looking_finds_them();
	VERB(EXIT_OK, "retry", "--stage", "assessment", "--class", "22003",
	    "--reason", "the table takes them again");
	verb_said("Would retry 120 messages dead at assessment");
	verb_silent("will fail again");
	verb_said(" --confirm 120");
	snprintf(snapshot, sizeof(snapshot), "%s", verb_snapshot());
	wrong_calls_do_nothing(snapshot);
	one_comes_back();
	relent();
	VERB(EXIT_OK, "retry", "--snapshot", snapshot, "--confirm", "120");
	verb_said("Sent again 119 of 120 messages");
	verb_said("1 skipped: they have changed since the snapshot");
	VERB(EXIT_OK, "retry", "--snapshot", snapshot, "--confirm", "120");
	wait_for(COUNT_OF("publication"), "239");
	VERB(EXIT_NO, "retry", "--event", "8", "--reason", "it went through");
	VERB(EXIT_OK, "retry", "--event", "7", "--reason", "the last one");
	line_settle(l, 240, SETTLE_S);
	assert_string_equal(line_faults(l), "");
	assert_books_balance();
	VERB(EXIT_OK, "get", "audit", "-o", "csv");
	verb_said("r.shah,sixthkey_operator,retry,s-");
	verb_said(",the table takes them again,\"119 sent again, 1 skipped\"");
	line_stop(&l);
}

static void
test_a_journey_tells_all(void **state)
{
	struct line	*l = begin("combination", 20, 1);

	(void)state;
	relent();
	VERB(EXIT_OK, "retry", "--event", "1", "--reason", "it is mended");
	line_settle(l, 20, SETTLE_S);
	VERB(EXIT_OK, "journey", "/files/operations:33/0");
	verb_said("accepted");
	verb_said("failed, put aside");
	verb_said("refused by the test");
	verb_said("sent again");
	verb_said("it is mended");
	VERB(EXIT_OK, "describe", "event", "1", "-o", "csv");
	verb_said(",publication,looked at,");
	VERB(EXIT_NOINPUT, "journey", "/files/operations:33/99");
	VERB(EXIT_USAGE, "journey");
	line_stop(&l);
}

/* ---- discard -------------------------------------------------------------- */

static void
test_one_and_many_are_discarded(void **state)
{
	struct line	*l = begin("combination", 60, 6);
	char		 snapshot[32];

	(void)state;
	VERB(EXIT_OK, "discard", "--event", "1", "--reason", "a test row");
	verb_said("Discarded 1 of 1 messages");
	VERB(EXIT_NO, "discard", "--event", "1", "--reason", "again");
	VERB(EXIT_OK, "discard", "--reason", "all of them");
	verb_said("Would discard 5 messages");
	VERB(EXIT_OK, "discard", "--cancel", verb_snapshot(), "-o", "jsonl");
	verb_said("\"done\":0,\"skipped\":0,\"left\":5,\"cancelled\":\"yes\"");
	snprintf(snapshot, sizeof(snapshot), "%s", value("select snapshot "
	    "from sixthkey.operation order by operation_id desc limit 1"));
	VERB(EXIT_NO, "discard", "--snapshot", snapshot, "--yes");
	verb_said("was cancelled");
	VERB(EXIT_OK, "discard", "--reason", "all of them, after all");
	snprintf(snapshot, sizeof(snapshot), "%s", verb_snapshot());
	relent();
	VERB(EXIT_OK, "retry", "--event", "6", "--reason", "this one is good");
	wait_for("select outcome <> 9 from sixthkey.combination "
	    "where event_id = 6", "t");
	VERB(EXIT_USAGE, "discard", "--snapshot", snapshot);
	verb_said("say --yes");
	VERB(EXIT_OK, "discard", "--snapshot", snapshot, "--yes");
	verb_said("Discarded 4 of 5 messages");
	verb_said("1 skipped");
	line_settle(l, 60, SETTLE_S);
	assert_string_equal(line_faults(l), "");
	assert_books_balance();
	verb_said("discarded 5");
	VERB(EXIT_OK, "journey", "1");
	verb_said("a test row");
	line_stop(&l);
}

static void
test_discarded_anywhere_the_books_balance(void **state)
{
	static const char *const tables[] = { "assessment", "publication" };
	struct line		*l;
	size_t			 i;

	(void)state;
	for (i = 0; i < sizeof(tables) / sizeof(tables[0]); i++) {
		l = begin(tables[i], 30, 3);
		VERB(EXIT_OK, "discard", "--stage", tables[i], "--reason",
		    "of no use");
		VERB(EXIT_OK, "discard", "--snapshot", verb_snapshot(),
		    "--yes");
		verb_said("Discarded 3 of 3 messages");
		line_settle(l, 30, SETTLE_S);
		assert_books_balance();
		verb_said("discarded 3");
		line_stop(&l);
	}
}

/* The worker is in the middle of its insert when the event is given up. */
static void
test_a_worker_that_wakes_late_changes_nothing(void **state)
{
	struct line	*l;

	(void)state;
	pg_fresh(pg_shared());
	connect_verbs();
	value("create table sixthkey.go ()");
	value("grant select on sixthkey.go to public");
	value("create function sixthkey.refuse() returns trigger language "
	    "plpgsql as $$ begin while new.event_id = 3 and new.outcome <> 9 "
	    "and not exists (select from sixthkey.go) loop "
	    "perform pg_sleep(0.01); end loop; return new; end $$");
	value("create trigger refuse before insert on sixthkey.combination "
	    "for each row execute function sixthkey.refuse()");
	l = line_start(pg_shared(), 1, NULL, NULL);
	feed(l, 0, 10);
	wait_for("select count(*) > 0 from pg_stat_activity where wait_event "
	    "= 'PgSleep'", "t");
	value("insert into sixthkey.aside (stage, event_id, verdict, attempt, "
	    "error) values (3, 3, 3, 2, 'it killed two workers')");
	VERB(EXIT_OK, "discard", "--event", "3", "--reason", "it kills");
	value("insert into sixthkey.go default values");
	line_settle(l, 10, SETTLE_S);
	assert_string_equal(line_faults(l), "");
	assert_string_equal(value("select outcome from sixthkey.combination "
	    "where event_id = 3"), "9");
	assert_books_balance();
	line_stop(&l);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(test_a_snapshot_is_sent_again_and_nothing_else),
		cmocka_unit_test(test_a_journey_tells_all),
		cmocka_unit_test(test_one_and_many_are_discarded),
		cmocka_unit_test(test_discarded_anywhere_the_books_balance),
		cmocka_unit_test(test_a_worker_that_wakes_late_changes_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
