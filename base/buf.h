/*
 * buf.h - a byte string that grows.  Owned by whoever holds the struct;
 * { 0 } is an empty one.  No memory ends the process.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stddef.h>
#include <stdint.h>

struct buf {
	char	*data;		/* always ends in NUL once anything was added */
	size_t	 len, cap;
};

void	 buf_add(struct buf *, const void *, size_t);
void	 buf_text(struct buf *, const char *);
void	 buf_char(struct buf *, char);
void	 buf_printf(struct buf *, const char *, ...)
	    __attribute__((format(printf, 2, 3)));

/* Room for n more bytes and NUL; returns where they go.  The caller adds to
 * len. */
char	*buf_grow(struct buf *, size_t);

static inline char *
buf_room(struct buf *b, size_t n)
{
	return b->cap - b->len > n ? b->data + b->len : buf_grow(b, n);
}

void	 buf_clear(struct buf *);	/* empty, keeps the memory */
void	 buf_release(struct buf *);	/* empty, gives it back */

#endif
