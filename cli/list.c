#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/csv.h"
#include "base/json.h"
#include "base/text.h"
#include "cli/cmd.h"
#include "cli/list.h"

enum { MEASURED = 1000 };

struct list {
	FILE			*out;
	enum form		 form;
	const struct heading	*heading;
	size_t			 n;		/* columns */
	size_t			 rows;
	struct buf		 line;

	/* Of a table: rows that wait to be measured. */
	struct arena		*arena;
	const char		**held;
	size_t			 nheld;
	size_t			 width[LIST_COLUMNS_MAX];
};

static const char *const forms[] = {
	[FORM_NONE] = "",
	[FORM_TABLE] = "table",
	[FORM_JSON] = "json",
	[FORM_JSONL] = "jsonl",
	[FORM_CSV] = "csv",
	[FORM_WIDE] = "wide",
	[FORM_NAME] = "name"
};

enum form
form_parse(const char *word)
{
	int	f;

	if (word == NULL)
		return FORM_TABLE;
	for (f = FORM_TABLE; f <= FORM_NAME; f++)
		if (strcmp(forms[f], word) == 0)
			return (enum form)f;
	return FORM_NONE;
}

int
form_is_table(enum form form)
{
	return form == FORM_TABLE || form == FORM_WIDE;
}

int
form_no_name(const char *verb)
{
	return cmd_misused(verb, "-o takes " FORM_UNNAMED ", not \"name\": "
	    "nothing in the answer has one");
}

size_t
list_width(const char *s)
{
	size_t	n = strlen(s), step, width = 0;

	for (; n > 0; n -= step, s += step, width++)
		if ((step = text_char(s, n)) == 0)
			step = 1;
	return width;
}

static void
flush_line(struct list *l)
{
	fwrite(l->line.data, 1, l->line.len, l->out);
	buf_clear(&l->line);
}

static void
add_spaces(struct buf *b, size_t n)
{
	while (n-- > 0)
		buf_char(b, ' ');
}

void
list_plain(struct buf *b, const char *s)
{
	for (; *s != '\0'; s++)
		buf_char(b, (unsigned char)*s < ' ' || *s == 0x7f ? '?' : *s);
}

static void
print_columns(struct list *l, const char *const *values)
{
	size_t	i, width, gap = 0;

	for (i = 0; i < l->n; i++) {
		if ((l->heading[i].number & HEADING_WIDE) && l->form != FORM_WIDE)
			continue;
		width = list_width(values[i]);
		add_spaces(&l->line, gap);
		gap = 2 + (l->width[i] > width ? l->width[i] - width : 0);
		if (l->heading[i].number & 1) {
			add_spaces(&l->line, gap - 2);
			gap = 2;
		}
		list_plain(&l->line, values[i]);
	}
	while (l->line.len > 0 && l->line.data[l->line.len - 1] == ' ')
		l->line.len--;
	buf_char(&l->line, '\n');
	flush_line(l);
}

static void
measure(struct list *l, const char *const *values)
{
	size_t	i, width;

	for (i = 0; i < l->n; i++) {
		width = list_width(values[i]);
		if (width > l->width[i])
			l->width[i] = width;
	}
}

static void
print_head(struct list *l)
{
	const char	*name[LIST_COLUMNS_MAX];
	size_t		 i;
	char		*p;

	for (i = 0; i < l->n; i++) {
		p = arena_text(l->arena, l->heading[i].name);
		name[i] = p;
		for (; *p != '\0'; p++)
			*p = (char)(*p == '_' ? ' ' : *p >= 'a' && *p <= 'z' ?
			    *p - 'a' + 'A' : *p);
	}
	print_columns(l, name);
}

static void
release_held(struct list *l)
{
	size_t	i;

	if (l->arena == NULL)
		return;
	print_head(l);
	for (i = 0; i < l->nheld; i++)
		print_columns(l, l->held + i * l->n);
	arena_free(&l->arena);
}

static void
row_table(struct list *l, const char *const *values)
{
	size_t	i;

	if (l->arena == NULL) {
		print_columns(l, values);
		return;
	}
	measure(l, values);
	for (i = 0; i < l->n; i++)
		l->held[l->nheld * l->n + i] = arena_text(l->arena, values[i]);
	if (++l->nheld == MEASURED)
		release_held(l);
}

static void
row_card(struct list *l, const char *const *values)
{
	size_t	 i, width = 0;

	for (i = 0; i < l->n; i++)
		if (list_width(l->heading[i].name) > width)
			width = list_width(l->heading[i].name);
	for (i = 0; i < l->n; i++) {
		list_plain(&l->line, l->heading[i].name);
		add_spaces(&l->line, width + 2 -
		    list_width(l->heading[i].name));
		list_plain(&l->line, values[i]);
		buf_char(&l->line, '\n');
	}
	flush_line(l);
}

static void
row_json(struct list *l, const char *const *values)
{
	struct json	 j;
	size_t		 i;

	if (l->form == FORM_JSON)
		buf_text(&l->line, l->rows == 0 ? "[\n" : ",\n");
	json_init(&j, &l->line, 0);
	json_object(&j, NULL);
	for (i = 0; i < l->n; i++)
		if ((l->heading[i].number & 1) && values[i][0] != '\0')
			json_raw(&j, l->heading[i].name, values[i],
			    strlen(values[i]));
		else
			json_text(&j, l->heading[i].name,
			    values[i][0] != '\0' ? values[i] : NULL);
	json_end(&j);
	if (l->form == FORM_JSONL)
		buf_char(&l->line, '\n');
	flush_line(l);
}

void
list_row(struct list *l, const char *const *values)
{
	if (form_is_table(l->form)) {
		row_table(l, values);
	} else if (l->form == FORM_CARD) {
		row_card(l, values);
	} else if (l->form == FORM_NAME) {
		list_plain(&l->line, values[0]);
		buf_char(&l->line, '\n');
		flush_line(l);
	} else if (l->form == FORM_CSV) {
		csv_row(&l->line, values, l->n);
		flush_line(l);
	} else {
		row_json(l, values);
	}
	l->rows++;
}

struct list *
list_open(FILE *out, enum form form, const struct heading *heading, size_t n)
{
	struct list	*l = calloc(1, sizeof(*l));
	const char	*name[LIST_COLUMNS_MAX];
	size_t		 i;

	assert(n <= LIST_COLUMNS_MAX);
	if (l == NULL)
		abort();
	*l = (struct list){ .out = out, .form = form, .heading = heading,
	    .n = n };
	for (i = 0; i < n; i++)
		name[i] = heading[i].name;
	if (form == FORM_CSV) {
		csv_row(&l->line, name, n);
		flush_line(l);
	} else if (form_is_table(form)) {
		l->arena = arena_new(0);
		l->held = ARENA_ARRAY(l->arena, MEASURED * n, const char *);
		measure(l, name);
	}
	return l;
}

void
list_close(struct list **lp)
{
	struct list	*l = *lp;

	release_held(l);
	if (l->rows == 0 && form_is_table(l->form))
		fputs("nothing\n", l->out);
	if (l->form == FORM_JSON)
		fputs(l->rows == 0 ? "[]\n" : "\n]\n", l->out);
	buf_release(&l->line);
	free(l);
	*lp = NULL;
}

void
list_one(FILE *out, enum form form, const struct heading *heading, size_t n,
    const char *const *values)
{
	struct list	*l = list_open(out, form == FORM_JSON ? FORM_JSONL :
			    form, heading, n);

	list_row(l, values);
	list_close(&l);
}
