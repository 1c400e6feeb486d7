/*
 * version.h - what a decision is about: a version by its document's digest, or
 * an event by what its source called it.
 */
#ifndef OPERATIONS_VERSION_H
#define OPERATIONS_VERSION_H

#include <stdint.h>

#include "base/arena.h"
#include "schema/db.h"

/* A version of an organisation's rating. */
struct version {
	int64_t		 number;	/* 0: there is none */
	const char	*subject, *digest, *decided;	/* "held", … */
};
extern const enum query version_queries[];

/* number 0: the newest.  0 or -1. */
int	version_find(struct db *, const char *organisation, int64_t number,
	    struct arena *, struct version *, struct err *);

struct named_event {
	const char	*source, *id, *subject;
};

/* By its number or its source's name for it: 1, 0: there is none, -1. */
int	event_name_find(struct db *, const char *word, struct arena *,
	    struct named_event *, struct err *);

#endif
