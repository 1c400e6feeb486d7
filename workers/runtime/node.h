/*
 * node.h - a process introduces itself: its number stands on what it records.
 */
#ifndef WORKERS_RUNTIME_NODE_H
#define WORKERS_RUNTIME_NODE_H

#include "schema/db.h"

int	node_put(struct db *, const char *instance, const char *program,
	    const char *name, int32_t *node, struct err *);

#endif
