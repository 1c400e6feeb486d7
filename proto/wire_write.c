#include <stdlib.h>
#include <string.h>

#include "proto/convert_arena.h"
#include "proto/convert_shape.h"
#include "proto/wire.h"
#include "proto/wire_form.h"

enum { FIXED_SIZE = 8 };

static size_t
encode(char *to, uint64_t v)
{
	char	*p = to;

	for (; v >= MORE; v >>= VARINT_BITS)
		*p++ = (char)(v | MORE);
	*p++ = (char)v;
	return (size_t)(p - to);
}

static void
put_varint(struct buf *out, uint64_t v)
{
	out->len += encode(buf_room(out, VARINT_MAX), v);
	out->data[out->len] = '\0';
}

static void
put_tag(struct buf *out, unsigned number, enum wire_kind kind)
{
	put_varint(out, number << KIND_BITS | kind);
}

static void
put_bytes(struct buf *out, unsigned number, const void *data, size_t n)
{
	put_tag(out, number, KIND_BYTES);
	put_varint(out, n);
	buf_add(out, data, n);
}

static void
put_number(struct buf *out, unsigned number, uint64_t v)
{
	if (v == 0)
		return;
	put_tag(out, number, KIND_VARINT);
	put_varint(out, v);
}

static void
put_fixed(struct buf *out, unsigned number, uint64_t v)
{
	char	 le[FIXED_SIZE];
	int	 i;

	if (v == 0)
		return;
	for (i = 0; i < FIXED_SIZE; i++)
		le[i] = (char)(v >> (8 * i));
	put_tag(out, number, KIND_FIXED64);
	buf_add(out, le, sizeof(le));
}

/* One byte is left for the length of what follows; most are that short. */
static size_t
open_message(struct buf *out, unsigned number)
{
	put_tag(out, number, KIND_BYTES);
	put_varint(out, 0);
	return out->len;
}

static void
close_message(struct buf *out, size_t start)
{
	size_t	 n = out->len - start, more = 0, left;

	for (left = n; left >= MORE; left >>= VARINT_BITS)
		more++;
	if (more != 0) {
		buf_room(out, more);
		memmove(out->data + start + more, out->data + start, n);
	}
	encode(out->data + start - 1, n);
	out->len += more;
	out->data[out->len] = '\0';
}

static void
put_message(const struct wire_row *r, const void *body, struct buf *out)
{
	struct bytes	 kept = { NULL, 0 };
	size_t		 start;

	if (r->of->keeps)
		memcpy(&kept, FIELD(body, r->of->kept_at), sizeof(kept));
	if (kept.len != 0) {
		put_bytes(out, r->number, kept.data, kept.len);
		return;
	}
	start = open_message(out, r->number);
	wire_write(r->of, body, out);
	close_message(out, start);
}

static int
in_order(const char *list, size_t n, const struct wire_form *f)
{
	size_t	 i;

	for (i = 1; f->order != NULL && i < n; i++)
		if (f->order(list + (i - 1) * f->size,
		    list + i * f->size) > 0)
			return 0;
	return 1;
}

/* A copy that is sorted, to be released; nothing where it is already. */
static struct buf
sorted(const char *list, size_t n, const struct wire_form *f)
{
	struct buf	 copy = { 0 };

	if (in_order(list, n, f))
		return copy;
	buf_add(&copy, list, n * f->size);
	qsort(copy.data, n, f->size, f->order);
	return copy;
}

static void
put_list(const struct wire_row *r, const void *from, struct buf *out)
{
	const char	*list;
	struct buf	 copy;
	size_t		 n, i;

	memcpy(&list, FIELD(from, r->at), sizeof(list));
	memcpy(&n, FIELD(from, r->count_at), sizeof(n));
	copy = sorted(list, n, r->of);
	if (copy.len != 0)
		list = copy.data;
	for (i = 0; i < n; i++)
		put_message(r, list + i * r->of->size, out);
	buf_release(&copy);
}

static int
compare_texts(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void
put_texts(const struct wire_row *r, const void *from, struct buf *out)
{
	static const struct wire_form	 text = { .size = sizeof(char *),
					    .order = compare_texts };
	const char		*list, *s;
	struct buf		 copy;
	size_t			 n, i;

	memcpy(&list, FIELD(from, r->at), sizeof(list));
	memcpy(&n, FIELD(from, r->count_at), sizeof(n));
	copy = sorted(list, n, &text);
	if (copy.len != 0)
		list = copy.data;
	for (i = 0; i < n; i++) {
		memcpy(&s, list + i * sizeof(s), sizeof(s));
		put_bytes(out, r->number, s, strlen(s));
	}
	buf_release(&copy);
}

/* What is one message. */
static void
put_one(const struct wire_row *r, const void *from, struct buf *out)
{
	const void	*body = FIELD(from, r->at);
	size_t		 start;

	if (r->type != WIRE_INSIDE)
		memcpy(&body, body, sizeof(body));
	if (body == NULL)
		return;
	if (r->type != WIRE_SHAPE) {
		put_message(r, body, out);
		return;
	}
	start = open_message(out, r->number);
	convert_shape_pack(r->shape, body, out);
	close_message(out, start);
}

static uint64_t
zigzag(int64_t v)
{
	return ((uint64_t)v << 1) ^ (v < 0 ? UINT64_MAX : 0);
}

static void
put_value(const struct wire_row *r, const void *from, struct buf *out)
{
	union {
		const char	*text;
		struct bytes	 bytes;
		uint32_t	 word;
		int		 yes;
		struct day	 day;
		uint64_t	 number;
	} v;

	memcpy(&v, FIELD(from, r->at), wire_size(r->type));
	if (r->type == WIRE_TEXT && v.text != NULL && v.text[0] != '\0')
		put_bytes(out, r->number, v.text, strlen(v.text));
	else if (r->type == WIRE_BYTES && v.bytes.len != 0)
		put_bytes(out, r->number, v.bytes.data, v.bytes.len);
	else if (r->type == WIRE_WORD && v.word > r->unsaid)
		put_number(out, r->number, v.word);
	else if (r->type == WIRE_BOOL)
		put_number(out, r->number, v.yes != 0);
	else if (r->type == WIRE_DAY)
		put_number(out, r->number, zigzag(convert_from_day(v.day)));
	else if (r->type == WIRE_FIXED)
		put_fixed(out, r->number, v.number);
}

void
wire_write(const struct wire_form *f, const void *from, struct buf *out)
{
	const struct wire_row	*r;

	for (r = f->row; r < f->row + f->nrow; r++)
		switch (r->type) {
		case WIRE_LIST:
			put_list(r, from, out);
			break;
		case WIRE_TEXTS:
			put_texts(r, from, out);
			break;
		case WIRE_ONE:
		case WIRE_INSIDE:
		case WIRE_SHAPE:
			put_one(r, from, out);
			break;
		default:
			put_value(r, from, out);
		}
}
