/*
 * Two workers on the same subject's events, in every interleaving of their
 * reads and appends: compare and append loses no update.
 *
 * The race is forced, not hoped for: the first worker's step is wrapped, and
 * within it (after its read, before its append) the second worker delivers its
 * whole batch on a connection of its own.
 */
#include "base/digest.h"
#include "proto/convert.h"
#include "proto/document.h"
#include "tests/lib/hand.h"
#include "tests/lib/pg.h"
#include "tests/lib/test.h"
#include "workers/assessment/step.h"
#include "workers/publication/step.h"
#include "workers/quality-combination/step.h"

enum { EVENTS = 6 };

/* The newest head's document is the fold over all events. */
static void
assert_all_folded(const struct load *load)
{
	struct arena		*a = arena_new(0);
	struct statement	 s[EVENTS];
	struct state		 none = { 0 }, now;
	struct bytes		 doc;
	uint8_t			 d[DIGEST_SIZE];
	char			 hex[DIGEST_HEX];
	unsigned		 i;

	for (i = 0; i < EVENTS; i++)
		statement_make(load_event(load, i, a), &s[i]);
	none.subject = s[0].subject;
	state_merge(&none, s, EVENTS, a, &now);
	doc = document_make(&now, a).bytes;
	digest(doc.data, doc.len, d);
	assert_string_equal(pg_value(pg_shared(), "select encode(digest, 'hex') "
	    "from sixthkey.rating_version order by version desc limit 1"),
	    digest_hex(d, sizeof(d), hex));
	arena_free(&a);
}

/*
 * Every split of the six events over two workers, overlapping ones too (both
 * hold the same message), with either inside the other.
 */
static void
test_combination_in_every_order(void **state)
{
	const struct load	 load = { 7, 1, "/files/race" };
	struct worker		 w = hand_raced(&combination_worker);
	struct hand		 a, b;
	unsigned		 cut, overlap;

	(void)state;
	hand_true_worker = &combination_worker;
	for (cut = 1; cut < EVENTS; cut++)
		for (overlap = 0; overlap <= cut; overlap++) {
			pg_fresh(pg_shared());
			hand_open(&a, &w, "combination");
			hand_open(&b, &combination_worker, "combination");
			hand_take(&a, &load, 0, cut);
			hand_take(&b, &load, cut - overlap, EVENTS);
			hand_rival = &b;
			hand_go(&a);
			assert_null(hand_rival);
			assert_int_equal(hand_count("combination"), EVENTS);
			assert_int_equal(hand_count("subject_head"),
			    overlap == cut ? 1 : 2);
			assert_int_equal(a.batch.nnext + b.batch.nnext,
			    EVENTS);
			assert_all_folded(&load);
			hand_close(&a);
			hand_close(&b);
		}
}

/* The loser of a race reads again: its events are stepped on the winner's
 * state, however many rivals come in between. */
static void
test_combination_one_by_one(void **state)
{
	const struct load	 load = { 8, 1, "/files/race" };
	struct worker		 w = hand_raced(&combination_worker);
	struct hand		 a, b;
	unsigned		 i;

	(void)state;
	hand_true_worker = &combination_worker;
	pg_fresh(pg_shared());
	hand_open(&a, &w, "combination");
	hand_open(&b, &combination_worker, "combination");
	for (i = 0; i < EVENTS; i += 2) {
		hand_take(&a, &load, i, i + 1);
		hand_take(&b, &load, i + 1, i + 2);
		hand_rival = &b;
		hand_go(&a);
		assert_null(hand_rival);
	}
	assert_int_equal(hand_count("combination"), EVENTS);
	assert_int_equal(hand_count("subject_head"), EVENTS);
	assert_all_folded(&load);
	hand_close(&a);
	hand_close(&b);
}

/* Of an older build, which cannot read the state that a newer one has left. */
static int
fold_older(const struct subject_batch *sb, struct effects *fx, struct err *e)
{
	return sb->nrow == 0 ? combination_worker.fold(sb, fx, e) :
	    err_set(e, ERR_NEWER, "/schema: 2 is newer");
}

/* What has its record is done, whoever cannot step it any more; what has none is
 * put aside. */
