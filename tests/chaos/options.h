/*
 * options.h - what was asked of a run.
 */
#ifndef TESTS_CHAOS_OPTIONS_H
#define TESTS_CHAOS_OPTIONS_H

#include <stdint.h>

struct options {
	int64_t		 kills, freezes;
	int64_t		 seed;
	int64_t		 seconds;	/* of the storm */
	int64_t		 rate;		/* events a second; 0: all it can */
	int64_t		 poison;	/* 1 event in so many; 0: none */
	int64_t		 soak;		/* minutes; 0: chaos */
	int		 plants;	/* then break the tables */
	int		 full_disk;	/* that alone, once */
	int		 keep;		/* histories and logs, even if good */
	const char	*faults;	/* "kill-all,clock-jump"; NULL: all */
};

#endif
