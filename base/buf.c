#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

char *
buf_grow(struct buf *b, size_t n)
{
	size_t	 need = b->len + n + 1, cap = b->cap == 0 ? 256 : b->cap;

	assert(n < SIZE_MAX / 4 && b->len < SIZE_MAX / 4);
	while (cap < need)
		cap *= 2;
	if (cap != b->cap) {
		b->data = realloc(b->data, cap);
		if (b->data == NULL)
			abort();
		b->cap = cap;
	}
	return b->data + b->len;
}

void
buf_add(struct buf *b, const void *data, size_t n)
{
	char	*p = buf_room(b, n);

	if (n != 0)
		memcpy(p, data, n);
	b->len += n;
	b->data[b->len] = '\0';
}

void
buf_text(struct buf *b, const char *s)
{
	buf_add(b, s, strlen(s));
}

void
buf_char(struct buf *b, char c)
{
	char	*p = buf_room(b, 1);

	p[0] = c;
	p[1] = '\0';
	b->len++;
}

void
buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list	 ap;
	int	 n;

	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	assert(n >= 0);
	buf_room(b, (size_t)n);
	va_start(ap, fmt);
	vsnprintf(b->data + b->len, (size_t)n + 1, fmt, ap);
	va_end(ap);
	b->len += (size_t)n;
}

void
buf_clear(struct buf *b)
{
	b->len = 0;
	if (b->data != NULL)
		b->data[0] = '\0';
}

void
buf_release(struct buf *b)
{
	free(b->data);
	*b = (struct buf){ 0 };
}
