/*
 * clash.h - events that the line would not take beside what there is, found
 * before any of a batch is sent: it goes in whole or not at all.
 *
 * What is marked wrong has the fault set.  Two batches that come at the same
 * moment may still meet; then the line answers each event for itself.
 */
#ifndef WEB_CLASH_H
#define WEB_CLASH_H

#include "schema/db.h"
#include "web/intake_read.h"

struct clash;

/* Events that are all right so far; lives in the arena. */
struct clash	*clash_new(struct intake_events *, struct arena *);

/* The same source and id twice in the batch, with other content: how many. */
size_t		 clash_within(const struct clash *);

/* There before with other content: how many, or -1. */
long		 clash_before(const struct clash *, struct db *, struct err *);

#endif
