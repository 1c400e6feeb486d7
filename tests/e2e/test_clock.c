/*
 * What time brings: a day that has come is said once, by whichever broker
 * leads, and what waited for it goes on.  A day to come is not said.
 */
#include <signal.h>
#include <stdio.h>

#include "base/clock.h"
#include "tests/lib/submit.h"
#include "tests/lib/test.h"

enum { SETTLE_S = 60, OPENED = 17931 /* 2019-02-04 */ };

static const char *const broker[] = { "lease_ms=1500", "liveness_ms=1000",
	"heartbeat_ms=200", NULL };
static const char *const worker[] = { "heartbeat_ms=200", NULL };

#define SAID	"select count(*) from sixthkey.event " \
	"where source = '/sixthkey/clock'"

static void
put(struct line *l, const struct event *ev)
{
	assert_int_equal(submit_event(l, ev).answer, ANSWER_ACCEPTED);
}

static void
put_draft(struct line *l, const char *provider)
{
	static const struct report_cell	 cell = { "", "", QUESTION_SAFE,
	    MARK_GOOD, { 0 }, 0, 0 };
	const struct report		 report = { .link = "", .rated =
	    { 17953, PRECISION_DAY }, .cell = &cell, .ncell = 1 };

	put(l, &(struct event){ .source = "/cqc", .source_id = provider,
	    .kind = KIND_INSPECTION_REPORTED, .provider = provider,
	    .location = "", .name = "", .trace = "", .report = &report });
}

static void
put_work(struct line *l, const char *provider, enum event_kind kind,
    int32_t on, const char *about)
{
	const struct workflow	 w = { .about = about, .who = "B. Chair",
		.role = "", .text = "", .on = { on, PRECISION_DAY } };
	char			 id[40];

	snprintf(id, sizeof(id), "%s/%d", provider, (int)kind);
	put(l, &(struct event){ .source = "/cqc", .source_id = id,
	    .kind = kind, .provider = provider, .location = "", .name = "",
	    .trace = "", .workflow = &w });
}

static void
assert_value(const char *sql, const char *value)
{
	assert_string_equal(pg_value(pg_shared(), "%s", sql), value);
}

/* The broker that leads is killed; the other one leads on. */
static void
lose_leader(struct line *l)
{
	const char	*at = pg_value(pg_shared(), "select workers from "
			    "sixthkey.broker_lease");
	int		 i = at[strlen(at) - 1] == '1';

	line_signal(l, STAGE_NONE, i, SIGKILL);
	line_reap(l, STAGE_NONE, i);
	line_again(l, STAGE_NONE, i);
}

static void
a_day_is_said_once(void **state)
{
	struct line	*l;

	(void)state;
	pg_fresh(pg_shared());
	l = line_start_several(pg_shared(), 2, 1, broker, worker);
	put_draft(l, "RGT");
	put_work(l, "RXH", KIND_ACCURACY_OPENED, clock_today(), "");
	line_settle(l, 2, SETTLE_S);
	put_work(l, "RGT", KIND_ACCURACY_OPENED, OPENED, "");
	put_work(l, "RGT", KIND_PUBLICATION_APPROVED, 17953,
	    pg_value(pg_shared(), "select encode(digest, 'hex') from "
	    "sixthkey.rating_version where subject = 'RGT'"));
	pg_await(pg_shared(), "select count(*) from sixthkey.published_version "
	    "where subject = 'RGT'", "1");
	assert_value("select source_id from sixthkey.event where source = "
	    "'/sixthkey/clock'", "factual-accuracy/RGT/2019-02-18");
	lose_leader(l);
	put_work(l, "RTH", KIND_ACCURACY_OPENED, OPENED, "");
	pg_await(pg_shared(), SAID " and subject = 'RTH'", "1");
	line_settle(l, 7, SETTLE_S);
	assert_string_equal(line_faults(l), "");
	assert_value(SAID, "2");
	assert_value(SAID " and subject = 'RGT'", "1");
	assert_value("select count(*) from sixthkey.due where subject = 'RXH' "
	    "and day > current_date", "1");
	assert_value("select count(*) from sixthkey.published_version", "1");
	assert_value("select count(*) from sixthkey.quarantine", "0");
	line_stop(&l);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(a_day_is_said_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
