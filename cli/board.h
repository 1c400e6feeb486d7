/*
 * board.h - the line at one moment as a table for people.
 */
#ifndef CLI_BOARD_H
#define CLI_BOARD_H

#include <sys/ioctl.h>

#include "operations/books.h"
#include "operations/line.h"

/* In the order of the line, or the worst first. */
enum board_order { BOARD_LINE, BOARD_AGE, BOARD_DEPTH, BOARD_RATE };

/* Ask the broker that SIXTHKEY_CONTROL names. */
void	board_ask(struct line_view *, const struct key_conf *,
	    struct arena *);

/* How it is looked at: in lines of at most `width` columns (0: as wide as they
 * like), and of it only what has `filter` in its name (NULL: all). */
struct board_look {
	enum board_order	 order;
	int			 width;
	const char		*filter;
};

/* Is it balanced, a row for each stage, the ledger. */
void	board_table(struct buf *, const struct books *,
	    const struct line_view *, const struct board_look *);

/* A line, broken before `mark` where it is longer than that. */
void	board_fold(struct buf *, const char *text, const char *mark,
	    int width);

/* Of the terminal that standard output is; 0 and 0: it is none. */
struct winsize	 board_size(void);

/* The command that is of use now, for the worst of it. */
const char *board_next(const struct books *);

#endif
