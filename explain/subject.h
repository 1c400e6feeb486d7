/*
 * subject.h - an organisation in the database by the name that people type.
 */
#ifndef EXPLAIN_SUBJECT_H
#define EXPLAIN_SUBJECT_H

#include "base/arena.h"
#include "proto/state.h"
#include "schema/db.h"

/* What is known of one, and what the public sees of it. */
struct subject {
	const char	*id;		/* as the database has it */
	struct state	 state;
	uint32_t	 version;	/* 0: nothing is published */
	const char	*published;	/* its day, ISO; "" */
};

/* The statements that reading one needs (Q_NONE ends them). */
extern const enum query	 subject_read_queries[];

/*
 * By id in any letter case; a trust's location gives its trust's state.
 * `known` is a moment before which it was published, or NULL: all that is known
 * now.  1, 0: there is none, or -1.
 */
int	subject_read(struct subject *, struct db *, const char *organisation,
	    const char *known, struct arena *, struct err *);

#endif
