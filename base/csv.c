#include <string.h>

#include "base/csv.h"
#include "base/text.h"

/* One character; bytes that are none become U+FFFD. */
static size_t
add_character(struct buf *out, const char *s, size_t n)
{
	size_t	step = text_char(s, n);

	if (step == 0) {
		buf_text(out, "\xef\xbf\xbd");
		return 1;
	}
	if (*s == '"')
		buf_char(out, '"');
	buf_add(out, s, step);
	return step;
}

static void
add_quoted(struct buf *out, const char *s)
{
	size_t	n = strlen(s), step;

	buf_char(out, '"');
	for (; n > 0; n -= step, s += step)
		step = add_character(out, s, n);
	buf_char(out, '"');
}

/* A blank at either end is kept by readers only inside quotes. */
static int
needs_quotes(const char *s)
{
	size_t	n = strlen(s);

	return s[strcspn(s, "\",\r\n")] != '\0' || !text_utf8(s, n) ||
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
