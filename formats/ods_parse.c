#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "formats/ods_inside.h"

#define NAMESPACE	"urn:oasis:names:tc:opendocument:xmlns:"
#define TABLE		NAMESPACE "table:1.0|"
#define TEXT		NAMESPACE "text:1.0|"
#define OFFICE		NAMESPACE "office:1.0|"
#define STYLE		NAMESPACE "style:1.0|"

enum { SPACES_MAX = 1000, STYLES_MAX = 64 * 1024 };

static void
stop(struct ods *o, enum stop why)
{
	o->stop = why;
	XML_StopParser(o->parser, XML_TRUE);
}

static void
give_up(struct ods *o)
{
	if (o->in_sheet)
		err_add(&o->err, "row %" PRIu64, o->rows + 1);
	XML_StopParser(o->parser, XML_FALSE);
}

static const char *
attribute(const char **atts, const char *name)
{
	for (; *atts != NULL; atts += 2)
		if (strcmp(atts[0], name) == 0)
			return atts[1];
	return NULL;
}

/* How often something stands there; absent: once. */
static size_t
repeats(struct ods *o, const char **atts, const char *name, size_t most)
{
	const char	*text = attribute(atts, name);
	int64_t		 n = 1;

	if (text != NULL &&
	    text_number(text, 1, (int64_t)most, &n) != 0) {
		err_set(&o->err, ERR_INPUT, "%s is \"%.40s\"; expected 1 to "
		    "%zu", strchr(name, '|') + 1, text, most);
		give_up(o);
	}
	return (size_t)n;
}

static void
style_begin(struct ods *o, const char **atts)
{
	const char	*name = attribute(atts, STYLE "name");

	buf_clear(&o->style);
	buf_printf(&o->style, "\n%s\n", name != NULL ? name : "");
}

/* Names stand between line ends, which no name has. */
static void
style_of_table(struct ods *o, const char **atts)
{
	const char	*shown = attribute(atts, TABLE "display");

	if (shown != NULL && strcmp(shown, "false") == 0 &&
	    o->style.len > 0 && o->unseen.len + o->style.len < STYLES_MAX)
		buf_add(&o->unseen, o->style.data, o->style.len);
}

static int
is_hidden(struct ods *o, const char **atts)
{
	if (o->unseen.len == 0)
		return 0;
	style_begin(o, (const char *[]){ STYLE "name",
	    attribute(atts, TABLE "style-name"), NULL });
	return o->style.len > 2 && strstr(o->unseen.data,
	    o->style.data) != NULL;
}

static void
sheet_begin(struct ods *o, const char **atts)
{
	int	 hidden = !o->in_sheet && is_hidden(o, atts);

	o->hidden += (uint64_t)hidden;
	if (o->in_sheet || hidden) {	/* a table within a cell */
		o->aside = 1;
		return;
	}
	o->in_sheet = 1;
	o->rows = o->blank = 0;
	o->row.width = 0;
	stop(o, STOP_SHEET);
}

static void
row_begin(struct ods *o, const char **atts)
{
	o->repeat = repeats(o, atts, TABLE "number-rows-repeated",
	    ODS_ROWS_MAX);
	ods_row_begin(&o->row);
}

static void
cell_begin(struct ods *o, const char **atts)
{
	o->in_cell = o->in_sheet;
	ods_row_cell(&o->row, repeats(o, atts, TABLE "number-columns-repeated",
	    ODS_ROWS_MAX), attribute(atts, OFFICE "date-value"));
}

static void
text_begin(struct ods *o, const char **atts)
{
	(void)atts;
	o->in_text = o->in_cell;
	if (o->in_text && ods_row_paragraph(&o->row, &o->err) != 0)
		give_up(o);
}

static void
blank(struct ods *o, const char **atts)
{
	size_t	 n = repeats(o, atts, TEXT "c", SPACES_MAX);

	for (; o->in_text && n > 0; n--)
		if (ods_row_text(&o->row, " ", 1, &o->err) != 0) {
			give_up(o);
			return;
		}
}

