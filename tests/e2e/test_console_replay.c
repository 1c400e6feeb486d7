/*
 * What is worked again is so once, whoever sends it from which door and however
 * often, and goes on by itself when the line is back.
 */
#include "cli/cmd.h"
#include "tests/lib/letters.h"
#include "tests/lib/pg.h"
#include "tests/lib/test.h"
#include "tests/lib/verb.h"

enum { FEW = 3, MANY = 120, STUCK = 60 };

static struct browser	 uma;

struct replay {
	char	 path[BROWSER_PATH], events[200], go[200];
	char	*snapshot;
};

/* Bind a replay of so many organisations of a source of its own. */
static void
bind(struct replay *r, const char *source, int n)
{
	char	 list[80], fields[120];

	pg_value(browser_line.pg, "insert into sixthkey.event (at, kind, "
	    "worker, source, source_id, subject, digest, payload) select "
	    "'2021-03-01', 2, 1, '%s', i, '1-' || i, sha256('x'), 'x' from "
	    "generate_series(1, %d) i", source, n);
	snprintf(list, sizeof(list), "/events?source=%s", source);
	snprintf(fields, sizeof(fields), "verb=replay&source=%s&reason=r",
	    source);
	browser_act(&letters.olu, list, "/events/preview", fields);
	browser_expect(source, 303, "Location: /operations/s-");
	memcpy(r->path, "/operations/", 12);
	r->snapshot = r->path + 12;
	browser_between("Location:", "/operations/", "\r\n", r->snapshot,
	    BROWSER_PATH - 12);
	snprintf(r->events, sizeof(r->events), "event where source_id like "
	    "'replay/%.40s/%%'", r->snapshot);
	snprintf(r->go, sizeof(r->go), "snapshot=%.40s&confirm=%d",
	    r->snapshot, n);
}

static void
go(const struct browser *b, const struct replay *r, int status,
    const char *says)
{
	browser_act(b, r->path, "/operations/go", r->go);
	browser_expect(r->path, status, says);
}

/* The line has the events, and nothing notes that it does. */
static void
notes_fail(int fail)
{
	if (!fail) {
		pg_value(browser_line.pg, "drop function sixthkey.refuse "
		    "cascade");
		return;
	}
	pg_value(browser_line.pg, "create function sixthkey.refuse() returns "
	    "trigger language plpgsql as $$ begin raise exception 'refused by "
	    "the test' using errcode = '22003'; end $$");
	pg_value(browser_line.pg, "create trigger refuse before insert on "
	    "sixthkey.operation_step for each row execute function "
	    "sixthkey.refuse()");
}

static void
two_people_at_two_doors_make_one_event_each(void **state)
{
	struct replay	 r;

	(void)state;
	bind(&r, "/twice", FEW);
	notes_fail(1);
	go(&letters.olu, &r, 409, "It stopped: ");
	assert_int_equal(browser_count(r.events), FEW);
	setenv("SIXTHKEY_USER", "r.shah", 1);
	VERB(EXIT_DATA, "replay", "--snapshot", r.snapshot, "--yes");
	verb_said("refused by the test");
	notes_fail(0);
	go(&uma, &r, 303, r.path);
	browser_get(&uma, r.path);
	browser_expect("all of it", 200, "Worked again 0 of 3 organisations; "
	    "3 were worked again before.");
	assert_int_equal(browser_count(r.events), FEW);
	assert_int_equal(browser_count("quarantine"), 0);
}

/* Its events carry the day of the operation, not of the step; who sends the
 * same names with other words still comes to an end. */
static void
a_name_of_ours_was_there_before(void **state)
{
	struct replay	 r;

	(void)state;
	bind(&r, "/other", FEW);
	notes_fail(1);
	go(&letters.olu, &r, 409, "It stopped: ");
	notes_fail(0);
	pg_value(browser_line.pg, "update sixthkey.operation set at = at - "
	    "interval '1 day' where snapshot = '%s'", r.snapshot);
	go(&uma, &r, 303, r.path);
	browser_get(&uma, r.path);
	browser_expect("all of it", 200, "3 were worked again before.");
	assert_int_equal(browser_count(r.events), FEW);
	assert_int_equal(browser_count("quarantine"), FEW);
}

/* Ingest is in the middle of its insert until it may go. */
static void
line_leaves(const struct replay *r)
{
	pg_value(browser_line.pg, "create table sixthkey.go ()");
	pg_value(browser_line.pg, "create function sixthkey.wait() returns "
	    "trigger language plpgsql as $$ begin while new.source_id = "
	    "'replay/%s/' || (select subject from sixthkey.operation_subject "
	    "join sixthkey.operation using (operation_id) where snapshot = "
	    "'%s' and n = %d) and not exists (select from sixthkey.go) "
	    "loop perform pg_sleep(0.01); end loop; return new; end $$ "
	    "security definer", r->snapshot, r->snapshot, STUCK);
	pg_value(browser_line.pg, "create trigger wait before insert on "
	    "sixthkey.event for each row execute function sixthkey.wait()");
}

/* The runner's session is the one that asked last for whom a step is about. */
#define RUNNERS	"pg_stat_activity where query like " \
		"'%%from operation_subject%%' and pid <> pg_backend_pid()"

static void
wait_session(const char *but, char pid[16])
{
	int	 left = 1200;

	do {
		snprintf(pid, 16, "%s", pg_value(browser_line.pg, "select "
		    "coalesce(min(pid)::text, '') from " RUNNERS
		    " and pid::text <> '%s'", but));
		if (left-- == 0)
			fail_msg("nobody goes on");
		test_pause(50);
	} while (*pid == '\0');
}

static void
the_rest_is_done_when_the_line_is_back(void **state)
{
	char		 first[16], second[16];
	struct replay	 r;

	(void)state;
	bind(&r, "/away", MANY);
	line_leaves(&r);
	go(&letters.olu, &r, 303, r.path);
	wait_session("", first);
	wait_session(first, second);
	go(&uma, &r, 503, "It stopped: the line did not answer in time.");
	pg_value(browser_line.pg, "insert into sixthkey.go default values");
	browser_see(&letters.olu, r.path,
	    "Worked again 110 of 120 organisations; 10 "
	    "were worked again before.");
	assert_int_equal(browser_count(r.events), MANY);
}

static int
set_up_three(void **state)
{
	int	 rc = letters_up(state);

	browser_person("uma", "operator");
	uma = browser_sign_in("uma");
	return rc;
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(two_people_at_two_doors_make_one_event_each),
		cmocka_unit_test(a_name_of_ours_was_there_before),
		cmocka_unit_test(the_rest_is_done_when_the_line_is_back),
	};

	return cmocka_run_group_tests(tests, set_up_three, browser_down);
}
