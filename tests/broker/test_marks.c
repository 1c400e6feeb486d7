/*
 * How far ids are settled, while they do not commit in order.
 */
#include "broker/marks.h"
#include "tests/lib/test.h"

static void
safe_needs_everybody_of_then_to_end(void **state)
{
	static const struct {
		const char	*label;
		int64_t		 last, line, xmin, safe;
	} rows[] = {
		{ "first look", 10, 100, 100, 0 },
		{ "the line is drawn behind id 10", 12, 105, 101, 0 },
		{ "one of then still runs", 15, 110, 104, 0 },
		{ "all of then have ended", 20, 120, 105, 10 },
		{ "the next line, behind id 20", 30, 130, 129, 10 },
		{ "ended at once", 40, 140, 130, 20 },
		{ "pinned", 50, 150, 131, 20 },
		{ "still pinned", 99, 990, 131, 20 },
		{ "free", 99, 991, 991, 40 },
	};
	struct horizon	 h = { 0 };
	size_t		 i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		horizon_read(&h, rows[i].last, rows[i].line, rows[i].xmin);
		if (h.safe != rows[i].safe || h.last != rows[i].last)
			fail_msg("%s: safe %lld", rows[i].label,
			    (long long)h.safe);
	}
}

static void
marks_move_with_a_walk(void **state)
{
	static const struct {
		const char	*label;
		int64_t		 safe, before_low, before_seen;
		int64_t		 first;		/* that waits */
		int64_t		 low, seen;
	} rows[] = {
		{ "all settled and safe", 100, -1, -1, 0, 100, 100 },
		{ "one waits", 100, -1, -1, 41, 40, 40 },
		{ "not safe yet", 60, -1, -1, 0, 60, 100 },
		{ "one waits below safe", 60, -1, -1, 41, 40, 40 },
		{ "the stage before is not so far", 100, 30, 70, 0, 30, 70 },
		{ "it is farther than safe", 0, 100, 100, 0, 100, 100 },
	};
	struct horizon	 h = { .last = 100 };
	struct walk	 w, before;
	size_t		 i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		w = (struct walk){ 0 };
		before = (struct walk){ .low = rows[i].before_low,
		    .seen = rows[i].before_seen };
		h.safe = rows[i].safe;
		walk_begin(&w, &h, rows[i].before_low < 0 ? NULL : &before, 0);
		walk_pass(&w, 50, rows[i].first);
		walk_pass(&w, 100, 0);
		walk_end(&w, 10);
		if (w.low != rows[i].low || w.seen != rows[i].seen)
			fail_msg("%s: low %lld, seen %lld", rows[i].label,
			    (long long)w.low, (long long)w.seen);
	}
}

static void
marks_never_go_back(void **state)
{
	struct horizon	 h = { .last = 100, .safe = 100 };
	struct walk	 w = { 0 };

	(void)state;
	walk_begin(&w, &h, NULL, 0);
	walk_pass(&w, 100, 0);
	walk_end(&w, 0);
	h.safe = 20;
	walk_begin(&w, &h, NULL, 0);
	walk_pass(&w, 100, 0);
	walk_end(&w, 0);
	assert_int_equal(w.low, 100);
}

/* Millions of settled ids above a pinned mark are walked now and then only. */
static void
a_pinned_mark_is_walked_seldom(void **state)
{
	struct horizon	 h = { .last = 20000000, .safe = 5 };
	struct walk	 w = { 0 };

	(void)state;
	walk_begin(&w, &h, NULL, 1000);
	walk_pass(&w, h.last, 0);
	walk_end(&w, 3000);
	assert_int_equal(w.low, 5);
	walk_begin(&w, &h, NULL, 4000);
	assert_int_equal(w.cursor, 20000000);
	walk_end(&w, 4000);
	walk_begin(&w, &h, NULL, 3000 + 2000 * MARKS_SHARE - 1);
	assert_int_equal(w.cursor, 20000000);
	walk_end(&w, 5000);
	walk_begin(&w, &h, NULL, 3000 + 2000 * MARKS_SHARE);
	assert_int_equal(w.cursor, 5);
}

static void
waiting_is_counted_from_above(void **state)
{
	struct horizon	 h = { .last = 100 };
	struct walk	 w = { 0 };

	(void)state;
	walk_begin(&w, &h, NULL, 0);
	assert_int_equal(walk_waiting(&w), 100);
	walk_pass(&w, 50, 31);
	assert_int_equal(walk_waiting(&w), 70);
	w.first = 0;
	walk_pass(&w, 100, 0);
	assert_int_equal(walk_waiting(&w), 0);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(safe_needs_everybody_of_then_to_end),
		cmocka_unit_test(marks_move_with_a_walk),
		cmocka_unit_test(marks_never_go_back),
		cmocka_unit_test(a_pinned_mark_is_walked_seldom),
		cmocka_unit_test(waiting_is_counted_from_above),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
