/*
 * departure.h - a cell whose award differs from what the rules give, as a row
 * of words.  Pure.
 */
#ifndef CLI_DEPARTURE_H
#define CLI_DEPARTURE_H

#include "base/arena.h"
#include "proto/facts.h"
#include "rules/grid.h"

enum { DEPARTURE_COLUMNS = 8 };

/* organisation, date, level, computed, awarded, ruleset, row, reason */
extern const char *const departure_names[DEPARTURE_COLUMNS];

/* Those of one organisation that were awarded by a day; returns how many. */
size_t	departures_by(const struct facts *, int32_t day, struct arena *,
	    struct cell **out);

void	departure_words(const char *subject, const struct cell *,
	    struct arena *, const char *out[DEPARTURE_COLUMNS]);

/* What the rules give of a cell, as codes; the row that decided. */
const char	*departure_computed(struct arena *, struct bounds);
const char	*departure_row(const struct cell *);

#endif
