/*
 * aside.h - words for what happened to a message, the same everywhere.
 */
#ifndef OPERATIONS_ASIDE_H
#define OPERATIONS_ASIDE_H

#include "proto/frame.h"

/* "dead", "retry", "parked"; VERDICT_NONE where there is none of that name. */
enum verdict	 aside_verdict(const char *word);

/* The word of it, and "dead", "to be retried", "parked": what a message is;
 * "" where it is not aside. */
const char	*aside_word(enum verdict);
const char	*aside_state(enum verdict);

#endif
