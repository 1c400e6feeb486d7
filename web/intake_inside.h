/*
 * intake_inside.h - between the parts of the intake.
 */
#ifndef WEB_INTAKE_INSIDE_H
#define WEB_INTAKE_INSIDE_H

#include "web/clash.h"
#include "web/door.h"
#include "web/intake_read.h"
#include "web/tokens.h"

/* A request whose events are on their way. */
struct posted {
	struct request		*request;
	struct door		*door;
	struct intake_events	 events;
	struct door_job		 job;
	struct door_item	**of;	/* of each event; NULL: not submitted */
	struct clash		*clash;	/* of a batch that goes in whole */
	int			 partial;
	const struct grant	*grant;		/* NULL: there are no tokens */
	int			 answered;	/* refused: only to be kept */
};

/* What the line has said. */
void	posted_answer(const struct posted *);

/* All that is wrong, so that a whole batch is mended at once; the item `at` is
 * the first. */
void	intake_refuse(struct request *, unsigned status,
	    const struct intake_events *, size_t at);

#endif
