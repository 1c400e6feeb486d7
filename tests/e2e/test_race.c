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
#include "tests/lib/load.h"
#include "tests/lib/pg.h"
#include "tests/lib/test.h"
#include "workers/assessment/step.h"
#include "workers/ingest/step.h"
#include "workers/publication/step.h"
#include "workers/quality-combination/document.h"
#include "workers/quality-combination/step.h"
#include "workers/runtime/deliver.h"

enum { EVENTS = 6, NODE = 1 };

/* One worker: its stage's row, its connection, its batch. */
struct hand {
	const struct worker	*worker;
	struct db		*db;
	struct arena		*arena;
	struct batch		 batch;
};

static const struct worker	*true_worker;	/* whose step is wrapped */
static struct hand		*rival;		/* delivers inside it, once */

static void
let_rival_go_first(void)
{
	struct hand	*r = rival;
	struct delivery	 d = { NULL, NULL, NODE, 100000 };
	struct err	 e;

	if (r == NULL)
		return;
	rival = NULL;
	d.worker = r->worker;
	d.db = r->db;
	if (deliver(&d, &r->batch, &e) != 0)
		fail_msg("the rival: %s", e.text);
}

static int
raced_fold(const struct subject_batch *sb, struct effects *fx, struct err *e)
{
	let_rival_go_first();
	return true_worker->fold(sb, fx, e);
}

static int
raced_map(const struct task *t, struct effects *fx, struct err *e)
{
	let_rival_go_first();
	return true_worker->map(t, fx, e);
}

static int
raced_door(const struct task *t, int32_t today, struct admission *a,
    struct effects *fx, struct err *e)
{
	let_rival_go_first();
	return true_worker->door(t, today, a, fx, e);
}

static struct worker
raced(const struct worker *w)
{
	struct worker	 r = *w;

	r.door = w->door == NULL ? NULL : raced_door;
	r.map = w->map == NULL ? NULL : raced_map;
	r.fold = w->fold == NULL ? NULL : raced_fold;
	return r;
}

static struct db *
connect_as(const char *role, const struct worker *w)
{
	const enum query door[] = { w->put, Q_ASIDE_PUT, Q_INGEST_BEGIN,
	    Q_INGEST_EXISTING, Q_INGEST_CONFIRM, Q_QUARANTINE_PUT, Q_NONE };
	const enum query rest[] = { w->put, Q_ASIDE_PUT, w->read, Q_NONE };
	struct err	 e;
	struct db	*db = db_open(pg_conninfo(pg_shared(), role), "race",
			    w->door != NULL ? door : rest, NULL, NULL, &e);

	if (db == NULL)
		fail_msg("%s: %s", role, e.text);
	return db;
}

static void
hand_open(struct hand *h, const struct worker *w, const char *role)
{
	*h = (struct hand){ .worker = w, .db = connect_as(role, w),
	    .arena = arena_new(0) };
	h->batch.arena = h->arena;
}

static void
hand_close(struct hand *h)
{
	db_close(&h->db);
	arena_free(&h->arena);
}

/* A batch of the load's events from..to, as the stage's messages. */
static void
hand_take(struct hand *h, const struct load *load, uint64_t from, uint64_t to)
{
	struct task	*t = ARENA_ARRAY(h->arena, to - from, struct task);
	uint64_t	 i;

	for (i = from; i < to; i++) {
		const struct event	*ev = load_event(load, i, h->arena);
		struct statement	 s;
		struct buf		 b = { 0 };

		statement_make(ev, &s);
		if (h->worker->stage == STAGE_PUBLICATION)
			look_pack(&(struct look){ s.subject,
			    (uint32_t)(i + 1) }, &b);
		else if (h->worker->stage == STAGE_COMBINATION)
			statement_pack(&s, &b);
		else
			event_pack(ev, &b);
		t[i - from] = (struct task){ .id = i + 1, .attempt = 1,
		    .source = ev->source, .source_id = ev->source_id,
		    .trace = "",
		    .payload = arena_bytes(h->arena, b.data, b.len) };
		buf_release(&b);
	}
	h->batch.task = t;
	h->batch.ntask = to - from;
	h->batch.out = NULL;
	h->batch.nnext = 0;
}

static void
go(struct hand *h)
{
	struct delivery	 d = { h->worker, h->db, NODE, 100000 };
	struct err	 e;
	size_t		 i;

	if (deliver(&d, &h->batch, &e) != 0)
		fail_msg("%s", e.text);
	for (i = 0; i < h->batch.ntask; i++)
		assert_int_equal(h->batch.out[i].verdict, VERDICT_DONE);
}

