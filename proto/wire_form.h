/*
 * wire_form.h - what reading and writing the wire form share; private to
 * wire*.c.
 */
#ifndef PROTO_WIRE_FORM_H
#define PROTO_WIRE_FORM_H

#include "proto/wire.h"

/* How the value of a field is written down. */
enum wire_kind { KIND_VARINT = 0, KIND_FIXED64 = 1, KIND_BYTES = 2,
	KIND_FIXED32 = 5 };

enum { KIND_BITS = 3, VARINT_BITS = 7, VARINT_MAX = 10, MORE = 0x80 };

/* What is left of a message. */
struct wire {
	const uint8_t	*at, *end;
};

struct wire_value {
	unsigned	 field;
	enum wire_kind	 kind;
	uint64_t	 number;
	struct bytes	 bytes;
};

/* A number; -1 where there is none.  Most are of one byte. */
int	 wire_varint_long(struct wire *, uint64_t *);

static inline int
wire_varint(struct wire *w, uint64_t *out)
{
	if (w->at == w->end || *w->at >= MORE)
		return wire_varint_long(w, out);
	*out = *w->at++;
	return 0;
}

/* The next field: 1; 0 at the end; -1 where it is not the form. */
int	 wire_next(struct wire *, struct wire_value *);

#define FIELD(body, at)		((const void *)((const char *)(body) + (at)))
#define FIELD_TO(body, at)	((void *)((char *)(body) + (at)))

#endif
