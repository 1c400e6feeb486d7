/*
 * sibling.h - the other programs of this installation: they stand beside ours,
 * else on the PATH.
 */
#ifndef CLI_SIBLING_H
#define CLI_SIBLING_H

#include "base/buf.h"

/* "sixthkey-broker" and the others; NULL ends them. */
extern const char	*const sibling_names[];

/* Run a program with these words, NULL-ended, and append what it says on either
 * output.  Its exit status; -1: there is none of that name. */
int	sibling_run(const char *program, const char *const *words,
	    struct buf *said);

#endif
