/*
 * history.h - what counted on a day, and the inputs of an aggregate on a day.
 * For the grid alone.
 */
#ifndef RULES_HISTORY_H
#define RULES_HISTORY_H

#include <stddef.h>
#include <stdint.h>

#include "rules/grid.h"

/* One cell.  The place has no facts where nothing is known of it. */
struct key {
	const char		*location, *service;
	enum question		 question;
	const struct place	*place;
};

/* The first place that is not before this one. */
size_t		 history_first(const struct history *, const char *location,
		    const char *service);

struct key	 history_key(const struct history *, const char *location,
		    const char *service, enum question);

/* Its place is one of the history's. */
struct key	 place_key(const struct place *, enum question);

/* The fact that counted on the day, NOT_STATED included; or NULL. */
const struct fact *history_latest(const struct history *, const struct key *,
		    int32_t day);

/* Another fact about the cell ties with this one on both dates and gives another
 * rating. */
int		 history_tied(const struct history *, const struct key *,
		    const struct fact *);

/* The day from which a fact counts where two are dated alike. */
int32_t		 fact_published(const struct fact *);

/* The first day of any fact about the place, on these questions. */
struct day	 place_since(const struct history *, const struct place *,
		    enum question from, enum question to);

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
	enum question		 given;		/* taken from the trust, in the
						 * place of inputs; or NONE */
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
