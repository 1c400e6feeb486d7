/*
 * role.h - a connection to a test's database as one of our roles.
 */
#ifndef TESTS_LIB_ROLE_H
#define TESTS_LIB_ROLE_H

#include "schema/db.h"
#include "tests/lib/pg.h"

/* With these statements; fails the test where the role may not have them. */
struct db	*role_open(struct pg *, const char *role, const enum query *);

#endif
