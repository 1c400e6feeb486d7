/*
 * journey.h - where events stand, and everything that happened to one.
 */
#ifndef OPERATIONS_JOURNEY_H
#define OPERATIONS_JOURNEY_H

#include <stdint.h>

#include "base/arena.h"
#include "proto/frame.h"
#include "schema/db.h"

extern const enum query	 journey_queries[];

/* By its id, or by what its source called it ("/files/x:RGT/2019"): its id,
 * 0: there is none, or -1. */
int64_t		 journey_find(struct db *, const char *word, struct err *);

/* In the order of time; NULL on failure. */
struct rows	*journey_read(struct db *, int64_t id, struct err *);

/* One row of it.  Texts live as long as the rows. */
enum leg_did { LEG_RECORD = 1, LEG_ASIDE, LEG_DECISION, LEG_OPERATION };

struct leg {
	const char	*at, *what, *who, *build, *text;
	enum stage	 stage;
	enum leg_did	 did;
	int64_t		 code, version, attempt;
};
void		 journey_leg(const struct rows *, size_t row, struct leg *);

/* One row of show_events; `standing` is in words, and lives in the arena. */
struct event_row {
	int64_t		 id, version;
	const char	*at, *kind, *source, *source_id, *subject, *standing;
	int		 open;		/* it waits, or is aside */
	enum stage	 stage;		/* where it waits; NONE: through */
	enum verdict	 verdict;	/* aside as; NONE: it is not */
};
void		 event_row(const struct rows *, size_t row, struct arena *,
		    struct event_row *);

#endif
