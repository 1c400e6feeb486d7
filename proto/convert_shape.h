/*
 * convert_shape.h - contents by their rows; private to convert*.c.
 */
#ifndef PROTO_CONVERT_SHAPE_H
#define PROTO_CONVERT_SHAPE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "proto/shape.h"

void	 convert_shape_pack(const struct shape *, const void *body,
	    struct buf *out);

/* NULL with ERR_INPUT that names the field. */
void	*convert_shape_unpack(const struct shape *, struct bytes,
	    struct arena *, struct err *);

#endif
