/*
 * impact.h - what rating by another rule set would change, of every
 * organisation: worked out in a thread of its own when somebody asks, and kept,
 * so that a page never waits for it.
 */
#ifndef WEB_CONSOLE_IMPACT_H
#define WEB_CONSOLE_IMPACT_H

#include "explain/compare.h"

enum impact_state { IMPACT_NONE, IMPACT_RUNS, IMPACT_DONE, IMPACT_FAILED };
enum { IMPACT_CHANGES = 500, IMPACT_ID = 32, IMPACT_NAME = 120 };

/* One that would be rated otherwise. */
struct impact_change {
	char		 id[IMPACT_ID], name[IMPACT_NAME];
	enum rating	 by[2];
	enum mark	 awarded;
};

/* `sum` counts all, `change` has the first of them by id. */
struct impact {
	enum impact_state	 state;
	int64_t			 began_ms, took_ms;	/* clock_ms */
	struct comparison	 sum;
	size_t			 nchange;
	struct impact_change	 change[IMPACT_CHANGES];
	struct err		 why;		/* it failed */
};

struct impacts;

struct impacts	*impacts_open(const char *conninfo);
void		 impacts_close(struct impacts **);

/* Work it out, unless that is going on.  The first may be NULL: that in force
 * when each was rated; else compare_alike holds. */
void		 impacts_ask(struct impacts *,
		    const struct ruleset *const set[2]);

/* What is known of these two: all 0 where nobody has asked. */
void		 impacts_look(struct impacts *,
		    const struct ruleset *const set[2], struct impact *);

#endif
