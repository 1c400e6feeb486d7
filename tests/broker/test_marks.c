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

/* What is known of ids 1, 2, ..: d done, h in hand, b before this stage, any
 * other must be read. */
static void
skip_text(void *arg, enum stage stage, int live, int64_t after, int64_t upto,
    struct skip *out)
{
	const char	*text = arg;
	int64_t		 id = after + 1;

	(void)stage;
	(void)live;
	*out = (struct skip){ .done = after, .waited_ms = -1 };
	for (; id <= upto && strchr("dhb", text[id - 1]) != NULL; id++) {
		out->done += text[id - 1] == 'd' && out->done == id - 1;
		out->nheld += text[id - 1] == 'h';
		if (text[id - 1] == 'h' && out->held == 0)
			out->held = id;
	}
	out->id = id;
}

static void
what_is_known_is_not_read(void **state)
{
	static const struct {
		const char	*label, *known;
		int64_t		 safe;
		const char	*read;		/* (after, upto] */
		int64_t		 waiting, sure, low, seen;
	} rows[] = {
		{ "nothing is known", "........", 8, " 0-8", 0, 8, 8, 8 },
		{ "all is done, safe or not", "dddddddd", 0, "",
		    0, 0, 8, 8 },
		{ "all is in hand", "hhhhhhhh", 8, "", 8, 0, 0, 0 },
		{ "done, and then in hand", "ddddhhhh", 8, "", 4, 0, 4, 4 },
		{ "done behind what is in hand", "ddhhdddd", 8, "",
		    6, 0, 2, 2 },
		{ "a gap that is safe", "dd.ddddd", 8, " 2-3", 0, 0, 8, 8 },
		{ "a gap that is not", "dd.ddddd", 2, " 2-3", 0, 0, 2, 8 },
		{ "gaps side by side are one query", "d.d.dd.h", 8, " 1-7",
		    1, 0, 7, 7 },
		{ "up to the last that is not known", "dd...ddd", 8, " 2-5",
		    0, 0, 8, 8 },
		{ "what is before this stage", "dd..bbbb", 3, " 2-4",
		    0, 0, 3, 8 },
		{ "what was read first is sure", "...ddddd", 8, " 0-3",
		    0, 3, 8, 8 },
	};
	struct horizon	 h = { .last = 8 };
	struct walk	 w;
	struct skip	 out;
	char		 read[64];
	size_t		 i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct skipper	 k = { skip_text,
					    (void *)(uintptr_t)rows[i].known };

		w = (struct walk){ 0 };
		h.safe = rows[i].safe;
		walk_begin(&w, &h, NULL, 0);
		for (*read = '\0'; walk_skip(&w, STAGE_ASSESSMENT, &k, &out);
		    walk_pass(&w, w.upto, 0))
			snprintf(read + strlen(read), sizeof(read) -
			    strlen(read), " %d-%d", (int)w.cursor,
			    (int)w.upto);
		assert_int_equal(walk_waiting(&w), rows[i].waiting);
		walk_end(&w, 0);
		if (strcmp(read, rows[i].read) != 0 ||
		    w.sure != rows[i].sure || w.low != rows[i].low ||
		    w.seen != rows[i].seen)
			fail_msg("%s: read%s, sure %d, low %d, seen %d",
			    rows[i].label, read, (int)w.sure, (int)w.low,
			    (int)w.seen);
	}
}

/* Far apart they are two queries; many in hand are dearer to read than many
 * done. */
static void
a_long_run_that_is_known_splits_a_query(void **state)
{
	static const struct {
		const char	*label;
		char		 kind;
		int		 n;
		int64_t		 upto;
	} rows[] = {
		{ "some are done", 'd', 1000, 1002 },
		{ "many are done", 'd', 2000, 1 },
		{ "some are in hand", 'h', 20, 22 },
		{ "many are in hand", 'h', 100, 1 },
	};
	char		 text[3000];
	struct skip	 out;
	size_t		 i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct skipper	 k = { skip_text, text };
		struct walk		 w = { .end = rows[i].n + 2 };

		memset(text, rows[i].kind, sizeof(text));
		text[0] = text[rows[i].n + 1] = '.';
		assert_true(walk_skip(&w, STAGE_ASSESSMENT, &k, &out));
		if (w.upto != rows[i].upto)
			fail_msg("%s: %d", rows[i].label, (int)w.upto);
	}
}

