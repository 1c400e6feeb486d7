/*
 * step.h - what publication does with a message.
 */
#ifndef WORKERS_PUBLICATION_STEP_H
#define WORKERS_PUBLICATION_STEP_H

#include "workers/runtime/worker.h"

extern const struct worker publication_worker;

#endif
