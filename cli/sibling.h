/*
 * sibling.h - the other programs of this installation: they stand beside ours,
 * else on the PATH.
 */
#ifndef CLI_SIBLING_H
#define CLI_SIBLING_H

#include "base/arena.h"
#include "base/buf.h"

/* "sixthkey-broker" and the others; NULL ends them. */
extern const char	*const sibling_names[];

/* Run a program with these words, NULL-ended, and append what it says on either
 * output.  Its exit status; -1: there is none of that name. */
int	sibling_run(const char *program, const char *const *words,
	    struct buf *said);

/* One of them by its name, whole or without what all begin with; NULL. */
const char	*sibling_find(const char *word, struct arena *);

/* "no program …; did you mean …?": EXIT_USAGE. */
int	sibling_none(const char *verb, const char *word, struct arena *);

#endif
