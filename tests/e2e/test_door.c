/*
 * Batches at the door: in two hands at once, large ones that are hoped to be
 * new, and the number of a transaction that draws ids.
 */
#include "tests/lib/hand.h"
#include "tests/lib/pg.h"
#include "tests/lib/test.h"
#include "workers/ingest/step.h"

enum { EVENTS = 6 };

static void
test_door_in_every_order(void **state)
{
	const struct load	 load = { 11, 3, "/files/race" };
	struct hand		 a, b;
	struct worker		 w = hand_raced(&ingest_worker);
	size_t			 i, accepted = 0;
	unsigned		 cut;

	(void)state;
	hand_true_worker = &ingest_worker;
	for (cut = 1; cut < EVENTS; cut++) {
		pg_fresh(pg_shared());
		hand_open(&a, &w, "ingest");
		hand_open(&b, &ingest_worker, "ingest");
		hand_take(&a, &load, 0, cut + 1);
		hand_take(&b, &load, cut - 1, EVENTS);
		hand_rival = &b;
		hand_go(&a);
		assert_null(hand_rival);
		assert_int_equal(hand_count("event"), EVENTS);
		for (i = 0; i < a.batch.ntask; i++)
			accepted += a.batch.out[i].answer == ANSWER_ACCEPTED;
		for (i = 0; i < b.batch.ntask; i++)
			accepted += b.batch.out[i].answer == ANSWER_ACCEPTED;
		assert_int_equal(accepted, EVENTS * cut);
		hand_close(&a);
		hand_close(&b);
	}
}

/* How many were answered so; each answer names the event of its own id. */
static unsigned
count_answers(const struct hand *h, enum answer answer)
{
	unsigned	 n = 0;
	size_t		 i;

	for (i = 0; i < h->batch.ntask; i++) {
		const struct outcome_of	*o = &h->batch.out[i];

		assert_string_equal(pg_value(pg_shared(), "select source_id "
		    "from sixthkey.event where event_id = %llu",
		    (unsigned long long)o->event), h->batch.task[i].source_id);
		n += o->answer == answer;
	}
	return n;
}

/* A large batch is hoped to be new; where it is not, or was not just now, what
 * is new of it is accepted all the same, and the rest answered as it stands. */
static void
test_large_batches_at_the_door(void **state)
{
	static const struct {
		const char	*label;
		unsigned	 from, to, accepted;
	} rows[] = {
		{ "all are new", 0, 100, 100 },
		{ "half of them are", 50, 150, 50 },
		{ "all are new, after some that were not", 150, 250, 100 },
		{ "none is", 0, 250, 0 },
	};
	const struct load	 load = { 12, 7, "/files/race" };
	struct hand		 h;
	size_t			 i;

	(void)state;
	pg_fresh(pg_shared());
	hand_open(&h, &ingest_worker, "ingest");
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		print_message("%s\n", rows[i].label);
		hand_take(&h, &load, rows[i].from, rows[i].to);
		hand_go(&h);
		assert_int_equal(count_answers(&h, ANSWER_ACCEPTED),
		    rows[i].accepted);
		assert_int_equal(count_answers(&h, ANSWER_DUPLICATE),
		    rows[i].to - rows[i].from - rows[i].accepted);
		assert_int_equal(h.batch.nnext, rows[i].accepted);
	}
	assert_int_equal(hand_count("event"), 250);
	hand_close(&h);
}

/* Two hands with the same many: one accepts all, the other none. */
static void
test_a_large_batch_is_raced(void **state)
{
	const struct load	 load = { 13, 7, "/files/race" };
	struct worker		 w = hand_raced(&ingest_worker);
	struct hand		 a, b;

	(void)state;
	hand_true_worker = &ingest_worker;
	pg_fresh(pg_shared());
	hand_open(&a, &w, "ingest");
	hand_open(&b, &ingest_worker, "ingest");
	hand_take(&a, &load, 0, 100);
	hand_take(&b, &load, 0, 100);
	hand_rival = &b;
	hand_go(&a);
	assert_int_equal(count_answers(&a, ANSWER_DUPLICATE), 100);
	assert_int_equal(count_answers(&b, ANSWER_ACCEPTED), 100);
	hand_close(&a);
	hand_close(&b);
}

/* The watermark rests on it: whoever draws an id has a number by then, be it one
 * event or many. */
static void
test_the_number_comes_before_the_ids(void **state)
{
	const struct load	 load = { 14, 7, "/files/race" };
	struct hand		 h;

	(void)state;
	pg_fresh(pg_shared());
	pg_value(pg_shared(), "create sequence ids; "
	    "create function draw() returns bigint language plpgsql "
	    "security definer set search_path = sixthkey as $$ begin "
	    "if pg_current_xact_id_if_assigned() is null then "
	    "raise 'an id without a number'; end if; "
	    "return nextval('ids'); end $$; "
	    "alter table sixthkey.event alter event_id drop identity, "
	    "alter event_id set default draw()");
	hand_open(&h, &ingest_worker, "ingest");
	hand_take(&h, &load, 0, 1);
	hand_go(&h);
	hand_take(&h, &load, 1, 101);
	hand_go(&h);
	assert_int_equal(count_answers(&h, ANSWER_ACCEPTED), 100);
	assert_int_equal(hand_count("event"), 101);
	hand_close(&h);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(test_door_in_every_order),
		cmocka_unit_test(test_large_batches_at_the_door),
		cmocka_unit_test(test_a_large_batch_is_raced),
		cmocka_unit_test(test_the_number_comes_before_the_ids),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
