#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "formats/pieces.h"

struct pieces {
	struct source	*source;
	struct buf	 text;
	uint64_t	 line, start;
	size_t		 n;		/* objects so far */
	int		 in_array, array_ended;
	int		 in_text, escaped, depth;
	int		 last;		/* of the object, blanks aside */
	int		 lines;		/* one object a line, so far */
	int		 ahead;		/* a byte that was looked at */
};

enum { NOTHING_AHEAD = -3 };

struct pieces *
pieces_new(struct source *source)
{
	struct pieces	*p = calloc(1, sizeof(*p));

	if (p == NULL)
		abort();
	p->source = source;
	p->line = 1;
	p->ahead = NOTHING_AHEAD;
	return p;
}

void
pieces_free(struct pieces **pp)
{
	if (*pp == NULL)
		return;
	buf_release(&(*pp)->text);
	free(*pp);
	*pp = NULL;
}

static int
take(struct pieces *p, struct err *e)
{
	int	 ch = p->ahead;

	if (ch == NOTHING_AHEAD)
		ch = source_next(p->source, e);
	p->ahead = NOTHING_AHEAD;
	p->line += ch == '\n';
	return ch;
}

static int
look(struct pieces *p, struct err *e)
{
	if (p->ahead == NOTHING_AHEAD)
		p->ahead = source_next(p->source, e);
	return p->ahead;
}

static int
is_blank(int ch)
{
	return ch == ' ' || ch == '\t' || ch == '\r' || ch == '\n';
}

/* Follow one byte through texts and brackets. */
static void
follow(struct pieces *p, int ch)
{
	if (!is_blank(ch))
		p->last = ch;
	if (p->escaped)
		p->escaped = 0;
	else if (p->in_text && ch == '\\')
		p->escaped = 1;
	else if (ch == '"')
		p->in_text = !p->in_text;
	else if (p->in_text)
		return;
	else if (ch == '{' || ch == '[')
		p->depth++;
	else if (ch == '}' || ch == ']')
		p->depth--;
}

static int
check_size(const struct pieces *p, struct err *e)
{
	if (p->depth > PIECE_DEPTH)
		return err_set(e, ERR_INPUT, "line %" PRIu64 ": the JSON nests "
		    "more than %d levels deep, which no answer of CQC does",
		    p->line, PIECE_DEPTH);
	if (p->text.len > PIECE_MAX)
		return err_set(e, ERR_INPUT, "line %" PRIu64 ": the JSON "
		    "object that starts here is longer than %d bytes",
		    p->start, PIECE_MAX);
	return 0;
}

/*
 * A line has ended within an object: is the object broken off?  So it is where
 * every object had a line of its own, and where the next line opens one in a
 * place that JSON has none for.  What is wrong with one must not take the next
 * one with it.
 */
static int
broken_off(struct pieces *p, struct err *e)
{
	int	 next = look(p, e);

	if (next == SOURCE_END)
		return p->lines;
	return next == '{' && !p->in_array && (p->lines || p->in_text ||
	    strchr("[,:", p->last) == NULL);
}

static int
never_ends(const struct pieces *p, struct err *e)
{
	return err_set(e, ERR_INPUT, "line %" PRIu64 ": the JSON object that "
	    "starts here never ends", p->start);
}

/* The rest of an object whose first brace was taken. */
static int
read_object(struct pieces *p, struct err *e)
{
	int	 ch = '{';

	buf_clear(&p->text);
	p->start = p->line;
	p->in_text = p->escaped = p->depth = 0;
	for (;;) {
		buf_char(&p->text, (char)ch);
		follow(p, ch);
		if (check_size(p, e) == -1)
			return -1;
		if (p->depth == 0 || (ch == '\n' && broken_off(p, e)))
			break;
		ch = take(p, e);
		if (ch == SOURCE_END && p->lines)
			break;
		if (ch < 0)
			return ch == SOURCE_END ? never_ends(p, e) : -1;
	}
	p->lines = !p->in_array && (p->n == 0 || p->lines) &&
	    p->line - p->start == (ch == '\n');
	return 1;
}

/* A line that begins no object, for the parser to refuse. */
static int
read_rest(struct pieces *p, int ch, struct err *e)
{
	buf_clear(&p->text);
	p->start = p->line;
	for (; ch >= 0 && ch != '\n'; ch = take(p, e)) {
		buf_char(&p->text, (char)ch);
		if (check_size(p, e) == -1)
			return -1;
	}
	return ch == SOURCE_FAILED ? -1 : 1;
}

/* Blanks, and the commas of an array. */
static int
is_between(const struct pieces *p, int ch)
{
	return is_blank(ch) || (ch == ',' && p->in_array && p->n != 0);
}

static int
open_or_close_array(struct pieces *p, int ch)
{
	if (ch == '[' && p->n == 0 && !p->in_array && !p->array_ended)
		return p->in_array = 1;
	if (ch == ']' && p->in_array) {
		p->in_array = 0;
		return p->array_ended = 1;
	}
	return 0;
}

static int
at_end(const struct pieces *p, struct err *e)
{
	if (!p->in_array)
		return 0;
	return err_set(e, ERR_INPUT, "line %" PRIu64 ": the JSON array never "
	    "ends", p->line);
}

int
pieces_next(struct pieces *p, struct bytes *out, uint64_t *line, struct err *e)
{
	int	 ch;

	do
		ch = take(p, e);
	while (is_between(p, ch) || open_or_close_array(p, ch));
	if (ch == SOURCE_END)
		return at_end(p, e);
	if (ch == SOURCE_FAILED)
		return -1;
	if (p->array_ended || (ch != '{' && !p->lines))
		return err_set(e, ERR_INPUT, "line %" PRIu64 ": expected a "
		    "JSON object here", p->line);
	if ((ch == '{' ? read_object(p, e) : read_rest(p, ch, e)) == -1)
		return -1;
	p->n++;
	*out = pieces_text(p);
	*line = p->start;
	return 1;
}

struct bytes
pieces_text(const struct pieces *p)
{
	return (struct bytes){ (const uint8_t *)p->text.data, p->text.len };
}
