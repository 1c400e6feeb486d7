/*
 * Operations - every action on many at once, newest first.
 */
#include "base/text.h"
#include "web/console/inside.h"
#include "web/console/pages.h"

enum { PAGE = 50, BUSY_S = 5 };
enum {
	COL_ID, COL_SNAPSHOT, COL_VERB, COL_AT, COL_WHO, COL_REASON,
	COL_FILTER, COL_COUNT, COL_DONE, COL_SKIPPED, COL_CANCELLED, COL_LAST,
	COL_IDLE
};

int
operations_read(struct visit *v, struct err *e)
{
	struct params	*p = params_new();
	int64_t		 before = INT64_MAX;

	text_number(visit_argument(v, "before"), 1, INT64_MAX, &before);
	v->command = "sixthkey get operations";
	params_int8(p, before);
	params_int4(p, PAGE);
	v->model = visit_rows(v, Q_SHOW_OPERATIONS, p, e);
	if (v->model == NULL)
		return -1;
	v->say = rows_count(v->model) == 0 ? "Nobody has acted on many events "
	    "at once." : "What people did to many events at once, newest "
	    "first.";
	return 0;
}

static const char *
standing(const struct rows *rows, size_t i)
{
	int64_t	 left = rows_int(rows, i, COL_COUNT) -
		    rows_int(rows, i, COL_DONE) -
		    rows_int(rows, i, COL_SKIPPED);

	if (left == 0)
		return "done";
	if (rows_bool(rows, i, COL_CANCELLED))
		return "cancelled";
	if (rows_int(rows, i, COL_IDLE) < 0)
		return "looked at";
	return rows_int(rows, i, COL_IDLE) < BUSY_S ? "running" : "stopped";
}

static void
write_operation(struct buf *out, const struct rows *rows, size_t i)
{
	html_add(out, "<tr><td><a href=\"/operations/%s\">%s</a></td><td>",
	    rows_text(rows, i, COL_SNAPSHOT), rows_text(rows, i,
	    COL_SNAPSHOT));
	page_time(out, rows_text(rows, i, COL_AT));
	html_add(out, "</td><td>%s</td><td>%s</td><td>%s</td><td class=\"n\">",
	    rows_text(rows, i, COL_WHO), rows_text(rows, i, COL_VERB),
	    standing(rows, i));
	say_count(out, rows_int(rows, i, COL_DONE));
	buf_text(out, " of ");
	say_count(out, rows_int(rows, i, COL_COUNT));
	html_add(out, "</td><td class=\"text\">%s</td><td class=\"text\">%s"
	    "</td></tr>\n", rows_text(rows, i, COL_FILTER),
	    rows_text(rows, i, COL_REASON));
}

void
operations_html(struct visit *v, struct buf *out)
{
	static const char *const heads[] = { "Snapshot", "At", "Who", "What",
	    "Now", "#Done", "Which", "Why", NULL };
	const struct rows	*rows = v->model;
	size_t			 i, n = rows_count(rows);

	buf_text(out, "<div id=\"all\" data-live>");
	page_table_begin(out, "Operations", heads);
	for (i = 0; i < n; i++)
		write_operation(out, rows, i);
	page_table_end(out);
	buf_text(out, "</div>\n");
	if (n == PAGE)
		page_older(v, out, rows_int(rows, n - 1, COL_ID));
}

void
operations_json(struct visit *v, struct json *j)
{
	const struct rows	*rows = v->model;
	size_t			 i;

	json_array(j, "operations");
	for (i = 0; i < rows_count(rows); i++) {
		json_object(j, NULL);
		json_text(j, "snapshot", rows_text(rows, i, COL_SNAPSHOT));
		json_text(j, "at", rows_text(rows, i, COL_AT));
		json_text(j, "who", rows_text(rows, i, COL_WHO));
		json_text(j, "verb", rows_text(rows, i, COL_VERB));
		json_text(j, "now", standing(rows, i));
		json_int(j, "count", rows_int(rows, i, COL_COUNT));
		json_int(j, "done", rows_int(rows, i, COL_DONE));
		json_int(j, "skipped", rows_int(rows, i, COL_SKIPPED));
		json_text(j, "filter", rows_text(rows, i, COL_FILTER));
		json_text(j, "reason", rows_text(rows, i, COL_REASON));
		json_end(j);
	}
	json_end(j);
}
