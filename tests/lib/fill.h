/*
 * fill.h - contents of events with every field set, from their rows.
 */
#ifndef TESTS_LIB_FILL_H
#define TESTS_LIB_FILL_H

#include "proto/event.h"

/* Fills every field; another seed, other values.  Lists get two entries. */
void	*fill_body(const struct shape *, unsigned seed, struct arena *);

/* The content of a kind that has a shape, with every field set, and for a
 * correction that of a deviation beside it. */
void	 fill_event(struct event *, unsigned seed, struct arena *);

#endif
