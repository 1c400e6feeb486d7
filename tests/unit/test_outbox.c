/*
 * What a producer has under way: sent as far as there is room, again when it is
 * BUSY or has no answer, each answered once.
 */
#include "proto/outbox.h"
#include "tests/lib/test.h"

enum { WINDOW = 1000, ANSWERED = 60, RETRY = 500, SILENT = 5000 };

struct world {
	struct outbox	 box;
	struct task	 task[OUTBOX_FRAME];
	struct frame	 frame;
	uint64_t	 last;		/* id */
};

static int
setup(void **state)
{
	static struct world	 w;

	w = (struct world){ .last = 0 };
	outbox_init(&w.box, WINDOW);
	*state = &w;
	return 0;
}

static int
teardown(void **state)
{
	outbox_release(&((struct world *)*state)->box);
	return 0;
}

static void
put(struct world *w, size_t n)
{
	const struct recompute	 all = { 0 };
	struct event		 ev = { .kind = KIND_RATING_RECOMPUTED,
				    .source = "/t", .source_id = "1",
				    .provider = "RXX", .recompute = &all };

	for (; n > 0; n--)
		w->last = outbox_put(&w->box, &ev, 7000 + w->last + 1);
}

/* How many go at this time. */
static size_t
sent(struct world *w, int64_t now)
{
	size_t	 n = 0;

	while (outbox_frame(&w->box, now, &w->frame, w->task))
		n += w->frame.ntask;
	return n;
}

static void
answered(struct world *w, uint64_t from, uint64_t upto)
{
	uint64_t	 tag;

	for (; from <= upto; from++) {
		assert_int_equal(outbox_answered(&w->box, from, &tag), 1);
		assert_int_equal(tag, 7000 + from);
	}
}

static void
busy(struct world *w, uint64_t from, uint64_t upto, int64_t now)
{
	for (; from <= upto; from++)
		outbox_busy(&w->box, from, now, RETRY);
}

static void
all_go_at_once_in_full_frames(void **state)
{
	struct world	*w = *state;

	put(w, 450);
	assert_int_equal(outbox_frame(&w->box, 1, &w->frame, w->task), 1);
	assert_int_equal(w->frame.ntask, OUTBOX_FRAME);
	assert_int_equal(w->task[0].id, 1);
	assert_int_equal(sent(w, 1), 250);
	assert_int_equal(w->task[49].id, 450);
	assert_int_equal(sent(w, 1), 0);
}

static void
an_answer_counts_once(void **state)
{
	struct world	*w = *state;
	uint64_t	 tag;

	put(w, 2);
	sent(w, 1);
	answered(w, 2, 2);
	assert_int_equal(outbox_answered(&w->box, 2, &tag), 0);
	assert_int_equal(outbox_answered(&w->box, 0, &tag), 0);
	assert_int_equal(outbox_answered(&w->box, 2 + WINDOW, &tag), 0);
	assert_int_equal(w->box.pending, 1);
	answered(w, 1, 1);
	assert_int_equal(w->box.pending, 0);
}

static void
it_is_full_until_the_oldest_is_answered(void **state)
{
	struct world	*w = *state;

	put(w, WINDOW);
	assert_true(outbox_full(&w->box));
	sent(w, 1);
	answered(w, 2, WINDOW);
	assert_true(outbox_full(&w->box));
	answered(w, 1, 1);
	assert_false(outbox_full(&w->box));
	put(w, 1);
	assert_int_equal(sent(w, 1), 1);
	assert_int_equal(w->task[0].id, WINDOW + 1);
}

/* While the broker holds some of ours, one goes for each that it answers. */
static void
busy_makes_room_for_as_many_as_are_answered(void **state)
{
	struct world	*w = *state;

	put(w, 700);
	assert_int_equal(sent(w, 1), 700);
	busy(w, 501, 700, 1);
	assert_int_equal(sent(w, 1), 0);
	answered(w, 1, ANSWERED);
	assert_int_equal(sent(w, 2), ANSWERED);
	assert_int_equal(sent(w, 2), 0);
	answered(w, ANSWERED + 1, 500);
	assert_int_equal(sent(w, 3), 200 - ANSWERED);
	answered(w, 501, 700);
	assert_int_equal(w->box.pending, 0);
}

