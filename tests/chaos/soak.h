/*
 * soak.h - do two idle transactions, one that has written and one that has
 * only read, slow a line at full load?  Asked of two lines that run at the same
 * time: first nothing is held on either, then both are on one of them.  What
 * else the machine does and how the tables grow is the same for the two; what
 * is measured is by how much the ratio of their rates falls.
 */
#ifndef TESTS_CHAOS_SOAK_H
#define TESTS_CHAOS_SOAK_H

#include "tests/chaos/options.h"

/* The whole run; the exit status. */
int	soak(const struct options *);

#endif
