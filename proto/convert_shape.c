#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "proto/body.h"
#include "proto/convert_arena.h"
#include "proto/convert_shape.h"
#include "proto/facts.pb-c.h"

enum { POINTER = 80 };

#define IN(m, at)	((void *)((char *)(m) + (at)))
#define OF(m, at)	((const void *)((const char *)(m) + (at)))

static const ProtobufCFieldDescriptor *
wire_field(const ProtobufCMessageDescriptor *d, const char *name)
{
	const ProtobufCFieldDescriptor	*w;

	w = protobuf_c_message_descriptor_get_field_by_name(d, name);
	assert(w != NULL);
	return w;
}

static const ProtobufCMessageDescriptor *
descriptor_of(const struct shape *s)
{
	return wire_field(&sixthkey__event__descriptor, s->name)->descriptor;
}

/* ---- to the wire ---------------------------------------------------------- */

/* 0 on the wire is absent. */
static int64_t
from_amount(int64_t v)
{
	if (v == AMOUNT_NONE)
		return 0;
	return v >= 0 ? v + 1 : v;
}

static void	*from_fields(const struct shape *,
		    const ProtobufCMessageDescriptor *, const void *,
		    struct arena *);

static void
from_list(const struct field *f, const ProtobufCFieldDescriptor *w,
    const void *body, void *m, struct arena *a)
{
	size_t		 n, i;
	const char	*list = field_list(f, body, &n);
	void		**to = ARENA_ARRAY(a, n, void *);

	for (i = 0; i < n; i++)
		to[i] = from_fields(f->of, w->descriptor,
		    list + i * f->of->size, a);
	memcpy(IN(m, w->quantifier_offset), &n, sizeof(n));
	memcpy(IN(m, w->offset), &to, sizeof(to));
}

static void
from_field(const struct field *f, const ProtobufCFieldDescriptor *w,
    const void *body, void *m, struct arena *a)
{
	uint32_t	 word;
	int64_t		 number;
	struct day	 day;
	char		*text;

	switch (f->type) {
	case FIELD_TEXT:
	case FIELD_CODE:
		text = convert_text(field_text(f, body));
		memcpy(IN(m, w->offset), &text, sizeof(text));
		break;
	case FIELD_WORD:
	case FIELD_NUMBER:
		word = field_word(f, body);
		memcpy(IN(m, w->offset), &word, sizeof(word));
		break;
	case FIELD_DAY:
		memcpy(&day, FIELD_OF(f, body), sizeof(day));
		number = convert_from_day(day);
		memcpy(IN(m, w->offset), &number, sizeof(number));
		break;
	case FIELD_AMOUNT:
		number = from_amount(field_amount(f, body));
		memcpy(IN(m, w->offset), &number, sizeof(number));
		break;
	case FIELD_LIST:
		from_list(f, w, body, m, a);
		break;
	}
}

static void *
from_fields(const struct shape *s, const ProtobufCMessageDescriptor *d,
    const void *body, struct arena *a)
{
	void	*m = arena_alloc(a, d->sizeof_message);
	size_t	 i;

	protobuf_c_message_init(d, m);
	for (i = 0; i < s->nfield; i++)
		from_field(&s->field[i], wire_field(d, s->field[i].name), body,
		    m, a);
	return m;
}

void
convert_shape_pack(const struct shape *s, const void *body, struct buf *out)
{
	struct arena	*a = arena_new(0);

	convert_pack(from_fields(s, descriptor_of(s), body, a), out);
	arena_free(&a);
}

/* ---- from the wire -------------------------------------------------------- */

static int	to_fields(const char *, const struct shape *,
		    const ProtobufCMessageDescriptor *, const void *, void *,
		    struct arena *, struct err *);

static int
to_list(const char *pointer, const struct field *f,
    const ProtobufCFieldDescriptor *w, const void *m, void *body,
    struct arena *a, struct err *e)
{
	size_t		 n, i;
	void *const	*from;
	char		*list;

	memcpy(&n, OF(m, w->quantifier_offset), sizeof(n));
	memcpy(&from, OF(m, w->offset), sizeof(from));
	list = convert_room(a, n, f->of->size, e);
	if (list == NULL)
		return -1;
	for (i = 0; i < n; i++)
		if (to_fields(pointer, f->of, w->descriptor, from[i],
		    list + i * f->of->size, a, e) != 0)
			return -1;
	field_set_list(f, body, list, n);
	return 0;
}

static int
to_text(const char *pointer, const struct field *f,
    const ProtobufCFieldDescriptor *w, const void *m, void *body,
    struct err *e)
{
	const char	*text;

	memcpy(&text, OF(m, w->offset), sizeof(text));
	memcpy(FIELD_IN(f, body), &text, sizeof(text));
	return convert_check(pointer, text, e);
}

static int
to_word(const char *pointer, const struct field *f,
    const ProtobufCFieldDescriptor *w, const void *m, void *body,
    struct err *e)
{
	uint32_t	 word;

	memcpy(&word, OF(m, w->offset), sizeof(word));
	memcpy(FIELD_IN(f, body), &word, sizeof(word));
	return f->type == FIELD_NUMBER ? 0 :
	    convert_enum(pointer, word, f->words->count, e);
}

static int
to_number(const char *pointer, const struct field *f,
    const ProtobufCFieldDescriptor *w, const void *m, void *body,
    struct err *e)
{
	int64_t		 v;
	struct day	 day;

	memcpy(&v, OF(m, w->offset), sizeof(v));
	if (f->type == FIELD_DAY) {
		if (convert_day(pointer, v, &day, e) != 0)
			return -1;
		memcpy(FIELD_IN(f, body), &day, sizeof(day));
		return 0;
	}
	v = v == 0 ? AMOUNT_NONE : v > 0 ? v - 1 : v;
	memcpy(FIELD_IN(f, body), &v, sizeof(v));
	return 0;
}

static int
to_field(const char *where, const struct field *f,
    const ProtobufCFieldDescriptor *w, const void *m, void *body,
    struct arena *a, struct err *e)
{
	char	 pointer[POINTER];

	snprintf(pointer, sizeof(pointer), "%s/%s", where, f->name);
	switch (f->type) {
	case FIELD_TEXT:
	case FIELD_CODE:
		return to_text(pointer, f, w, m, body, e);
	case FIELD_WORD:
	case FIELD_NUMBER:
		return to_word(pointer, f, w, m, body, e);
	case FIELD_DAY:
	case FIELD_AMOUNT:
		return to_number(pointer, f, w, m, body, e);
	case FIELD_LIST:
		return to_list(pointer, f, w, m, body, a, e);
	}
	return 0;
}

static int
to_fields(const char *where, const struct shape *s,
    const ProtobufCMessageDescriptor *d, const void *m, void *body,
    struct arena *a, struct err *e)
{
	size_t	 i;

	for (i = 0; i < s->nfield; i++)
		if (to_field(where, &s->field[i], wire_field(d,
		    s->field[i].name), m, body, a, e) != 0)
			return -1;
	return 0;
}

void *
convert_shape_unpack(const struct shape *s, struct bytes in, struct arena *a,
    struct err *e)
{
	const void	*m = convert_unpack(descriptor_of(s), in, a, e);
	void		*body = convert_room(a, 1, s->size, e);
	char		 where[POINTER];

	snprintf(where, sizeof(where), "/%s", s->name);
	if (m == NULL || body == NULL || to_fields(where, s, descriptor_of(s),
	    m, body, a, e) != 0)
		return NULL;
	return body;
}
