/*
 * params.h - parameters as libpq wants them.
 */
#ifndef SCHEMA_PARAMS_H
#define SCHEMA_PARAMS_H

#include "schema/db.h"

enum { PARAMS_MAX = 64 };

/* Parallel arrays for PQsendQueryPrepared; they point into the params. */
struct params_wire {
	int		 n;
	const char	*values[PARAMS_MAX];
	int		 lengths[PARAMS_MAX], formats[PARAMS_MAX];
};

/* NULL params are none. */
void	params_wire(const struct params *, struct params_wire *);

#endif
