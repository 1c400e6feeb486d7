/*
 * trust.h - what the page of one organisation shows.
 */
#ifndef WEB_CONSOLE_TRUST_H
#define WEB_CONSOLE_TRUST_H

#include "explain/sheet.h"
#include "explain/subject.h"
#include "operations/journey.h"
#include "proto/deadline.h"
#include "web/console/watch.h"

/* The columns of show_versions. */
enum {
	COL_VERSION, COL_MADE, COL_EVENTS, COL_DESERVED, COL_HOLDS, COL_DIGEST,
	COL_VERDICT, COL_DECIDED, COL_BY, COL_REASON, COL_PUBLISHED
};

struct trust {
	struct subject		 subject;
	struct sheet		 sheet;
	const struct deadline	*due;
	size_t			 ndue;
	struct rows		*versions, *events;
	struct figures		 f;
	struct event_row	 first;		/* the oldest that is open */
	size_t			 open;		/* so many are */
	int32_t			 today;
};

/* What became of a version, and why: one row of show_versions. */
const char	*trust_became(const struct rows *, size_t row);
const char	*trust_because(const struct rows *, size_t row);

#endif
