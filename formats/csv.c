#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/csv.h"
#include "base/text.h"
#include "formats/cp1252.h"
#include "formats/csv.h"

struct row {
	struct buf	 text;		/* fields, each ended by NUL */
	size_t		 start[CSV_COLUMNS_MAX];
	size_t		 n;
};

struct csv {
	struct source	*source;
	struct row	 header, row;
	uint64_t	 line;		/* where the record starts */
	uint64_t	 next;		/* where the source stands */
	int		 ahead;		/* a byte that was read too far */
	const char	*flaw;
	char		 fault[160];
};

enum { NOTHING_AHEAD = -3 };

#define NBSP	"\xc2\xa0"

struct csv *
csv_new(struct source *source)
{
	struct csv	*c = calloc(1, sizeof(*c));

	if (c == NULL)
		abort();
	c->source = source;
	c->next = 1;
	c->ahead = NOTHING_AHEAD;
	return c;
}

void
csv_free(struct csv **cp)
{
	if (*cp == NULL)
		return;
	buf_release(&(*cp)->row.text);
	buf_release(&(*cp)->header.text);
	free(*cp);
	*cp = NULL;
}

static int
take(struct csv *c, struct err *e)
{
	int	 ch = c->ahead;

	if (ch == NOTHING_AHEAD)
		ch = source_next(c->source, e);
	c->ahead = NOTHING_AHEAD;
	if (ch == '\n')
		c->next++;
	if (ch == '\0')
		c->flaw = "has a NUL byte in it";
	return ch;
}

/* A line ends at LF or CRLF; a CR elsewhere is a byte like others. */
static int
take_line_end(struct csv *c, struct err *e)
{
	int	 ch = take(c, e);

	if (ch != '\r')
		return ch;
	ch = source_next(c->source, e);
	if (ch == '\n') {
		c->next++;
		return ch;
	}
	c->ahead = ch;
	return '\r';
}

static int
add(struct csv *c, int ch, struct err *e)
{
	if (c->row.text.len - c->row.start[c->row.n - 1] >= CSV_FIELD_MAX)
		return err_set(e, ERR_INPUT, "line %" PRIu64 ": field %zu is "
		    "longer than %d bytes; look for a stray quotation mark",
		    c->line, c->row.n, CSV_FIELD_MAX);
	buf_char(&c->row.text, (char)ch);
	return 0;
}

static int
begin_field(struct csv *c, struct err *e)
{
	if (c->row.n == CSV_COLUMNS_MAX)
		return err_set(e, ERR_INPUT, "line %" PRIu64 ": more than %d "
		    "fields", c->line, CSV_COLUMNS_MAX);
	c->row.start[c->row.n++] = c->row.text.len;
	return 0;
}

/* Bytes of the blank at the end; spreadsheets like those that do not break. */
static size_t
blank_behind(const char *s, size_t n)
{
	if (n > 0 && strchr(" \t\r", s[n - 1]) != NULL)
		return 1;
	return n > 1 && memcmp(s + n - 2, NBSP, 2) == 0 ? 2 : 0;
}

/* What is not UTF-8 is of a Windows program; what not even that, stays. */
static void
read_windows(struct csv *c, size_t start)
{
	struct buf	*t = &c->row.text, b = { 0 };

	if (t->len == start || text_utf8(t->data + start, t->len - start) ||
	    memchr(t->data + start, '\0', t->len - start) != NULL ||
	    cp1252_read(t->data + start, t->len - start, &b) != 0)
		return;
	t->len = start;
	buf_add(t, b.data, b.len);
	buf_release(&b);
}

static void
end_field(struct csv *c)
{
	struct buf	*t = &c->row.text;
	size_t		 start = c->row.start[c->row.n - 1], n;

	read_windows(c, start);
	while ((n = blank_behind(t->data + start, t->len - start)) > 0)
		t->len -= n;
	buf_char(t, '\0');
}

