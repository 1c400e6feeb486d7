/*
 * history.h - facts put in order once, so that "what counted on that day" is
 * a search; and the inputs of an aggregate on a day.  For the grid alone.
 */
#ifndef RULES_HISTORY_H
#define RULES_HISTORY_H

#include <stddef.h>
#include <stdint.h>

#include "rules/grid.h"

struct key {
	const char	*location, *service;
	enum question	 question;
};

/* Sorted by cell; within a cell the fact that counts most comes last. */
struct history {
	const struct facts		*facts;
	const struct fact *const	*fact;
	size_t				 n;
};

/* Fills `scratch` (facts->nfact pointers), which must outlive the answer. */
struct history	 history_open(const struct facts *,
		    const struct fact **scratch);

/* How many facts come before this cell, or are of it and not after the day. */
size_t		 history_rank(const struct history *, const struct key *,
		    int32_t day);

/* The fact that counted on the day, NOT_STATED included; or NULL. */
const struct fact *history_latest(const struct history *, const struct key *,
		    int32_t day);

/* Two facts tie with this one on both dates and give different ratings. */
int		 history_tied(const struct history *, const struct fact *);

/* True if both are about the same service of the same location. */
int		 fact_same_place(const struct fact *, const struct fact *);
int		 fact_same_cell(const struct fact *, const struct fact *);

/*
 * The cells that an aggregate is made from, as known on a day, in a fixed
 * order.  None for a cell that is judged or awarded, never computed.
 */
struct walk {
	const struct history	*history;
	enum level		 level;		/* of the aggregate */
	struct key		 key;
	int32_t			 day;
	size_t			 step;
	const char		*last;		/* location or service */
	struct day		 since;		/* a service: first reported */
	size_t			 excluded;	/* left out so far */
	const struct key	*given;		/* the one input of a level
						 * that takes another's */
};

struct walk	 walk_open(const struct history *, const struct key *,
		    int32_t day);
int		 walk_next(struct walk *, struct key *);

/* A trust's only location: the one that is listed, and nothing is known of
 * another. */
int		 history_only(const struct history *, const char *location);

/* Services of which a key question was reported by the day stand outside the
 * locations. */
int		 history_outside(const struct history *, int32_t day);

/* A population group is published beside the services of a GP practice. */
int		 is_population_group(const char *service);

/* What the inputs of an aggregate amounted to on a day. */
struct tally {
	uint8_t		 n[RATING_COUNT];
	size_t		 inputs, unknown;	/* inputs: all of them */
	size_t		 excluded;		/* left out before */
	struct day	 newest;
};

struct tally	 history_tally(const struct history *, const struct key *,
		    int32_t day);

/* What the rules give from a tally; set NULL where they say nothing. */
struct verdict {
	const struct ruleset	*set;
	struct outcome		 outcome;
	struct bounds		 bounds;
	enum silence		 silence;
};

struct verdict	 history_verdict(const struct history *, const struct key *,
		    const struct tally *, struct day on);

/* The value of a cell as an input on a day. */
struct input	 history_input(const struct history *, const struct key *,
		    int32_t day);

#endif
