#include <string.h>

#include "base/csv.h"
#include "base/text.h"

/* "-4", "+0.5" */
static int
is_number(const char *s)
{
	static const char	digits[] = "0123456789";
	size_t			n;

	s += *s == '-' || *s == '+';
	n = strspn(s, digits);
	if (n > 0 && s[n] == '.')
		n += 1 + strspn(s + n + 1, digits);
	return n > 0 && s[n] == '\0';
}

static int
begins_formula(const char *s)
{
	return *s != '\0' && strchr("=+-@\t\r\n", *s) != NULL;
}

/* A sign by itself is worked out by nobody.  A text that looks as if we had
 * marked it is marked too, so that each comes back as it was. */
static int
needs_mark(const char *s)
{
	if (*s == '\'')
		return begins_formula(s + strspn(s, "'"));
	return begins_formula(s) && s[1] != '\0' && !is_number(s);
}

const char *
csv_bare(const char *field)
{
	return field + (*field == '\'' && needs_mark(field));
}

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
	if (needs_mark(s))
		buf_char(out, '\'');
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
	if (needs_quotes(s)) {
		add_quoted(out, s);
		return;
	}
	if (needs_mark(s))
		buf_char(out, '\'');
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
