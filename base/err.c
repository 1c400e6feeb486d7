#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/err.h"

int
err_set(struct err *e, enum err_kind kind, const char *fmt, ...)
{
	va_list	 ap;

	e->kind = kind;
	va_start(ap, fmt);
	vsnprintf(e->text, sizeof(e->text), fmt, ap);
	va_end(ap);
	return -1;
}

int
err_add(struct err *e, const char *fmt, ...)
{
	char	 was[sizeof(e->text)];
	va_list	 ap;
	int	 n;

	memcpy(was, e->text, sizeof(was));
	va_start(ap, fmt);
	n = vsnprintf(e->text, sizeof(e->text), fmt, ap);
	va_end(ap);
	if (n >= 0 && (size_t)n < sizeof(e->text) - 3)
		snprintf(e->text + n, sizeof(e->text) - (size_t)n, ": %.*s",
		    (int)sizeof(e->text) - n - 3, was);
	return -1;
}
