#include <stdio.h>
#include <string.h>

#include "base/csv.h"
#include "web/console/export.h"
#include "web/console/inside.h"

enum { NUMBER = 24 };

static const struct {
	const char	*word, *type;
} forms[] = {
	[EXPORT_CSV] = { "csv", "text/csv; charset=utf-8" },
	[EXPORT_JSONL] = { "jsonl", "application/jsonl" },
};

/* An export under way, in its request's arena. */
struct course {
	const struct export	*of;
	enum export_form	 form;
	struct export_place	 place;
};

enum export_form
export_form(const struct visit *v)
{
	const char	*asked = visit_argument(v, "format");
	int		 f;

	for (f = EXPORT_CSV; f <= EXPORT_JSONL; f++)
		if (strcmp(asked, forms[f].word) == 0)
			return (enum export_form)f;
	return EXPORT_NONE;
}

void
export_links(struct visit *v, struct buf *out)
{
	const char	*here = shell_address(v, "format"),
			*sign = strchr(here, '?') == NULL ? "?" : "&";

	html_add(out, " · <a href=\"%s%sformat=%s\">All of it as CSV</a> · "
	    "<a href=\"%s%sformat=%s\">as JSON lines</a>", here, sign,
	    forms[EXPORT_CSV].word, here, sign, forms[EXPORT_JSONL].word);
}

/* ---- one row ------------------------------------------------------------------- */

static void
write_csv(struct buf *out, const struct export_column *c,
    const struct rows *r, size_t i)
{
	const char	*value[EXPORT_COLUMNS];
	char		 number[EXPORT_COLUMNS][NUMBER];
	size_t		 n;

	for (n = 0; c[n].name != NULL; n++) {
		value[n] = number[n];
		if (c[n].kind == EXPORT_TEXT)
			value[n] = rows_text(r, i, c[n].at);
		else if (c[n].kind == EXPORT_BOOL)
			value[n] = rows_bool(r, i, c[n].at) ? "true" : "false";
		else
			snprintf(number[n], NUMBER, "%lld",
			    (long long)rows_int(r, i, c[n].at));
	}
	csv_row(out, value, n);
}

void
export_members(struct json *j, const struct export_column *c,
    const struct rows *r, size_t i)
{
	for (; c->name != NULL; c++)
		if (c->kind == EXPORT_TEXT)
			json_text(j, c->name, rows_text(r, i, c->at));
		else if (c->kind == EXPORT_BOOL)
			json_bool(j, c->name, rows_bool(r, i, c->at));
		else
			json_int(j, c->name, rows_int(r, i, c->at));
}

static void
write_json(struct buf *out, const struct export_column *c,
    const struct rows *r, size_t i)
{
	struct json	 j;

	json_init(&j, out, 0);
	json_object(&j, NULL);
	export_members(&j, c, r, i);
	json_end(&j);
	buf_char(out, '\n');
}

static void
write_head(struct buf *out, const struct export_column *c)
{
	const char	*name[EXPORT_COLUMNS];
	size_t		 n;

	for (n = 0; c[n].name != NULL; n++)
		name[n] = c[n].name;
	csv_row(out, name, n);
}

/* ---- piece by piece -------------------------------------------------------------- */

static int
write_piece(struct visit *v, struct err *e)
{
	struct course	*c = v->model;
	struct buf	*out = &v->request->out;
	struct rows	*r = c->of->next(v, &c->place, e);
	size_t		 i;

	for (i = 0; r != NULL && i < rows_count(r); i++) {
		if (c->of->has != NULL && !c->of->has(v, r, i))
			continue;
		if (c->form == EXPORT_CSV)
			write_csv(out, c->of->columns, r, i);
		else
			write_json(out, c->of->columns, r, i);
	}
	if (c->place.ended)
		v->request->more = NULL;
	visit_drop(v);
	return r == NULL ? -1 : 0;
}

/* At the desk, for each piece behind the first. */
static int
serve_piece(struct db *db, struct request *r, struct err *e)
{
	struct visit	*v = r->own;

	v->db = db;
	return write_piece(v, e);
}

static void
ask_more(struct request *r)
{
	struct visit	*v = r->own;

	desk_ask(v->console->desk, r, serve_piece);
}

int
export_begin(struct visit *v, const struct export *of, struct err *e)
{
	struct course	*c = ARENA_NEW(v->arena, struct course);
	struct request	*r = v->request;

	*c = (struct course){ .of = of, .form = export_form(v) };
	v->model = c;
	r->own = v;
	r->more = ask_more;
	if (c->form == EXPORT_CSV)
		write_head(&r->out, of->columns);
	if (write_piece(v, e) != 0) {
		r->more = NULL;
		buf_clear(&r->out);
		return -1;
	}
	r->status = 200;
	shell_headers(r, v->console);
	answer_set(r, "Content-Type", forms[c->form].type);
	answer_set(r, "Cache-Control", "no-store");
	answer_set(r, "Content-Disposition", arena_printf(v->arena,
	    "attachment; filename=\"%s.%s\"", of->name, forms[c->form].word));
	return 0;
}
