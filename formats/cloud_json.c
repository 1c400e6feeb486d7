#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "formats/cloud_json.h"

enum { SHOWN = 200, FIELDS_MAX = 32, NUMBER_TEXT = 40 };

int
cloud_refuse(struct cloud_fault *f, const char *pointer, const char *value,
    const char *reason)
{
	*f = (struct cloud_fault){ .pointer = pointer, .value = value,
	    .reason = reason };
	return -1;
}

void
cloud_fault_parse(const char *s, const char *in_front, struct arena *a,
    struct cloud_fault *out)
{
	static const struct { const char *from, *to; } envelope[] = {
		{ "/source", "/source" }, { "/id", "/id" },
		{ "/trace", "/traceparent" }, { "/kind", "/type" },
		{ "/sequence", "/sequence" },
	};
	const char	*colon = strstr(s, ": "), *pointer, *rest, *end;
	size_t		 i;

	*out = (struct cloud_fault){ .pointer = in_front, .value = "",
	    .reason = arena_text(a, s) };
	if (s[0] != '/' || colon == NULL)
		return;
	pointer = arena_textn(a, s, (size_t)(colon - s));
	out->pointer = arena_printf(a, "%s%s", in_front, pointer);
	for (i = 0; i < sizeof(envelope) / sizeof(envelope[0]); i++)
		if (strcmp(pointer, envelope[i].from) == 0)
			out->pointer = envelope[i].to;
	rest = colon + 2;
	out->reason = arena_text(a, rest);
	if (rest[0] == '"' && (end = strchr(rest + 1, '"')) != NULL)
		out->value = arena_textn(a, rest + 1, (size_t)(end - rest - 1));
}

const char *
cloud_pointer(struct arena *a, const char *at, const char *key)
{
	struct buf	 b = { 0 };
	const char	*out;

	buf_printf(&b, "%s/", at);
	for (; *key != '\0'; key++)
		if (*key == '~')
			buf_text(&b, "~0");
		else if (*key == '/')
			buf_text(&b, "~1");
		else
			buf_char(&b, *key);
	out = arena_text(a, b.data);
	buf_release(&b);
	return out;
}

/* Whole characters only. */
static const char *
cut(struct arena *a, const char *s)
{
	size_t	 n = 0, step;

	while ((step = text_char(s + n, strlen(s + n))) > 0 &&
	    n + step <= SHOWN)
		n += step;
	return arena_textn(a, s, n);
}

const char *
cloud_shown(const json_t *v, struct arena *a)
{
	if (json_is_string(v))
		return cut(a, json_string_value(v));
	if (json_is_integer(v))
		return arena_printf(a, "%lld", (long long)json_integer_value(v));
	if (json_is_real(v))
		return arena_printf(a, "%.17g", json_real_value(v));
	if (json_is_boolean(v))
		return json_is_true(v) ? "true" : "false";
	return json_is_object(v) ? "an object" : json_is_array(v) ?
	    "an array" : "null";
}

const char *
cloud_meant(struct arena *a, const char *word, const char *const *known)
{
	const char	*near = text_nearest(word, known);

	return near == NULL ? "" :
	    arena_printf(a, "; did you mean \"%s\"?", near);
}

static const char *
unknown_member(const struct shape *s, const char *key, struct arena *a)
{
	const char	*known[FIELDS_MAX + 1] = { NULL };
	size_t		 i;

	for (i = 0; i < s->nfield && i < FIELDS_MAX; i++)
		known[i] = s->field[i].name;
	return arena_printf(a, "%s has no member of this name%s", s->name,
	    cloud_meant(a, key, known));
}

/* A number as its decimal text: 12.5 stays 12.5. */
static const char *
number_text(const json_t *v, struct arena *a)
{
	char	 text[NUMBER_TEXT];

	if (json_is_integer(v))
		return cloud_shown(v, a);
	snprintf(text, sizeof(text), "%.12g", json_real_value(v));
	return arena_text(a, text);
}

/* What field_read() takes, or NULL where the type does not fit. */
static const char *
value_text(const struct field *f, const json_t *v, struct arena *a)
{
	if (f->type == FIELD_NUMBER && json_is_boolean(v))
		return json_is_true(v) ? "1" : "0";
	if (f->type == FIELD_NUMBER)
		return json_is_integer(v) ? number_text(v, a) : NULL;
	if (f->type == FIELD_AMOUNT)
		return json_is_number(v) ? number_text(v, a) : NULL;
	return json_is_string(v) ? json_string_value(v) : NULL;
}

