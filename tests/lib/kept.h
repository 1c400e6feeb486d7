/*
 * kept.h - bytes that live until the end of a group of tests.
 */
#ifndef TESTS_LIB_KEPT_H
#define TESTS_LIB_KEPT_H

#include "base/arena.h"
#include "base/buf.h"

extern struct arena	*kept_arena;

/* For cmocka: the arena is there, and gone. */
int		 kept_up(void **state);
int		 kept_down(void **state);

/* What is in the buffer, in the arena; the buffer is released. */
struct bytes	 kept(struct buf *);

#endif
