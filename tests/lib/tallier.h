/*
 * tallier.h - the broker's rounds of counting, without a broker and without its
 * pauses.
 */
#ifndef TESTS_LIB_TALLIER_H
#define TESTS_LIB_TALLIER_H

#include "schema/db.h"
#include "tests/lib/pg.h"

/* A connection as the broker has it; to be closed by the caller. */
struct db	*tallier_open(struct pg *);

/* One round: whatever can be counted, and what stands is proven. */
void		 tallier_round(struct db *);

/* Rounds until this statement gives this value. */
void		 tallier_until(struct pg *, const char *sql, const char *value);

#endif
