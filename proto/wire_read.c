#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "proto/convert_arena.h"
#include "proto/convert_shape.h"
#include "proto/wire.h"
#include "proto/wire_form.h"

enum { POINTER = 80 };

/* ---- where a value goes --------------------------------------------------- */

/* One message on its way into an arena. */
struct reading {
	struct arena	*arena;
	size_t		 most;		/* of the arena, at its end */
	int		 held;		/* what is read is in the arena */
	struct err	*e;
};

/* The message that is read, and the one that it is in. */
struct level {
	const struct level	*up;
	const char		*name;
};

static void
spell(const struct level *l, char text[POINTER])
{
	size_t	 n;

	if (l == NULL) {
		text[0] = '\0';
		return;
	}
	spell(l->up, text);
	n = strlen(text);
	if (l->name[0] != '\0')
		snprintf(text + n, POINTER - n, "/%s", l->name);
}

static void *
room(const struct reading *r, size_t n)
{
	if (n > r->most || arena_used(r->arena) > r->most - n)
		return NULL;
	return arena_try(r->arena, n);
}

/* ---- values --------------------------------------------------------------- */

/* What reads one kind of value; -1 with nothing said: no such message. */
typedef int	value_fn(struct reading *, const struct level *,
		    const struct wire_row *, const struct wire_value *, void *to);

static int
copy(struct reading *r, struct bytes from, struct bytes *out)
{
	uint8_t	*p = room(r, from.len + 1);

	if (p == NULL)
		return -1;
	memcpy(p, from.data, from.len);
	*out = (struct bytes){ p, from.len };
	return 0;
}

static int
read_text(struct reading *r, const struct level *l, struct bytes from,
    const char **out)
{
	char		 text[POINTER];
	struct bytes	 own;

	if (copy(r, from, &own) != 0)
		return -1;
	*out = (const char *)own.data;
	if (text_utf8(*out, strlen(*out)))
		return 0;
	spell(l, text);
	return convert_check(text, *out, r->e);
}

static int
to_text(struct reading *r, const struct level *l, const struct wire_row *row,
    const struct wire_value *v, void *to)
{
	const char	*text;

	if (read_text(r, l, v->bytes, &text) != 0)
		return -1;
	memcpy(FIELD_TO(to, row->at), &text, sizeof(text));
	return 0;
}

static int
to_bytes(struct reading *r, const struct level *l, const struct wire_row *row,
    const struct wire_value *v, void *to)
{
	struct bytes	 bytes = v->bytes;

	(void)l;
	if (!r->held && copy(r, v->bytes, &bytes) != 0)
		return -1;
	memcpy(FIELD_TO(to, row->at), &bytes, sizeof(bytes));
	return 0;
}

static int
to_word(struct reading *r, const struct level *l, const struct wire_row *row,
    const struct wire_value *v, void *to)
{
	char		 text[POINTER];
	uint32_t	 word = (uint32_t)v->number;

	memcpy(FIELD_TO(to, row->at), &word, sizeof(word));
	if (row->below == 0 || word < row->below)
		return 0;
	spell(l, text);
	return convert_enum(text, word, row->below, r->e);
}

static int
to_bool(struct reading *r, const struct level *l, const struct wire_row *row,
    const struct wire_value *v, void *to)
{
	int	 yes = v->number != 0;

	(void)r, (void)l;
	memcpy(FIELD_TO(to, row->at), &yes, sizeof(yes));
	return 0;
}

static int
to_day(struct reading *r, const struct level *l, const struct wire_row *row,
    const struct wire_value *v, void *to)
{
	int64_t		 n = (int64_t)(v->number >> 1) ^
			    -(int64_t)(v->number & 1);
	char		 text[POINTER];
	struct day	 day;

	if (convert_day("", n, &day, r->e) != 0) {
		spell(l, text);
		return convert_day(text, n, &day, r->e);
	}
	memcpy(FIELD_TO(to, row->at), &day, sizeof(day));
	return 0;
}

static int
to_long(struct reading *r, const struct level *l, const struct wire_row *row,
    const struct wire_value *v, void *to)
{
	(void)r, (void)l;
	memcpy(FIELD_TO(to, row->at), &v->number, sizeof(v->number));
	return 0;
}

