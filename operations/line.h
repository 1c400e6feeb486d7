/*
 * line.h - what the broker says of itself: the part of the picture that is not
 * in the database.
 */
#ifndef OPERATIONS_LINE_H
#define OPERATIONS_LINE_H

#include "base/arena.h"
#include "proto/frame.h"
#include "proto/keys.h"

/* `why` where it says nothing. */
struct line_view {
	struct stage_report	stage[STAGE_COUNT];
	int			there;
	struct err		why;
	struct frame		report;		/* all of it */
};

/* So much of an instance is enough to tell workers apart. */
enum { LINE_NODE = 12 };

/* An endpoint that is "" is nobody there. */
void	line_ask(struct line_view *, const struct key_conf *,
	    const char *endpoint, struct arena *);

#endif
