/*
 * What the broker knows by itself is not looked for in the database; what it was
 * only told is, in time.
 */
#include "broker/marks.h"
#include "tests/broker/reading.h"
#include "tests/lib/tallier.h"

static void
what_is_known_is_not_looked_for(void **state)
{
	static const struct {
		const char	*label, *known, *waits;
		int		 windows;	/* in four walks after the first */
		uint64_t	 waiting, oldest_ms, lag;
	} rows[] = {
		{ "nothing is known", "", "3 4", 4, 8, 1, 8 },
		{ "it is done or in hand", "ddhhdddddd", "", 0, 8, 5000, 8 },
		{ "but for one of those that wait", "ddh.dddddd", "4", 4, 8,
		    5000, 8 },
		{ "but for one that is done", "ddhhd.dddd", "", 4, 8, 5000,
		    8 },
	};
	struct fixture	*f = *state;
	struct reading	 r;
	const char	*got;
	size_t		 i, k;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		teardown(state);
		setup(state);
		put_events(f, 10);
		assess(f, 1, 2);
		assess(f, 5, 10);
		f->known = rows[i].known;
		got = walk(f, STAGE_ASSESSMENT);
		walk(f, STAGE_ASSESSMENT);
		for (f->windows = 0, k = 0; k < 4; k++) {
			f->now += 1;
			r = ask(f, STAGE_ASSESSMENT, 1);
		}
		if (strcmp(got, rows[i].waits) != 0 ||
		    f->windows != rows[i].windows || !r.end ||
		    r.waiting != rows[i].waiting || r.lag != rows[i].lag ||
		    r.oldest_ms < rows[i].oldest_ms ||
		    r.oldest_ms > rows[i].oldest_ms + 60000)
			fail_msg("%s: %s, %d queries, %" PRIu64 " waiting, "
			    "oldest %" PRIu64 ", lag %" PRIu64, rows[i].label,
			    got, f->windows, r.waiting, r.oldest_ms, r.lag);
	}
}

/* A worker has said that 2 is done, and it is not. */
static void
what_was_only_heard_is_proven(void **state)
{
	struct fixture	*f = *state;
	struct reading	 r;

	put_events(f, 3);
	assess(f, 1, 1);
	assess(f, 3, 3);
	f->known = "ddd";
	r = ask(f, STAGE_ASSESSMENT, 1);
	assert_true(r.end);
	assert_int_equal(r.lag, 0);
	assert_string_equal(walk(f, STAGE_ASSESSMENT), "");
	f->now += PROOF_PATIENCE;
	assert_string_equal(walk(f, STAGE_ASSESSMENT), "2");
	assess(f, 2, 2);
	assert_string_equal(walk(f, STAGE_ASSESSMENT), "");
}

/* 11,001 waits, so the second range is not counted: what is counted is passed,
 * by a broker that has just begun as well. */
static void
what_tallies_say_is_not_read(void **state)
{
	struct fixture	*f = *state;
	struct reading	 r;

	put_events(f, 40000);
	assess(f, 1, 11000);
	assess(f, 11002, 40000);
	tallier_until(f->pg, "select count(*) from tally where stage = 2", "3");
	f->most = 30000;
	r = ask(f, STAGE_ASSESSMENT, 1);
	assert_int_equal(r.ntask, 1);
	assert_int_equal(r.task[0].id, 11001);
	assert_int_equal(r.lag, 30000);
	assess(f, 11001, 11001);
	tallier_until(f->pg, "select count(*) from tally where stage = 2", "4");
	f->windows = 0;
	r = ask(f, STAGE_ASSESSMENT, 1);
	assert_true(r.end);
	assert_int_equal(r.lag, 0);
	assert_int_equal(f->windows, 0);
}

/* Of what is bulk, and of what the broker has already. */
static void
a_walk_ahead_skips_too(void **state)
{
	struct fixture	*f = *state;

	put_events(f, 9);
	assert_string_equal(walk(f, STAGE_ASSESSMENT), "1 2 3 4 5 6 7 8 9");
	f->known = "hhhhhhh.h";
	f->windows = 0;
	assert_string_equal(ahead(f, STAGE_ASSESSMENT, "live"), " 8");
	assert_int_equal(f->windows, 1);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		READ(what_is_known_is_not_looked_for),
		READ(what_was_only_heard_is_proven),
		READ(what_tallies_say_is_not_read),
		READ(a_walk_ahead_skips_too),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
