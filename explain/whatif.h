/*
 * whatif.h - what the rules would give of other ratings than were reported,
 * beside what stands.  Pure, and writes nothing.
 */
#ifndef EXPLAIN_WHATIF_H
#define EXPLAIN_WHATIF_H

#include "explain/sheet.h"
#include "explain/subject.h"
#include "explain/suppose.h"

/* Begins with 0; `at` and `set` are set, the rest is found. */
struct whatif {
	int32_t			 at;		/* a day; INT32_MAX: now */
	const struct ruleset	*set;		/* in the place of its like */
	struct supposed		 supposed[SUPPOSE_MAX];
	size_t			 n;
	struct facts		 facts;
	struct sheet		 was, now, then; /* now: what the rules make of
						  * what is judged */
};

/* Of whom use of resources may be supposed, and a combined rating follows. */
int	whatif_has_resources(const struct sheet *);

/* A cell as suppose.h spells it. */
const char *whatif_place(const struct cell *, struct arena *);

/* One more supposition.  0, or -1 with ERR_INPUT: it is none. */
int	whatif_suppose(struct whatif *, const char *word, struct arena *,
	    struct err *);

/* Evaluates it.  0, or -1 with ERR_INPUT: nothing of that can be supposed of
 * this organisation, and why. */
int	whatif_evaluate(struct whatif *, const struct subject *,
	    struct arena *, struct err *);

/* A rating that is supposed, follows from that, or stays. */
enum whatif_kind {
	WHATIF_BELOW,	/* of a location or a service of who was asked for */
	WHATIF_OWN,	/* a question of who was asked for */
	WHATIF_OVERALL	/* its overall, or combined */
};

struct whatif_line {
	enum whatif_kind	 kind;
	const char		*what;		/* "RA430/Surgery:safe" */
	const char		*title;		/* "Safe, Surgery at RA430" */
	enum mark		 awarded;	/* what stands; or NONE */
	struct bounds		 now, then;	/* NONE: not certain */
	int			 supposed;
	const struct cell	*made;		/* as the rules make it then, for
						 * why.h; NULL: they do not */
};

/* Below, own, overall; returns how many. */
size_t	whatif_answer(const struct whatif *, struct arena *,
	    const struct whatif_line **);

/* It is better then (1), worse (-1), the same (0), or that is not certain. */
enum { WHATIF_UNCERTAIN = 2 };
int	whatif_turn(const struct whatif_line *);

#endif
