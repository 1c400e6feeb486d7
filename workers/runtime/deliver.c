#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "workers/runtime/deliver.h"

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

struct params *
deliver_params(const struct delivery *d, const struct effects *fx)
{
	struct params		*p = params_new();
	int			 first[EFFECT_GROUPS];
	const struct effect	*row;
	const char		*c;
	int			 g, i;

	params_int4(p, d->node);
	for (g = 0; fx->groups[g].name != NULL; g++) {
		first[g] = -1;
		for (c = fx->groups[g].columns; *c != '\0'; c++) {
			int column = params_column(p, column_type(*c));

			if (first[g] < 0)
				first[g] = column;
		}
	}
	for (row = fx->first; row != NULL; row = row->next) {
		c = fx->groups[row->group].columns;
		for (i = 0; c[i] != '\0'; i++)
			add_value(p, first[row->group] + i, &row->value[i]);
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
