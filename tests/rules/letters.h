/*
 * letters.h - ratings by their initials, for tables; rule sets by their ids;
 * all inputs by number.
 */
#ifndef TESTS_RULES_LETTERS_H
#define TESTS_RULES_LETTERS_H

#include "rules/rules.h"
#include "tests/lib/test.h"

#define I	RATING_INADEQUATE
#define RI	RATING_IMPROVE
#define G	RATING_GOOD
#define O	RATING_OUTSTANDING
#define NONE	RATING_NONE

static inline const struct ruleset *
set(const char *id)
{
	const struct ruleset	*s = ruleset_find(id);

	assert_non_null(s);
	return s;
}

/* The i-th of the 4^n ordered inputs, as counts. */
static inline void
count_input(unsigned i, unsigned n, uint8_t count[RATING_COUNT])
{
	memset(count, 0, RATING_COUNT);
	for (; n > 0; n--, i /= 4)
		count[1 + i % 4]++;
}

#endif
