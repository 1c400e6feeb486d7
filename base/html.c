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

void
html_text(struct buf *out, const char *s)
{
	size_t	n = strlen(s), step;

	for (; n > 0; n -= step, s += step) {
		step = text_char(s, n);
		if (step == 0 || is_control(s)) {
			step = step == 0 ? 1 : step;
			buf_text(out, "\xef\xbf\xbd");
		} else if (entity(*s) != NULL) {
			buf_text(out, entity(*s));
		} else {
			buf_add(out, s, step);
		}
	}
}

void
html_segment(struct buf *out, const char *s)
{
	for (; *s != '\0'; s++)
		if ((*s >= 'a' && *s <= 'z') || (*s >= 'A' && *s <= 'Z') ||
		    (*s >= '0' && *s <= '9') || strchr("-._~", *s) != NULL)
			buf_char(out, *s);
		else
			buf_printf(out, "%%%02X", (unsigned)(uint8_t)*s);
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
