/*
 * settings.h - what people set, from its rows.
 */
#ifndef BROKER_SETTINGS_H
#define BROKER_SETTINGS_H

#include <stdint.h>

#include "broker/core.h"
#include "schema/db.h"

/*
 * EV_SETTINGS of all rows, in the arena.  False if none is newer than `newest`,
 * which becomes the number of the newest.  A new one that is no setting is said
 * in the log; the others are in force.
 */
int	 settings_read(const struct rows *, int64_t *newest, struct arena *,
	    struct core_event *out);

#endif
