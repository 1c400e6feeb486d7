/*
 * ods_row.h - one row of a sheet as it is read, cell by cell.  Private to
 * ods*.c.
 */
#ifndef FORMATS_ODS_ROW_H
#define FORMATS_ODS_ROW_H

#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

enum { ODS_ROW_BYTES = 4 * 1024 * 1024 };

struct ods_row {
	struct buf	 text;		/* comma-separated, as far as it is */
	size_t		 column;	/* cells so far */
	size_t		 commas;	/* of the text */
	size_t		 width;		/* of the widest row */

	struct buf	 cell;
	size_t		 repeat;	/* how many cells this one stands for */
	int		 given;		/* its value is known without its text */
	int		 paragraphs;
};

void	ods_row_release(struct ods_row *);
void	ods_row_begin(struct ods_row *);

/* date: "2019-02-26…" of a date cell, or NULL. */
void	ods_row_cell(struct ods_row *, size_t repeat, const char *date);

/* Text of the cell, a paragraph at a time.  ERR_INPUT: it is too long. */
int	ods_row_paragraph(struct ods_row *, struct err *);
int	ods_row_text(struct ods_row *, const char *, size_t, struct err *);

/* The cell is complete.  ERR_INPUT: too many columns, too long a row. */
int	ods_row_cell_end(struct ods_row *, struct err *);

/* The row is complete; false where it is empty. */
int	ods_row_end(struct ods_row *);

#endif
