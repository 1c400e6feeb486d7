/*
 * cloud_shapes.h - the content of every kind of event as rows, those of
 * proto/shape.h and the three that have none there.  Private to this room.
 */
#ifndef FORMATS_CLOUD_SHAPES_H
#define FORMATS_CLOUD_SHAPES_H

#include "proto/event.h"

/* The content of a kind and where an event points to it. */
struct cloud_part {
	const struct shape	*shape;
	size_t			 at;
};

/* NULL shape: no such kind. */
struct cloud_part	 cloud_part_of(enum event_kind);

#endif
