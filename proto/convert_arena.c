#include <string.h>

#include "base/text.h"
#include "proto/convert_arena.h"

/* One message on its way into an arena. */
struct inflow {
	struct arena	*arena;
	size_t		 most;		/* of the arena, at its end */
};

static void *
take(void *arg, size_t n)
{
	struct inflow	*in = arg;

	if (n > in->most || arena_used(in->arena) > in->most - n)
		return NULL;
	return arena_try(in->arena, n);
}

static void
leave(void *arg, void *p)
{
	(void)arg;
	(void)p;
}

void *
convert_unpack(const ProtobufCMessageDescriptor *d, struct bytes in,
    struct arena *a, struct err *e)
{
	struct inflow		 inflow = { a, arena_used(a) + CONVERT_MAX };
	ProtobufCAllocator	 alloc = { take, leave, &inflow };
	void			*m;

	m = protobuf_c_message_unpack(d, &alloc, in.len, in.data);
	if (m == NULL)
		err_set(e, ERR_INPUT, "%zu bytes are no %s, or inflate to "
		    "more than a message may use", in.len, d->short_name);
	return m;
}

void *
convert_room(struct arena *a, size_t n, size_t size, struct err *e)
{
	void	*room = arena_try(a, n * size);

	if (room == NULL)
		err_set(e, ERR_INPUT, "a list of %zu inflates to more than "
		    "one batch may use", n);
	return room;
}

void
convert_pack(const ProtobufCMessage *m, struct buf *out)
{
	size_t	 n = protobuf_c_message_get_packed_size(m);

	protobuf_c_message_pack(m, (uint8_t *)buf_room(out, n));
	out->len += n;
	out->data[out->len] = '\0';
}

char *
convert_text(const char *s)
{
	union { const char *in; char *out; } u = { .in = s };

	return s == NULL ? convert_text("") : u.out;
}

ProtobufCBinaryData
convert_binary(struct bytes b)
{
	union { const uint8_t *in; uint8_t *out; } u = { .in = b.data };

	return (ProtobufCBinaryData){ b.len, u.out };
}

int64_t
convert_from_day(struct day d)
{
	return d.precision == PRECISION_NONE ? 0 :
	    (int64_t)d.serial * 4 + (int64_t)d.precision;
}

int
convert_day(const char *field, int64_t v, struct day *out, struct err *e)
{
	int64_t		 precision = ((v % 4) + 4) % 4;
	struct day	 d = { (int32_t)((v - precision) / 4),
			    (enum precision)precision };
	int		 y, m, day;

	*out = (struct day){ 0 };
	if (v == 0)
		return 0;
	if (v > 4 * 100000 || v < -4 * 100000 || precision == 0)
		return err_set(e, ERR_INPUT, "%s: %lld is not a date", field,
		    (long long)v);
	*out = d;
	if (d.precision == PRECISION_DAY)
		return 0;
	/* Only the last day of its month or year may stand for it. */
	day_split(d, &y, &m, &day);
	*out = day_from(y, m, day);
	if (out->serial != d.serial || out->precision != d.precision)
		return err_set(e, ERR_INPUT, "%s: %lld is not a date", field,
		    (long long)v);
	return 0;
}

int
convert_check(const char *field, const char *s, struct err *e)
{
	if (!text_utf8(s, strlen(s)))
		return err_set(e, ERR_INPUT, "%s: is not well-formed UTF-8",
		    field);
	return 0;
}

int
convert_enum(const char *field, uint32_t v, uint32_t count, struct err *e)
{
	if (v >= count)
		return err_set(e, ERR_INPUT, "%s: %u is not a known value",
		    field, v);
	return 0;
}
