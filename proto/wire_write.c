#include <stdlib.h>
#include <string.h>

#include "proto/convert_arena.h"
#include "proto/convert_shape.h"
#include "proto/wire.h"
#include "proto/wire_form.h"

enum { FIXED_SIZE = 8, FIXED_WORD_SIZE = 4 };

/* ---- fields --------------------------------------------------------------- */

static char *
encode(char *to, uint64_t v)
{
	for (; v >= MORE; v >>= VARINT_BITS)
		*to++ = (char)(v | MORE);
	*to++ = (char)v;
	return to;
}

/* What was written up to there, into room that was made, counts. */
static void
wrote(struct buf *out, char *end)
{
	out->len = (size_t)(end - out->data);
	*end = '\0';
}

static char *
encode_tag(char *to, unsigned number, enum wire_kind kind)
{
	return encode(to, number << KIND_BITS | kind);
}

static void
put_bytes(struct buf *out, unsigned number, const void *data, size_t n)
{
	char	*to = buf_room(out, 2 * VARINT_MAX + n);

	to = encode(encode_tag(to, number, KIND_BYTES), n);
	memcpy(to, data, n);
	wrote(out, to + n);
}

static void
put_number(struct buf *out, unsigned number, uint64_t v)
{
	char	*to;

	if (v == 0)
		return;
	to = buf_room(out, 2 * VARINT_MAX);
	wrote(out, encode(encode_tag(to, number, KIND_VARINT), v));
}

static void
put_fixed(struct buf *out, unsigned number, uint64_t v, int size)
{
	char	*to;
	int	 i;

	if (v == 0)
		return;
	to = encode_tag(buf_room(out, VARINT_MAX + FIXED_SIZE), number,
	    size == FIXED_SIZE ? KIND_FIXED64 : KIND_FIXED32);
	for (i = 0; i < size; i++)
		*to++ = (char)(v >> (8 * i));
	wrote(out, to);
}

/* One byte is left for the length of what follows; most are that short. */
static size_t
open_message(struct buf *out, unsigned number)
{
	char	*to = buf_room(out, VARINT_MAX + 1);

	wrote(out, encode(encode_tag(to, number, KIND_BYTES), 0));
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
	wrote(out, out->data + start + more + n);
}

/* ---- messages ------------------------------------------------------------- */

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
write_list(const struct wire_row *r, const void *from, struct buf *out)
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
write_texts(const struct wire_row *r, const void *from, struct buf *out)
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

static void
write_one(const struct wire_row *r, const void *from, struct buf *out)
{
	const void	*body;

	memcpy(&body, FIELD(from, r->at), sizeof(body));
	if (body != NULL)
		put_message(r, body, out);
}

static void
write_inside(const struct wire_row *r, const void *from, struct buf *out)
{
	put_message(r, FIELD(from, r->at), out);
}

static void
write_shape(const struct wire_row *r, const void *from, struct buf *out)
{
	const void	*body;
	size_t		 start;

	memcpy(&body, FIELD(from, r->at), sizeof(body));
	if (body == NULL)
		return;
	start = open_message(out, r->number);
	convert_shape_pack(r->shape, body, out);
	close_message(out, start);
}

/* ---- values --------------------------------------------------------------- */

static void
write_text(const struct wire_row *r, const void *from, struct buf *out)
{
	const char	*text;

	memcpy(&text, FIELD(from, r->at), sizeof(text));
	if (text != NULL && text[0] != '\0')
		put_bytes(out, r->number, text, strlen(text));
}

static void
write_bytes(const struct wire_row *r, const void *from, struct buf *out)
{
	struct bytes	 bytes;

	memcpy(&bytes, FIELD(from, r->at), sizeof(bytes));
	if (bytes.len != 0)
		put_bytes(out, r->number, bytes.data, bytes.len);
}

static void
write_word(const struct wire_row *r, const void *from, struct buf *out)
{
	uint32_t	 word;

	memcpy(&word, FIELD(from, r->at), sizeof(word));
	if (word > r->unsaid)
		put_number(out, r->number, word);
}

static void
write_bool(const struct wire_row *r, const void *from, struct buf *out)
{
	int	 yes;

	memcpy(&yes, FIELD(from, r->at), sizeof(yes));
	put_number(out, r->number, yes != 0);
}

static uint64_t
zigzag(int64_t v)
{
	return ((uint64_t)v << 1) ^ (v < 0 ? UINT64_MAX : 0);
}

static void
write_day(const struct wire_row *r, const void *from, struct buf *out)
{
	struct day	 day;

	memcpy(&day, FIELD(from, r->at), sizeof(day));
	put_number(out, r->number, zigzag(convert_from_day(day)));
}

static void
write_long(const struct wire_row *r, const void *from, struct buf *out)
{
	uint64_t	 number;

	memcpy(&number, FIELD(from, r->at), sizeof(number));
	put_number(out, r->number, number);
}

static void
write_fixed(const struct wire_row *r, const void *from, struct buf *out)
{
	uint64_t	 number;

	memcpy(&number, FIELD(from, r->at), sizeof(number));
	put_fixed(out, r->number, number, FIXED_SIZE);
}

static void
write_fixed_word(const struct wire_row *r, const void *from, struct buf *out)
{
	uint32_t	 word;

	memcpy(&word, FIELD(from, r->at), sizeof(word));
	put_fixed(out, r->number, word, FIXED_WORD_SIZE);
}

static void
put_packed(struct buf *out, unsigned number, const uint64_t *v, size_t n)
{
	size_t	 start, i;

	if (n == 0)
		return;
	start = open_message(out, number);
	for (i = 0; i < n; i++)
		wrote(out, encode(buf_room(out, VARINT_MAX), v[i]));
	close_message(out, start);
}

static void
write_numbers(const struct wire_row *r, const void *from, struct buf *out)
{
	const uint64_t	*v;
	size_t		 n;

	memcpy(&v, FIELD(from, r->at), sizeof(v));
	memcpy(&n, FIELD(from, r->count_at), sizeof(n));
	put_packed(out, r->number, v, n);
}

static void
write_counts(const struct wire_row *r, const void *from, struct buf *out)
{
	put_packed(out, r->number, FIELD(from, r->at), r->below);
}

void
wire_write(const struct wire_form *f, const void *from, struct buf *out)
{
	static void	(*const types[])(const struct wire_row *, const void *,
			    struct buf *) = {
		[WIRE_TEXT] = write_text,
		[WIRE_TEXTS] = write_texts,
		[WIRE_BYTES] = write_bytes,
		[WIRE_WORD] = write_word,
		[WIRE_BOOL] = write_bool,
		[WIRE_DAY] = write_day,
		[WIRE_LONG] = write_long,
		[WIRE_FIXED] = write_fixed,
		[WIRE_FIXED_WORD] = write_fixed_word,
		[WIRE_NUMBERS] = write_numbers,
		[WIRE_COUNTS] = write_counts,
		[WIRE_LIST] = write_list,
		[WIRE_ONE] = write_one,
		[WIRE_INSIDE] = write_inside,
		[WIRE_SHAPE] = write_shape
	};
	const struct wire_row	*r;

	for (r = f->row; r < f->row + f->nrow; r++)
		types[r->type](r, from, out);
}
