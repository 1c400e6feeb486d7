/*
 * arena.h - memory by lifetime: everything of one batch is carved from one
 * arena and dies together.
 *
 * Not thread-safe.  Pointers stay valid until arena_reset or arena_free.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>
#include <stdint.h>

struct arena;

/* A run of bytes that somebody else owns. */
struct bytes {
	const uint8_t	*data;
	size_t		 len;
};

/* `limit` bytes at most (0: none).  Never NULL: no memory ends the process. */
struct arena	*arena_new(size_t limit);
void		 arena_free(struct arena **);

/* Forget everything; what a usual batch takes is kept for reuse. */
void		 arena_reset(struct arena *);

/* Bytes handed out since the last reset. */
size_t		 arena_used(const struct arena *);

/*
 * Zeroed memory, aligned for any type.  arena_try returns NULL at the limit
 * and is for the doors through which foreign size enters; arena_alloc is for
 * all else and ends the process at the limit.
 */
void		*arena_try(struct arena *, size_t);
void		*arena_alloc(struct arena *, size_t);
void		*arena_array(struct arena *, size_t n, size_t size);

char		*arena_text(struct arena *, const char *);	/* NULL: "" */
char		*arena_textn(struct arena *, const char *, size_t);
char		*arena_printf(struct arena *, const char *, ...)
		    __attribute__((format(printf, 2, 3)));
struct bytes	 arena_bytes(struct arena *, const void *, size_t);

#define ARENA_NEW(a, type)	((type *)arena_alloc((a), sizeof(type)))
#define ARENA_ARRAY(a, n, type)	((type *)arena_array((a), (n), sizeof(type)))

#endif
