/*
 * soak.h - two idle transactions, one that has written and one that has only
 * read, stay open for minutes at full load.
 */
#ifndef TESTS_CHAOS_SOAK_H
#define TESTS_CHAOS_SOAK_H

#include "tests/chaos/account.h"

/* The whole run; the exit status. */
int	soak(const struct options *);

#endif