static long
count(const char *sql)
{
	return strtol(pg_value(pg_shared(), "select count(*) from sixthkey.%s",
	    sql), NULL, 10);
}

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
	struct worker		 w = raced(&combination_worker);
	struct hand		 a, b;
	unsigned		 cut, overlap;

	(void)state;
	true_worker = &combination_worker;
	for (cut = 1; cut < EVENTS; cut++)
		for (overlap = 0; overlap <= cut; overlap++) {
			pg_fresh(pg_shared());
			hand_open(&a, &w, "combination");
			hand_open(&b, &combination_worker, "combination");
			hand_take(&a, &load, 0, cut);
			hand_take(&b, &load, cut - overlap, EVENTS);
			rival = &b;
			go(&a);
			assert_null(rival);
			assert_int_equal(count("combination"), EVENTS);
			assert_int_equal(count("subject_head"),
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
	struct worker		 w = raced(&combination_worker);
	struct hand		 a, b;
	unsigned		 i;

	(void)state;
	true_worker = &combination_worker;
	pg_fresh(pg_shared());
	hand_open(&a, &w, "combination");
	hand_open(&b, &combination_worker, "combination");
	for (i = 0; i < EVENTS; i += 2) {
		hand_take(&a, &load, i, i + 1);
		hand_take(&b, &load, i + 1, i + 2);
		rival = &b;
		go(&a);
		assert_null(rival);
	}
	assert_int_equal(count("combination"), EVENTS);
	assert_int_equal(count("subject_head"), EVENTS);
	assert_all_folded(&load);
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
		go(&c);
	}
	hand_close(&c);
}

/* Each version is decided and published once, in order, whoever looks. */
static void
test_publication_in_every_order(void **state)
{
	const struct load	 load = { 9, 1, "/files/race" };
	struct worker		 w = raced(&publication_worker);
	struct hand		 a, b;
	unsigned		 cut;
	long			 versions;

	(void)state;
	true_worker = &publication_worker;
	for (cut = 1; cut < EVENTS; cut++) {
		pg_fresh(pg_shared());
		combine_all(&load);
		versions = count("rating_version");
		assert_true(versions > 1);
		hand_open(&a, &w, "publication");
		hand_open(&b, &publication_worker, "publication");
		hand_take(&a, &load, 0, cut);
		hand_take(&b, &load, cut - 1, EVENTS);
		rival = &b;
		go(&a);
		assert_null(rival);
		assert_int_equal(count("publication"), EVENTS);
		assert_int_equal(count("published_version"), versions);
		assert_int_equal(count("decision where seq = version"),
		    versions);
		hand_close(&a);
		hand_close(&b);
	}
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
	true_worker = &assessment_worker;
	for (cut = 1; cut < EVENTS; cut++) {
		pg_fresh(pg_shared());
		w = raced(&assessment_worker);
		hand_open(&a, &w, "assessment");
		hand_open(&b, &assessment_worker, "assessment");
		hand_take(&a, &load, 0, cut + 1);
		hand_take(&b, &load, cut - 1, EVENTS);
		rival = &b;
		go(&a);
		assert_null(rival);
		assert_int_equal(count("assessment"), EVENTS);
		assert_int_equal(a.batch.nnext + b.batch.nnext, EVENTS);
		hand_close(&a);
		hand_close(&b);
	}
}

static void
test_door_in_every_order(void **state)
{
	const struct load	 load = { 11, 3, "/files/race" };
	struct hand		 a, b;
	struct worker		 w = raced(&ingest_worker);
	size_t			 i, accepted = 0;
	unsigned		 cut;

	(void)state;
	true_worker = &ingest_worker;
	for (cut = 1; cut < EVENTS; cut++) {
		pg_fresh(pg_shared());
		hand_open(&a, &w, "ingest");
		hand_open(&b, &ingest_worker, "ingest");
		hand_take(&a, &load, 0, cut + 1);
		hand_take(&b, &load, cut - 1, EVENTS);
		rival = &b;
		go(&a);
		assert_null(rival);
		assert_int_equal(count("event"), EVENTS);
		for (i = 0; i < a.batch.ntask; i++)
			accepted += a.batch.out[i].answer == ANSWER_ACCEPTED;
		for (i = 0; i < b.batch.ntask; i++)
			accepted += b.batch.out[i].answer == ANSWER_ACCEPTED;
		assert_int_equal(accepted, EVENTS * cut);
		hand_close(&a);
		hand_close(&b);
	}
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(test_door_in_every_order),
		cmocka_unit_test(test_maps_in_every_order),
		cmocka_unit_test(test_combination_in_every_order),
		cmocka_unit_test(test_combination_one_by_one),
		cmocka_unit_test(test_publication_in_every_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
