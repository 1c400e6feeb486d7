/*
 * attempts.h - how often somebody may try to sign in: a few times at once, then
 * ever more slowly, up to a quarter of an hour.  Of names that exist and names
 * that do not alike; memory does not grow.  Time is given; one thread.
 */
#ifndef WEB_CONSOLE_ATTEMPTS_H
#define WEB_CONSOLE_ATTEMPTS_H

#include <stdint.h>

enum { ATTEMPTS_FREE = 5, ATTEMPTS_NAMES = 4096 };

/* Names that share a slot wait for each other. */
struct attempts {
	struct {
		uint32_t	 failed;
		int64_t		 until_ms;
	} slot[ATTEMPTS_NAMES];
};

/* Milliseconds until this name may try; 0: now. */
int64_t	attempts_wait(const struct attempts *, const char *name,
	    int64_t now_ms);

/* It tried, and was right or not. */
void	attempts_note(struct attempts *, const char *name, int right,
	    int64_t now_ms);

#endif
