/*
 * program.h - the command line that every daemon has: where its settings come
 * from, -n to see them, -v, -V and -h.
 */
#ifndef BASE_PROGRAM_H
#define BASE_PROGRAM_H

#include "base/conf.h"

/* Exit codes; those above 0 as in sysexits.h. */
enum {
	PROGRAM_RUN = -1,	/* no exit code yet: go on */
	PROGRAM_OK = 0,
	PROGRAM_USAGE = 64,
	PROGRAM_UNAVAILABLE = 69,
	PROGRAM_CONFIG = 78
};

struct program {
	const char		*name;		/* "sixthkey-broker" */
	const struct conf_key	*keys;
	const char		*extra;		/* help of its own -t, or NULL */
	struct conf_origins	*origins;	/* filled in; NULL: not wanted */
};

/* What it found out: what stood after -t, or NULL; and the name that this run
 * has, which stands on every line of its log. */
struct program_run {
	const char		*extra;
	char			 instance[33];
};

/* Opens the log and fills conf.  PROGRAM_RUN, or the exit code of what the
 * options asked for. */
int	program_begin(const struct program *, int argc, char **argv, void *conf,
	    struct program_run *);

/* Says in the log why the program cannot run; PROGRAM_CONFIG. */
int	program_refuse(const struct err *);

#endif
