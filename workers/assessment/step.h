/*
 * step.h - what assessment does with a message.
 */
#ifndef WORKERS_ASSESSMENT_STEP_H
#define WORKERS_ASSESSMENT_STEP_H

#include "workers/runtime/worker.h"

extern const struct worker assessment_worker;

#endif
