/* What the command line reads: the books, and a published document. */
#include "tests/lib/test.h"

#include "explain/sheet.h"
#include "operations/books.h"
#include "tests/lib/pg.h"
#include "tests/lib/role.h"

/* How far an event is, and what became of it; -1: no record. */
struct journey {
	const char	*what;
	int		 assessed, combined, version, published;
	int		 decision;		/* on (its own subject, version) */
	int		 aside[2], stage;	/* verdicts, oldest first */
};

static void
add_event(struct pg *pg, int id)
{
	pg_value(pg, "insert into sixthkey.event (event_id, kind, worker, "
	    "source, source_id, subject, digest, payload) overriding system "
	    "value values (%d, 2, 1, '/t', '%d', 'S%d', sha256('x'), '')", id,
	    id, id);
}

enum { DISCARDED = 9 };		/* an outcome; such a record says nothing */

static void
add_journey(struct pg *pg, int id, const struct journey *j)
{
	int	i;

	add_event(pg, id);
	if (j->assessed >= 0)
		pg_value(pg, "insert into sixthkey.assessment (event_id, "
		    "outcome, worker, subject_hash, payload) "
		    "values (%d, %d, 1, 0, '')", id, j->assessed);
	if (j->combined >= 0)
		pg_value(pg, "insert into sixthkey.combination (event_id, "
		    "outcome, worker, subject_hash, version, payload) "
		    "values (%d, %d, 1, 0, nullif(%d, 0), '')", id,
		    j->combined, j->combined == DISCARDED ? 0 : j->version);
	if (j->version > 0)
		pg_value(pg, "insert into sixthkey.rating_version (subject, "
		    "version, seq, worker, events, decision, holds, document, "
		    "digest) values ('S%d', %d, 1, 1, 1, 2, '', '', '')", id,
		    j->version);
	if (j->published >= 0)
		pg_value(pg, "insert into sixthkey.publication (event_id, "
		    "outcome, worker, version) "
		    "values (%d, %d, 1, nullif(%d, 0))", id, j->published,
		    j->published == DISCARDED ? 0 : j->version);
	if (j->decision > 0)
		pg_value(pg, "insert into sixthkey.decision (subject, seq, "
		    "version, verdict, decided_by, reason) values ('S%d', 1, "
		    "%d, %d, 't', 't')", id, j->version, j->decision);
	for (i = 0; i < 2 && j->aside[i] > 0; i++)
		pg_value(pg, "insert into sixthkey.aside (stage, event_id, "
		    "verdict, attempt, error) values (%d, %d, %d, 1, 'x')",
		    j->stage, id, j->aside[i]);
}

static const struct journey journeys[] = {
	{ "published", 1, 2, 1, 2, 2, { 0 }, 0 },
	{ "published, after a death", 1, 2, 1, 2, 2, { 3 }, 2 },
	{ "suspended", 1, 2, 1, 2, 4, { 0 }, 0 },
	{ "no change", 1, 1, 0, 1, 0, { 0 }, 0 },
	{ "held", 1, 2, 1, 2, 1, { 0 }, 0 },
	{ "withheld", 1, 2, 1, 2, 3, { 0 }, 0 },
	{ "superseded", 1, 2, 1, 2, 6, { 0 }, 0 },
	{ "discarded", 1, 2, 1, 9, 0, { 0 }, 0 },
	{ "discarded early", 9, 9, 0, 9, 0, { 0 }, 0 },
	{ "discarded, its version published", 1, 2, 1, 9, 2, { 3, 6 }, 4 },
	{ "dead, its version published", 1, 2, 1, -1, 2, { 3 }, 4 },
	{ "waits, its version published", 1, 2, 1, -1, 2, { 0 }, 0 },
	{ "waits at assessment", -1, -1, 0, -1, 0, { 0 }, 0 },
	{ "waits at combination", 1, -1, 0, -1, 0, { 0 }, 0 },
	{ "replayed at publication", 1, 2, 1, -1, 0, { 3, 5 }, 4 },
	{ "to be retried", 1, -1, 0, -1, 0, { 2 }, 3 },
	{ "dead after a retry", -1, -1, 0, -1, 0, { 2, 3 }, 2 },
	{ "parked", -1, -1, 0, -1, 0, { 4 }, 2 },
	{ "aside of another stage", -1, -1, 0, -1, 0, { 3 }, 3 },
};

static void
read_books(struct db *db, struct books *b)
{
	struct err	e;

	if (books_read(b, db, &e) != 0)
		fail_msg("%s", e.text);
}

static void
every_event_counts_once(void **unused)
{
	struct pg	*pg = pg_shared();
	struct buf	 out = { 0 };
	struct books	 b;
	struct db	*db;
	size_t		 i;

	(void)unused;
	pg_fresh(pg);
	for (i = 0; i < sizeof(journeys) / sizeof(journeys[0]); i++)
		add_journey(pg, (int)i + 1, &journeys[i]);
	db = role_open(pg, "reader", books_queries);
	read_books(db, &b);
	books_json(&b, &out);
	assert_string_equal(out.data, "{\"accepted\":19,\"published\":4,"
	    "\"no_change\":1,\"held\":2,\"superseded\":1,\"discarded\":3,"
	    "\"waiting\":4,\"retrying\":1,\"dead\":2,\"parked\":1,"
	    "\"balanced\":true}\n");
	assert_int_equal(b.stage[STAGE_ASSESSMENT].waiting, 2);
	assert_int_equal(b.stage[STAGE_COMBINATION].waiting, 1);
	assert_int_equal(b.stage[STAGE_PUBLICATION].waiting, 2);
	assert_true(b.stage[STAGE_PUBLICATION].oldest_ms >= 0);
	buf_release(&out);
	db_close(&db);
}