/* They may stand in several portions; each takes a byte or more. */
static int
to_numbers(struct reading *r, const struct level *l,
    const struct wire_row *row, const struct wire_value *v, void *to)
{
	struct wire	 w = { v->bytes.data, v->bytes.data + v->bytes.len };
	const uint64_t	*was;
	uint64_t	*all;
	size_t		 n;

	(void)l;
	memcpy(&was, FIELD(to, row->at), sizeof(was));
	memcpy(&n, FIELD(to, row->count_at), sizeof(n));
	all = room(r, (n + v->bytes.len) * sizeof(*all));
	if (all == NULL)
		return -1;
	if (n != 0)
		memcpy(all, was, n * sizeof(*all));
	for (; w.at < w.end; n++)
		if (wire_varint(&w, &all[n]) != 0)
			return -1;
	memcpy(FIELD_TO(to, row->at), &all, sizeof(all));
	memcpy(FIELD_TO(to, row->count_at), &n, sizeof(n));
	return 0;
}

static int
to_counts(struct reading *r, const struct level *l,
    const struct wire_row *row, const struct wire_value *v, void *to)
{
	struct wire	 w = { v->bytes.data, v->bytes.data + v->bytes.len };
	uint64_t	*all = FIELD_TO(to, row->at), number;
	size_t		 n;

	(void)r, (void)l;
	for (n = 0; w.at < w.end; n++) {
		if (wire_varint(&w, &number) != 0)
			return -1;
		if (n < row->below)
			all[n] = number;
	}
	return 0;
}

/* ---- messages ------------------------------------------------------------- */

static int	read_message(struct reading *, const struct level *,
		    const struct wire_form *, struct bytes, void *);

static int
to_one(struct reading *r, const struct level *l, const struct wire_row *row,
    const struct wire_value *v, void *to)
{
	void	*body = room(r, row->of->size);

	if (body == NULL || read_message(r, l, row->of, v->bytes, body) != 0)
		return -1;
	memcpy(FIELD_TO(to, row->at), &body, sizeof(body));
	return 0;
}

static int
to_inside(struct reading *r, const struct level *l, const struct wire_row *row,
    const struct wire_value *v, void *to)
{
	return read_message(r, l, row->of, v->bytes, FIELD_TO(to, row->at));
}

static int
to_shape(struct reading *r, const struct level *l, const struct wire_row *row,
    const struct wire_value *v, void *to)
{
	const void	*body = convert_shape_unpack(row->shape, v->bytes,
			    r->arena, r->e);

	(void)l;
	if (body == NULL)
		return -1;
	memcpy(FIELD_TO(to, row->at), &body, sizeof(body));
	return 0;
}

/* How many entries of a list are still to come with this one. */
static size_t
count(const struct wire *rest, unsigned field)
{
	struct wire	 w = *rest;
	struct wire_value	 v;
	size_t		 n = 1;

	while (wire_next(&w, &v) > 0)
		n += v.field == field;
	return n;
}

/* The list with which the field begins, with room for all of it. */
static int
open_list(struct reading *r, const struct wire_row *row,
    const struct wire *rest, size_t size, void *to)
{
	size_t	 n = count(rest, row->number), none = 0;
	void	*list = n > CONVERT_MAX / size ? NULL : room(r, n * size);

	if (list == NULL)
		return -1;
	memcpy(FIELD_TO(to, row->at), &list, sizeof(list));
	memcpy(FIELD_TO(to, row->count_at), &none, sizeof(none));
	return 0;
}

static int
add_entry(struct reading *r, const struct level *l, const struct wire_row *row,
    const struct wire_value *v, void *to)
{
	size_t	 n;
	char	*list;

	memcpy(&list, FIELD(to, row->at), sizeof(list));
	memcpy(&n, FIELD(to, row->count_at), sizeof(n));
	if (row->type == WIRE_TEXTS) {
		const char *text;

		if (read_text(r, l, v->bytes, &text) != 0)
			return -1;
		memcpy(list + n * sizeof(text), &text, sizeof(text));
	} else if (read_message(r, l, row->of, v->bytes,
	    list + n * row->of->size) != 0)
		return -1;
	n++;
	memcpy(FIELD_TO(to, row->count_at), &n, sizeof(n));
	return 0;
}

