/*
 * Audit - who did what to what, and why.  Only ever appended to.
 */
#include "base/text.h"
#include "web/console/export.h"
#include "web/console/inside.h"
#include "web/console/pages.h"

enum { PAGE = 100 };
enum {
	COL_ID, COL_AT, COL_WHO, COL_ROLE, COL_WHAT, COL_TARGET, COL_REASON,
	COL_DETAIL, COLUMNS
};

static const char *const names[COLUMNS] = {
	"id", "at", "who", "role", "what", "target", "reason", "detail"
};

int
audit_read(struct visit *v, struct err *e)
{
	struct params	*p = params_new();
	int64_t		 before = INT64_MAX;

	text_number(visit_argument(v, "before"), 1, INT64_MAX, &before);
	v->command = "sixthkey get audit";
	params_int8(p, before);
	params_int4(p, PAGE);
	params_text(p, visit_argument(v, "who"));
	params_text(p, visit_argument(v, "what"));
	v->model = visit_rows(v, Q_SHOW_AUDIT_BY, p, e);
	if (v->model == NULL)
		return -1;
	v->say = rows_count(v->model) > 0 ? "Who did what, and why; newest "
	    "first." : "Nothing of the kind was done.";
	return 0;
}

static void
write_filter(struct visit *v, struct buf *out)
{
	html_add(out, "<form class=\"filter\" method=\"get\" action=\"/audit\">"
	    "<p><label for=\"who\">Who</label><input id=\"who\" name=\"who\" "
	    "value=\"%s\"></p><p><label for=\"what\">What, or to what</label>"
	    "<input id=\"what\" name=\"what\" value=\"%s\"></p>"
	    "<p><button>Filter</button></p></form>\n",
	    visit_argument(v, "who"), visit_argument(v, "what"));
}

void
audit_html(struct visit *v, struct buf *out)
{
	static const char *const heads[] = { "At", "Who", "What", "To what",
	    "Why", "Detail", "Database role", NULL };
	const struct rows	*rows = v->model;
	size_t			 i, n = rows_count(rows);

	write_filter(v, out);
	page_table_begin(out, "Audit", heads);
	for (i = 0; i < n; i++) {
		buf_text(out, "<tr><td>");
		page_time(out, rows_text(rows, i, COL_AT));
		html_add(out, "</td><td>%s</td><td>%s</td><td>%s</td>"
		    "<td class=\"text\">%s</td><td class=\"text\">%s</td>"
		    "<td>%s</td></tr>\n",
		    rows_text(rows, i, COL_WHO), rows_text(rows, i, COL_WHAT),
		    rows_text(rows, i, COL_TARGET),
		    rows_text(rows, i, COL_REASON),
		    rows_text(rows, i, COL_DETAIL),
		    rows_text(rows, i, COL_ROLE));
	}
	page_table_end(out);
	if (n == PAGE)
		page_older(v, out, rows_int(rows, n - 1, COL_ID));
}

void
audit_json(struct visit *v, struct json *j)
{
	const struct rows	*rows = v->model;
	size_t			 i;
	int			 c;

	json_array(j, "audit");
	for (i = 0; i < rows_count(rows); i++) {
		json_object(j, NULL);
		json_int(j, names[COL_ID], rows_int(rows, i, COL_ID));
		for (c = COL_AT; c < COLUMNS; c++)
			json_text(j, names[c], rows_text(rows, i, c));
		json_end(j);
	}
	json_end(j);
}

/* ---- all of it -------------------------------------------------------------------- */

enum { ALL_UPTO, ALL_FIRST };		/* then as above */

static const struct export_column columns[] = {
	{ "id", EXPORT_INT, ALL_FIRST + COL_ID },
	{ "at", EXPORT_TEXT, ALL_FIRST + COL_AT },
	{ "who", EXPORT_TEXT, ALL_FIRST + COL_WHO },
	{ "role", EXPORT_TEXT, ALL_FIRST + COL_ROLE },
	{ "what", EXPORT_TEXT, ALL_FIRST + COL_WHAT },
	{ "target", EXPORT_TEXT, ALL_FIRST + COL_TARGET },
	{ "reason", EXPORT_TEXT, ALL_FIRST + COL_REASON },
	{ "detail", EXPORT_TEXT, ALL_FIRST + COL_DETAIL },
	{ 0 }
};

/* There is always a row; it has no more than `upto` where nothing fits. */
static struct rows *
next(struct visit *v, struct export_place *at, struct err *e)
{
	struct params	*p = params_new();
	struct rows	*r;

	params_int8(p, at->id);
	params_text(p, visit_argument(v, "who"));
	params_text(p, visit_argument(v, "what"));
	r = visit_rows(v, Q_SHOW_AUDIT_ALL, p, e);
	if (r == NULL)
		return NULL;
	at->ended = rows_null(r, 0, ALL_UPTO);
	at->id = rows_int(r, 0, ALL_UPTO);
	return r;
}

static int
has(struct visit *v, const struct rows *r, size_t i)
{
	(void)v;
	return !rows_null(r, i, ALL_FIRST + COL_ID);
}

const struct export audit_export = { "audit", columns, next, has };
