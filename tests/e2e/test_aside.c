/*
 * Messages that do not go through: only the culprit is put aside, it comes back
 * when its time has come, and nobody else notices.
 *
 * The database itself refuses one event, by a trigger, as a full disk or a
 * broken constraint would.
 */
#include "tests/lib/line.h"
#include "tests/lib/submit.h"
#include "tests/lib/test.h"

enum { EVENTS = 300, CULPRIT = 17, SETTLE_S = 60 };

static void
feed(struct line *l, int n)
{
	const struct load	 load = { 21, 7, "/files/aside" };

	submit_load(l, &load, 0, (uint64_t)n);
}

/* The stage's table will not take the culprit, with this SQLSTATE. */
static void
refuse(const char *table, const char *state)
{
	pg_value(pg_shared(),
	    "create function sixthkey.refuse() returns trigger "
	    "language plpgsql as $$ begin "
	    "if new.event_id = %d then "
	    "raise exception 'refused by the test' using errcode = '%s'; "
	    "end if; return new; end $$", CULPRIT, state);
	pg_value(pg_shared(), "create trigger refuse before insert on "
	    "sixthkey.%s for each row execute function sixthkey.refuse()",
	    table);
}

static void
relent(void)
{
	pg_value(pg_shared(), "drop function sixthkey.refuse cascade");
}

/* All but the culprit are through the stage, the culprit is aside. */
static void
assert_only_culprit(const char *table, const char *verdict)
{
	char	 sql[300];

	snprintf(sql, sizeof(sql), "select count(*) from sixthkey.%s", table);
	pg_await(pg_shared(), sql, "299");
	pg_await(pg_shared(), "select count(distinct event_id) from "
	    "sixthkey.aside", "1");
	assert_string_equal(pg_value(pg_shared(), "select event_id || ' ' || "
	    "verdict from sixthkey.aside order by aside_id limit 1"),
	    verdict);
	assert_string_equal(pg_value(pg_shared(), "select error like "
	    "'%%refused by the test%%' and evidence is not null from "
	    "sixthkey.aside limit 1"), "t");
}

static void
run_case(const char *table, const char *state, const char *verdict,
    int replay)
{
	struct line	*l;

	pg_fresh(pg_shared());
	refuse(table, state);
	l = line_start(pg_shared(), 1, NULL, NULL);
	feed(l, EVENTS);
	assert_only_culprit(table, verdict);
	relent();
	if (replay)
		pg_value(pg_shared(), "insert into sixthkey.aside (stage, "
		    "event_id, verdict, attempt, error) select stage, event_id,"
		    " 5, 0, 'replayed by the test' from sixthkey.aside "
		    "order by aside_id desc limit 1");
	line_settle(l, EVENTS, SETTLE_S);
	assert_string_equal(line_faults(l), "");
	line_stop(&l);
}

static void
test_a_data_error_buries_only_the_culprit(void **state)
{
	(void)state;
	run_case("assessment", "22003", "17 3", 1);
	run_case("combination", "22003", "17 3", 1);
	run_case("publication", "22003", "17 3", 1);
}

static void
test_a_passing_error_is_tried_again(void **state)
{
	(void)state;
	run_case("assessment", "53200", "17 2", 0);
	run_case("combination", "53200", "17 2", 0);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(test_a_data_error_buries_only_the_culprit),
		cmocka_unit_test(test_a_passing_error_is_tried_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
