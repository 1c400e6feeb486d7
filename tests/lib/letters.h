/*
 * letters.h - a line at which nothing goes on, with four dead letters of known
 * times, and two people who look at them.
 */
#ifndef TESTS_LIB_LETTERS_H
#define TESTS_LIB_LETTERS_H

#include "tests/lib/browser.h"

enum { LETTERS = 4 };

/* Accepted on days of their own, and the last one two hours ago: two on the
 * first day, at 9:00 and 10:30, one on the second. */
struct letters {
	int64_t		 event[LETTERS];
	struct browser	 olu, vera;	/* operator, viewer */
};
extern struct letters	 letters;

/* For cmocka: what is sent again waits, for everything but the door is paused. */
int	letters_up(void **state);

#endif