/* A record that is not there, or that should not be, is seen. */
static void
the_books_can_fail_to_balance(void **unused)
{
	static const struct {
		const char	*label, *sql;
	} faults[] = {
		{ "a record was lost",
		  "delete from sixthkey.assessment where event_id = 1" },
		{ "an event was lost",
		  "delete from sixthkey.event where event_id = 1" },
		{ "looked at and never decided",
		  "delete from sixthkey.decision where subject = 'S1'" },
	};
	struct pg	*pg = pg_shared();
	struct books	 b;
	struct db	*db;
	size_t		 i;

	(void)unused;
	for (i = 0; i < sizeof(faults) / sizeof(faults[0]); i++) {
		pg_fresh(pg);
		add_journey(pg, 1, &journeys[0]);
		db = role_open(pg, "reader", books_queries);
		read_books(db, &b);
		assert_true(books_balanced(&b));
		pg_value(pg, "%s", faults[i].sql);
		read_books(db, &b);
		if (books_balanced(&b))
			fail_msg("%s", faults[i].label);
		db_close(&db);
	}
}

static void
an_empty_line_balances(void **unused)
{
	struct pg	*pg = pg_shared();
	struct books	 b;
	struct db	*db;

	(void)unused;
	pg_fresh(pg);
	db = role_open(pg, "reader", books_queries);
	read_books(db, &b);
	assert_int_equal(b.accepted, 0);
	assert_int_equal(b.stage[STAGE_ASSESSMENT].oldest_ms, -1);
	assert_true(books_balanced(&b));
	db_close(&db);
}

static const char document[] =
    "{\"organisation\":{\"id\":\"RXX\",\"name\":\"A Trust\","
    "\"type\":\"nhs-trust\",\"sector\":\"acute\"},\"as_of\":\"2019-05\","
    "\"ratings\":[{\"level\":\"quality\",\"location\":\"\",\"service\":\"\","
    "\"question\":\"overall\",\"awarded\":{\"rating\":\"outstanding\","
    "\"rated_on\":\"2019-05\",\"report\":\"https://example.org/r\","
    "\"inherited\":true},\"computed\":{\"rating\":\"good\",\"low\":\"good\","
    "\"high\":\"good\",\"on\":\"2019-05\",\"ruleset\":"
    "\"nhs-quality-2017-06\",\"row\":\"good\",\"basis\":\"inferred\","
    "\"counts\":{\"outstanding\":1,\"good\":3,\"requires_improvement\":1,"
    "\"inadequate\":0,\"not_rated\":0,\"unknown\":0}},\"departs\":true,"
    "\"reason\":{\"text\":\"why\",\"author\":\"a\",\"approver\":\"b\","
    "\"reference\":\"c\"},\"moved\":{\"on\":\"2020-01-02\",\"low\":"
    "\"good\",\"high\":\"outstanding\"}},{\"level\":\"trust question\","
    "\"location\":\"\",\"service\":\"\",\"question\":\"safe\","
    "\"awarded\":null,\"computed\":null,\"departs\":false,"
    "\"reason\":null,\"moved\":null}],\"checks\":[{\"id\":\"x\","
    "\"text\":\"look\"}],\"licence\":\"Open\"}";

static void
check_quality(const struct cell *c)
{
	assert_int_equal(c->level, LEVEL_QUALITY);
	assert_int_equal(c->awarded->mark, MARK_OUTSTANDING);
	assert_int_equal(c->awarded->rated.precision, PRECISION_MONTH);
	assert_string_equal(c->awarded->report, "https://example.org/r");
	assert_true(c->awarded->inherited);
	assert_string_equal(c->set->id, "nhs-quality-2017-06");
	assert_string_equal(c->computed.rule->id, "good");
	assert_int_equal(c->computed.n[RATING_GOOD], 3);
	assert_int_equal(c->computed.n[RATING_OUTSTANDING], 1);
	assert_int_equal(c->computed.n[RATING_IMPROVE], 1);
	assert_int_equal(c->bounds.low, RATING_GOOD);
	assert_true(c->departs);
	assert_string_equal(c->deviation->reason, "why");
	assert_string_equal(c->deviation->reference, "c");
	assert_true(c->moved);
	assert_int_equal(c->now.high, RATING_OUTSTANDING);
}

static void
a_published_document_is_a_sheet(void **unused)
{
	struct pg	*pg = pg_shared();
	struct arena	*a = arena_new(0);
	struct sheet	 s;
	struct err	 e;
	struct db	*db;

	(void)unused;
	pg_fresh(pg);
	pg_publish(pg, "RXX", 1, "2020-03-01", document);
	pg_publish(pg, "RXX", 3, "2020-05-01", document);
	db = role_open(pg, "reader", sheet_queries);
	assert_int_equal(sheet_from_published(&s, db, "RYY", a, &e), 0);
	assert_int_equal(sheet_from_published(&s, db, "RXX", a, &e), 1);
	assert_string_equal(s.name, "A Trust");
	assert_true(s.is_trust);
	assert_int_equal(s.nedition, 2);
	assert_int_equal(s.edition[0].version, 3);
	assert_int_equal(s.ncell, 2);
	check_quality(&s.cell[0]);
	assert_int_equal(s.cell[1].level, LEVEL_TRUST_QUESTION);
	assert_null(s.cell[1].awarded);
	assert_null(s.cell[1].set);
	assert_int_equal(s.ncheck, 1);
	assert_string_equal(s.check[0].text, "look");
	db_close(&db);
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_event_counts_once),
		cmocka_unit_test(the_books_can_fail_to_balance),
		cmocka_unit_test(an_empty_line_balances),
		cmocka_unit_test(a_published_document_is_a_sheet),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
