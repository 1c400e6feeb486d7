/*
 * What is said of a source: what is missing of what it counts, and which
 * schemas it speaks.
 */
#include "operations/upstream.h"
#include "proto/convert.h"
#include "tests/lib/pg.h"
#include "tests/lib/test.h"

static struct db *
connect_as(const char *role)
{
	struct err	 e = { 0 };
	struct db	*db = db_open(pg_conninfo(pg_shared(), role), "test",
			    upstream_queries, NULL, NULL, &e);

	if (db == NULL)
		fail_msg("%s", e.text);
	return db;
}

/* Of one source alone. */
static void
look(const char *label, struct arena *a, struct upstream *out)
{
	struct db		*db = connect_as("console");
	struct upstreams	 u = { .arena = a };
	struct err		 e = { 0 };

	if (upstreams_read(&u, db, &e) != 0)
		fail_msg("%s: %s", label, e.text);
	db_close(&db);
	if (u.n != 1)
		fail_msg("%s: %zu sources", label, u.n);
	*out = u.list[0];
}

/* Rows of source_number: "(1, 'RGT'), …" by a statement. */
static const struct {
	const char	*label, *numbers, *said;
} gaps[] = {
	{ "one number", "select 7, 'RGT'", "none missing of 1" },
	{ "all of them", "select n, 'RGT' from generate_series(1, 1204) n",
	    "none missing of 1,204" },
	{ "where it began nobody knows",
	    "select n, 'RGT' from generate_series(500, 510) n",
	    "none missing of 11" },
	{ "three of them", "select n, 'RGT' from generate_series(1, 1204) n "
	    "where n not in (17, 18, 402)", "missing 3 of 1,204: 17–18, 402" },
	{ "a number for two subjects counts once", "select n, 'RGT' from "
	    "generate_series(1, 100) n where n <> 50 union select 7, 'RWE'",
	    "missing 1 of 100: 50" },
	{ "for each subject", "select n, 'RGT' from generate_series(1, 9) n "
	    "where n <> 4 union select n, 'RWE' from generate_series(1, 5) n "
	    "where n not in (2, 3)",
	    "missing 3 of 14: RWE 2–3, RGT 4" },
	{ "more gaps than are named", "select n * 2, 'RGT' from "
	    "generate_series(1, 14) n", "missing 13 of 27: 9, 11, 13, 15, 17, "
	    "19, 21, 23, 25, 27, and 3 gaps before" },
	{ "more numbers than are looked at", "select n, 'RGT' from "
	    "generate_series(1, 5003) n where n not in (2, 5002)",
	    "missing 1 of the newest 5,001: 5,002" },
	{ "the largest there can be",
	    "values (2147483645, 'RGT'), (2147483647, 'RGT')",
	    "missing 1 of 3: 2,147,483,646" },
	{ "as far apart as is no jump", "values (1, 'RGT'), (1000002, 'RGT')",
	    "missing 1,000,000 of 1,000,002: 2–1,000,001" },
	{ "one more is a jump", "values (1, 'RGT'), (1000003, 'RGT')",
	    "none missing of 2; jumped from 1 to 1,000,003" },
	{ "as far apart as can be", "values (1, 'RGT'), (2147483647, 'RGT')",
	    "none missing of 2; jumped from 1 to 2,147,483,647" },
	{ "one number by mistake, and on", "select n, 'RGT' from "
	    "generate_series(1, 405) n where n <> 402 union select 2000000000, "
	    "'RGT'", "missing 1 of 406: 402; jumped from 405 to "
	    "2,000,000,000" },
	{ "a gap behind a jump", "values (1, 'RGT'), (2000001, 'RGT'), "
	    "(2000003, 'RGT')", "missing 1 of 4: 2,000,002; jumped from 1 to "
	    "2,000,001" },
	{ "three jumps", "values (1, 'RGT'), (2000001, 'RGT'), "
	    "(4000002, 'RGT'), (6000004, 'RGT')", "none missing of 4; jumped "
	    "from 4,000,002 to 6,000,004, and 2 jumps before" },
	{ "a jump for one subject", "select n, s from generate_series(1, 5) n, "
	    "(values ('RGT'), ('RWE')) s (s) union select 2000000000, 'RWE'",
	    "none missing of 11; RWE jumped from 5 to 2,000,000,000" },
};

