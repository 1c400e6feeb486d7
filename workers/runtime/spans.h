/*
 * spans.h - what a worker did with each message, as OpenTelemetry spans: a file
 * of OTLP requests as JSON, one a line and batch.
 */
#ifndef WORKERS_RUNTIME_SPANS_H
#define WORKERS_RUNTIME_SPANS_H

#include "base/err.h"
#include "workers/runtime/outcome.h"

struct spans;

/* path "": NULL, and nothing is written.  Several workers may share a file.
 * -1 ERR_SETUP. */
int	spans_open(struct spans **, const char *path, enum stage,
	    const char *instance, struct err *);
void	spans_close(struct spans **);

/* A span for each message that was settled, from `began` until now. */
void	spans_write(struct spans *, const struct batch *, int64_t began_ns,
	    int64_t now_ns);

#endif