/* What stands between two quotation marks; returns what follows them. */
static int
read_quoted(struct csv *c, struct err *e)
{
	int	 ch;

	for (;;) {
		ch = take(c, e);
		if (ch == SOURCE_END)
			err_set(e, ERR_INPUT, "line %" PRIu64 ": a quotation "
			    "mark in field %zu never closes", c->line,
			    c->row.n);
		if (ch < 0)
			return SOURCE_FAILED;
		if (ch == '"' && (ch = take_line_end(c, e)) != '"')
			return ch;
		if (add(c, ch, e) == -1)
			return SOURCE_FAILED;
	}
}

/* One field; returns what ended it: ',', '\n', SOURCE_END, SOURCE_FAILED. */
static int
read_field(struct csv *c, struct err *e)
{
	int	 ch;

	if (begin_field(c, e) == -1)
		return SOURCE_FAILED;
	ch = take_line_end(c, e);
	if (ch == '"') {
		ch = read_quoted(c, e);
		if (ch >= 0 && ch != ',' && ch != '\n')
			c->flaw = "has text after a closing quotation mark";
	}
	for (; ch >= 0 && ch != ',' && ch != '\n'; ch = take_line_end(c, e))
		if (add(c, ch, e) == -1)
			return SOURCE_FAILED;
	end_field(c);
	return ch;
}

static int
read_record(struct csv *c, struct err *e)
{
	int	 ch;

	buf_clear(&c->row.text);
	buf_room(&c->row.text, 1);	/* an empty field points to it too */
	c->row.n = 0;
	c->flaw = NULL;
	c->line = c->next;
	do
		ch = read_field(c, e);
	while (ch == ',');
	return ch;
}

static const char *
field_of(const struct row *row, size_t i)
{
	const char	*s;

	if (i >= row->n)
		return "";
	s = row->text.data + row->start[i];
	while (strncmp(s, NBSP, 2) == 0 || *s == ' ' || *s == '\t')
		s += *s == NBSP[0] ? 2 : 1;
	return csv_bare(s);
}

static int
is_blank(const struct row *row)
{
	size_t	 i = 0;

	while (i < row->n && *field_of(row, i) == '\0')
		i++;
	return i == row->n;
}

int
csv_next(struct csv *c, struct err *e)
{
	int	 ch;

	do {
		ch = read_record(c, e);
		if (ch == SOURCE_FAILED)
			return -1;
		if (!is_blank(&c->row) || c->flaw != NULL)
			return 1;
	} while (ch != SOURCE_END);
	return 0;
}

size_t
csv_count(const struct csv *c)
{
	return c->row.n;
}

const char *
csv_field(const struct csv *c, size_t i)
{
	return field_of(&c->row, i);
}

uint64_t
csv_line(const struct csv *c)
{
	return c->line;
}

void
csv_text(const struct csv *c, struct buf *out)
{
	const char	*value[CSV_COLUMNS_MAX];
	size_t		 i;

	for (i = 0; i < c->row.n; i++)
		value[i] = csv_field(c, i);
	csv_row(out, value, c->row.n);
	out->data[--out->len] = '\0';
}

void
csv_header(struct csv *c)
{
	buf_release(&c->header.text);
	c->header = c->row;
	c->row.text = (struct buf){ 0 };
	c->row.n = 0;
}

long
csv_column(const struct csv *c, const char *name)
{
	size_t	 i;

	for (i = 0; *name != '\0' && i < c->header.n; i++)
		if (strcasecmp(field_of(&c->header, i), name) == 0)
			return (long)i;
	return -1;
}

const char *
csv_get(const struct csv *c, const char *name)
{
	long	 i = csv_column(c, name);

	return i == -1 ? "" : csv_field(c, (size_t)i);
}

const char *
csv_fault(struct csv *c)
{
	char	 extent[80] = "";

	if (c->flaw == NULL && c->row.n == c->header.n)
		return NULL;
	if (c->next > c->line + 1)
		snprintf(extent, sizeof(extent), " from line %" PRIu64
		    " to line %" PRIu64, c->line, c->next - 1);
	if (c->flaw != NULL)
		snprintf(c->fault, sizeof(c->fault), "The record%s %s.",
		    extent, c->flaw);
	else
		snprintf(c->fault, sizeof(c->fault), "The record%s has %zu "
		    "field%s; the header has %zu.", extent, c->row.n,
		    c->row.n == 1 ? "" : "s", c->header.n);
	return c->fault;
}
