/*
 * say.h - the line in one plain sentence, the worst first.  Pure.
 */
#ifndef OPERATIONS_SAY_H
#define OPERATIONS_SAY_H

#include "operations/books.h"
#include "operations/line.h"
#include "operations/settings.h"

/* True where somebody has to do something.  `pause` has STAGE_COUNT rows. */
int	say_line(struct buf *, const struct books *, const struct line_view *,
	    const struct pause *);

/* "1,234 events wait", "1 event waits". */
void	say_events(struct buf *, int64_t, const char *one, const char *many);

/* "3,000" */
void	say_count(struct buf *, int64_t);

/* "4 min 12 s"; below 0: "–". */
void	say_age(struct buf *, int64_t ms);

#endif
