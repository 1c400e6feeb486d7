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
};

struct pieces *
pieces_new(struct source *source)
{
	struct pieces	*p = calloc(1, sizeof(*p));

	if (p == NULL)
		abort();
	p->source = source;
	p->line = 1;
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
	int	 ch = source_next(p->source, e);

	p->line += ch == '\n';
	return ch;
}

/* Follow one byte through texts and brackets. */
static void
follow(struct pieces *p, int ch)
{
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
		if (p->depth == 0)
			return 1;
		ch = take(p, e);
		if (ch == SOURCE_END)
			err_set(e, ERR_INPUT, "line %" PRIu64 ": the JSON "
			    "object that starts here never ends", p->start);
		if (ch < 0)
			return -1;
	}
}

/* Blanks, and the commas of an array. */
static int
is_between(const struct pieces *p, int ch)
{
	return ch == ' ' || ch == '\t' || ch == '\r' || ch == '\n' ||
	    (ch == ',' && p->in_array && p->n != 0);
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
	if (ch != '{' || p->array_ended)
		return err_set(e, ERR_INPUT, "line %" PRIu64 ": expected a "
		    "JSON object here", p->line);
	if (read_object(p, e) == -1)
		return -1;
	p->n++;
	*out = (struct bytes){ (const uint8_t *)p->text.data, p->text.len };
	*line = p->start;
	return 1;
}