static void
test_a_record_wins_over_a_step_that_fails(void **state)
{
	const struct load	 load = { 9, 1, "/files/race" };
	struct worker		 older = combination_worker;
	struct hand		 a, b;
	struct delivery		 d = { .worker = &older, .node = 1,
				    .today = 100000, .wary = &a.wary };
	struct err		 e;

	(void)state;
	older.fold = fold_older;
	pg_fresh(pg_shared());
	hand_open(&a, &older, "combination");
	hand_open(&b, &combination_worker, "combination");
	hand_take(&b, &load, 0, EVENTS - 1);
	hand_go(&b);
	hand_take(&a, &load, 0, EVENTS - 1);
	hand_go(&a);
	assert_int_equal(hand_count("aside"), 0);
	hand_take(&a, &load, 0, EVENTS);
	d.db = a.db;
	a.wary = 0;
	if (deliver(&d, &a.batch, &e) != 0)
		fail_msg("%s", e.text);
	assert_int_equal(a.batch.out[0].verdict, VERDICT_DONE);
	assert_int_equal(a.batch.out[EVENTS - 1].verdict, VERDICT_PARKED);
	assert_int_equal(hand_count("aside"), 1);
	assert_int_equal(hand_count("combination"), EVENTS - 1);
	hand_close(&a);
	hand_close(&b);
}

static void
combine_all(const struct load *load)
{
	struct hand	 c;
	unsigned	 i;

	hand_open(&c, &combination_worker, "combination");
	for (i = 0; i < EVENTS; i++) {
		hand_take(&c, load, i, i + 1);
		hand_go(&c);
	}
	hand_close(&c);
}

/* Each version is decided and published once, in order, whoever looks. */
static void
test_publication_in_every_order(void **state)
{
	const struct load	 load = { 9, 1, "/files/race" };
	struct worker		 w = hand_raced(&publication_worker);
	struct hand		 a, b;
	unsigned		 cut;
	long			 versions;

	(void)state;
	hand_true_worker = &publication_worker;
	for (cut = 1; cut < EVENTS; cut++) {
		pg_fresh(pg_shared());
		combine_all(&load);
		versions = hand_count("rating_version");
		assert_true(versions > 1);
		hand_open(&a, &w, "publication");
		hand_open(&b, &publication_worker, "publication");
		hand_take(&a, &load, 0, cut);
		hand_take(&b, &load, cut - 1, EVENTS);
		hand_rival = &b;
		hand_go(&a);
		assert_null(hand_rival);
		assert_int_equal(hand_count("publication"), EVENTS);
		assert_int_equal(hand_count("published_version"), versions);
		assert_int_equal(hand_count("decision where seq = version"),
		    versions);
		hand_close(&a);
		hand_close(&b);
	}
}

/* Subjects with one version and with more in one batch, of which nothing is
 * public yet, and then some is. */
static void
test_publication_of_all_sorts(void **state)
{
	const struct load	 load = { 14, 4, "/files/race" };
	struct hand		 h;

	(void)state;
	pg_fresh(pg_shared());
	combine_all(&load);
	assert_int_equal(hand_count("rating_version where version = 1"), 4);
	assert_int_equal(hand_count("rating_version where version = 2"), 2);
	hand_open(&h, &publication_worker, "publication");
	hand_take(&h, &load, 0, EVENTS);
	hand_go(&h);
	assert_int_equal(hand_count("published_version"), EVENTS);
	pg_value(pg_shared(), "delete from sixthkey.publication;"
	    "delete from sixthkey.decision where version = 2 or subject = ("
	    "select min(subject) from sixthkey.subject_head)");
	hand_take(&h, &load, 0, EVENTS);
	hand_go(&h);
	assert_int_equal(hand_count("published_version"), EVENTS);
	assert_int_equal(hand_count("decision where seq = version"), EVENTS);
	hand_close(&h);
}

/* Map stages: the same messages in two hands make one record each, and only
 * one of the two hands hands over. */
static void
test_maps_in_every_order(void **state)
{
	const struct load	 load = { 10, 3, "/files/race" };
	struct hand		 a, b;
	struct worker		 w;
	unsigned		 cut;

	(void)state;
	hand_true_worker = &assessment_worker;
	for (cut = 1; cut < EVENTS; cut++) {
		pg_fresh(pg_shared());
		w = hand_raced(&assessment_worker);
		hand_open(&a, &w, "assessment");
		hand_open(&b, &assessment_worker, "assessment");
		hand_take(&a, &load, 0, cut + 1);
		hand_take(&b, &load, cut - 1, EVENTS);
		hand_rival = &b;
		hand_go(&a);
		assert_null(hand_rival);
		assert_int_equal(hand_count("assessment"), EVENTS);
		assert_int_equal(a.batch.nnext + b.batch.nnext, EVENTS);
		hand_close(&a);
		hand_close(&b);
	}
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(test_maps_in_every_order),
		cmocka_unit_test(test_combination_in_every_order),
		cmocka_unit_test(test_combination_one_by_one),
		cmocka_unit_test(test_a_record_wins_over_a_step_that_fails),
		cmocka_unit_test(test_publication_in_every_order),
		cmocka_unit_test(test_publication_of_all_sorts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
