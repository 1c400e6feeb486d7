#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "broker/ends.h"
#include "broker/window.h"

void
ends_init(struct ends *all)
{
	all->first = NULL;
	all->last = &all->first;
}

void
ends_drop(struct ends *all)
{
	struct end	*e = all->first;

	all->first = e->next;
	if (all->first == NULL)
		all->last = &all->first;
	free(e);
}

static const char *
keep(uint8_t **at, const char *text)
{
	size_t	 n = strlen(text) + 1;
	char	*kept = memcpy(*at, text, n);

	*at += n;
	return kept;
}

void
ends_add(struct ends *all, const struct action *a)
{
	const struct task	*t = &a->task;
	struct end		*e;
	uint8_t			*at;

	e = malloc(sizeof(*e) + window_task_bytes(t));
	if (e == NULL)
		abort();
	e->next = NULL;
	e->stage = a->stage;
	e->task = *t;
	e->verdict = a->verdict;
	e->retry_ms = a->retry_ms;
	snprintf(e->text, sizeof(e->text), "%s", a->text);
	at = e->bytes;
	e->task.source = keep(&at, t->source);
	e->task.source_id = keep(&at, t->source_id);
	e->task.payload.data = at;
	if (t->payload.len != 0)
		memcpy(at, t->payload.data, t->payload.len);
	*all->last = e;
	all->last = &e->next;
}

static enum query
aside_params(struct params *p, const struct end *end)
{
	const struct {
		enum column	 type;
		int64_t		 number;
	} column[] = {
		{ COLUMN_INT2, (int64_t)end->stage },
		{ COLUMN_INT8, (int64_t)end->task.id },
		{ COLUMN_INT2, (int64_t)end->verdict },
		{ COLUMN_INT4, (int64_t)end->task.attempt },
		{ COLUMN_INT8, (int64_t)end->retry_ms },
	};
	size_t	 i;

	params_null(p);
	for (i = 0; i < sizeof(column) / sizeof(column[0]); i++)
		params_add_int(p, params_column(p, column[i].type),
		    column[i].number);
	params_add_text(p, params_column(p, COLUMN_TEXT), end->text);
	params_add_bytea(p, params_column(p, COLUMN_BYTEA), end->task.payload);
	return Q_ASIDE_PUT;
}

static enum query
quarantine_params(struct params *p, const struct end *end)
{
	params_null(p);
	params_add_text(p, params_column(p, COLUMN_TEXT), end->task.source);
	params_add_text(p, params_column(p, COLUMN_TEXT), end->task.source_id);
	params_add_text(p, params_column(p, COLUMN_TEXT), end->text);
	params_add_bytea(p, params_column(p, COLUMN_BYTEA), end->task.payload);
	return Q_QUARANTINE_PUT;
}

enum query
end_query(const struct end *end, struct params *p)
{
	return end->stage == STAGE_INGEST ? quarantine_params(p, end) :
	    aside_params(p, end);
}
