/*
 * stations.h - the way of an assessment, from the choice of a trust to what may
 * be asked afterwards: states, who acts, and how long it may take.
 * Reference data; the clocks are counted in proto/deadline.h.
 */
#ifndef RULES_STATIONS_H
#define RULES_STATIONS_H

#include <stddef.h>

#include "rules/words.h"

enum unit {
	UNIT_NONE,
	UNIT_WORKING_DAYS,	/* of England */
	UNIT_DAYS,
	UNIT_MONTHS		/* by date */
};

struct station {
	const char	*id;		/* "drafted"; NULL: the end */
	const char	*actor;
	const char	*rule;		/* of proto/deadline.h; "": none */
	unsigned	 within;	/* so many … */
	enum unit	 unit;		/* … of these */
	const char	*text;
	enum basis	 basis;
	const char	*source;
};

const struct station	*station_at(size_t i);		/* NULL: past the end */
const struct station	*station_find(const char *id);	/* NULL: no such */
const struct station	*station_by_rule(const char *rule); /* likewise */
const char		*unit_name(enum unit);	/* "working days" */

#endif
