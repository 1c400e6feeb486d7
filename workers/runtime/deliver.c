#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "workers/runtime/deliver.h"

enum { WARY = 8 };	/* batches, since one had what was there before */

static enum column
column_type(char letter)
{
	static const struct {
		char		 letter;
		enum column	 type;
	} types[] = {
		{ 'b', COLUMN_INT8 }, { 'i', COLUMN_INT4 },
		{ 's', COLUMN_INT2 }, { 't', COLUMN_TEXT },
		{ 'y', COLUMN_BYTEA },
	};
	size_t	 i = 0;

	while (types[i].letter != letter)
		i++;
	return types[i].type;
}

static void
add_value(struct params *p, int column, const struct value *v)
{
	switch (v->type) {
	case VALUE_NULL:
		params_add_null(p, column);
		break;
	case VALUE_INT:
		params_add_int(p, column, v->number);
		break;
	case VALUE_TEXT:
		params_add_text(p, column, v->text);
		break;
	case VALUE_BYTES:
		params_add_bytea(p, column, v->bytes);
		break;
	}
}

/* Rows of one group, as they are sent. */
struct sent {
	const struct effect	**row;
	size_t			 n;
};

static void
gather(const struct effects *fx, struct sent sent[EFFECT_GROUPS])
{
	const struct effect	*row;
	int			 g;

	memset(sent, 0, EFFECT_GROUPS * sizeof(*sent));
	for (row = fx->first; row != NULL; row = row->next)
		sent[row->group].n++;
	for (g = 0; g < EFFECT_GROUPS; g++) {
		sent[g].row = ARENA_ARRAY(fx->arena, sent[g].n,
		    const struct effect *);
		sent[g].n = 0;
	}
	for (row = fx->first; row != NULL; row = row->next)
		sent[row->group].row[sent[row->group].n++] = row;
}

static int
compare_events(const void *va, const void *vb)
{
	const struct effect	*const *a = va, *const *b = vb;
	int64_t			 i = (*a)->value[0].number;
	int64_t			 j = (*b)->value[0].number;

	return i < j ? -1 : i > j;
}

static void
add_group(struct params *p, const char *columns, const struct sent *s)
{
	size_t	 c, i;
	int	 column;

	for (c = 0; columns[c] != '\0'; c++) {
		column = params_column(p, column_type(columns[c]));
		for (i = 0; i < s->n; i++)
			add_value(p, column, &s->row[i]->value[c]);
	}
}

struct params *
deliver_params(const struct delivery *d, const struct effects *fx)
{
	struct params	*p = params_new();
	struct sent	 sent[EFFECT_GROUPS];
	int		 g;

	gather(fx, sent);
	params_int4(p, d->node);
	for (g = 0; fx->groups[g].name != NULL; g++) {
		if (fx->groups[g].columns[0] == 'b')
			qsort(sent[g].row, sent[g].n, sizeof(*sent[g].row),
			    compare_events);
		add_group(p, fx->groups[g].columns, &sent[g]);
	}
	return p;
}

struct rows *
deliver_commit(const struct delivery *d, const struct params *p, struct err *e)
{
	int64_t		 began = clock_us();
	struct rows	*rows = db_run(d->db, d->worker->put, p, NULL, e);

	if (rows != NULL)
		meters_observe(d->meters, METER_COMMIT, clock_us() - began);
	return rows;
}

int
deliver_hopes(const struct delivery *d)
{
	return d->wary != NULL && *d->wary == 0;
}

void
deliver_learn(const struct delivery *d, int all_were_new)
{
	if (d->wary == NULL)
		return;
	if (!all_were_new)
		*d->wary = WARY;
	else if (*d->wary > 0)
		--*d->wary;
}

static int
compare_ids(const void *va, const void *vb)
{
	const int64_t	*a = va, *b = vb;

	return *a < *b ? -1 : *a > *b;
}

/* What has a record is done, by whoever it was. */
static void
settle(struct batch *b, const struct rows *rows)
{
	size_t	 i, n = rows_count(rows);
	int64_t	*ids = ARENA_ARRAY(b->arena, n, int64_t), id;

	for (i = 0; i < n; i++)
		ids[i] = rows_int(rows, i, 0);
	qsort(ids, n, sizeof(*ids), compare_ids);
	for (i = 0; i < b->ntask; i++) {
		id = (int64_t)b->task[i].id;
		if (bsearch(&id, ids, n, sizeof(*ids), compare_ids) != NULL)
			b->out[i].verdict = VERDICT_DONE;
	}
}

