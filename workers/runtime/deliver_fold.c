/*
 * Compare and append: read every subject's newest head in one snapshot, step,
 * append seq + 1.  Where another worker was first nothing of the batch is
 * written; it is read again and stepped again.  That its events have no records
 * yet is hoped for, and looked at only once a key was met.
 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "workers/runtime/deliver.h"

enum { COL_SUBJECT, COL_STATE };

/* One task on its way. */
struct item {
	const char		*subject;
	const struct task	*task;
	const void		*message;
	struct outcome_of	*out;
};

struct fold {
	const struct delivery	*d;
	struct batch		*b;
	struct item		*item;	/* not settled, by subject, then id */
	size_t			 n;
	int			 hope;	/* that none has a record yet */
	int			 doubt;	/* a step failed: has one after all? */
};

static int
compare_items(const void *va, const void *vb)
{
	const struct item	*a = va, *b = vb;
	int			 c = strcmp(a->subject, b->subject);

	if (c != 0)
		return c;
	return a->task->id < b->task->id ? -1 : a->task->id > b->task->id;
}

static void
bury(struct item *it, struct arena *a, const struct err *e)
{
	it->out->verdict = deliver_verdict(e);
	it->out->text = deliver_text(a, e);
}

static void
unpack_all(struct fold *f)
{
	size_t	 i;

	f->item = ARENA_ARRAY(f->b->arena, f->b->ntask, struct item);
	for (i = 0; i < f->b->ntask; i++) {
		struct item	*it = &f->item[f->n];
		struct err	 e;

		it->task = &f->b->task[i];
		it->out = &f->b->out[i];
		it->message = f->d->worker->unpack(it->task, f->b->arena,
		    &it->subject, &e);
		if (it->message == NULL)
			bury(it, f->b->arena, &e);
		else
			f->n++;
	}
	qsort(f->item, f->n, sizeof(*f->item), compare_items);
}

/* Keep what is not settled yet, in order. */
static void
drop_settled(struct fold *f)
{
	size_t	 i, kept = 0;

	for (i = 0; i < f->n; i++)
		if (f->item[i].out->verdict == VERDICT_NONE)
			f->item[kept++] = f->item[i];
	f->n = kept;
}

static int
same_subject(const struct fold *f, size_t i, size_t j)
{
	return strcmp(f->item[i].subject, f->item[j].subject) == 0;
}

static struct value
read_value(const struct rows *rows, size_t row, int column, char letter,
    struct arena *a)
{
	if (rows_null(rows, row, column))
		return V_NULL;
	if (letter == 't')
		return V_TEXT(arena_text(a, rows_text(rows, row, column)));
	if (letter == 'y') {
		struct bytes b = rows_bytea(rows, row, column);

		return V_BYTES(arena_bytes(a, b.data, b.len));
	}
	return V_INT(rows_int(rows, row, column));
}

/* The rows of the reads, found by subject. */
struct snapshot {
	struct rows	*rows[WORKER_READS];
	struct ref {
		const char		*subject;
		const struct rows	*rows;
		size_t			 row;
	}		*ref;
	size_t		 n;
};

static int
compare_refs(const void *va, const void *vb)
{
	const struct ref	*a = va, *b = vb;
	int			 c = strcmp(a->subject, b->subject);

	if (c != 0)
		return c;
	return a->row < b->row ? -1 : a->row > b->row;
}

