#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

enum { BLOCK_MIN = 64 * 1024, BLOCK_MAX = 64 * BLOCK_MIN, KEPT = 4 * BLOCK_MAX,
	ALIGN = 16, SHORT = 128 };	/* of a text: most are */

struct block {
	struct block	*next;
	size_t		 size, used;
	_Alignas(ALIGN) uint8_t data[];
};

/* Blocks behind the one in use wait for their turn. */
struct arena {
	struct block	*first, *now;
	size_t		 limit, used;
};

struct arena *
arena_new(size_t limit)
{
	struct arena	*a = calloc(1, sizeof(*a));

	if (a == NULL)
		abort();
	a->limit = limit;
	return a;
}

/* All but those that together have so many bytes. */
static void
drop_blocks(struct arena *a, size_t keep)
{
	struct block	**at = &a->first, *b;

	while ((b = *at) != NULL) {
		if (b->size <= keep) {
			keep -= b->size;
			at = &b->next;
		} else {
			*at = b->next;
			free(b);
		}
	}
}

void
arena_free(struct arena **ap)
{
	if (*ap == NULL)
		return;
	drop_blocks(*ap, 0);
	free(*ap);
	*ap = NULL;
}

/* What a batch took the next one takes again: memory that the system has to
 * clear anew is dear.  One huge batch must not pin its own for ever. */
void
arena_reset(struct arena *a)
{
	drop_blocks(a, KEPT);
	a->now = NULL;
	a->used = 0;
}

size_t
arena_used(const struct arena *a)
{
	return a->used;
}

static struct block *
new_block(size_t size)
{
	struct block	*b = malloc(sizeof(*b) + size);

	if (b == NULL)
		abort();
	b->next = NULL;
	b->size = size;
	return b;
}

/* Doubling keeps the number of blocks of a large batch small. */
static struct block *
next_block(struct arena *a, size_t need)
{
	struct block	**at = a->now == NULL ? &a->first : &a->now->next;
	size_t		  size = a->now == NULL ? BLOCK_MIN / 2 : a->now->size;

	for (; *at != NULL && (*at)->size < need; at = &(*at)->next)
		size = (*at)->size;
	if (*at == NULL) {
		size = size < BLOCK_MAX ? size * 2 : size;
		*at = new_block(size < need ? need : size);
	}
	(*at)->used = 0;
	a->now = *at;
	return a->now;
}

/* Not zeroed; NULL at the limit. */
static void *
carve(struct arena *a, size_t n)
{
	struct block	*b = a->now;
	void		*p;

	if (n > SIZE_MAX / 2)
		return NULL;
	n = (n + ALIGN - 1) & ~(size_t)(ALIGN - 1);
	if (a->limit != 0 && n > a->limit - a->used)
		return NULL;
	if (b == NULL || b->size - b->used < n)
		b = next_block(a, n);
	p = b->data + b->used;
	b->used += n;
	a->used += n;
	return p;
}

void *
arena_try(struct arena *a, size_t n)
{
	void	*p = carve(a, n);

	return p == NULL ? NULL : memset(p, 0, n);
}

static void *
granted(const struct arena *a, void *p, size_t n)
{
	if (p == NULL) {
		fprintf(stderr, "level=fatal did=\"ran out of the memory that "
		    "one batch may use\" used=%zu wanted=%zu\n", a->used, n);
		abort();
	}
	return p;
}

void *
arena_alloc(struct arena *a, size_t n)
{
	return granted(a, arena_try(a, n), n);
}

void *
arena_array(struct arena *a, size_t n, size_t size)
{
	assert(size != 0 && n <= SIZE_MAX / 2 / size);
	return arena_alloc(a, n * size);
}

char *
arena_textn(struct arena *a, const char *s, size_t n)
{
	char	*p = granted(a, carve(a, n + 1), n + 1);

	if (n != 0)
		memcpy(p, s, n);
	p[n] = '\0';
	return p;
}

char *
arena_text(struct arena *a, const char *s)
{
	return s == NULL ? arena_textn(a, "", 0) : arena_textn(a, s, strlen(s));
}

char *
arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list	 ap;
	char	 most[SHORT], *p;
	int	 n;

	va_start(ap, fmt);
	n = vsnprintf(most, sizeof(most), fmt, ap);
	va_end(ap);
	assert(n >= 0);
	if ((size_t)n < sizeof(most))
		return arena_textn(a, most, (size_t)n);
	p = granted(a, carve(a, (size_t)n + 1), (size_t)n + 1);
	va_start(ap, fmt);
	vsnprintf(p, (size_t)n + 1, fmt, ap);
	va_end(ap);
	return p;
}

struct bytes
arena_bytes(struct arena *a, const void *data, size_t len)
{
	return (struct bytes){ (const uint8_t *)arena_textn(a, data, len),
	    len };
}
