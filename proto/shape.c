#include <string.h>

#include "proto/body.h"
#include "proto/shape.h"

const char *
vocabulary_name(const struct vocabulary *w, unsigned v)
{
	if (v >= w->count)
		return "";
	return w->list != NULL ? w->list[v] : w->name(v);
}

unsigned
vocabulary_parse(const struct vocabulary *w, const char *s)
{
	unsigned	 v;

	if (w->list == NULL)
		return w->parse(s);
	for (v = 1; v < w->count; v++)
		if (strcmp(w->list[v], s) == 0)
			return v;
	return 0;
}

const char *
field_text(const struct field *f, const void *body)
{
	const char	*s;

	memcpy(&s, FIELD_OF(f, body), sizeof(s));
	return s;
}

uint32_t
field_word(const struct field *f, const void *body)
{
	uint32_t	 v;

	memcpy(&v, FIELD_OF(f, body), sizeof(v));
	return v;
}

int64_t
field_amount(const struct field *f, const void *body)
{
	int64_t	 v;

	memcpy(&v, FIELD_OF(f, body), sizeof(v));
	return v;
}

const void *
field_list(const struct field *f, const void *body, size_t *n)
{
	const void	*list;

	memcpy(&list, FIELD_OF(f, body), sizeof(list));
	memcpy(n, (const char *)body + f->count_at, sizeof(*n));
	return list;
}

void
field_set_list(const struct field *f, void *body, const void *list, size_t n)
{
	memcpy(FIELD_IN(f, body), &list, sizeof(list));
	memcpy((char *)body + f->count_at, &n, sizeof(n));
}

void
shape_clear(const struct shape *s, void *body)
{
	const char	*empty = "";
	int64_t		 none = AMOUNT_NONE;
	size_t		 i;

	memset(body, 0, s->size);
	for (i = 0; i < s->nfield; i++) {
		const struct field *f = &s->field[i];

		if (f->type == FIELD_TEXT || f->type == FIELD_CODE)
			memcpy(FIELD_IN(f, body), &empty, sizeof(empty));
		else if (f->type == FIELD_AMOUNT)
			memcpy(FIELD_IN(f, body), &none, sizeof(none));
	}
}

const struct field *
shape_field(const struct shape *s, const char *name)
{
	size_t	 i;

	for (i = 0; i < s->nfield; i++)
		if (strcmp(s->field[i].name, name) == 0)
			return &s->field[i];
	return NULL;
}
