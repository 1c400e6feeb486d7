/*
 * facts.h - what a subject's statements say, as the rules engine takes it.
 */
#ifndef PROTO_FACTS_H
#define PROTO_FACTS_H

#include "proto/state.h"
#include "rules/grid.h"

/* Who this is, by the newest statement that says so. */
struct identity {
	const char		*name;		/* "" unknown */
	const char		*sector;	/* "" unknown */
	enum organisation_type	 type;
	struct day		 as_of;		/* newest date among the facts */
	const struct recompute	*recomputed;	/* the newest; NULL: never */
};

/* The report a rating came from. */
struct source_report {
	const char	*link;
	struct day	 rated, published;
};

/*
 * Facts for grid_evaluate(); arrays are made in the arena, texts are shared
 * with the state.  Order of statements changes nothing.
 */
void	facts_from_state(const struct state *, struct arena *, struct facts *,
	    struct identity *);

/* The facts in order, in the arena. */
struct history	facts_in_order(const struct facts *, struct arena *);

/* The distinct reports behind the facts, by date, then link. */
size_t	facts_reports(const struct state *, struct arena *,
	    const struct source_report **out);

#endif
