/*
 * convert_shape.h - contents by their rows; private to convert*.c.
 */
#ifndef PROTO_CONVERT_SHAPE_H
#define PROTO_CONVERT_SHAPE_H

#include <protobuf-c/protobuf-c.h>

#include "base/arena.h"
#include "base/err.h"
#include "proto/shape.h"

/* The descriptor of a shape's message, and where Event holds its pointer. */
const ProtobufCFieldDescriptor *convert_shape_field(const struct shape *);

/* The message points into the body and the arena. */
void	*convert_from_shape(const struct shape *, const void *body,
	    struct arena *);

/* NULL with ERR_INPUT that names the field. */
void	*convert_to_shape(const struct shape *, const void *message,
	    struct arena *, struct err *);

#endif
