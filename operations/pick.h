/*
 * pick.h - which events are meant: one way to say it for lists, for actions on
 * what they show, and for what a page says about either.
 */
#ifndef OPERATIONS_PICK_H
#define OPERATIONS_PICK_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "proto/frame.h"
#include "schema/db.h"

/* source: its beginning; error, trace: a part of it; since, until: when it was
 * accepted. */
enum pick_field {
	PICK_SUBJECT, PICK_SOURCE, PICK_STAGE, PICK_STATE, PICK_ERROR,
	PICK_TRACE, PICK_SINCE, PICK_UNTIL, PICK_FIELDS
};

/* A field's name in an address, and the option of `get events`. */
struct pick_name {
	const char	*argument, *option;
};
extern const struct pick_name	 pick_names[PICK_FIELDS];

/* Where an event stands; the numbers of show_events_by, where those of enum
 * verdict are themselves. */
enum { PICK_WAITING = 5, PICK_THROUGH };

/* Their words, in the order in which they are offered; ended by NULL. */
extern const char *const	 pick_states[];

/* All 0 is any event. */
struct pick {
	const char	*word[PICK_FIELDS];	/* as it was said; or NULL */
	enum stage	 stage;
	int32_t		 state;			/* 0: any */
	const char	*since, *until;		/* moments; NULL: any */
};

/* From its words, "" and NULL being none.  ERR_INPUT: one that is nothing, or a
 * time that ends before it begins. */
int		 pick_read(struct pick *, struct arena *, struct err *);

/* "" where it is not said. */
const char	*pick_word(const struct pick *, enum pick_field);

/* True where not every event is meant. */
int		 pick_asks(const struct pick *);

/* What the words come to but for stage and state, each with a comma before it:
 * ", of RGT, accepted since 2026-11-22T10:30:00Z". */
void		 pick_say(const struct pick *, struct buf *);

/* " --trust RGT --since 2h", fit for a shell. */
void		 pick_options(const struct pick *, struct buf *);

/* Its parameters, in the order of show_events_by from $3 on. */
void		 pick_params(const struct pick *, struct params *);

/* Such events, at most `most` of those before an id; *next: where to go on, 0:
 * nowhere.  Looks at PICK_SPAN ids at a time, so that there may be more where
 * few or none came.  NULL on failure. */
enum { PICK_SPAN = 5000 };
struct pick_range {
	int64_t		 low, high;		/* ids: low <= id < high */
};
int		 pick_bounds(const struct pick *, struct db *,
		    struct pick_range *, struct err *);
struct rows	*pick_rows(const struct pick *, struct db *,
		    const struct pick_range *, int32_t most, int64_t *next,
		    struct err *);

extern const enum query	 pick_queries[];

#endif