int
deliver_recorded(const struct delivery *d, struct batch *b, struct err *e)
{
	struct params	*p = params_new();
	int		 events = params_column(p, COLUMN_INT8);
	struct rows	*rows;
	size_t		 i;

	for (i = 0; i < b->ntask; i++)
		if (b->out[i].verdict == VERDICT_NONE)
			params_add_int(p, events, (int64_t)b->task[i].id);
	rows = db_run(d->db, d->worker->recorded, p, NULL, e);
	params_free(&p);
	if (rows == NULL)
		return -1;
	settle(b, rows);
	rows_free(&rows);
	return 0;
}

void
deliver_next(struct batch *b, const struct effects *fx)
{
	const struct successor	*s;

	for (s = fx->succ; s != NULL; s = s->next)
		b->next[b->nnext++] = (struct task){ .id = s->event,
		    .subject_hash = s->subject_hash, .attempt = 1,
		    .trace = s->trace, .payload = s->payload };
}

const char *
deliver_text(struct arena *a, const struct err *e)
{
	return text_mend(arena_text(a, e->text));
}

enum verdict
deliver_verdict(const struct err *e)
{
	return e->kind == ERR_NEWER ? VERDICT_PARKED : VERDICT_DEAD;
}

static int
put_aside(enum verdict v)
{
	return v == VERDICT_RETRY || v == VERDICT_DEAD || v == VERDICT_PARKED;
}

int
deliver_aside(const struct delivery *d, const struct batch *b, struct err *e)
{
	struct params	*p;
	struct rows	*rows;
	size_t		 i, n = 0;
	int		 c;

	for (i = 0; i < b->ntask; i++)
		n += (size_t)put_aside(b->out[i].verdict);
	if (n == 0)
		return 0;
	p = params_new();
	params_int4(p, d->node);
	c = params_column(p, COLUMN_INT2);
	params_column(p, COLUMN_INT8);
	params_column(p, COLUMN_INT2);
	params_column(p, COLUMN_INT4);
	params_column(p, COLUMN_INT8);
	params_column(p, COLUMN_TEXT);
	params_column(p, COLUMN_BYTEA);
	for (i = 0; i < b->ntask; i++) {
		const struct outcome_of *o = &b->out[i];

		if (!put_aside(o->verdict))
			continue;
		params_add_int(p, c, d->worker->stage);
		params_add_int(p, c + 1, (int64_t)b->task[i].id);
		params_add_int(p, c + 2, o->verdict);
		params_add_int(p, c + 3, b->task[i].attempt);
		params_add_int(p, c + 4, o->retry_ms);
		params_add_text(p, c + 5, o->text);
		params_add_bytea(p, c + 6, b->task[i].payload);
	}
	rows = db_run(d->db, Q_ASIDE_PUT, p, NULL, e);
	params_free(&p);
	if (rows == NULL)
		return -1;
	rows_free(&rows);
	return 0;
}

static int
compare_tasks(const void *va, const void *vb)
{
	const struct task	*const *a = va, *const *b = vb;

	return (*a)->id < (*b)->id ? -1 : (*a)->id > (*b)->id;
}

/* A message keeps its lane on its way, and grows older. */
static void
carry_on(struct batch *b)
{
	const struct task	**by_id = ARENA_ARRAY(b->arena, b->ntask,
				    const struct task *);
	const struct task	*const *was, *key;
	uint64_t		 ms = (uint64_t)(clock_us() - b->taken_us) /
				    1000;
	size_t			 i;

	for (i = 0; i < b->ntask; i++)
		by_id[i] = &b->task[i];
	qsort(by_id, b->ntask, sizeof(*by_id), compare_tasks);
	for (i = 0; i < b->nnext; i++) {
		key = &b->next[i];
		was = bsearch(&key, by_id, b->ntask, sizeof(*by_id),
		    compare_tasks);
		if (was == NULL)
			continue;
		b->next[i].lane = (*was)->lane;
		b->next[i].age_ms = (*was)->age_ms + ms;
	}
}

int
deliver(const struct delivery *d, struct batch *b, struct err *e)
{
	const struct worker	*w = d->worker;
	int			 rc;

	b->out = ARENA_ARRAY(b->arena, b->ntask, struct outcome_of);
	b->next = ARENA_ARRAY(b->arena, b->ntask, struct task);
	b->nnext = 0;
	if (w->door != NULL)
		return deliver_door(d, b, e);
	rc = w->map != NULL ? deliver_map(d, b, e) : deliver_fold(d, b, e);
	carry_on(b);
	return rc;
}
