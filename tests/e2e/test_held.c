/*
 * A version that is held and then approved is published once, whoever looks
 * and whichever event he was looking for.
 */
#include "tests/lib/hand.h"
#include "tests/lib/pg.h"
#include "tests/lib/test.h"
#include "tests/lib/verb.h"
#include "workers/publication/step.h"
#include "workers/quality-combination/step.h"

static void
combine_one(const struct event *ev, uint64_t id)
{
	struct hand	 c;

	hand_open(&c, &combination_worker, "combination");
	hand_take_one(&c, ev, id);
	hand_go(&c);
	hand_close(&c);
}

/* A draft, and the approval of its document. */
struct pair {
	struct event	 draft, approval;
	struct workflow	 work;
};

static struct pair
draft_and_approval(void)
{
	static const struct report_cell	 cell = { "", "", QUESTION_SAFE,
	    MARK_GOOD, { 0 }, 0, 0 };
	static const struct report	 report = { .link = "", .rated =
	    { 17953, PRECISION_DAY }, .cell = &cell, .ncell = 1 };
	struct pair			 p = { .draft = { .source = "/cqc",
	    .source_id = "1", .kind = KIND_INSPECTION_REPORTED,
	    .provider = "RGT", .location = "", .name = "", .trace = "",
	    .report = &report } };

	p.approval = p.draft;
	p.approval.source_id = "2";
	p.approval.kind = KIND_PUBLICATION_APPROVED;
	p.approval.report = NULL;
	return p;
}

static const struct workflow *
approve(const char *digest, struct workflow *w)
{
	*w = (struct workflow){ .about = digest,
	    .on = { 17953, PRECISION_DAY }, .who = "B. Chair", .role = "",
	    .text = "" };
	return w;
}

/* A draft is held; the approval comes, and two workers look at once: one of
 * them releases it, once, whichever of the two events it was looking for. */
static void
test_held_and_approved(void **state)
{
	struct pair			 p = draft_and_approval();
	struct worker			 slow = hand_raced(&publication_worker);
	struct hand			 a, b;
	uint64_t			 first;

	(void)state;
	hand_true_worker = &publication_worker;
	for (first = 1; first <= 2; first++) {
		pg_fresh(pg_shared());
		combine_one(&p.draft, 1);
		hand_open(&a, &slow, "publication");
		hand_open(&b, &publication_worker, "publication");
		p.approval.workflow = approve(pg_value(pg_shared(), "select encode(digest, 'hex') "
		    "from sixthkey.rating_version"), &p.work);
		combine_one(&p.approval, 2);
		hand_take_one(&a, &p.draft, first);
		hand_take_one(&b, &p.approval, 3 - first);
		hand_rival = &b;
		hand_go(&a);
		assert_null(hand_rival);
		assert_int_equal(hand_count("publication"), 2);
		assert_int_equal(hand_count("published_version"), 1);
		assert_int_equal(hand_count("decision where verdict = 2"), 1);
		assert_int_equal(hand_count("decision"), 1);
		hand_close(&a);
		hand_close(&b);
	}
}

/* Held first, looked at in between, released after the approval. */
static void
test_held_then_released(void **state)
{
	struct pair			 two = draft_and_approval();
	struct hand			 p;

	(void)state;
	pg_fresh(pg_shared());
	combine_one(&two.draft, 1);
	hand_open(&p, &publication_worker, "publication");
	hand_take_one(&p, &two.draft, 1);
	hand_go(&p);
	assert_int_equal(hand_count("published_version"), 0);
	assert_int_equal(hand_count("decision where verdict = 1"), 1);
	two.approval.workflow = approve(pg_value(pg_shared(), "select encode(digest, 'hex') "
	    "from sixthkey.rating_version"), &two.work);
	combine_one(&two.approval, 2);
	hand_take_one(&p, &two.approval, 2);
	hand_go(&p);
	assert_int_equal(hand_count("published_version"), 1);
	assert_int_equal(hand_count("decision where verdict = 2 and seq = 2"), 1);
	hand_close(&p);
}

/* The newest decision on a version is the last by its key, whatever they are,
 * and there is one release among them. */
static void
test_decisions_rank_as_they_were_made(void **state)
{
	static const struct {
		const char	*label, *verdicts;
	} rows[] = {
		{ "released at once", "2" },
		{ "and suspended", "2, 4" },
		{ "held, withheld, released, suspended, withdrawn",
		    "1, 3, 1, 2, 4, 5, 4" },
		{ "held until a newer one came", "1, 3, 6" },
	};
	size_t	 i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		print_message("%s\n", rows[i].label);
		pg_fresh(pg_shared());
		pg_value(pg_shared(), "insert into sixthkey.decision (subject, "
		    "seq, version, verdict, decided_by, reason) select 'S', n, "
		    "1, v, '', '' from unnest(array[%s]) with ordinality "
		    "as t (v, n)", rows[i].verdicts);
		assert_string_equal(pg_value(pg_shared(), "select string_agg("
		    "verdict::text, ', ' order by sixthkey.decision_rank("
		    "verdict, seq)) from sixthkey.decision"),
		    rows[i].verdicts);
		pg_value(pg_shared(), "insert into sixthkey.decision (subject, "
		    "seq, version, verdict, decided_by, reason) select 'S', n, "
		    "1, 2, '', '' from generate_series(98, 99) n "
		    "on conflict do nothing");
		assert_int_equal(hand_count("released_version"), 1);
	}
}

/* What should have happened by a day that has passed is listed until it has. */
static void
test_overdue(void **state)
{
	struct pair	 two = draft_and_approval();
	struct event	 opened = two.approval, closed = two.approval;

	(void)state;
	pg_fresh(pg_shared());
	setenv("SIXTHKEY_DB", pg_conninfo(pg_shared(), "reader"), 1);
	opened.kind = KIND_ACCURACY_OPENED;
	closed.source_id = "3";
	closed.kind = KIND_ACCURACY_CLOSED;
	opened.workflow = closed.workflow = approve("", &two.work);
	combine_one(&two.draft, 1);
	combine_one(&opened, 2);
	assert_int_equal(hand_count("due where subject = 'RGT' and "
	    "rule = 'factual-accuracy' and day = '2019-03-12'"), 1);
	VERB(0, "get", "overdue", "-o", "csv");
	verb_said("RGT,2019-03-12,");
	combine_one(&closed, 3);
	VERB(0, "get", "overdue", "-o", "csv");
	verb_silent("RGT");
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(test_held_and_approved),
		cmocka_unit_test(test_held_then_released),
		cmocka_unit_test(test_decisions_rank_as_they_were_made),
		cmocka_unit_test(test_overdue),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
