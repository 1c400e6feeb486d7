/*
 * rules.h - how ratings are made from other ratings.
 *
 * Pure: no input or output, no clock, no allocation, no mutable globals, no
 * floating point.  The same rule set and inputs give the same outcome for
 * ever, so a rule set that has been used is never edited: add a new one.
 */
#ifndef RULES_RULES_H
#define RULES_RULES_H

#include <stddef.h>
#include <stdint.h>

#include "rules/day.h"
#include "rules/sector.h"
#include "rules/words.h"

enum { RULES_MAX_INPUTS = 255, RULES_MAX_ROWS = 16 };

/*
 * One row: with n_min..n_max rated inputs, if at_least of them are `of` and
 * none of the others is worse than `rest`, the answer is `then`.
 */
struct rule {
	const char	*id;		/* "improve-3" */
	uint8_t		 n_min, n_max;
	enum rating	 of;
	uint8_t		 at_least;
	enum rating	 rest;
	enum rating	 then;
	enum basis	 basis;
	const char	*source;	/* where it is written */
};

/* What a rule set is for: which inputs it takes and what comes out. */
enum purpose {
	PURPOSE_NONE,
	PURPOSE_QUALITY,	/* five key questions, or services of one */
	PURPOSE_COMBINED,	/* the six trust-level ratings together */
	PURPOSE_CONSULTED,	/* proposals that were never in force */
	PURPOSE_GROUP,		/* a population group of a GP practice */
	PURPOSE_SCORE,		/* scores of statements: rules/score.h */
	PURPOSE_PROCEDURE,	/* says in words what was done, computes
				 * nothing: rules/provision.h */
	PURPOSE_COUNT
};

struct ruleset {
	const char		*id;		/* "nhs-combined-2018-03" */
	const char		*title;
	enum purpose		 purpose;
	const char		*from, *until;	/* in force, ISO, both
						 * included; "" is open */
	uint8_t			 min_rated;	/* fewer rated: not rated */
	const struct rule	*rules;		/* first match wins; id NULL:
						 * the end */
	enum basis		 basis;		/* of its dates, existence */
	const char		*source;
	enum sector		 sector;	/* UNKNOWN: whoever has no set
						 * of its own */
};

/* Enough to explain the rating years later. */
struct outcome {
	enum rating		 rating;	/* NONE: too few rated inputs */
	const struct rule	*rule;		/* the deciding row; or NULL */
	uint8_t			 n[RATING_COUNT]; /* n[NONE]: unrated inputs */
};

/* One row put to the counts, for "1. Inadequate? needs 2, 0 found, no". */
struct test {
	const struct rule	*rule;
	uint8_t			 needed, found;
	int			 rest_holds;	/* no other is worse */
	int			 yes;		/* this row decided */
};

/*
 * The smallest change that would change the result: how many inputs have to
 * move, and one way of doing it as a count of each rating afterwards.
 */
struct margin {
	enum rating	 to;		/* NONE: no change of inputs does it */
	uint8_t		 moves;
	uint8_t		 n[RATING_COUNT];
};

/* What is certain when some inputs are unknown: every possible result lies
 * within low..high.  Both NONE: nothing can be said. */
struct bounds {
	enum rating	 low, high;
};

/* Total: every input has an outcome, so there is no error to check.
 * n at most RULES_MAX_INPUTS. */
struct outcome	 rules_aggregate(const struct ruleset *, const enum rating *,
		    size_t n);

/* The same from counts (n[RATING_NONE] counts the unrated). */
struct outcome	 rules_decide(const struct ruleset *,
		    const uint8_t n[RATING_COUNT]);

/*
 * `unknown` more inputs exist, each of which may be unrated or any rating.
 * Results "not rated" do not widen the bounds.
 */
struct bounds	 rules_bounds(const struct ruleset *,
		    const uint8_t n[RATING_COUNT], size_t unknown);

/* The rows that apply to this many rated inputs, in order, up to and with the
 * one that decided.  Returns how many (at most RULES_MAX_ROWS). */
size_t		 rules_tests(const struct ruleset *,
		    const uint8_t n[RATING_COUNT],
		    struct test out[RULES_MAX_ROWS]);

/* Nearest better and nearest worse result for the same number of rated
 * inputs.  Either may be to = NONE.  More than 64 inputs: both are NONE. */
void		 rules_margin(const struct ruleset *,
		    const uint8_t n[RATING_COUNT], struct margin *better,
		    struct margin *worse);

/* The nearest inputs (as many rated) that give `to`; NONE where none do, or
 * with more than 64 inputs.  No moves: they give it already. */
void		 rules_nearest(const struct ruleset *,
		    const uint8_t n[RATING_COUNT], enum rating to,
		    struct margin *);

/* NULL if the table is well formed, else what is wrong with it. */
const char	*rules_fault(const struct ruleset *);

/* The set in force on a day, for one purpose; NULL if there is none. */
const struct ruleset *rules_in_force(enum purpose, struct day);

/* The same for a sector and this many inputs: its own set where it has one
 * that is for as many, else that of all. */
const struct ruleset *rules_for(enum purpose, enum sector, struct day,
		    size_t inputs);

/* How many rated inputs its rows are for at most; 0: it has no rows. */
size_t		 ruleset_largest(const struct ruleset *);

/* True where the set may stand for one of the purpose: in force on the day, or
 * never meant to be, and its rows take so many inputs. */
int		 ruleset_stands_for(const struct ruleset *, enum purpose,
		    struct day, size_t inputs);

const struct ruleset *ruleset_find(const char *id);	/* NULL: no such */
const struct ruleset *ruleset_at(size_t i);		/* NULL: past the end */
const char	*purpose_name(enum purpose);

#endif
