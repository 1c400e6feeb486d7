/*
 * convert_event.h - an event inside another message; private to convert*.c.
 */
#ifndef PROTO_CONVERT_EVENT_H
#define PROTO_CONVERT_EVENT_H

#include "proto/event.h"
#include "proto/facts.pb-c.h"

/* The message points into the event and the arena. */
void	convert_from_event(const struct event *, struct arena *,
	    Sixthkey__Event *);
int	convert_to_event(const Sixthkey__Event *, struct arena *,
	    struct event *, struct err *);

#endif
