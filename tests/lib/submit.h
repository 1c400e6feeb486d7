/*
 * submit.h - events for a line, as a producer that speaks ZeroMQ has them.
 */
#ifndef TESTS_LIB_SUBMIT_H
#define TESTS_LIB_SUBMIT_H

#include "proto/client.h"
#include "tests/lib/line.h"
#include "tests/lib/load.h"

struct submitted {
	enum answer	 answer;
	char		 text[200];
};

/* One, and what the line answers. */
struct submitted submit_event(const struct line *, const struct event *);

/* So many of a load; the test fails unless each is accepted. */
void		 submit_load(const struct line *, const struct load *,
		    uint64_t from, uint64_t n);

#endif
