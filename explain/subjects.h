/*
 * subjects.h - all organisations that were published, one after the other.
 */
#ifndef EXPLAIN_SUBJECTS_H
#define EXPLAIN_SUBJECTS_H

#include "base/arena.h"
#include "proto/facts.h"
#include "schema/db.h"

/* Called for each in order of id, with its version, in an arena of its own;
 * not 0 ends it. */
typedef int	subject_fn(void *, const struct facts *,
		    const struct identity *, uint32_t version, struct arena *);

/* Needs Q_SHOW_STATES.  `known`: as of what was published before the moment;
 * NULL: now.  0, also where it was ended, or -1. */
int	subjects_walk(struct db *, const char *known, subject_fn *, void *,
	    struct err *);

#endif
