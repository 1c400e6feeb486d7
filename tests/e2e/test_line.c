/*
 * A real line: processes, sockets, PostgreSQL.  Whatever is killed, nothing is
 * lost and nothing is done twice.
 */
#include <signal.h>

#include "base/digest.h"
#include "proto/client.h"
#include "proto/convert.h"
#include "proto/document.h"
#include "tests/lib/line.h"
#include "tests/lib/load.h"
#include "tests/lib/test.h"

enum { PATIENCE_MS = 30000, SETTLE_S = 60 };

struct feed {
	struct client	*client;
	struct arena	*arena;
	uint64_t	 count[ANSWER_BUSY + 1];
};

static void
on_answer(void *arg, const struct client_answer *a)
{
	struct feed	*f = arg;

	f->count[a->answer]++;
}

static void
feed_open(struct feed *f, const struct line *l)
{
	struct err	 e;

	*f = (struct feed){ .arena = arena_new(0) };
	f->client = client_open(line_submit(l), 0, on_answer, f, &e);
	assert_non_null(f->client);
}

static void
feed_close(struct feed *f)
{
	client_close(&f->client);
	arena_free(&f->arena);
}

static void
feed_range(struct feed *f, const struct load *load, uint64_t from, uint64_t to)
{
	struct err	 e;
	uint64_t	 i;

	for (i = from; i < to; i++) {
		if (client_submit(f->client, load_event(load, i, f->arena), i,
		    PATIENCE_MS, &e) != 0)
			fail_msg("event %llu: %s", (unsigned long long)i,
			    e.text);
		arena_reset(f->arena);
	}
}

static void
feed_flush(struct feed *f)
{
	struct err	 e;

	if (client_flush(f->client, PATIENCE_MS, &e) != 0)
		fail_msg("%s, %zu pending", e.text,
		    client_pending(f->client));
}

/* The newest document of every subject is the pure fold over the events. */
static void
assert_documents(struct pg *pg, const struct load *load, uint64_t n)
{
	struct arena	*a = arena_new(0);
	unsigned	 s;
	uint64_t	 i;

	for (s = 0; s < load->subjects && s < n; s++) {
		struct statement	*add = ARENA_ARRAY(a, n / load->subjects
					    + 1, struct statement);
		struct state		 none = { 0 }, now;
		struct bytes		 doc;
		uint8_t			 d[DIGEST_SIZE];
		char			 hex[DIGEST_HEX];
		size_t			 k = 0;

		for (i = s; i < n; i += load->subjects)
			statement_make(load_event(load, i, a), &add[k++]);
		none.subject = add[0].subject;
		state_merge(&none, add, k, a, &now);
		doc = document_make(&now, a).bytes;
		digest(doc.data, doc.len, d);
		assert_string_equal(pg_value(pg, "select encode(digest, 'hex')"
		    " from sixthkey.published_version where subject = '%s'"
		    " order by version desc limit 1", none.subject),
		    digest_hex(d, sizeof(d), hex));
		arena_reset(a);
	}
	arena_free(&a);
}

static void
test_events_become_published_ratings(void **state)
{
	const struct load	 load = { 1, 50, "/files/line" };
	struct line		*l;
	struct feed		 f;

	(void)state;
	pg_fresh(pg_shared());
	l = line_start(pg_shared(), 1, NULL, NULL);
	feed_open(&f, l);
	feed_range(&f, &load, 0, 1000);
	feed_flush(&f);
	assert_int_equal(f.count[ANSWER_ACCEPTED], 1000);
	line_settle(l, 1000, SETTLE_S);
	assert_string_equal(line_faults(l), "");
	assert_documents(pg_shared(), &load, 1000);
	feed_close(&f);
	line_stop(&l);
}

static void
test_the_same_again_changes_nothing(void **state)
{
	const struct load	 load = { 2, 10, "/files/line" };
	struct line		*l;
	struct feed		 f;
	const char		*heads = "select count(*) from "
				    "sixthkey.subject_head";
	long			 before;

	(void)state;
	pg_fresh(pg_shared());
	l = line_start(pg_shared(), 1, NULL, NULL);
	feed_open(&f, l);
	feed_range(&f, &load, 0, 200);
	feed_flush(&f);
	line_settle(l, 200, SETTLE_S);
	before = strtol(pg_value(pg_shared(), "%s", heads), NULL, 10);
	feed_range(&f, &load, 0, 200);
	feed_flush(&f);
	assert_int_equal(f.count[ANSWER_ACCEPTED], 200);
	assert_int_equal(f.count[ANSWER_DUPLICATE], 200);
	line_settle(l, 200, SETTLE_S);
	assert_int_equal(strtol(pg_value(pg_shared(), "%s", heads), NULL, 10),
	    before);
	assert_string_equal(line_faults(l), "");
	feed_close(&f);
	line_stop(&l);
}

