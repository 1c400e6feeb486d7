#include "proto/wire_form.h"

enum { FIXED64 = 8, FIXED32 = 4 };

int
wire_varint_long(struct wire *w, uint64_t *out)
{
	unsigned	 shift = 0;

	for (*out = 0; w->at < w->end && shift < VARINT_MAX * VARINT_BITS;
	    shift += VARINT_BITS) {
		*out |= (uint64_t)(*w->at & (MORE - 1)) << shift;
		if ((*w->at++ & MORE) == 0)
			return 0;
	}
	return -1;
}

static int
take_bytes(struct wire *w, uint64_t n, struct bytes *out)
{
	if (n > (uint64_t)(w->end - w->at))
		return -1;
	*out = (struct bytes){ w->at, (size_t)n };
	w->at += n;
	return 0;
}

static int
take_fixed(struct wire *w, unsigned n, uint64_t *out)
{
	struct bytes	 b;

	if (take_bytes(w, n, &b) != 0)
		return -1;
	for (*out = 0; n > 0; n--)
		*out = *out << 8 | b.data[n - 1];
	return 0;
}

int
wire_next(struct wire *w, struct wire_value *v)
{
	uint64_t	 tag;
	int		 bad;

	if (w->at == w->end)
		return 0;
	if (wire_varint(w, &tag) != 0 || tag >> KIND_BITS == 0 ||
	    tag > UINT32_MAX)
		return -1;
	v->field = (unsigned)(tag >> KIND_BITS);
	v->kind = (enum wire_kind)(tag & ((1 << KIND_BITS) - 1));
	switch (v->kind) {
	case KIND_VARINT:
		bad = wire_varint(w, &v->number);
		break;
	case KIND_BYTES:
		bad = wire_varint(w, &v->number) != 0 ||
		    take_bytes(w, v->number, &v->bytes) != 0;
		break;
	case KIND_FIXED64:
		bad = take_fixed(w, FIXED64, &v->number);
		break;
	case KIND_FIXED32:
		bad = take_fixed(w, FIXED32, &v->number);
		break;
	default:
		bad = 1;
	}
	return bad ? -1 : 1;
}

uint64_t
wire_number(struct bytes in, unsigned number)
{
	struct wire	 w = { in.data, in.data + in.len };
	struct wire_value	 v;
	uint64_t	 found = 0;

	while (wire_next(&w, &v) > 0)
		if (v.field == number && v.kind == KIND_VARINT)
			found = v.number;
	return found;
}
