/*
 * why.h - why a cell of the grid is what it is, in words.  Pure; texts are made
 * in the arena and are "" where there is nothing to say.  They quote what
 * reports and reviewers wrote, so they are foreign text to whoever shows them.
 */
#ifndef EXPLAIN_WHY_H
#define EXPLAIN_WHY_H

#include "base/arena.h"
#include "explain/sheet.h"

/* "1. Inadequate?  needs 2 or more Inadequate  0 found  no" */
struct why_test {
	const char	*question, *need, *found, *answer;
	int		 yes;
};
size_t		 why_tests(const struct cell *, struct arena *,
		    struct why_test out[RULES_MAX_ROWS]);

/* "26 Feb 2019", "May 2019", "2019". */
const char	*why_day(struct arena *, struct day);

/* "Good", "between Inadequate and Good", "no rating". */
const char	*why_bounds(struct arena *, struct bounds);

/* "Requires improvement" as awarded; else what the rules give, marked so. */
const char	*why_rating(struct arena *, const struct cell *);

/* Whose rating of what: "Combined rating", "Overall rating, Surgery
 * at RGT01". */
const char	*why_title(struct arena *, const struct sheet *,
		    const struct cell *);

/* Where it is, and the question where that is not the overall: "Surgery at
 * RGT01", "RGT01: safe". */
const char	*why_place(struct arena *, const struct sheet *,
		    const struct cell *);

/* "nhs-combined-2018-03 (second-hand), row good" */
const char	*why_rules(struct arena *, const struct cell *);

/* What one step further down and up would take. */
const char	*why_margin(struct arena *, const struct cell *);
const char	*why_upward(struct arena *, const struct cell *);

/* What the plain rule of two would give, where that differs. */
const char	*why_note(struct arena *, const struct cell *);

/* Which inputs are unknown, and what is certain all the same. */
const char	*why_unknown(struct arena *, const struct sheet *,
		    const struct cell *);

/* Computed beside awarded, and the reason where they differ. */
const char	*why_award(struct arena *, const struct cell *);

/* What would have to be true of the inputs for a departure to be none:
 * "one more Good in place of one Requires improvement". */
const char	*why_agreement(struct arena *, const struct cell *);

/* The notice that limits it, and whether the award keeps to that. */
const char	*why_limit(struct arena *, const struct cell *);

/* Why the rules are silent, or how many inputs they do without. */
const char	*why_left_out(struct arena *, const struct cell *);

/* That inputs have changed since, and what they would give now. */
const char	*why_moved(struct arena *, const struct cell *);

#endif