/* What was turned away goes before what came later. */
static void
the_oldest_goes_first_again(void **state)
{
	struct world	*w = *state;

	put(w, 30);
	sent(w, 1);
	busy(w, 10, 10, 1);
	put(w, 5);
	answered(w, 1, 3);
	assert_int_equal(outbox_frame(&w->box, 2, &w->frame, w->task), 1);
	assert_int_equal(w->task[0].id, 10);
	assert_int_equal(w->task[1].id, 31);
	assert_int_equal(w->frame.ntask, 3);
}

/* Then a few are tried, twice as many each time that nothing was turned away. */
static void
a_broker_that_takes_nothing_is_tried_now_and_then(void **state)
{
	static const struct {
		const char	*label;
		int64_t		 at;
		size_t		 goes, busy;
	} rows[] = {
		{ "before the time that BUSY asked for", 499, 0, 0 },
		{ "at that time", 501, 200, 200 },
		{ "turned away again", 1000, 0, 0 },
		{ "tried again", 1001, 200, 0 },
		{ "not at once", 1500, 0, 0 },
		{ "then more", 1501, 400, 0 },
		{ "then all", 2001, 400, 0 },
		{ "no limit is left", 2002, 0, 0 },
	};
	struct world	*w = *state;
	size_t		 i, n;

	put(w, WINDOW);
	sent(w, 1);
	busy(w, 1, WINDOW, 1);
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		n = sent(w, rows[i].at);
		if (n != rows[i].goes)
			fail_msg("%s: %zu went", rows[i].label, n);
		busy(w, 1, rows[i].busy, rows[i].at);
	}
	answered(w, 1, WINDOW);
	put(w, WINDOW);
	assert_int_equal(sent(w, 2003), WINDOW);
}

static void
busy_of_what_is_not_out_changes_nothing(void **state)
{
	struct world	*w = *state;

	put(w, 10);
	sent(w, 1);
	busy(w, 3, 3, 1);
	busy(w, 3, 3, 1);
	busy(w, 11, 20, 1);
	answered(w, 4, 4);
	assert_int_equal(sent(w, 2), 1);
	assert_int_equal(w->task[0].id, 3);
}

static void
without_an_answer_it_goes_again(void **state)
{
	struct world	*w = *state;

	put(w, 3);
	sent(w, 1);
	answered(w, 2, 2);
	assert_int_equal(sent(w, SILENT), 0);
	assert_int_equal(sent(w, SILENT + 101), 2);
	answered(w, 1, 1);
	answered(w, 3, 3);
	assert_int_equal(w->box.congestion.out, 0);
}

/* An answer may come when it waits to be sent again. */
static void
what_waits_to_go_again_may_be_answered(void **state)
{
	struct world	*w = *state;

	put(w, 3);
	sent(w, 1);
	busy(w, 2, 3, 1);
	answered(w, 2, 2);
	assert_int_equal(sent(w, 600), 1);
	assert_int_equal(w->task[0].id, 3);
	answered(w, 1, 1);
	answered(w, 3, 3);
	assert_int_equal(w->box.congestion.out, 0);
}

static void
a_frame_that_did_not_go_is_the_next(void **state)
{
	struct world	*w = *state;

	put(w, 3);
	assert_int_equal(outbox_frame(&w->box, 1, &w->frame, w->task), 1);
	outbox_unsent(&w->box, &w->frame);
	assert_int_equal(w->box.congestion.out, 0);
	assert_int_equal(sent(w, 1), 3);
}

/* Another broker knows nothing of the limit of the one before. */
static void
another_broker_is_sent_all(void **state)
{
	struct world	*w = *state;

	put(w, 300);
	sent(w, 1);
	answered(w, 1, 100);
	busy(w, 101, 290, 1);
	outbox_again(&w->box);
	assert_int_equal(sent(w, 2), 200);
	answered(w, 101, 300);
	assert_int_equal(w->box.congestion.out, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define T(f)	cmocka_unit_test_setup_teardown(f, setup, teardown)
		T(all_go_at_once_in_full_frames),
		T(an_answer_counts_once),
		T(it_is_full_until_the_oldest_is_answered),
		T(busy_makes_room_for_as_many_as_are_answered),
		T(the_oldest_goes_first_again),
		T(a_broker_that_takes_nothing_is_tried_now_and_then),
		T(busy_of_what_is_not_out_changes_nothing),
		T(without_an_answer_it_goes_again),
		T(what_waits_to_go_again_may_be_answered),
		T(a_frame_that_did_not_go_is_the_next),
		T(another_broker_is_sent_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
