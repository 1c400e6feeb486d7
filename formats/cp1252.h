/*
 * cp1252.h - text of Windows programs that never heard of UTF-8.
 */
#ifndef FORMATS_CP1252_H
#define FORMATS_CP1252_H

#include <stddef.h>

#include "base/buf.h"

/* Adds the text as UTF-8.  -1: there is a byte that Windows-1252 has no
 * character for, or one that no text has; nothing was added. */
int	cp1252_read(const char *, size_t, struct buf *);

#endif
