/*
 * Parameters in PostgreSQL's binary formats: integers in network order, text
 * and bytea as they are, arrays as
 *
 *	dimensions, has-null flag, element type [, length, lower bound, elements]
 *
 * where each element is a length (-1: null) and its bytes.  The bracketed part
 * is absent from an empty array.
 */
#include <assert.h>
#include <endian.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "schema/params.h"

enum { AT_DIMENSIONS = 0, AT_HAS_NULL = 4, AT_LENGTH = 12 };

struct param {
	struct buf	 data;
	int		 null;
	enum column	 column;
	uint32_t	 length;	/* elements of an array */
};

struct params {
	int		 n, made;	/* in use, and ever */
	struct param	 list[PARAMS_MAX];
};

static const struct element {
	uint32_t	 type;		/* pg_type.oid; these never change */
	unsigned	 width;		/* of an integer */
} elements[] = {
	[COLUMN_INT8] = { 20, 8 },
	[COLUMN_INT4] = { 23, 4 },
	[COLUMN_INT2] = { 21, 2 },
	[COLUMN_TEXT] = { 25, 0 },
	[COLUMN_BYTEA] = { 17, 0 },
	[COLUMN_BOOL] = { 16, 1 },
};

struct params *
params_new(void)
{
	struct params	*p = malloc(sizeof(*p));

	if (p == NULL)
		abort();
	/* The list is as long as the longest statement; most touch little. */
	p->n = p->made = 0;
	return p;
}

void
params_free(struct params **pp)
{
	int	i;

	if (*pp == NULL)
		return;
	for (i = 0; i < (*pp)->made; i++)
		buf_release(&(*pp)->list[i].data);
	free(*pp);
	*pp = NULL;
}

void
params_reset(struct params *p)
{
	p->n = 0;
}

static struct param *
next(struct params *p)
{
	struct param	*one;

	assert(p->n < PARAMS_MAX);
	one = &p->list[p->n];
	if (p->n++ == p->made)
		p->list[p->made++].data = (struct buf){ 0 };
	buf_clear(&one->data);
	one->null = 0;
	one->length = 0;
	return one;
}

/* The lowest `width` bytes of a number, highest first. */
static void
add_int(struct buf *b, int64_t value, unsigned width)
{
	uint64_t	 wire = htobe64((uint64_t)value);
	const char	*bytes = (const char *)&wire;

	assert(width == 8 || (value >= -(INT64_C(1) << (8 * width - 1)) &&
	    value < INT64_C(1) << (8 * width - 1)));
	buf_add(b, bytes + sizeof(wire) - width, width);
}

static void
put_uint32(struct buf *b, size_t at, uint32_t value)
{
	uint32_t	wire = htobe32(value);

	memcpy(b->data + at, &wire, sizeof(wire));
}

static void
add_uint32(struct buf *b, uint32_t value)
{
	uint32_t	wire = htobe32(value);

	buf_add(b, &wire, sizeof(wire));
}

void
params_int8(struct params *p, int64_t value)
{
	add_int(&next(p)->data, value, 8);
}

void
params_int4(struct params *p, int32_t value)
{
	add_int(&next(p)->data, value, 4);
}

void
params_text(struct params *p, const char *s)
{
	struct param	*one = next(p);

	if (s == NULL)
		one->null = 1;
	else
		buf_text(&one->data, s);
}

void
params_bytea(struct params *p, struct bytes b)
{
	buf_add(&next(p)->data, b.data, b.len);
}

void
params_null(struct params *p)
{
	next(p)->null = 1;
}

int
params_column(struct params *p, enum column column)
{
	struct param	*one = next(p);

	one->column = column;
	add_uint32(&one->data, 0);
	add_uint32(&one->data, 0);
	add_uint32(&one->data, elements[column].type);
	return p->n - 1;
}

/* Count one more element; its length and bytes follow. */
static struct buf *
grow(struct params *p, int column)
{
	struct param	*one;

	assert(column >= 0 && column < p->n);
	one = &p->list[column];
	if (one->length++ == 0) {
		put_uint32(&one->data, AT_DIMENSIONS, 1);
		add_uint32(&one->data, 1);
		add_uint32(&one->data, 1);
	}
	put_uint32(&one->data, AT_LENGTH, one->length);
	return &one->data;
}

void
params_add_int(struct params *p, int column, int64_t value)
{
	struct buf	*b = grow(p, column);
	unsigned	 width = elements[p->list[column].column].width;

	assert(width != 0);
	add_uint32(b, width);
	add_int(b, value, width);
}

void
params_add_bytea(struct params *p, int column, struct bytes bytes)
{
	struct buf	*b = grow(p, column);

	assert(bytes.len <= INT32_MAX);
	add_uint32(b, (uint32_t)bytes.len);
	buf_add(b, bytes.data, bytes.len);
}

void
params_add_text(struct params *p, int column, const char *s)
{
	if (s == NULL)
		params_add_null(p, column);
	else
		params_add_bytea(p, column, (struct bytes){
		    (const uint8_t *)s, strlen(s) });
}

void
params_add_null(struct params *p, int column)
{
	struct buf	*b = grow(p, column);

	put_uint32(b, AT_HAS_NULL, 1);
	add_uint32(b, UINT32_MAX);
}

void
params_wire(const struct params *p, struct params_wire *w)
{
	int	i;

	w->n = p == NULL ? 0 : p->n;
	for (i = 0; i < w->n; i++) {
		const struct param	*one = &p->list[i];

		assert(one->data.len <= INT32_MAX);
		w->values[i] = one->null ? NULL : one->data.data;
		w->lengths[i] = (int)one->data.len;
		w->formats[i] = 1;
	}
}
