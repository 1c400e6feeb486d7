/*
 * csv.h - CSV as RFC 4180 has it, lines ended by LF, always UTF-8.
 */
#ifndef BASE_CSV_H
#define BASE_CSV_H

#include <stddef.h>

#include "base/buf.h"

/* A value that is NULL is an empty field. */
void	csv_row(struct buf *, const char *const *values, size_t n);

#endif
