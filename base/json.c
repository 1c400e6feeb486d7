#include <assert.h>
#include <inttypes.h>
#include <string.h>

#include "base/json.h"
#include "base/text.h"

void
json_init(struct json *j, struct buf *out, int indent)
{
	memset(j, 0, sizeof(*j));
	j->out = out;
	j->indent = indent;
}

static void
new_line(struct json *j)
{
	int	 n = j->indent * (int)j->depth;

	if (j->indent != 0)
		buf_printf(j->out, "\n%*s", n, "");
}

static void
escape(struct buf *out, const char *s, size_t n)
{
	static const char	 from[] = "\"\\\b\f\n\r\t", to[] = "\"\\bfnrt";
	const char		*p;

	if (n == 0)
		buf_text(out, "\xef\xbf\xbd");
	else if (n == 1 && (p = strchr(from, *s)) != NULL)
		buf_printf(out, "\\%c", to[p - from]);
	else if (n == 1 && (*s < ' ' || *s == 0x7f))
		buf_printf(out, "\\u%04x", (unsigned)*s);
	else
		buf_add(out, s, n);
}

/* How many bytes from here on stand for themselves. */
static size_t
plain(const char *s, size_t n)
{
	size_t	 i = 0;

	while (i < n && s[i] >= ' ' && s[i] < 0x7f && s[i] != '"' &&
	    s[i] != '\\')
		i++;
	return i;
}

static void
quote(struct buf *out, const char *s)
{
	size_t	 n = strlen(s), len, step;

	buf_char(out, '"');
	for (; n != 0; s += step, n -= step) {
		step = plain(s, n);
		if (step != 0) {
			buf_add(out, s, step);
			continue;
		}
		len = text_char(s, n);
		escape(out, s, len);
		step = len == 0 ? 1 : len;
	}
	buf_char(out, '"');
}

/* Whatever stands in front of a value: comma, line, key. */
static void
begin(struct json *j, const char *key)
{
	int	 in_object;

	if (j->depth == 0) {
		assert(key == NULL);
		return;
	}
	in_object = j->level[j->depth - 1].close == '}';
	assert(in_object == (key != NULL));
	if (j->level[j->depth - 1].n++ != 0)
		buf_char(j->out, ',');
	new_line(j);
	if (key != NULL) {
		quote(j->out, key);
		buf_text(j->out, j->indent != 0 ? ": " : ":");
	}
}

static void
open_level(struct json *j, const char *key, char open, char close)
{
	begin(j, key);
	assert(j->depth < JSON_DEPTH);
	buf_char(j->out, open);
	j->level[j->depth].close = close;
	j->level[j->depth].n = 0;
	j->depth++;
}

void
json_object(struct json *j, const char *key)
{
	open_level(j, key, '{', '}');
}

void
json_array(struct json *j, const char *key)
{
	open_level(j, key, '[', ']');
}

void
json_end(struct json *j)
{
	assert(j->depth > 0);
	j->depth--;
	if (j->level[j->depth].n != 0)
		new_line(j);
	buf_char(j->out, j->level[j->depth].close);
}

void
json_text(struct json *j, const char *key, const char *text)
{
	if (text == NULL) {
		json_null(j, key);
		return;
	}
	begin(j, key);
	quote(j->out, text);
}

void
json_int(struct json *j, const char *key, int64_t n)
{
	begin(j, key);
	buf_printf(j->out, "%" PRId64, n);
}

void
json_bool(struct json *j, const char *key, int yes)
{
	begin(j, key);
	buf_text(j->out, yes ? "true" : "false");
}

void
json_null(struct json *j, const char *key)
{
	begin(j, key);
	buf_text(j->out, "null");
}

void
json_raw(struct json *j, const char *key, const char *value, size_t n)
{
	begin(j, key);
	buf_add(j->out, value, n);
}
