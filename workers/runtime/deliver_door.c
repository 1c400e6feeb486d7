#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "workers/runtime/deliver.h"

enum { MANY = 50 };

/* A submission that may be inserted, with its place in the batch. */
struct entry {
	const struct task	*task;
	size_t			 i;
	struct admission	 door;
	uint64_t		 event;		/* 0 until known */
	int			 ours;		/* this statement inserted it */
};

struct door {
	struct entry	*entry;		/* sorted by (source, source_id) */
	size_t		 n;
};

static int
compare(const void *va, const void *vb)
{
	const struct entry	*a = va, *b = vb;
	int			 c = strcmp(a->task->source, b->task->source);

	if (c == 0)
		c = strcmp(a->task->source_id, b->task->source_id);
	if (c != 0)
		return c;
	return a->i < b->i ? -1 : a->i > b->i;
}

static int
same_key(const struct entry *e, const char *source, const char *id)
{
	return strcmp(e->task->source, source) == 0 &&
	    strcmp(e->task->source_id, id) == 0;
}

/* The first entry with this key; there may be more right behind it. */
static struct entry *
find(struct door *door, const char *source, const char *id)
{
	size_t	 lo = 0, hi = door->n;

	while (lo < hi) {
		size_t		 mid = lo + (hi - lo) / 2;
		const struct task *t = door->entry[mid].task;
		int		 c = strcmp(t->source, source);

		if (c == 0)
			c = strcmp(t->source_id, id);
		if (c < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return &door->entry[lo];
}

/* The order of the insert: ids are new, and two workers with the same events
 * must not lock each other out. */
static void
sort(const struct batch *b, struct door *door)
{
	size_t	 i;

	door->entry = ARENA_ARRAY(b->arena, b->ntask, struct entry);
	for (i = 0; i < b->ntask; i++)
		door->entry[i] = (struct entry){ .task = &b->task[i], .i = i };
	qsort(door->entry, b->ntask, sizeof(*door->entry), compare);
}

static void
step_all(const struct delivery *d, struct batch *b, struct effects *fx,
    struct door *door)
{
	size_t	 i;

	for (i = 0; i < b->ntask; i++) {
		struct effects_mark	 mark = effects_mark(fx);
		struct entry		*en = &door->entry[door->n];
		struct outcome_of	*o;
		int64_t			 began = clock_us();
		struct err		 e;
		int			 rc;

		*en = door->entry[i];
		o = &b->out[en->i];
		o->verdict = VERDICT_DONE;
		rc = d->worker->door(en->task, d->today, &en->door, fx, &e);
		meters_observe(d->meters, METER_PROCESS, clock_us() - began);
		if (rc == 0) {
			o->trace = en->door.trace;
			door->n++;
			continue;
		}
		effects_undo(fx, mark);
		o->answer = ANSWER_REJECTED;
		o->text = deliver_text(b->arena, &e);
	}
}

static int
same_digest(const struct entry *en, struct bytes digest)
{
	return digest.len == sizeof(en->door.digest) &&
	    memcmp(digest.data, en->door.digest, digest.len) == 0;
}

/* All of them, in their order. */
static void
note_all(struct door *door, const struct rows *rows)
{
	size_t	 i;

	assert(rows_count(rows) == door->n);
	for (i = 0; i < door->n; i++) {
		door->entry[i].event = (uint64_t)rows_int(rows, i, 0);
		door->entry[i].ours = 1;
	}
}

/*
 * event_id, source, source_id, digest: those that were new.  A batch may hold
 * one key twice, even with different contents; the digest tells which of them
 * went in.
 */
static void
note_new(struct door *door, const struct rows *rows)
{
	size_t	 i;

	for (i = 0; i < rows_count(rows); i++) {
		struct entry *en = find(door, rows_text(rows, i, 1),
		    rows_text(rows, i, 2));

		while (!same_digest(en, rows_bytea(rows, i, 3)))
			en++;
		en->event = (uint64_t)rows_int(rows, i, 0);
		en->ours = 1;
	}
}

/* What the sources count, or NULL where none of them does. */
static struct params *
numbers(const struct door *door)
{
	struct params	*p = NULL;
	size_t		 i;

	for (i = 0; i < door->n; i++) {
		const struct entry *en = &door->entry[i];

		if (en->door.sequence == 0)
			continue;
		if (p == NULL) {
			p = params_new();
			params_column(p, COLUMN_TEXT);
			params_column(p, COLUMN_TEXT);
			params_column(p, COLUMN_BYTEA);
			params_column(p, COLUMN_INT4);
		}
		params_add_text(p, 0, en->task->source);
		params_add_text(p, 1, en->task->source_id);
		params_add_bytea(p, 2, (struct bytes){ en->door.digest,
		    sizeof(en->door.digest) });
		params_add_int(p, 3, en->door.sequence);
	}
	return p;
}

static struct rows *
insert_by(const struct delivery *d, enum query put, const struct params *p,
    const struct door *door, struct err *e)
{
	struct params	*counted = numbers(door);
	struct rows	*rows[2] = { NULL };
	struct call	 calls[2] = { { put, p },
			    { Q_INGEST_NUMBERS, counted } };
	int64_t		 began = clock_us();
	int		 rc = db_transaction(d->db, calls, counted == NULL ?
			    1 : 2, rows, NULL, e);

	params_free(&counted);
	if (rc != 0)
		return NULL;
	meters_observe(d->meters, METER_COMMIT, clock_us() - began);
	rows_free(&rows[1]);
	return rows[0];
}

static int
insert(const struct delivery *d, const struct effects *fx, struct door *door,
    struct err *e)
{
	struct params	*p = deliver_params(d, fx);
	struct rows	*rows = NULL;
	int		 hope = door->n >= MANY && deliver_hopes(d);

	if (hope && (rows = insert_by(d, d->worker->put, p, door, e)) != NULL)
		note_all(door, rows);
	else if ((!hope || db_raced(d->db)) &&
	    (rows = insert_by(d, Q_INGEST_PUT_NEW, p, door, e)) != NULL)
		note_new(door, rows);
	params_free(&p);
	if (rows == NULL)
		return -1;
	deliver_learn(d, rows_count(rows) == door->n);
	rows_free(&rows);
	return 0;
}

static void
judge(struct batch *b, const struct entry *en, uint64_t event,
    struct bytes digest)
{
	struct outcome_of	*o = &b->out[en->i];
	int			 same = same_digest(en, digest);

	o->event = event;
	o->answer = same ? ANSWER_DUPLICATE : ANSWER_CONFLICT;
	if (!same)
		o->text = text_mend(arena_printf(b->arena, "/id: \"%.120s\" "
		    "was used before by this source for other content (event "
		    "%llu); expected a new id, or event.corrected",
		    en->task->source_id, (unsigned long long)event));
}

static int
all_ours(const struct door *door)
{
	size_t	 i = 0;

	while (i < door->n && door->entry[i].ours)
		i++;
	return i == door->n;
}

/*
 * Whoever was not inserted was there before, perhaps from this very batch.  A
 * statement of its own: the insert cannot see the rows it lost to.
 */
static int
look_up_existing(const struct delivery *d, struct batch *b, struct door *door,
    struct err *e)
{
	struct params	*p = params_new();
	int		 c = params_column(p, COLUMN_TEXT);
	struct rows	*rows;
	size_t		 i, j;

	params_column(p, COLUMN_TEXT);
	for (i = 0; i < door->n; i++) {
		const struct entry *en = &door->entry[i];

		if (en->ours)
			continue;
		params_add_text(p, c, en->task->source);
		params_add_text(p, c + 1, en->task->source_id);
	}
	rows = db_run(d->db, Q_INGEST_EXISTING, p, NULL, e);
	params_free(&p);
	if (rows == NULL)
		return -1;
	for (i = 0; i < rows_count(rows); i++) {
		const char	*source = rows_text(rows, i, 1);
		const char	*id = rows_text(rows, i, 2);

		j = (size_t)(find(door, source, id) - door->entry);
		for (; j < door->n && same_key(&door->entry[j], source, id);
		    j++)
			if (!door->entry[j].ours)
				judge(b, &door->entry[j],
				    (uint64_t)rows_int(rows, i, 0),
				    rows_bytea(rows, i, 3));
	}
	rows_free(&rows);
	return 0;
}

/* Nobody may hear "duplicate" of a row whose own commit is still in doubt. */
static int
confirm(const struct delivery *d, struct err *e)
{
	struct rows	*rows = db_run(d->db, Q_INGEST_CONFIRM, NULL, NULL, e);

	if (rows == NULL)
		return -1;
	rows_free(&rows);
	return 0;
}

static void
hand_over(struct batch *b, const struct door *door)
{
	size_t	 i;

	for (i = 0; i < door->n; i++) {
		const struct entry *en = &door->entry[i];

		if (!en->ours)
			continue;
		b->out[en->i].answer = ANSWER_ACCEPTED;
		b->out[en->i].ours = 1;
		b->out[en->i].event = en->event;
		b->next[b->nnext++] = (struct task){ .id = en->event,
		    .subject_hash = text_hash(en->door.subject), .attempt = 1,
		    .lane = en->task->lane, .trace = en->door.trace,
		    .payload = en->task->payload };
	}
}

static int
is_refused(const struct outcome_of *o)
{
	return o->answer == ANSWER_REJECTED || o->answer == ANSWER_CONFLICT;
}

int
deliver_quarantine(const struct delivery *d, const struct batch *b,
    struct err *e)
{
	struct params	*p;
	struct rows	*rows;
	size_t		 i, n = 0;
	int		 c;

	for (i = 0; i < b->ntask; i++)
		n += (size_t)is_refused(&b->out[i]);
	if (n == 0)
		return 0;
	p = params_new();
	params_int4(p, d->node);
	c = params_column(p, COLUMN_TEXT);
	params_column(p, COLUMN_TEXT);
	params_column(p, COLUMN_TEXT);
	params_column(p, COLUMN_BYTEA);
	for (i = 0; i < b->ntask; i++) {
		if (!is_refused(&b->out[i]))
			continue;
		params_add_text(p, c, b->task[i].source);
		params_add_text(p, c + 1, b->task[i].source_id);
		params_add_text(p, c + 2, b->out[i].text);
		params_add_bytea(p, c + 3, b->task[i].payload);
	}
	rows = db_run(d->db, Q_QUARANTINE_PUT, p, NULL, e);
	params_free(&p);
	if (rows == NULL)
		return -1;
	rows_free(&rows);
	return 0;
}

int
deliver_door(const struct delivery *d, struct batch *b, struct err *e)
{
	struct effects	 fx;
	struct door	 door = { 0 };

	effects_init(&fx, d->worker->groups, b->arena);
	sort(b, &door);
	step_all(d, b, &fx, &door);
	if (door.n != 0 && (insert(d, &fx, &door, e) != 0 ||
	    (!all_ours(&door) && (look_up_existing(d, b, &door, e) != 0 ||
	    confirm(d, e) != 0))))
		return -1;
	hand_over(b, &door);
	return deliver_quarantine(d, b, e);
}
