/*
 * refused.h - what a door could not take, as it travels to be kept: an event
 * that is none, with the source and the id under which it is to be mended.
 */
#ifndef FORMATS_REFUSED_H
#define FORMATS_REFUSED_H

#include "formats/cloudevents.h"

struct refused {
	const char		*source, *id;	/* id "": that of the text */
	const char		*via;		/* "in.jsonl:812", "HTTP" */
	struct cloud_fault	 fault;
	struct bytes		 text;		/* as it was read */
};

/* Its texts stay those of the refused and the arena. */
struct event	 refused_event(const struct refused *, struct arena *);

/* A name by content, so that the same refusal is the same one wherever it is
 * met again. */
const char	*refused_id(struct bytes text, struct arena *);

#endif
