#include "proto/convert.h"
#include "tests/lib/hand.h"
#include "tests/lib/pg.h"
#include "tests/lib/test.h"

const struct worker	*hand_true_worker;
struct hand		*hand_rival;

enum { NODE = 1 };

static void
let_rival_go_first(void)
{
	struct hand	*r = hand_rival;
	struct delivery	 d = { .node = NODE, .today = 100000 };
	struct err	 e;

	if (r == NULL)
		return;
	hand_rival = NULL;
	d.worker = r->worker;
	d.db = r->db;
	d.wary = &r->wary;
	if (deliver(&d, &r->batch, &e) != 0)
		fail_msg("the rival: %s", e.text);
}

static int
raced_fold(const struct subject_batch *sb, struct effects *fx, struct err *e)
{
	let_rival_go_first();
	return hand_true_worker->fold(sb, fx, e);
}

static int
raced_map(const struct task *t, struct effects *fx, struct err *e)
{
	let_rival_go_first();
	return hand_true_worker->map(t, fx, e);
}

static int
raced_door(const struct task *t, int32_t today, struct admission *a,
    struct effects *fx, struct err *e)
{
	let_rival_go_first();
	return hand_true_worker->door(t, today, a, fx, e);
}

struct worker
hand_raced(const struct worker *w)
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
	const enum query door[] = { w->put, Q_ASIDE_PUT, Q_INGEST_PUT_NEW,
	    Q_INGEST_NUMBERS, Q_INGEST_EXISTING, Q_INGEST_CONFIRM,
	    Q_QUARANTINE_PUT, Q_NONE };
	const enum query rest[] = { w->put, Q_ASIDE_PUT, w->recorded,
	    w->read[0], w->read[1], Q_NONE };
	struct err	 e;
	struct db	*db = db_open(pg_conninfo(pg_shared(), role), "race",
			    w->door != NULL ? door : rest, NULL, NULL, &e);

	if (db == NULL)
		fail_msg("%s: %s", role, e.text);
	return db;
}

void
hand_open(struct hand *h, const struct worker *w, const char *role)
{
	*h = (struct hand){ .worker = w, .db = connect_as(role, w),
	    .arena = arena_new(0) };
	h->batch.arena = h->arena;
}

void
hand_close(struct hand *h)
{
	db_close(&h->db);
	arena_free(&h->arena);
}

void
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

void
hand_go(struct hand *h)
{
	struct delivery	 d = { h->worker, h->db, NODE, 100000,
				    NULL, &h->wary };
	struct err	 e;
	size_t		 i;

	if (deliver(&d, &h->batch, &e) != 0)
		fail_msg("%s", e.text);
	for (i = 0; i < h->batch.ntask; i++)
		assert_int_equal(h->batch.out[i].verdict, VERDICT_DONE);
}

long
hand_count(const char *sql)
{
	return strtol(pg_value(pg_shared(), "select count(*) from sixthkey.%s",
	    sql), NULL, 10);
}

void
hand_take_one(struct hand *h, const struct event *ev, uint64_t id)
{
	struct task		*t = ARENA_NEW(h->arena, struct task);
	struct statement	 s;
	struct buf		 b = { 0 };

	statement_make(ev, &s);
	if (h->worker->stage == STAGE_PUBLICATION)
		look_pack(&(struct look){ s.subject, id == 1 }, &b);
	else
		statement_pack(&s, &b);
	*t = (struct task){ .id = id, .attempt = 1, .source = ev->source,
	    .source_id = ev->source_id, .trace = "",
	    .payload = arena_bytes(h->arena, b.data, b.len) };
	buf_release(&b);
	h->batch.task = t;
	h->batch.ntask = 1;
	h->batch.out = NULL;
	h->batch.nnext = 0;
}