/* What was only heard is read as well, some of it at a time. */
static void
what_was_heard_is_proven(void **state)
{
	struct walk	 w = { .low = 3 * MARKS_SPAN, .ceil_sure = 50000 };
	int64_t		 now = 1000;

	(void)state;
	assert_true(walk_prove(&w, now));
	assert_int_equal(w.proof.cursor, 0);
	assert_int_equal(w.proof.end, 3 * MARKS_SPAN);
	walk_proven(&w, MARKS_SPAN, 0, now, 100);
	assert_false(walk_prove(&w, now + 100 * PROOF_SHARE - 1));
	assert_true(walk_prove(&w, now += 100 * PROOF_SHARE));
	assert_int_equal(w.proof.cursor, MARKS_SPAN);
	walk_proven(&w, 3 * MARKS_SPAN, 0, now, 0);
	assert_int_equal(w.sure, 50000);
	assert_false(walk_prove(&w, now + PROOF_PATIENCE - 1));
	assert_true(walk_prove(&w, now += PROOF_PATIENCE));
	/* Somebody lied. */
	walk_proven(&w, 3 * MARKS_SPAN, 55001, now, 0);
	w.ceil_sure = 3 * MARKS_SPAN;
	assert_true(walk_prove(&w, now += PROOF_PAUSE));
	walk_proven(&w, 3 * MARKS_SPAN, 55001, now, 0);
	assert_int_equal(w.sure, 55000);
	assert_true(walk_prove(&w, now += PROOF_PAUSE));
	walk_proven(&w, 3 * MARKS_SPAN, 0, now, 0);
	assert_int_equal(w.sure, w.low);
	assert_false(walk_prove(&w, now += PROOF_PATIENCE));
}

/* Tallies go ahead of proofs, and where they do not come a proof is read. */
static void
what_is_counted_is_not_read(void **state)
{
	static const struct {
		const char	*label;
		int64_t		 counted;
		int64_t		 sure, low, seen;
		int64_t		 cursor, end;	/* of the proof afterwards */
	} rows[] = {
		{ "nothing", 0, 5, 40, 50, 10, 40 },
		{ "what is sure", 4, 5, 40, 50, 10, 40 },
		{ "less than was proven", 8, 8, 40, 50, 10, 40 },
		{ "what would be proven next", 30, 30, 40, 50, 30, 40 },
		{ "all that is done", 40, 40, 40, 50, 40, 40 },
		{ "more than was looked at", 60, 60, 60, 60, 60, 40 },
	};
	struct walk	 w;
	size_t		 i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		w = (struct walk){ .sure = 5, .low = 40, .seen = 50,
		    .ceil_sure = 40, .proof = { .cursor = 10, .end = 40,
		    .first = 7, .ceil = 40 } };
		walk_counted(&w, rows[i].counted, 1000);
		if (w.sure != rows[i].sure || w.low != rows[i].low ||
		    w.seen != rows[i].seen ||
		    w.proof.cursor != rows[i].cursor ||
		    w.proof.end != rows[i].end)
			fail_msg("%s: sure %d, low %d, seen %d, proof %d",
			    rows[i].label, (int)w.sure, (int)w.low,
			    (int)w.seen, (int)w.proof.cursor);
		assert_int_equal(walk_prove(&w, 1000), w.sure == 5);
		assert_int_equal(walk_prove(&w, 1000 + PROOF_PATIENCE),
		    w.sure < 40);
		if (w.sure == 8)
			assert_int_equal(w.proof.first, 0);
	}
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
		cmocka_unit_test(what_is_known_is_not_read),
		cmocka_unit_test(a_long_run_that_is_known_splits_a_query),
		cmocka_unit_test(what_was_heard_is_proven),
		cmocka_unit_test(what_is_counted_is_not_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
