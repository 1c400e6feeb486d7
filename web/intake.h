/*
 * intake.h - POST /v1/events: CloudEvents in, one at a time or a batch, JSON
 * or protobuf; answered when the line has answered.
 */
#ifndef WEB_INTAKE_H
#define WEB_INTAKE_H

#include "web/desk.h"
#include "web/door.h"
#include "web/rate.h"
#include "web/request.h"
#include "web/tokens.h"

struct intake {
	struct door	*door;
	struct desk	*desk;		/* is asked what there is already */
	struct tokens	*tokens;	/* NULL: anybody may, for any source */
	struct rate	*rate;
	int64_t		 batch;		/* events in one */
};

void	intake_post(struct intake *, struct request *);
void	intake_options(struct intake *, struct request *);

#endif
