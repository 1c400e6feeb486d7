/*
 * csv.h - CSV as RFC 4180 has it, lines ended by LF, always UTF-8.
 *
 * A spreadsheet works a cell out that begins like a formula, and names and notes
 * come from strangers.  So every row that we write has an apostrophe before such
 * a text, and whoever reads such a row takes it off again.  Numbers stay as they
 * are, with their signs.
 */
#ifndef BASE_CSV_H
#define BASE_CSV_H

#include <stddef.h>

#include "base/buf.h"

/* A value that is NULL is an empty field. */
void	csv_row(struct buf *, const char *const *values, size_t n);

/* What a field says without the apostrophe of its writer: for every text
 * csv_bare() of what csv_row() wrote is that text. */
const char *csv_bare(const char *field);

#endif
