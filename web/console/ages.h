/*
 * ages.h - how long what waits at a stage has waited: a histogram.
 */
#ifndef WEB_CONSOLE_AGES_H
#define WEB_CONSOLE_AGES_H

#include "web/console/page.h"

enum { AGES = 9 };

struct ages {
	int64_t	count[AGES];	/* youngest first */
	int64_t	left_out;	/* stretches of ids that were not looked at */
};

/* What waits before ingest is with its producers, and has no age: all 0. */
int	ages_read(struct visit *, enum stage, struct ages *, struct err *);
void	ages_html(struct buf *, enum stage, const struct ages *);
void	ages_json(struct json *, const struct ages *);

#endif
