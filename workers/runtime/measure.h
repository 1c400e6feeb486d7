/*
 * measure.h - what became of a batch, into the meters.
 */
#ifndef WORKERS_RUNTIME_MEASURE_H
#define WORKERS_RUNTIME_MEASURE_H

#include "proto/meters.h"
#include "schema/db.h"
#include "workers/runtime/outcome.h"
#include "workers/runtime/worker.h"

/* Work begins on what came: how long it has waited. */
void	measure_start(struct meters *, const struct batch *, int64_t now_us);

/* It is recorded or put aside; each message counts once, at the worker whose
 * record it is. */
void	measure_end(struct meters *, const struct worker *,
	    const struct batch *, int64_t now_us);

void	measure_db(struct meters *, const struct db_count *);

#endif