static const struct {
	enum wire_kind	 kind;
	value_fn	*read;
} types[] = {
	[WIRE_TEXT] = { KIND_BYTES, to_text },
	[WIRE_TEXTS] = { KIND_BYTES, add_entry },
	[WIRE_BYTES] = { KIND_BYTES, to_bytes },
	[WIRE_WORD] = { KIND_VARINT, to_word },
	[WIRE_BOOL] = { KIND_VARINT, to_bool },
	[WIRE_DAY] = { KIND_VARINT, to_day },
	[WIRE_LONG] = { KIND_VARINT, to_long },
	[WIRE_FIXED] = { KIND_FIXED64, to_long },
	[WIRE_FIXED_WORD] = { KIND_FIXED32, to_word },
	[WIRE_NUMBERS] = { KIND_BYTES, to_numbers },
	[WIRE_COUNTS] = { KIND_BYTES, to_counts },
	[WIRE_LIST] = { KIND_BYTES, add_entry },
	[WIRE_ONE] = { KIND_BYTES, to_one },
	[WIRE_INSIDE] = { KIND_BYTES, to_inside },
	[WIRE_SHAPE] = { KIND_BYTES, to_shape }
};

/* Fields come in the order of the rows, as a rule: `from` is where the last one
 * was. */
static const struct wire_row *
find_row(const struct wire_form *f, const struct wire_row *from,
    unsigned number)
{
	const struct wire_row	*row = from, *end = f->row + f->nrow;

	for (; row < end; row++)
		if (row->number == number)
			return row;
	for (row = f->row; row < from; row++)
		if (row->number == number)
			return row;
	return NULL;
}

static int
read_field(struct reading *r, const struct level *up,
    const struct wire_row *row, const struct wire_value *v, void *to)
{
	struct level	 l = { up, row->name };

	return v->kind != types[row->type].kind ? -1 :
	    types[row->type].read(r, &l, row, v, to);
}

/* A list has room for all its entries before the first is read. */
static int
begin(struct reading *r, const struct wire_row *row, const struct wire *rest,
    uint32_t *begun, void *to)
{
	uint32_t	 bit = UINT32_C(1) << row->number;
	int		 first = (*begun & bit) == 0;

	*begun |= bit;
	if (!first || (row->type != WIRE_LIST && row->type != WIRE_TEXTS))
		return 0;
	return open_list(r, row, rest, row->type == WIRE_TEXTS ?
	    sizeof(char *) : row->of->size, to);
}

static int
read_message(struct reading *r, const struct level *up,
    const struct wire_form *f, struct bytes in, void *to)
{
	struct wire		 w = { in.data, in.data + in.len };
	const struct wire_row	*row, *last = f->row;
	uint32_t		 begun = 0;	/* by number */
	struct wire_value		 v;
	int			 got;

	memcpy(to, f->blank, f->size);
	if (f->keeps)
		memcpy(FIELD_TO(to, f->kept_at), &in, sizeof(in));
	if (f->believe != NULL && f->believe(in, r->e) != 0)
		return -1;
	while ((got = wire_next(&w, &v)) > 0) {
		if ((row = find_row(f, last, v.field)) == NULL)
			continue;
		if (begin(r, row, &w, &begun, to) != 0 ||
		    read_field(r, up, row, &v, to) != 0)
			return -1;
		last = row;
	}
	return got != 0 || f->check == NULL ? got : f->check(to, r->e);
}

/* What is held lives as long as what was read. */
int
wire_read(const struct wire_form *f, struct bytes in, struct arena *a,
    void *to, struct err *e)
{
	struct reading	 r = { a, arena_used(a) + CONVERT_MAX,
			    f->keeps || f->holds, e };
	struct bytes	 own = in;

	*e = (struct err){ .kind = ERR_NONE };
	if ((!r.held || copy(&r, in, &own) == 0) &&
	    read_message(&r, NULL, f, own, to) == 0)
		return 0;
	return e->kind != ERR_NONE ? -1 : err_set(e, ERR_INPUT, "%zu bytes are "
	    "not a %s, or inflate to more than a message may use", in.len,
	    f->name);
}
