/*
 * board_pick.h - what a text leaves of the board: the stages, workers and sources
 * that have it in their name, letter case aside.
 */
#ifndef CLI_BOARD_PICK_H
#define CLI_BOARD_PICK_H

#include "base/buf.h"
#include "operations/line.h"

/* Also where one of its workers has it; "" leaves every stage. */
int	board_picks(const char *text, enum stage, const struct line_view *);

/* A line for each worker and source that has it, none for ""; the broker may
 * know of none.  Returns how many there are. */
size_t	board_pick_others(struct buf *, const char *text,
	    const struct line_view *, int width);

#endif
