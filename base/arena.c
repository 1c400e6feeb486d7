#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

enum { BLOCK_MIN = 64 * 1024, ALIGN = 16,
	SHORT = 128 };		/* of a text: most are */

struct block {
	struct block	*next;
	size_t		 size, used;
	_Alignas(ALIGN) uint8_t data[];
};

struct arena {
	struct block	*head;
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

static void
drop_blocks(struct arena *a, struct block *keep)
{
	struct block	*b, *next;

	for (b = a->head; b != NULL; b = next) {
		next = b->next;
		if (b != keep)
			free(b);
	}
	a->head = keep;
}

void
arena_free(struct arena **ap)
{
	if (*ap == NULL)
		return;
	drop_blocks(*ap, NULL);
	free(*ap);
	*ap = NULL;
}

void
arena_reset(struct arena *a)
{
	struct block	*keep = a->head;

	/* One huge batch must not pin its memory for ever. */
	if (keep != NULL && keep->size > 64 * BLOCK_MIN)
		keep = NULL;
	drop_blocks(a, keep);
	if (keep != NULL) {
		keep->next = NULL;
		keep->used = 0;
	}
	a->used = 0;
}

size_t
arena_used(const struct arena *a)
{
	return a->used;
}

static struct block *
add_block(struct arena *a, size_t need)
{
	size_t		 size = BLOCK_MIN;
	struct block	*b;

	/* Doubling keeps the number of blocks of a large batch small. */
	if (a->head != NULL && a->head->size < 64 * BLOCK_MIN)
		size = a->head->size * 2;
	if (size < need)
		size = need;
	b = malloc(sizeof(*b) + size);
	if (b == NULL)
		abort();
	b->next = a->head;
	b->size = size;
	b->used = 0;
	a->head = b;
	return b;
}

void *
arena_try(struct arena *a, size_t n)
{
	struct block	*b = a->head;
	void		*p;

	if (n > SIZE_MAX / 2)
		return NULL;
	n = (n + ALIGN - 1) & ~(size_t)(ALIGN - 1);
	if (a->limit != 0 && n > a->limit - a->used)
		return NULL;
	if (b == NULL || b->size - b->used < n)
		b = add_block(a, n);
	p = b->data + b->used;
	b->used += n;
	a->used += n;
	return memset(p, 0, n);
}

void *
arena_alloc(struct arena *a, size_t n)
{
	void	*p = arena_try(a, n);

	if (p == NULL) {
		fprintf(stderr, "level=fatal did=\"ran out of the memory that "
		    "one batch may use\" used=%zu wanted=%zu\n", a->used, n);
		abort();
	}
	return p;
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
	char	*p = arena_alloc(a, n + 1);

	if (n != 0)
		memcpy(p, s, n);
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
	p = arena_alloc(a, (size_t)n + 1);
	va_start(ap, fmt);
	vsnprintf(p, (size_t)n + 1, fmt, ap);
	va_end(ap);
	return p;
}

struct bytes
arena_bytes(struct arena *a, const void *data, size_t len)
{
	void	*p = arena_alloc(a, len + 1);

	if (len != 0)
		memcpy(p, data, len);
	return (struct bytes){ p, len };
}
