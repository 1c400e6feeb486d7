/*
 * trace.h - W3C trace context: whose span a message belongs under.
 */
#ifndef PROTO_TRACE_H
#define PROTO_TRACE_H

#include <stdint.h>

#include "proto/frame.h"

struct trace {
	char	 trace[33];		/* hexadecimal */
	char	 parent[17];		/* "": nobody above */
};

/* 1: it is "00-<32>-<16>-<2>" of lower-case hexadecimal digits, and neither id
 * is zero. */
int	trace_read(const char *traceparent, struct trace *);

/* The same; an event that came without one has a trace of its own, the same in
 * every program. */
void	trace_of(const char *traceparent, uint64_t event, struct trace *);

/* The id of what a stage did with a message at one attempt. */
void	trace_span(const struct trace *, enum stage, uint64_t event,
	    uint32_t attempt, char span[17]);

#endif
