/*
 * source.h - the bytes of a file, a window at a time; gzip is undone and a
 * byte order mark passed over on the way.
 */
#ifndef FORMATS_SOURCE_H
#define FORMATS_SOURCE_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct source;

enum { SOURCE_WINDOW = 64 * 1024, SOURCE_END = -1, SOURCE_FAILED = -2 };

/* "-" is standard input.  NULL: ERR_INPUT. */
struct source	*source_open(const char *path, struct err *);

/* Bytes that something else makes, as read() would: some; 0: the end; -1:
 * ERR_INPUT.  `arg` stays the caller's. */
typedef long	 source_fn(void *arg, char *room, size_t, struct err *);
struct source	*source_of(source_fn *, void *arg);
void		 source_close(struct source **);

/* The next byte, SOURCE_END, or SOURCE_FAILED (the gzip data is cut off or
 * damaged, the file cannot be read). */
int		 source_next(struct source *, struct err *);

/* What lies ahead without taking it: at the start of a file up to a whole
 * window.  Returns how many bytes, 0 at the end, -1: ERR_INPUT. */
long		 source_peek(struct source *, const char **, struct err *);

/* Bytes of the file itself, before gzip is undone; total 0: not known. */
void		 source_progress(const struct source *, uint64_t *done,
		    uint64_t *total);

#endif
