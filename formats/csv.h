/*
 * csv.h - records of comma-separated text (RFC 4180), one at a time.
 *
 * CRLF or LF; blank lines and rows are passed over; a field that is not UTF-8
 * is read as Windows-1252; a quotation mark means something only at the start
 * of a field; an apostrophe before a formula is the writer's (base/csv.h) and
 * not part of it.  Memory is bounded by one record, so that a
 * stray mark cannot take the whole file with it.
 */
#ifndef FORMATS_CSV_H
#define FORMATS_CSV_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "formats/source.h"

struct csv;

enum { CSV_FIELD_MAX = 64 * 1024, CSV_COLUMNS_MAX = 256 };

/* Reads on from where the source stands; the source stays the caller's. */
struct csv	*csv_new(struct source *);
void		 csv_free(struct csv **);

/* 1: a record; 0: the end; -1: ERR_INPUT naming the line (a field over the
 * cap, too many fields, a quotation mark that never closes) or what befell the
 * source. */
int		 csv_next(struct csv *, struct err *);

/* Of the current record, until the next call of csv_next.  Fields come without
 * blanks around them; "" past the last one.  The line is where it starts. */
size_t		 csv_count(const struct csv *);
const char	*csv_field(const struct csv *, size_t);
uint64_t	 csv_line(const struct csv *);

/* Its fields as a record of such a file, without the end of the line. */
void		 csv_text(const struct csv *, struct buf *);

/* Take the current record as the header. */
void		 csv_header(struct csv *);

/* Where the header has this name (letter case and blanks around it aside);
 * -1: nowhere. */
long		 csv_column(const struct csv *, const char *name);

/* The field below that name; "" where there is no such column. */
const char	*csv_get(const struct csv *, const char *name);

/* NULL, or why the current record cannot be trusted: a NUL byte, text after a
 * closing quotation mark, not as many fields as the header.  A whole sentence,
 * valid until the next call. */
const char	*csv_fault(struct csv *);

#endif
