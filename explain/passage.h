/*
 * passage.h - a rating and the reasons for it as pieces of an HTML page.  Pure.
 * What the classes look like is the page's own.
 */
#ifndef EXPLAIN_PASSAGE_H
#define EXPLAIN_PASSAGE_H

#include "base/buf.h"
#include "explain/sheet.h"

/* What passage_mark refers to: once on each page, before the first. */
void	passage_shapes(struct buf *);

/* Word, shape and colour. */
void	passage_mark(struct buf *, enum mark);

/* The tests in order, as a table; nothing where the cell is not computed. */
void	passage_tests(struct buf *, const struct sheet *, const struct cell *,
	    struct arena *);

/* Rules, margin, award and what else there is to say, as a list. */
void	passage_notes(struct buf *, const struct sheet *, const struct cell *,
	    struct arena *);

/* The same of a cell that nobody awarded: what the rules would make. */
void	passage_made(struct buf *, const struct sheet *, const struct cell *,
	    struct arena *);

#endif