/* Same id, other content: refused, named, kept; the first one stands. */
static void
test_other_content_under_a_used_id_is_a_conflict(void **state)
{
	const struct load	 one = { 3, 1, "/files/line" };
	struct arena		*a = arena_new(0);
	struct event		 other;
	struct line		*l;
	struct feed		 f;
	struct err		 e;

	(void)state;
	pg_fresh(pg_shared());
	l = line_start(pg_shared(), 1, NULL, NULL);
	feed_open(&f, l);
	feed_range(&f, &one, 0, 1);
	feed_flush(&f);
	other = *load_event(&one, 1, a);
	other.source_id = load_event(&one, 0, a)->source_id;
	assert_int_equal(client_submit(f.client, &other, 9, PATIENCE_MS, &e),
	    0);
	feed_flush(&f);
	assert_int_equal(f.count[ANSWER_CONFLICT], 1);
	line_settle(l, 1, SETTLE_S);
	assert_string_equal(pg_value(pg_shared(), "select count(*) from "
	    "sixthkey.quarantine where reason like '%%used before%%'"), "1");
	assert_documents(pg_shared(), &one, 1);
	feed_close(&f);
	arena_free(&a);
	line_stop(&l);
}

static void
kill_and_start_again(struct line *l, enum stage s)
{
	line_signal(l, s, 0, SIGKILL);
	line_reap(l, s, 0);
	line_again(l, s, 0);
}

/* Each program once, in the middle of the load. */
static void
test_kill_of_each_process_loses_nothing(void **state)
{
	const struct load	 load = { 4, 97, "/files/line" };
	struct line		*l;
	struct feed		 f;
	unsigned		 s;

	(void)state;
	pg_fresh(pg_shared());
	l = line_start(pg_shared(), 2, NULL, NULL);
	feed_open(&f, l);
	for (s = STAGE_NONE; s < STAGE_COUNT; s++) {
		feed_range(&f, &load, s * 2000, (s + 1) * 2000);
		kill_and_start_again(l, (enum stage)s);
	}
	feed_flush(&f);
	assert_int_equal(f.count[ANSWER_ACCEPTED] +
	    f.count[ANSWER_DUPLICATE], 10000);
	line_settle(l, 10000, SETTLE_S);
	assert_string_equal(line_faults(l), "");
	assert_documents(pg_shared(), &load, 10000);
	feed_close(&f);
	line_stop(&l);
}

/* Everything at once, with a backlog: what was accepted is found again. */
static void
test_kill_of_all_processes_loses_nothing(void **state)
{
	const struct load	 load = { 5, 31, "/files/line" };
	struct line		*l;
	struct feed		 f;
	unsigned		 s;

	(void)state;
	pg_fresh(pg_shared());
	l = line_start(pg_shared(), 1, NULL, NULL);
	feed_open(&f, l);
	feed_range(&f, &load, 0, 3000);
	for (s = STAGE_NONE; s < STAGE_COUNT; s++)
		line_signal(l, (enum stage)s, 0, SIGKILL);
	for (s = STAGE_NONE; s < STAGE_COUNT; s++) {
		line_reap(l, (enum stage)s, 0);
		line_again(l, (enum stage)s, 0);
	}
	feed_flush(&f);
	line_settle(l, 3000, SETTLE_S);
	assert_string_equal(line_faults(l), "");
	assert_documents(pg_shared(), &load, 3000);
	feed_close(&f);
	line_stop(&l);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(test_events_become_published_ratings),
		cmocka_unit_test(test_the_same_again_changes_nothing),
		cmocka_unit_test(
		    test_other_content_under_a_used_id_is_a_conflict),
		cmocka_unit_test(test_kill_of_each_process_loses_nothing),
		cmocka_unit_test(test_kill_of_all_processes_loses_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
