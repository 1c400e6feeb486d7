#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "proto/event_check.h"
#include "proto/shape.h"

enum { POINTER = 120 };

static int
check_word(const char *pointer, const struct field *f, uint32_t v,
    struct err *e)
{
	if (v < f->words->count && (v != 0 || !(f->flags & FIELD_NEEDED)))
		return 0;
	return err_set(e, ERR_INPUT, "%s: %s; expected a %s such as \"%s\"",
	    pointer, v == 0 ? "is missing" : "is not one of the known words",
	    f->words->of, vocabulary_name(f->words, 1));
}

static int
check_string(const char *pointer, const struct field *f, const char *s,
    struct err *e)
{
	if (s[0] == '\0' && (f->flags & FIELD_NEEDED))
		return err_set(e, ERR_INPUT, "%s: is missing", pointer);
	if (f->type == FIELD_CODE)
		return check_code(pointer, s, e);
	return check_text(pointer, s, f->max, e);
}

static int
check_number(const char *pointer, const struct field *f, uint32_t v,
    struct err *e)
{
	if (v <= f->max)
		return 0;
	return err_set(e, ERR_INPUT, "%s: %u; expected at most %zu", pointer, v,
	    f->max);
}

static int	check_fields(const char *, const struct shape *, const void *,
		    int32_t, struct err *);

static int
check_list(const char *pointer, const struct field *f, const void *body,
    int32_t today, struct err *e)
{
	char		 at[POINTER];
	size_t		 n, i;
	const char	*list = field_list(f, body, &n);

	if (n > f->max)
		return err_set(e, ERR_INPUT, "%s: %zu entries; expected at "
		    "most %zu", pointer, n, f->max);
	for (i = 0; i < n; i++) {
		snprintf(at, sizeof(at), "%.80s/%zu", pointer, i);
		if (check_fields(at, f->of, list + i * f->of->size, today,
		    e) != 0)
			return -1;
	}
	return 0;
}

static int
check_when(const char *pointer, const struct field *f, const void *body,
    int32_t today, struct err *e)
{
	struct day	 d;

	memcpy(&d, FIELD_OF(f, body), sizeof(d));
	return check_day(pointer, d, (f->flags & FIELD_NEEDED) != 0,
	    f->flags & FIELD_AHEAD ? INT32_MAX : today, e);
}

static int
check_field(const char *pointer, const struct field *f, const void *body,
    int32_t today, struct err *e)
{
	switch (f->type) {
	case FIELD_TEXT:
	case FIELD_CODE:
		return check_string(pointer, f, field_text(f, body), e);
	case FIELD_DAY:
		return check_when(pointer, f, body, today, e);
	case FIELD_WORD:
		return check_word(pointer, f, field_word(f, body), e);
	case FIELD_NUMBER:
		return check_number(pointer, f, field_word(f, body), e);
	case FIELD_LIST:
		return check_list(pointer, f, body, today, e);
	case FIELD_AMOUNT:
		break;
	}
	return 0;
}

static int
check_fields(const char *where, const struct shape *s, const void *body,
    int32_t today, struct err *e)
{
	char	 pointer[POINTER];
	size_t	 i;

	for (i = 0; i < s->nfield; i++) {
		snprintf(pointer, sizeof(pointer), "%.80s/%s", where,
		    s->field[i].name);
		if (check_field(pointer, &s->field[i], body, today, e) != 0)
			return -1;
	}
	return 0;
}

int
shape_check(const struct shape *s, const void *body, int32_t today,
    struct err *e)
{
	char	 where[POINTER];

	snprintf(where, sizeof(where), "/%s", s->name);
	return check_fields(where, s, body, today, e);
}
