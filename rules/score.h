/*
 * score.h - ratings from scores, as given since late 2023 (rule set
 * "saf-score"): each quality statement of a key question scores 1 to 4.
 */
#ifndef RULES_SCORE_H
#define RULES_SCORE_H

#include <stddef.h>
#include <stdint.h>

#include "rules/words.h"

enum { SCORE_MIN = 1, SCORE_MAX = 4, SCORE_STATEMENTS = 40 };

/* From so many percent of the highest possible sum on. */
struct score_band {
	const char	*id;		/* NULL: the end */
	uint8_t		 from;
	enum rating	 then;
	enum basis	 basis;
	const char	*source;
};

/* One statement at or below `score`: no better than `at_best`. */
struct score_limit {
	const char	*id;		/* NULL: the end */
	uint8_t		 score;
	enum rating	 at_best;
	enum basis	 basis;
	const char	*source;
};

/* Best first; strictest first. */
extern const struct score_band	score_bands[];
extern const struct score_limit	score_limits[];

struct scoring {
	enum rating			 rating;  /* NONE: nothing to rate, or
						   * a score out of range */
	unsigned			 points, of;
	uint8_t				 percent; /* to the nearest, a half is
						   * up: unverified */
	const struct score_band		*band;
	const struct score_limit	*limit;	  /* that lowered it; or NULL */
};

/* Total: a score that is none gives no rating. */
struct scoring	 score_rate(const uint8_t *score, size_t n);

#endif