/* The first reference that does not sort before the subject. */
static size_t
lower_bound(const struct snapshot *s, const char *subject)
{
	struct ref	 key = { subject, NULL, 0 };
	size_t		 lo = 0, hi = s->n;

	while (lo < hi) {
		size_t	 mid = lo + (hi - lo) / 2;

		if (compare_refs(&s->ref[mid], &key) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static int
is_subject(const struct snapshot *s, size_t r, const char *subject)
{
	return r < s->n && strcmp(s->ref[r].subject, subject) == 0;
}

static void
index_rows(struct snapshot *s, const struct rows *rows, struct arena *a)
{
	size_t		 n = rows_count(rows), r;
	struct ref	*ref = ARENA_ARRAY(a, s->n + n, struct ref);

	if (s->n != 0)
		memcpy(ref, s->ref, s->n * sizeof(*ref));
	for (r = 0; r < n; r++)
		ref[s->n + r] = (struct ref){
		    rows_text(rows, r, COL_SUBJECT), rows, r };
	s->ref = ref;
	s->n += n;
	qsort(s->ref, s->n, sizeof(*s->ref), compare_refs);
}

/* The subjects of which nothing is known; NULL: there are none. */
static struct params *
unknown_subjects(const struct fold *f, const struct snapshot *s)
{
	struct params	*p = params_new();
	int		 c = params_column(p, COLUMN_TEXT);
	size_t		 i, r = 0, n = 0;

	for (i = 0; i < f->n; i++) {
		const char	*subject = f->item[i].subject;

		if (i != 0 && same_subject(f, i - 1, i))
			continue;
		while (r < s->n && strcmp(s->ref[r].subject, subject) < 0)
			r++;
		if (is_subject(s, r, subject))
			continue;
		params_add_text(p, c, subject);
		n++;
	}
	if (n == 0)
		params_free(&p);
	return p;
}

static void
free_state(struct snapshot *s)
{
	size_t	 k;

	for (k = 0; k < WORKER_READS; k++)
		rows_free(&s->rows[k]);
}

static int
read_state(const struct fold *f, struct snapshot *s, struct err *e)
{
	const enum query	*read = f->d->worker->read;
	struct params		*p;
	size_t			 k;

	*s = (struct snapshot){ .n = 0 };
	for (k = 0; k < WORKER_READS && read[k] != Q_NONE; k++) {
		if ((p = unknown_subjects(f, s)) == NULL)
			break;
		s->rows[k] = db_run(f->d->db, read[k], p, NULL, e);
		params_free(&p);
		if (s->rows[k] == NULL) {
			free_state(s);
			return -1;
		}
		index_rows(s, s->rows[k], f->b->arena);
	}
	return 0;
}

/* What has a record already is done, by whoever it was: looked at behind the
 * state, so that nothing stands in that which is not seen here. */
static int
settle_recorded(struct fold *f, struct err *e)
{
	size_t	 n = f->n;

	if (f->hope)
		return 0;
	if (deliver_recorded(f->d, f->b, e) != 0)
		return -1;
	drop_settled(f);
	deliver_learn(f->d, f->n == n);
	return 0;
}

static void
read_rows(const struct fold *f, const struct snapshot *s,
    struct subject_batch *sb)
{
	const char		*columns = f->d->worker->columns;
	size_t			 first = lower_bound(s, sb->subject), r, c;
	struct state_row	*out;

	for (r = first; is_subject(s, r, sb->subject); r++)
		;
	sb->nrow = r - first;
	sb->row = out = ARENA_ARRAY(f->b->arena, sb->nrow, struct state_row);
	for (r = first; r < first + sb->nrow; r++, out++)
		for (c = 0; columns[c] != '\0'; c++)
			out->v[c] = read_value(s->ref[r].rows, s->ref[r].row,
			    COL_STATE + (int)c, columns[c], f->b->arena);
}

/* Step the items [i, j), all of one subject. */
static void
step_subject(struct fold *f, const struct snapshot *s, size_t i, size_t j,
    struct effects *fx)
{
	struct arena		*a = f->b->arena;
	const struct task	**task = ARENA_ARRAY(a, j - i,
				    const struct task *);
	const void		**message = ARENA_ARRAY(a, j - i, const void *);
	struct subject_batch	 sb = { .subject = f->item[i].subject,
				    .task = task, .message = message,
				    .ntask = j - i };
	struct effects_mark	 mark = effects_mark(fx);
	struct err		 e;
	size_t			 k;
	int64_t			 began = clock_us();
	int			 rc;

	for (k = i; k < j; k++) {
		task[k - i] = f->item[k].task;
		message[k - i] = f->item[k].message;
	}
	read_rows(f, s, &sb);
	rc = f->d->worker->fold(&sb, fx, &e);
	meters_observe(f->d->meters, METER_PROCESS, clock_us() - began);
	if (rc != 0) {
		effects_undo(fx, mark);
		f->doubt = f->hope;
		for (k = i; k < j && !f->doubt; k++)
			bury(&f->item[k], a, &e);
	}
	if (fx->scratch != fx->arena)
		arena_reset(fx->scratch);
}

/* As far as there is no doubt. */
static void
step_all(struct fold *f, const struct snapshot *s, struct effects *fx)
{
	size_t	 i, j;

	for (i = 0; i < f->n && !f->doubt; i = j) {
		for (j = i + 1; j < f->n && same_subject(f, i, j); j++)
			;
		step_subject(f, s, i, j, fx);
	}
	drop_settled(f);
}

/* All of it was written: the put statement knows no half. */
static void
settle_written(struct fold *f, const struct effects *fx)
{
	size_t	 i;

	deliver_next(f->b, fx);
	for (i = 0; i < f->n; i++) {
		f->item[i].out->verdict = VERDICT_DONE;
		f->item[i].out->ours = 1;
	}
	f->n = 0;
}

static int
put(struct fold *f, const struct effects *fx, struct err *e)
{
	struct params	*p = deliver_params(f->d, fx);
	struct rows	*rows = deliver_commit(f->d, p, e);

	params_free(&p);
	if (rows == NULL)
		return -1;
	rows_free(&rows);
	settle_written(f, fx);
	return 0;
}

/* One turn; when the race for a head was lost nothing is settled by it, nor when
 * a step failed of what may have a record: nothing that has one is put aside. */
static int
turn(struct fold *f, struct err *e)
{
	struct snapshot	 s;
	struct effects	 fx;
	int		 rc;

	if (read_state(f, &s, e) != 0)
		return -1;
	effects_init(&fx, f->d->worker->groups, f->b->arena);
	if (f->b->scratch != NULL)
		fx.scratch = f->b->scratch;
	rc = settle_recorded(f, e);
	if (rc == 0)
		step_all(f, &s, &fx);
	free_state(&s);
	if (f->doubt)
		f->hope = f->doubt = 0;
	else if (rc == 0 && f->n != 0)
		rc = put(f, &fx, e);
	return rc;
}

/*
 * Whoever loses a race has seen another worker's commit, so all together get on.
 * A key that is met again and again is no race.
 */
int
deliver_fold(const struct delivery *d, struct batch *b, struct err *e)
{
	struct fold	 f = { .d = d, .b = b, .hope = deliver_hopes(d) };
	int		 lost = 0;

	unpack_all(&f);
	while (f.n > 0) {
		if (turn(&f, e) == 0)
			continue;
		if (!db_raced(d->db) || ++lost == DELIVER_RACES)
			return -1;
		f.hope = 0;
	}
	return deliver_aside(d, b, e);
}
