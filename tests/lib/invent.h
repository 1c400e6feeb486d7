/*
 * invent.h - events that nobody reported, from a seed: the same everywhere.
 *
 * All are about one trust, with few days and few words, so that dates tie and
 * cells meet.
 */
#ifndef TESTS_LIB_INVENT_H
#define TESTS_LIB_INVENT_H

#include "base/arena.h"
#include "proto/event.h"

/* Any state but 0 is a seed. */
struct invent {
	uint64_t	 state;
	struct arena	*arena;		/* of what is invented */
};

/* 0 to below - 1 (xorshift64*). */
unsigned	invent_draw(struct invent *, size_t below);

/* One that ingest would let in; `number` makes its id unlike the others. */
struct event	invent_event(struct invent *, size_t number);

#endif
