/*
 * motion.h - what people decide about ratings: what it is called, what it asks
 * for, and the event that it becomes.  One person proposes, another carries.
 */
#ifndef FORMATS_MOTION_H
#define FORMATS_MOTION_H

#include "proto/event.h"

/* author, approver: the fields that the two persons stand in; NULL: the kind
 * has none. */
struct motion_kind {
	const char	*name;		/* "award": a verb, and an address */
	const char	*title;		/* "Award a use-of-resources rating" */
	enum event_kind	 kind;
	const char	*author, *approver;
	const char	*field[12];	/* what is asked for, in this order */
};

/* Ended by a row without name. */
extern const struct motion_kind	 motion_kinds[];

const struct motion_kind	*motion_find(const char *name);

/* What is known of a field: type, whether it is needed, its words. */
const struct field		*motion_field(const struct motion_kind *,
				    const char *name);

struct motion_word {
	const char	*name, *value;
};

struct motion {
	const struct motion_kind *kind;
	const char		*subject;	/* a trust's code, or another id */
	const char		*source, *source_id;
	const char		*author, *approver;
	const struct motion_word *word;
	size_t			 nword;
};

/*
 * The event, checked.  ERR_INPUT: a word that is not asked for or does not fit,
 * something missing, or one person for both.  `today` is a day serial.
 */
int	motion_event(const struct motion *, int32_t today, struct arena *,
	    struct event *out, struct err *);

#endif
