#include <assert.h>
#include <stdarg.h>
#include <string.h>
#include <strings.h>

#include "base/html.h"
#include "base/text.h"

static const char *
entity(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	default:
		return NULL;
	}
}

static int
is_control(const char *s)
{
	unsigned char	c = (unsigned char)*s;

	return (c < ' ' && c != '\n' && c != '\t') || c == 0x7f ||
	    (c == 0xc2 && (unsigned char)s[1] < 0xa0);	/* U+0080 to U+009F */
}

/* Embeddings and overrides, U+202A to U+202E; isolates, U+2066 to U+2069. */
static int
turns(const char *s)
{
	unsigned char	c = (unsigned char)s[2];

	return (strncmp(s, "\xe2\x80", 2) == 0 && c >= 0xaa && c <= 0xae) ||
	    (strncmp(s, "\xe2\x81", 2) == 0 && c >= 0xa6 && c <= 0xa9);
}

void
html_text(struct buf *out, const char *s)
{
	size_t	n = strlen(s), step;

	for (; n > 0; n -= step, s += step) {
		step = text_char(s, n);
		if (step == 0 || is_control(s) || (step == 3 && turns(s))) {
			step = step == 0 ? 1 : step;
			buf_text(out, "\xef\xbf\xbd");
		} else if (entity(*s) != NULL) {
			buf_text(out, entity(*s));
		} else {
			buf_add(out, s, step);
		}
	}
}

/* One conversion; returns what stands behind it. */
static const char *
add_value(struct buf *out, const char *at, va_list *ap)
{
	if (strncmp(at, "lld", 3) == 0) {
		buf_printf(out, "%lld", va_arg(*ap, long long));
		return at + 3;
	}
	if (strncmp(at, "zu", 2) == 0) {
		buf_printf(out, "%zu", va_arg(*ap, size_t));
		return at + 2;
	}
	if (*at == 's')
		html_text(out, va_arg(*ap, const char *));
	else if (*at == 'd')
		buf_printf(out, "%d", va_arg(*ap, int));
	else if (*at == 'u')
		buf_printf(out, "%u", va_arg(*ap, unsigned));
	else {
		assert(*at == '%');
		buf_char(out, '%');
	}
	return at + 1;
}

void
html_add(struct buf *out, const char *markup, ...)
{
	va_list	 ap;
	size_t	 n;

	va_start(ap, markup);
	for (;;) {
		n = strcspn(markup, "%");
		buf_add(out, markup, n);
		if (markup[n] == '\0')
			break;
		markup = add_value(out, markup + n + 1, &ap);
	}
	va_end(ap);
}

static void
percent(struct buf *out, const char *s, const char *also)
{
	for (; *s != '\0'; s++)
		if ((*s >= 'a' && *s <= 'z') || (*s >= 'A' && *s <= 'Z') ||
		    (*s >= '0' && *s <= '9') || strchr(also, *s) != NULL)
			buf_char(out, *s);
		else
			buf_printf(out, "%%%02X", (unsigned)(uint8_t)*s);
}

void
html_segment(struct buf *out, const char *s)
{
	percent(out, s, "-._~");
}

void
html_path(struct buf *out, const char *s)
{
	percent(out, s, "-._~/");
}

int
html_is_link(const char *s)
{
	if (strncasecmp(s, "https://", 8) != 0 &&
	    strncasecmp(s, "http://", 7) != 0)
		return 0;
	for (; *s != '\0'; s++)
		if ((unsigned char)*s <= ' ' || *s == 0x7f ||
		    strchr("\"'<>\\^`{|}", *s) != NULL)
			return 0;
	return 1;
}
