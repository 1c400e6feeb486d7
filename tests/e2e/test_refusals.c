/*
 * Whatever the door refuses is answered and kept, however it was written: what
 * cannot be kept would hold up its worker for ever.
 */
#include "base/text.h"
#include "proto/convert.h"
#include "tests/lib/load.h"
#include "tests/lib/pg.h"
#include "tests/lib/test.h"
#include "workers/assessment/step.h"
#include "workers/ingest/step.h"
#include "workers/runtime/deliver.h"

enum { NODE = 1, TODAY = 20000, LONG = 20000 };

static const enum query statements[] = {
	Q_INGEST_PUT, Q_INGEST_PUT_NEW, Q_INGEST_EXISTING, Q_INGEST_NUMBERS,
	Q_INGEST_CONFIRM, Q_QUARANTINE_PUT, Q_NONE
};

/* A text that ends, where it is cut, within a character. */
static char *
accents(struct arena *a)
{
	char	*s = arena_text(a, "/ab");

	while (strlen(s) < 100)
		s = arena_printf(a, "%sé", s);
	return s;
}

/* A text that does not compress to what an index can hold. */
static char *
noise(struct arena *a)
{
	char		*s = arena_array(a, LONG + 1, 1);
	uint32_t	 x = 1;
	size_t		 i;

	for (i = 0; i < LONG; i++) {
		x = x * 1664525u + 1013904223u;
		s[i] = (char)('a' + (x >> 24) % 26);
	}
	s[LONG] = '\0';
	return s;
}

static void
deliver_one(struct db *db, struct arena *a, const char *source,
    const char *id)
{
	const struct load	 load = { 3, 1, "/files/refusals" };
	struct delivery		 d = { .worker = &ingest_worker, .db = db,
				    .node = NODE, .today = TODAY };
	struct buf		 b = { 0 };
	struct task		 t = { .id = 1, .attempt = 1, .trace = "",
				    .source = source, .source_id = id };
	struct batch		 batch = { .arena = a, .task = &t, .ntask = 1 };
	struct err		 e;

	event_pack(load_event(&load, 0, a), &b);
	t.payload = arena_bytes(a, b.data, b.len);
	buf_release(&b);
	if (deliver(&d, &batch, &e) != 0)
		fail_msg("not kept: %s", e.text);
	assert_int_equal(batch.out[0].answer, ANSWER_REJECTED);
	assert_true(text_utf8(batch.out[0].text,
	    strlen(batch.out[0].text)));
}

static void
test_every_refusal_is_kept(void **state)
{
	struct err	 e;
	struct db	*db;
	struct arena	*a = arena_new(0);

	(void)state;
	pg_fresh(pg_shared());
	db = db_open(pg_conninfo(pg_shared(), "ingest"), "refusals",
	    statements, NULL, NULL, &e);
	assert_non_null(db);
	deliver_one(db, a, accents(a), "1");
	deliver_one(db, a, "/files/refusals", accents(a));
	deliver_one(db, a, "/files/refusals", noise(a));
	deliver_one(db, a, noise(a), "1");
	assert_string_equal(pg_value(pg_shared(), "select count(*) from "
	    "sixthkey.quarantine"), "4");
	db_close(&db);
	arena_free(&a);
}

/* A table that takes nothing of a message: it is given back, and its worker
 * goes on with others. */
static void
what_cannot_be_put_aside_holds_up_nobody(void **state)
{
	static const struct {
		const char	*label;
		const struct worker *worker;
		enum verdict	 verdict;
		enum answer	 answer;
	} rows[] = {
		{ "at the door", &ingest_worker, VERDICT_DONE,
		    ANSWER_REJECTED },
		{ "behind it", &assessment_worker, VERDICT_RETRY,
		    ANSWER_NONE },
	};
	static const enum query	 puts[] = { Q_ASIDE_PUT, Q_QUARANTINE_PUT,
		Q_NONE };
	struct arena	*a = arena_new(0);
	size_t		 i;

	(void)state;
	pg_fresh(pg_shared());
	pg_value(pg_shared(), "alter table aside add check (false)");
	pg_value(pg_shared(), "alter table quarantine add check (false)");
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct task	 t = { .id = 7, .attempt = 1, .trace = "",
				    .source = "/s", .source_id = "1" };
		struct batch	 b = { .arena = a, .task = &t, .ntask = 1,
				    .out = ARENA_NEW(a, struct outcome_of) };
		struct err	 e;
		struct delivery	 d = { .worker = rows[i].worker,
				    .node = NODE, .today = TODAY };

		d.db = db_open(pg_conninfo(pg_shared(), "ingest"), "refusals",
		    puts, NULL, NULL, &e);
		assert_non_null(d.db);
		err_set(&e, ERR_INPUT, "planted");
		if (deliver_failed(&d, &b, &e) != 0)
			fail_msg("%s: %s", rows[i].label, e.text);
		assert_int_equal(b.out[0].verdict, rows[i].verdict);
		assert_int_equal(b.out[0].answer, rows[i].answer);
		assert_non_null(strstr(b.out[0].text, "planted"));
		db_close(&d.db);
	}
	arena_free(&a);
}

/* Twice as long each time, less up to half of it by chance; then it is dead.
 * Each attempt leaves a row. */
static void
what_fails_comes_back_ever_later(void **state)
{
	static const enum query	 puts[] = { Q_ASIDE_PUT, Q_NONE };
	enum { ATTEMPTS = 8, DRAWS = 20 };
	struct arena	*a = arena_new(0);
	struct task	 t = { .id = 7, .trace = "", .source = "/s",
			    .source_id = "1" };
	struct batch	 b = { .arena = a, .task = &t, .ntask = 1,
			    .out = ARENA_NEW(a, struct outcome_of) };
	struct delivery	 d = { .worker = &assessment_worker, .node = NODE,
			    .today = TODAY };
	struct err	 e;
	uint32_t	 least, most, ms = 1000;
	int		 i;

	(void)state;
	pg_fresh(pg_shared());
	d.db = db_open(pg_conninfo(pg_shared(), "assessment"), "refusals",
	    puts, NULL, NULL, &e);
	assert_non_null(d.db);
	for (t.attempt = 1; t.attempt < ATTEMPTS; t.attempt++, ms *= 2) {
		for (i = 0, least = UINT32_MAX, most = 0; i < DRAWS; i++) {
			err_set(&e, ERR_AGAIN, "planted");
			assert_int_equal(deliver_failed(&d, &b, &e), 0);
			assert_int_equal(b.out[0].verdict, VERDICT_RETRY);
			if (b.out[0].retry_ms < least)
				least = b.out[0].retry_ms;
			if (b.out[0].retry_ms > most)
				most = b.out[0].retry_ms;
		}
		assert_true(least > ms / 2 && most <= ms && least < most);
	}
	err_set(&e, ERR_AGAIN, "planted");
	assert_int_equal(deliver_failed(&d, &b, &e), 0);
	assert_int_equal(b.out[0].verdict, VERDICT_DEAD);
	assert_string_equal(pg_value(pg_shared(), "select count(distinct "
	    "attempt) || ' ' || max(verdict) from sixthkey.aside"), "8 3");
	db_close(&d.db);
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(test_every_refusal_is_kept),
		cmocka_unit_test(what_cannot_be_put_aside_holds_up_nobody),
		cmocka_unit_test(what_fails_comes_back_ever_later),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