static const char *
expected(const struct field *f)
{
	static const char *const	 words[] = {
		[FIELD_TEXT] = "expected a text",
		[FIELD_CODE] = "expected the code of an organisation as a text",
		[FIELD_DAY] = "expected a date as a text, such as 2019-02-26",
		[FIELD_WORD] = "expected one of the known words as a text",
		[FIELD_NUMBER] = "expected a whole number",
		[FIELD_AMOUNT] = "expected a number",
		[FIELD_LIST] = "expected an array"
	};

	return words[f->type];
}

/* Where in the document: a member or an entry of what is around it.  Written
 * out only where something is refused. */
struct place {
	const struct place	*around;	/* NULL: `key` is a pointer */
	const char		*key;		/* NULL: the entry `i` */
	size_t			 i;
};

static const char *
pointer_of(const struct place *at, struct arena *a)
{
	if (at->around == NULL)
		return at->key;
	if (at->key == NULL)
		return arena_printf(a, "%s/%zu", pointer_of(at->around, a),
		    at->i);
	return cloud_pointer(a, pointer_of(at->around, a), at->key);
}

static int
refuse(struct cloud_fault *fault, const struct place *at, const json_t *v,
    const char *reason, struct arena *a)
{
	return cloud_refuse(fault, pointer_of(at, a), cloud_shown(v, a),
	    reason);
}

static int
read_value(const struct field *f, const json_t *v, const struct place *at,
    void *body, struct arena *a, struct cloud_fault *fault)
{
	const char	*text = value_text(f, v, a), *reason;
	struct err	 e;

	if (text == NULL)
		return refuse(fault, at, v, expected(f), a);
	if (field_read(f, body, text, a, &e) == 0)
		return 0;
	reason = strstr(e.text, ": ");
	return refuse(fault, at, v, arena_text(a, reason == NULL ? e.text :
	    reason + 2), a);
}

static int	read_shape(const struct shape *, const json_t *,
		    const struct place *, void *, struct arena *,
		    struct cloud_fault *);

/* An entry with a single field may be written as that value alone. */
static int
read_entry(const struct shape *s, const json_t *v, const struct place *at,
    void *entry, struct arena *a, struct cloud_fault *fault)
{
	shape_clear(s, entry);
	if (s->nfield == 1 && !json_is_object(v))
		return read_value(&s->field[0], v, at, entry, a, fault);
	return read_shape(s, v, at, entry, a, fault);
}

static int
read_list(const struct field *f, const json_t *v, const struct place *at,
    void *body, struct arena *a, struct cloud_fault *fault)
{
	struct place	 in = { .around = at };
	size_t		 n = json_array_size(v);
	char		*list;

	if (!json_is_array(v))
		return refuse(fault, at, v, expected(f), a);
	if (n > f->max)
		return cloud_refuse(fault, pointer_of(at, a), arena_printf(a,
		    "%zu entries", n), arena_printf(a, "expected at most %zu",
		    f->max));
	list = arena_array(a, n, f->of->size);
	for (; in.i < n; in.i++)
		if (read_entry(f->of, json_array_get(v, in.i), &in,
		    list + in.i * f->of->size, a, fault) != 0)
			return -1;
	field_set_list(f, body, list, n);
	return 0;
}

static int
read_shape(const struct shape *s, const json_t *object,
    const struct place *at, void *body, struct arena *a,
    struct cloud_fault *fault)
{
	union { const json_t *in; json_t *out; } u = { .in = object };
	struct place		 in = { .around = at };
	const struct field	*f;
	json_t			*v;
	int			 rc;

	if (!json_is_object(object))
		return refuse(fault, at, object, "expected an object", a);
	json_object_foreach(u.out, in.key, v) {
		f = shape_field(s, in.key);
		if (f == NULL)
			return refuse(fault, &in, v, unknown_member(s, in.key,
			    a), a);
		if (json_is_null(v))
			continue;
		rc = f->type == FIELD_LIST ?
		    read_list(f, v, &in, body, a, fault) :
		    read_value(f, v, &in, body, a, fault);
		if (rc != 0)
			return -1;
	}
	return 0;
}

int
cloud_read_shape(const struct shape *s, const json_t *object,
    const char *at, void *body, struct arena *a, struct cloud_fault *fault)
{
	const struct place	 root = { .key = at };

	return read_shape(s, object, &root, body, a, fault);
}
