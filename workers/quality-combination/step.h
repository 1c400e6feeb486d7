/*
 * step.h - what quality-combination does with a message.
 */
#ifndef WORKERS_QUALITY_COMBINATION_STEP_H
#define WORKERS_QUALITY_COMBINATION_STEP_H

#include "workers/runtime/worker.h"

extern const struct worker combination_worker;

#endif
