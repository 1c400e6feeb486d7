#include <string.h>

#include "cli/csv.h"

static void
add_quoted(struct buf *out, const char *s)
{
	buf_char(out, '"');
	for (; *s != '\0'; s++) {
		if (*s == '"')
			buf_char(out, '"');
		buf_char(out, *s);
	}
	buf_char(out, '"');
}

/* A blank at either end is kept by readers only inside quotes. */
static int
needs_quotes(const char *s)
{
	size_t	n = strlen(s);

	return s[strcspn(s, "\",\r\n")] != '\0' ||
	    (n > 0 && (s[0] == ' ' || s[n - 1] == ' '));
}

static void
add_field(struct buf *out, const char *s)
{
	if (s == NULL)
		return;
	if (needs_quotes(s))
		add_quoted(out, s);
	else
		buf_text(out, s);
}

void
csv_row(struct buf *out, const char *const *values, size_t n)
{
	size_t	i;

	for (i = 0; i < n; i++) {
		if (i > 0)
			buf_char(out, ',');
		add_field(out, values[i]);
	}
	buf_char(out, '\n');
}
