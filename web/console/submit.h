/*
 * submit.h - one event from a person to the line, and what the line said.
 */
#ifndef WEB_CONSOLE_SUBMIT_H
#define WEB_CONSOLE_SUBMIT_H

#include "operations/bulk.h"
#include "web/door.h"

struct submitted {
	enum answer	 answer;	/* NONE: not yet */
	uint64_t	 id;		/* of the event, where it was taken */
	char		 text[400];	/* where it was refused */
};

/* Waits a few seconds.  The event is copied and may go at once; sent again it
 * takes effect once. */
void	submit_event(struct door *, const struct event *, struct submitted *);

/* For what is done by many events, one after the other. */
struct bulk_line submit_line(struct door *);

#endif
