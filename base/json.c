#include <assert.h>
#include <string.h>

#include "base/json.h"
#include "base/text.h"

enum { DIGITS = 20 };	/* of the longest number, its sign apart */

void
json_init(struct json *j, struct buf *out, int indent)
{
	memset(j, 0, sizeof(*j));
	j->out = out;
	j->indent = indent;
}

void
json_sparse(struct json *j)
{
	j->sparse = 1;
}

static void
new_line(struct json *j, unsigned depth)
{
	if (j->indent != 0)
		buf_printf(j->out, "\n%*s", j->indent * (int)depth, "");
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

/* Some byte of the word does not stand for itself: a control character, a
 * quote, a backslash, DEL or what is no ASCII. */
static int
is_special(uint64_t w)
{
	static const uint64_t	 ones = UINT64_C(0x0101010101010101),
				 tops = UINT64_C(0x8080808080808080);
	uint64_t		 quotes = w ^ ones * '"';
	uint64_t		 slashes = w ^ ones * '\\', del = w ^ ones * 0x7f;

	return (((w - ones * ' ') & ~w) | ((quotes - ones) & ~quotes) |
	    ((slashes - ones) & ~slashes) | ((del - ones) & ~del) | w) & tops ?
	    1 : 0;
}

/* Copies what stands for itself of n bytes; returns how many that were. */
static size_t
copy_plain(char *to, const char *s, size_t n)
{
	uint64_t	 w;
	size_t		 i = 0;

	for (; n - i >= sizeof(w); i += sizeof(w)) {
		memcpy(&w, s + i, sizeof(w));
		if (is_special(w))
			break;
		memcpy(to + i, &w, sizeof(w));
	}
	for (; i < n && s[i] >= ' ' && s[i] < 0x7f && s[i] != '"' &&
	    s[i] != '\\'; i++)
		to[i] = s[i];
	return i;
}

static void
quote(struct buf *out, const char *s)
{
	size_t	 n = strlen(s), step;
	char	*to = buf_room(out, n + 2);

	*to = '"';
	step = copy_plain(to + 1, s, n);
	out->len += step + 1;
	while ((n -= step) != 0) {
		s += step;
		step = text_char(s, n);
		escape(out, s, step);
		if (step == 0)
			step = 1;
		s += step;
		if ((n -= step) == 0)
			break;
		step = copy_plain(buf_room(out, n), s, n);
		out->len += step;
	}
	buf_char(out, '"');
}

/* Whatever stands in front of a value in a level: comma, line, key. */
static void
lead(struct json *j, unsigned depth, const char *key)
{
	if (j->level[depth - 1].n++ != 0)
		buf_char(j->out, ',');
	new_line(j, depth);
	if (key == NULL)
		return;
	quote(j->out, key);
	buf_char(j->out, ':');
	if (j->indent != 0)
		buf_char(j->out, ' ');
}

/* Levels that were opened while it was open whether they would have members. */
static void
write_levels(struct json *j)
{
	for (; j->written < j->depth; j->written++) {
		if (j->written != 0)
			lead(j, j->written, j->level[j->written].key);
		buf_char(j->out, j->level[j->written].close == '}' ? '{' : '[');
	}
}

static void
check_key(const struct json *j, const char *key)
{
	int	 in_object = j->depth != 0 &&
		    j->level[j->depth - 1].close == '}';

	(void)in_object, (void)key;
	assert(in_object == (key != NULL));
}

static void
begin(struct json *j, const char *key)
{
	check_key(j, key);
	write_levels(j);
	if (j->depth != 0)
		lead(j, j->depth, key);
}

static void
open_level(struct json *j, const char *key, char close)
{
	check_key(j, key);
	assert(j->depth < JSON_DEPTH);
	j->level[j->depth].close = close;
	j->level[j->depth].key = key;
	j->level[j->depth].n = 0;
	j->depth++;
	if (!j->sparse || key == NULL)
		write_levels(j);
}

void
json_object(struct json *j, const char *key)
{
	open_level(j, key, '}');
}

void
json_array(struct json *j, const char *key)
{
	open_level(j, key, ']');
}

void
json_end(struct json *j)
{
	assert(j->depth > 0);
	j->depth--;
	if (j->written <= j->depth)
		return;
	j->written = j->depth;
	if (j->level[j->depth].n != 0)
		new_line(j, j->depth);
	buf_char(j->out, j->level[j->depth].close);
}

/* A member that says nothing may be left out; an element may not. */
static int
unsaid(const struct json *j, const char *key)
{
	return j->sparse && key != NULL;
}

void
json_text(struct json *j, const char *key, const char *text)
{
	if (text == NULL) {
		json_null(j, key);
		return;
	}
	if (*text == '\0' && unsaid(j, key))
		return;
	begin(j, key);
	quote(j->out, text);
}

void
json_int(struct json *j, const char *key, int64_t n)
{
	uint64_t	 left = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
	char		 digits[DIGITS + 1], *p = digits + sizeof(digits);

	do
		*--p = (char)('0' + left % 10);
	while ((left /= 10) != 0);
	if (n < 0)
		*--p = '-';
	json_raw(j, key, p, (size_t)(digits + sizeof(digits) - p));
}

void
json_bool(struct json *j, const char *key, int yes)
{
	if (!yes && unsaid(j, key))
		return;
	begin(j, key);
	buf_text(j->out, yes ? "true" : "false");
}

void
json_null(struct json *j, const char *key)
{
	if (unsaid(j, key))
		return;
	begin(j, key);
	buf_text(j->out, "null");
}

void
json_raw(struct json *j, const char *key, const char *value, size_t n)
{
	begin(j, key);
	buf_add(j->out, value, n);
}
