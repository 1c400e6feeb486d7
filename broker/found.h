/*
 * found.h - the rows of a backlog query: messages that wait, by id.
 */
#ifndef BROKER_FOUND_H
#define BROKER_FOUND_H

#include "broker/reader.h"

/* As many as there is room for, as tasks; returns how many those are. */
size_t	found_take(const struct rows *, uint64_t room, struct arena *,
	    struct reading *);

/* 0: there is no such row. */
int64_t	found_id(const struct rows *, size_t i);

/* How long (ms) the first one waits that has not failed: that is the oldest, for
 * what failed is old by itself.  -1: there is none. */
int64_t	found_waited(const struct rows *);

#endif
