/*
 * scored.h - key questions given as scores of their quality statements: the
 * columns that "rate --ruleset saf-score" adds.  Pure.
 */
#ifndef CLI_SCORED_H
#define CLI_SCORED_H

#include "base/arena.h"
#include "rules/rules.h"
#include "rules/score.h"

enum { SCORED_QUESTIONS = 5, SCORED_COLUMNS = 3 * SCORED_QUESTIONS + 2 };

/* Rating, percent and row of each question, then the overall and its row. */
extern const char *const scored_columns[SCORED_COLUMNS];

/* "3 3 2 4", "3;3;2;4" or "3,3,2,4": how many; -1 where it is none of them. */
int	scored_read(const char *, uint8_t out[SCORE_STATEMENTS]);

/* The columns of five questions in CQC's order, and of what `set` makes of
 * them.  0, or the number (from 1) of the first that is none. */
int	scored_words(const char *const text[SCORED_QUESTIONS],
	    const struct ruleset *, struct arena *,
	    const char *out[SCORED_COLUMNS]);

#endif
