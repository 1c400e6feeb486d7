/*
 * wire.h - protobuf's wire form straight from and to plain structs, by rows: for
 * the messages that every event passes.  Private to convert*.c.
 *
 * Fields are written in the order of the rows, what is absent is left out, and
 * lists that have an order are sorted: the same struct gives the same bytes, and
 * protobuf-c would give them too.
 */
#ifndef PROTO_WIRE_H
#define PROTO_WIRE_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "proto/shape.h"

/* In the struct: as said behind each.  Many numbers are packed. */
enum wire_type {
	WIRE_TEXT,		/* const char *, never NULL once it was read */
	WIRE_TEXTS,		/* const char *const *, with its size_t count */
	WIRE_BYTES,		/* struct bytes */
	WIRE_WORD,		/* uint32_t or an enum */
	WIRE_BOOL,		/* int */
	WIRE_DAY,		/* struct day */
	WIRE_LONG,		/* uint64_t */
	WIRE_FIXED,		/* the same, of eight bytes */
	WIRE_FIXED_WORD,	/* uint32_t, of four */
	WIRE_NUMBERS,		/* const uint64_t *, with its size_t count */
	WIRE_COUNTS,		/* uint64_t [below]; what is beyond is dropped */
	WIRE_LIST,		/* a pointer to structs, with its size_t count */
	WIRE_ONE,		/* a pointer to one struct, or NULL */
	WIRE_INSIDE,		/* the struct itself */
	WIRE_SHAPE		/* the same, by the rows of shape.h */
};

struct wire_row {
	unsigned		 number;	/* of the .proto, ascending */
	enum wire_type		 type;
	const char		*name;		/* in pointers; "": not there */
	size_t			 at, count_at;
	uint32_t		 below;		/* a word is; 0: any is right */
	uint32_t		 unsaid;	/* words up to it are left out */
	const struct wire_form	*of;
	const struct shape	*shape;
};

/* A list of them has an order, or NULL.  `believe` looks at the bytes before
 * anything else does, `check` at the whole; either may be NULL. */
struct wire_form {
	const char		*name;		/* "Statement" */
	size_t			 size;
	const void		*blank;		/* a struct with nothing said */
	const struct wire_row	*row;
	size_t			 nrow;
	int			 (*order)(const void *, const void *);
	int			 (*believe)(struct bytes, struct err *);
	int			 (*check)(void *, struct err *);
	int			 keeps;		/* at kept_at, a struct bytes,
						 * as what it was read; then it
						 * is written as that again */
	size_t			 kept_at;
	int			 holds;		/* its bytes, for messages that
						 * keep theirs and for
						 * WIRE_BYTES to lie in */
};

void	 wire_write(const struct wire_form *, const void *, struct buf *);

/* ERR_INPUT names the field.  What was read lives as long as the arena. */
int	 wire_read(const struct wire_form *, struct bytes, struct arena *,
	    void *, struct err *);

/* The last value of a number of the message; 0 where it is not there. */
uint64_t wire_number(struct bytes, unsigned number);

#endif
