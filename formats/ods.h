/*
 * ods.h - the sheets of an OpenDocument spreadsheet as comma-separated text,
 * one sheet after the other.
 *
 * What a reader would not see is not read: hidden sheets are passed over.
 * Streaming: memory is bounded by one row, whatever the file inflates to.  Line
 * numbers of the text are row numbers of the sheet; rows are as wide as the
 * widest before them.  A date cell is written 2019-02-26 however it is shown.
 */
#ifndef FORMATS_ODS_H
#define FORMATS_ODS_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct ods;

enum { ODS_ROWS_MAX = 1 << 20, ODS_DEPTH_MAX = 64 };

/* Inflated, and written out again where rows repeat. */
#define ODS_BYTES_MAX	((uint64_t)2 << 30)

/* "-" works where standard input is a file.  NULL: ERR_INPUT. */
struct ods	*ods_open(const char *path, struct err *);
void		 ods_close(struct ods **);

/* Turn to the next sheet, also before the first.  0: there is none; -1:
 * ERR_INPUT. */
int		 ods_sheet(struct ods *, struct err *);

/* Some of the sheet's text, for source_of; 0: its end; -1: ERR_INPUT. */
long		 ods_read(void *ods, char *room, size_t, struct err *);

/* Sheets that the spreadsheet does not show, and that were passed over. */
uint64_t	 ods_hidden(const struct ods *);

void		 ods_progress(const struct ods *, uint64_t *done,
		    uint64_t *total);

#endif