static void
pass_over(struct ods *o, const char **atts)
{
	(void)atts;
	o->aside = 1;
}

static void
sheet_end(struct ods *o)
{
	o->in_sheet = 0;
	stop(o, STOP_SHEET_END);
}

static void
row_end(struct ods *o)
{
	o->rows += o->repeat;
	if (o->rows > ODS_ROWS_MAX) {
		err_set(&o->err, ERR_INPUT, "there are more than %d rows",
		    ODS_ROWS_MAX);
		give_up(o);
	} else if (ods_row_end(&o->row))
		stop(o, STOP_ROW);
	else
		o->blank += o->repeat;
}

static void
cell_end(struct ods *o)
{
	if (o->in_cell && ods_row_cell_end(&o->row, &o->err) != 0)
		give_up(o);
	o->in_cell = 0;
}

static void
text_end(struct ods *o)
{
	o->in_text = 0;
}

static const struct element {
	const char	*name;
	void		(*begin)(struct ods *, const char **);
	void		(*end)(struct ods *);
} elements[] = {
	{ TABLE "table-cell", cell_begin, cell_end },
	{ TEXT "p", text_begin, text_end },
	{ TABLE "covered-table-cell", cell_begin, cell_end },
	{ TABLE "table-row", row_begin, row_end },
	{ TABLE "table", sheet_begin, sheet_end },
	{ TEXT "s", blank, NULL },
	{ TEXT "tab", blank, NULL },
	{ TEXT "line-break", blank, NULL },
	{ STYLE "style", style_begin, NULL },
	{ STYLE "table-properties", style_of_table, NULL },
	{ OFFICE "annotation", pass_over, NULL },
	{ TEXT "note", pass_over, NULL },
	{ TABLE "tracked-changes", pass_over, NULL },
};

static const struct element *
find(const char *name)
{
	size_t	 i;

	for (i = 0; i < sizeof(elements) / sizeof(elements[0]); i++)
		if (strcmp(elements[i].name, name) == 0)
			return &elements[i];
	return NULL;
}

static void XMLCALL
on_begin(void *arg, const char *name, const char **atts)
{
	struct ods		*o = arg;
	const struct element	*el;

	if (++o->depth > ODS_DEPTH_MAX) {
		err_set(&o->err, ERR_INPUT, "elements nest more than %d deep",
		    ODS_DEPTH_MAX);
		give_up(o);
		return;
	}
	if (o->aside > 0) {
		o->aside++;
		return;
	}
	el = find(name);
	if (el != NULL)
		el->begin(o, atts);
}

static void XMLCALL
on_end(void *arg, const char *name)
{
	struct ods		*o = arg;
	const struct element	*el;

	o->depth--;
	if (o->aside > 0) {
		o->aside--;
		return;
	}
	el = find(name);
	if (el != NULL && el->end != NULL)
		el->end(o);
}

static void XMLCALL
on_text(void *arg, const char *s, int n)
{
	struct ods	*o = arg;

	if (o->in_text && o->aside == 0 &&
	    ods_row_text(&o->row, s, (size_t)n, &o->err) != 0)
		give_up(o);
}

/* Entities of its own are how a small document becomes a large one. */
static void XMLCALL
on_doctype(void *arg, const char *name, const char *system, const char *public,
    int internal)
{
	struct ods	*o = arg;

	(void)name, (void)system, (void)public, (void)internal;
	err_set(&o->err, ERR_INPUT, "it has a document type declaration, which "
	    "no spreadsheet has");
	give_up(o);
}

XML_Parser
ods_parser(struct ods *o)
{
	XML_Parser	 p = XML_ParserCreateNS(NULL, '|');

	if (p == NULL)
		abort();
	XML_SetUserData(p, o);
	XML_SetElementHandler(p, on_begin, on_end);
	XML_SetCharacterDataHandler(p, on_text);
	XML_SetStartDoctypeDeclHandler(p, on_doctype);
	return p;
}
