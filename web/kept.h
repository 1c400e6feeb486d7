/*
 * kept.h - what was refused of a request goes to the line too, to be kept there
 * until it is mended.
 */
#ifndef WEB_KEPT_H
#define WEB_KEPT_H

#include "web/door.h"
#include "web/intake_read.h"
#include "web/tokens.h"

/* An item for each event that is wrong, for a source that the sender may speak
 * for; `grant` is NULL where there are no tokens.  Returns how many. */
size_t	kept_items(const struct intake_events *, const struct grant *,
	    struct arena *, struct door_item *);

#endif
