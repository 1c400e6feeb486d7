/*
 * guard.h - requests that two programs could read differently are refused
 * before a byte of their body is looked at.  Pure.
 */
#ifndef WEB_GUARD_H
#define WEB_GUARD_H

#include <stddef.h>

struct pair {
	const char	*name, *value;
};

/* NULL, or a sentence that says what is wrong with the headers. */
const char	*guard_fault(const struct pair *, size_t n);

#endif
