/*
 * knobs.h - what people may set at a stage while it runs.
 */
#ifndef BROKER_KNOBS_H
#define BROKER_KNOBS_H

#include <stddef.h>
#include <stdint.h>

#include "proto/frame.h"

enum { KNOBS_SOURCES = 512, KNOBS = 9, KNOBS_TEXT = KNOBS_SOURCES };

struct knobs {
	int64_t	 paused;
	int64_t	 window_count, batch_count;
	int64_t	 backlog_soft, backlog_hard;
	int64_t	 age_soft, age_hard;	/* seconds */
	int64_t	 live_weight, bulk_weight;
	char	 bulk_sources[KNOBS_SOURCES];	/* beginnings, blanks between */
};

/* A row of stage_setting; STAGE_NONE: every stage. */
struct setting {
	enum stage	 stage;
	const char	*key, *value;
};

/* "drain:0123456789ab": the worker whose instance begins like that is asked to
 * leave. */
#define KNOB_DRAIN	"drain:"

/* -1: there is no such key, or the value is none that it can have. */
int		 knobs_set(struct knobs *, const char *key, const char *value);

/* Those that have a value of their own; "paused" is said otherwise. */
const char	*knobs_key(size_t);		/* below KNOBS */
const char	*knobs_value(const struct knobs *, size_t,
		    char text[KNOBS_TEXT]);
uint32_t	 knobs_bit(const char *key);	/* 0: it is none of them */

enum lane	 knobs_lane(const struct knobs *, const char *source);

#endif
