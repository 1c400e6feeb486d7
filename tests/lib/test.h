/*
 * test.h - cmocka with what it needs first.
 */
#ifndef TESTS_LIB_TEST_H
#define TESTS_LIB_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Folder of real published ratings, or NULL where it is absent.
 * $SIXTHKEY_REALDATA, default ../shared/data. */
const char	*test_realdata(void);

/* Between two looks at a condition that has a deadline of its own; never
 * instead of one. */
void		 test_pause(int ms);

#endif
