/*
 * wrongs.h - questions to the tables alone; each asks for the number of what
 * should not be.
 */
#ifndef TESTS_CHAOS_WRONGS_H
#define TESTS_CHAOS_WRONGS_H

struct wrong {
	const char	*what, *sql;
};

/* Ended by a row without a name. */
extern const struct wrong	wrongs_doubled[], wrongs_disorder[];

/* Accepted less the sum of the ledger's outcomes. */
extern const struct wrong	wrongs_ledger;

#endif
