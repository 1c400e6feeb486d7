/*
 * sources.h - how often each source was answered what.  So many have a place;
 * those that come later share one.
 */
#ifndef BROKER_SOURCES_H
#define BROKER_SOURCES_H

#include "base/arena.h"
#include "proto/frame.h"

enum { SOURCES = 100, SOURCE_NAME = 200 };

struct sources {
	struct {
		char		 name[SOURCE_NAME];
		uint64_t	 answer[ANSWER_BUSY + 1];
	}		 row[SOURCES + 1];	/* the first: all others */
	size_t		 n;
};

void	sources_count(struct sources *, const char *source, enum answer);

/* For a REPORT; the array lives in the arena, the names in the sources. */
const struct submitter_report *sources_report(const struct sources *,
	    struct arena *, size_t *n);

#endif
