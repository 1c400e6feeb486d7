/*
 * intake_read.h - the events in a request, whatever form it has.  Pure.
 */
#ifndef WEB_INTAKE_READ_H
#define WEB_INTAKE_READ_H

#include "formats/cloudevents.h"
#include "web/request.h"

enum { INTAKE_EVENT_BYTES = 256 * 1024 };	/* of one event by itself */

struct intake_events {
	struct cloud_item	*item;
	size_t			 n;
	int			 batch;		/* it came as one */
};

/* The media types that are taken, with ", " between. */
extern const char *const	 intake_types;

/* -1: the request is answered, for it holds no events. */
int	intake_read(struct request *, size_t max, int32_t today,
	    struct intake_events *);

#endif
