/*
 * state.h - what a subject is known to be: the set of statements about it.
 *
 * A statement is one event after assessment.  The state of a subject is the
 * set of its statements in canonical order; folding is set union, so order,
 * batching and repetition of events cannot matter.
 */
#ifndef PROTO_STATE_H
#define PROTO_STATE_H

#include <stddef.h>
#include <stdint.h>

#include "proto/event.h"

/* Something a reviewer has to look at; holds the version where it says so. */
struct check {
	const char	*id;		/* "future-date" */
	const char	*text;		/* in a clerk's words */
};

struct statement {
	struct event		 event;		/* without id, revision kept */
	const char		*subject;
	uint64_t		 origin;	/* digest of (source, source_id) */
	uint64_t		 digest;	/* of the event's content */
	const struct check	*check;
	size_t			 ncheck;
	struct bytes		 kept;		/* as it was unpacked from, and is
						 * packed in a state again; len
						 * 0: it was not */
};

struct state {
	const char		*subject;
	uint32_t		 version;	/* newest version made from it */
	uint8_t			 document[32];	/* digest of that version */
	const struct statement	*statement;	/* sorted, see state_merge */
	size_t			 nstatement;
};

/*
 * The statement of one event, without checks: subject, origin and digest are
 * derived from it.  The event must have a subject.
 */
void	statement_make(const struct event *, struct statement *);

/* The origin of the event that a source calls so. */
uint64_t	 origin_of(const char *source, const char *source_id);

/*
 * The union of a state and n statements, in canonical order (content digest,
 * origin); `out` may be `was`.  Arrays are made in the arena; texts are shared.
 * Returns how many statements were new.
 */
size_t	state_merge(const struct state *was, const struct statement *,
	    size_t n, struct arena *, struct state *out);

/*
 * The statements that count: what was retracted or corrected is dropped, and a
 * correction has become an event of the kind that it corrects.  An amendment
 * that is itself retracted does nothing; amendments that amend each other in a
 * circle do nothing either.  Returns how many amendments name an event that is
 * not there (yet).
 */
size_t	state_amended(const struct state *, struct arena *, struct state *out);

/* Ratings that came from files are history that is public already. */
int	 statement_is_public(const struct statement *);

/* True if the event, amended or not, gives ratings. */
int	 event_rates(const struct event *);

#endif