static void
what_is_missing_is_said(void **state)
{
	struct pg	*pg = pg_shared();
	struct arena	*a = arena_new(0);
	struct upstream	 u;
	struct buf	 b = { 0 };
	size_t		 i;

	(void)state;
	for (i = 0; i < sizeof(gaps) / sizeof(gaps[0]); i++) {
		pg_fresh(pg);
		pg_value(pg, "insert into sixthkey.source_number (source, "
		    "number, subject) select '/a', n, s from (%s) as t (n, s)",
		    gaps[i].numbers);
		look(gaps[i].label, a, &u);
		buf_clear(&b);
		upstream_say_gaps(&b, &u);
		if (strcmp(b.data, gaps[i].said) != 0)
			fail_msg("%s: \"%s\"; expected \"%s\"",
			    gaps[i].label, b.data, gaps[i].said);
	}
	buf_release(&b);
	arena_free(&a);
}

static void
a_gap_that_is_filled_is_gone(void **state)
{
	struct pg	*pg = pg_shared();
	struct arena	*a = arena_new(0);
	struct upstream	 u;

	(void)state;
	pg_fresh(pg);
	pg_value(pg, "insert into sixthkey.source_number values "
	    "('/a', 1, 'RGT'), ('/a', 3, 'RGT')");
	look("open", a, &u);
	assert_int_equal(u.missing, 1);
	assert_int_equal(u.gap[0].first, 2);
	pg_value(pg, "insert into sixthkey.source_number values "
	    "('/a', 2, 'RWE')");
	look("filled", a, &u);
	assert_int_equal(u.missing, 0);
	assert_int_equal(u.ngap, 0);
	assert_int_equal(u.came, 3);
	arena_free(&a);
}

/* An event as it is stored, of this schema. */
static void
put_event(int id, enum event_kind kind, uint32_t schema)
{
	const struct event	 ev = { .source = "/a", .source_id = "1",
				    .kind = kind, .provider = "RGT",
				    .location = "", .name = "", .trace = "",
				    .via = "", .schema = schema };
	struct buf		 b = { 0 }, hex = { 0 };
	size_t			 i;

	event_pack(&ev, &b);
	for (i = 0; i < b.len; i++)
		buf_printf(&hex, "%02x", (unsigned char)b.data[i]);
	pg_value(pg_shared(), "insert into sixthkey.event (kind, worker, "
	    "source, source_id, subject, digest, payload) values (%d, 1, '/a', "
	    "'%d', 'RGT', sha256('x'), '\\x%s')", (int)kind, id, hex.data);
	buf_release(&b);
	buf_release(&hex);
}

static void
refuse(const char *id, const char *reason)
{
	pg_value(pg_shared(), "insert into sixthkey.quarantine (source, "
	    "source_id, reason, payload) values ('/a', '%s', '%s', '')", id,
	    reason);
}

/* The newest event of a kind says its version; what was refused says its own. */
static void
schemas_are_said(void **state)
{
	struct arena	*a = arena_new(0);
	struct upstream	 u;
	struct buf	 b = { 0 };

	(void)state;
	pg_fresh(pg_shared());
	put_event(1, KIND_INSPECTION_REPORTED, 0);
	put_event(2, KIND_REVIEW_OPENED, 1);
	put_event(3, KIND_INSPECTION_REPORTED, 3);
	refuse("4", "/type: \"uk.sixthkey.review.opened.v2\" is not a known "
	    "type of event");
	refuse("5", "/type: \"uk.sixthkey.review.opened.v2\" is not a known "
	    "type of event");
	refuse("6", "/schema: 7 is newer than this build can read");
	refuse("7", "/data/report/rated: \"soon\" is not a date");
	look("schemas", a, &u);
	upstream_say_schemas(&b, &u);
	assert_string_equal(b.data, "inspection.reported.v3, "
	    "review.opened.v1, review.opened.v2 (refused), schema 7 (refused)");
	assert_int_equal(u.schema[0].events, 2);
	assert_int_equal(u.schema[2].events, 2);
	assert_int_equal(u.came, 0);
	buf_clear(&b);
	upstream_say_gaps(&b, &u);
	assert_int_equal(b.len, 0);
	buf_release(&b);
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(what_is_missing_is_said),
		cmocka_unit_test(a_gap_that_is_filled_is_gone),
		cmocka_unit_test(schemas_are_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
