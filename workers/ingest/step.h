/*
 * step.h - what ingest does with a submission.
 */
#ifndef WORKERS_INGEST_STEP_H
#define WORKERS_INGEST_STEP_H

#include "workers/runtime/worker.h"

extern const struct worker ingest_worker;

#endif
