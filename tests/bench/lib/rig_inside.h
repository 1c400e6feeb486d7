/*
 * rig_inside.h - what a rig is, for the files that it is made of.
 */
#ifndef TESTS_BENCH_LIB_RIG_INSIDE_H
#define TESTS_BENCH_LIB_RIG_INSIDE_H

#include "tests/bench/lib/rig.h"
#include "tests/lib/keyed.h"

enum { RIG_TABLES = 9 };

struct rig {
	struct rig_plan	 plan;
	struct pg	*pg;
	struct keyed	 keyed;
	struct key_conf	 key;
	struct line	*line;
	struct held	*held;
	uint64_t	 sent, accepted;	/* since it was opened */
	int64_t		 first;			/* events before that */
	int64_t		*submitted, *answered;	/* of one call, or NULL */
	uint64_t	 base;			/* number of its first event */
	double		 size[RIG_TABLES];		/* of tables, before */
};

/* The number that a statement gives. */
int64_t		rig_number(struct rig *, const char *sql);

/* How large the tables are before the first round. */
void		rig_note_sizes(struct rig *);

#endif
