/*
 * Trusts - every organisation with its ratings of now, and which of them are
 * held, under review, suspended, or depart from the rules.
 */
#include <string.h>

#include "base/clock.h"
#include "explain/passage.h"
#include "web/console/export.h"
#include "web/console/inside.h"
#include "web/console/pages.h"

enum { TRUSTS = 100 };
enum {
	COL_SUBJECT, COL_NAME, COL_PUBLIC, COL_NEWEST, COL_COMBINED,
	COL_QUALITY, COL_RESOURCES, COL_DATE, COL_HELD, COL_DEPARTS,
	COL_REVIEW, COL_SUSPENDED
};

static int
is_flagged(const struct rows *r, size_t i)
{
	return rows_text(r, i, COL_HELD)[0] != '\0' ||
	    rows_bool(r, i, COL_DEPARTS) || rows_bool(r, i, COL_REVIEW) ||
	    rows_bool(r, i, COL_SUSPENDED);
}

/* With ?flagged=1 the page has only those of its hundred. */
static int
is_shown(struct visit *v, const struct rows *r, size_t i)
{
	return i < TRUSTS && (visit_argument(v, "flagged")[0] == '\0' ||
	    is_flagged(r, i));
}

static struct rows *
read_from(struct visit *v, const char *subject, struct err *e)
{
	struct params	*p = params_new();

	params_text(p, subject);
	params_int4(p, TRUSTS + 1);	/* one more: where the next begins */
	return visit_rows(v, Q_SHOW_TRUSTS, p, e);
}

int
trusts_read(struct visit *v, struct err *e)
{
	struct rows	*r = read_from(v, visit_argument(v, "from"), e);
	size_t		 i, n = 0, flagged = 0;

	v->model = r;
	if (r == NULL)
		return -1;
	for (i = 0; i < rows_count(r) && i < TRUSTS; i++, n++)
		flagged += is_flagged(r, i) != 0;
	v->command = "sixthkey get ratings";
	v->say = n == 0 ? "No organisation of that name or behind it has a "
	    "version yet." : visit_text(v, "%zu organisations on this page; "
	    "%zu of them %s.", n, flagged, flagged == 1 ?
	    "needs a look" : "need a look");
	return 0;
}

/* ---- HTML -------------------------------------------------------------------- */

/* "6 y", "4 mo", "12 d". */
static const char *
age(struct visit *v, const char *date)
{
	struct day	d = day_parse(date);
	int32_t		days = clock_today() - d.serial;

	if (d.precision == PRECISION_NONE)
		return "";
	if (days < 60)
		return visit_text(v, "%d d", days);
	if (days < 730)
		return visit_text(v, "%d mo", days / 30);
	return visit_text(v, "%d y", days * 100 / 36525);
}

static void
write_mark(struct buf *out, const char *code)
{
	buf_text(out, "</td><td>");
	if (code[0] != '\0')
		passage_mark(out, mark_parse(code));
}

static void
write_flags(struct buf *out, const struct rows *r, size_t i)
{
	const char	*held = rows_text(r, i, COL_HELD);

	buf_text(out, "</td><td class=\"text\">");
	if (held[0] != '\0')
		html_add(out, "<span class=\"warn\">version %lld held: %s"
		    "</span> ", (long long)rows_int(r, i, COL_NEWEST), held);
	if (rows_bool(r, i, COL_SUSPENDED))
		buf_text(out, "<span class=\"bad\">suspended</span> ");
	if (rows_bool(r, i, COL_REVIEW))
		buf_text(out, "<span class=\"warn\">under review</span> ");
	if (rows_bool(r, i, COL_DEPARTS))
		buf_text(out, "<span class=\"bad\">departs from the rules"
		    "</span>");
	buf_text(out, "</td></tr>\n");
}

static void
write_trust(struct visit *v, struct buf *out, const struct rows *r, size_t i)
{
	const char	*id = rows_text(r, i, COL_SUBJECT);
	const char	*date = rows_text(r, i, COL_DATE);

	buf_text(out, "<tr><td class=\"id\"><a href=\"/trusts/");
	html_segment(out, id);
	html_add(out, "\">%s</a></td><td class=\"text\">%s", id,
	    rows_text(r, i, COL_NAME));
	write_mark(out, rows_text(r, i, COL_COMBINED));
	write_mark(out, rows_text(r, i, COL_QUALITY));
	write_mark(out, rows_text(r, i, COL_RESOURCES));
	html_add(out, "</td><td>%s</td><td class=\"n\">%s</td>"
	    "<td class=\"n\">%lld", date, age(v, date),
	    (long long)rows_int(r, i, COL_PUBLIC));
	write_flags(out, r, i);
}

static void
write_filter(struct visit *v, struct buf *out)
{
	html_add(out, "<form method=\"get\" action=\"/trusts\" class=\"filter\">"
	    "<div><label for=\"from\">From this code on</label>"
	    "<input id=\"from\" name=\"from\" value=\"%s\"></div>"
	    "<div><label><input type=\"checkbox\" name=\"flagged\" "
	    "value=\"1\"%s> only what needs a look</label></div>"
	    "<button>Show</button></form>\n", visit_argument(v, "from"),
	    visit_argument(v, "flagged")[0] == '\0' ? "" : " checked");
}

static void
write_next(struct visit *v, struct buf *out, const struct rows *r)
{
	if (rows_count(r) <= TRUSTS)
		return;
	buf_text(out, "<p><a href=\"/trusts?from=");
	html_segment(out, rows_text(r, TRUSTS, COL_SUBJECT));
	html_add(out, "%s\">The next %d</a></p>\n",
	    visit_argument(v, "flagged")[0] == '\0' ? "" : "&amp;flagged=1",
	    TRUSTS);
}

void
trusts_html(struct visit *v, struct buf *out)
{
	static const char *const heads[] = { "Code", "Name", "Combined",
		"Quality", "Use of resources", "Newest rating", "#Age",
		"#Public version", "What is the matter", NULL };
	const struct rows	*r = v->model;
	size_t			 i;

	passage_shapes(out);
	write_filter(v, out);
	page_table_begin(out, "Organisations", heads);
	for (i = 0; i < rows_count(r); i++)
		if (is_shown(v, r, i))
			write_trust(v, out, r, i);
	page_table_end(out);
	write_next(v, out, r);
}

/* ---- as data ------------------------------------------------------------------- */

static const struct export_column columns[] = {
	{ "organisation", EXPORT_TEXT, COL_SUBJECT },
	{ "name", EXPORT_TEXT, COL_NAME },
	{ "combined", EXPORT_TEXT, COL_COMBINED },
	{ "quality", EXPORT_TEXT, COL_QUALITY },
	{ "use_of_resources", EXPORT_TEXT, COL_RESOURCES },
	{ "rated_on", EXPORT_TEXT, COL_DATE },
	{ "held", EXPORT_TEXT, COL_HELD },
	{ "public_version", EXPORT_INT, COL_PUBLIC },
	{ "newest_version", EXPORT_INT, COL_NEWEST },
	{ "departs", EXPORT_BOOL, COL_DEPARTS },
	{ "under_review", EXPORT_BOOL, COL_REVIEW },
	{ "suspended", EXPORT_BOOL, COL_SUSPENDED },
	{ 0 }
};

void
trusts_json(struct visit *v, struct json *j)
{
	const struct rows	*r = v->model;
	size_t			 i;

	json_array(j, "organisations");
	for (i = 0; i < rows_count(r); i++) {
		if (!is_shown(v, r, i))
			continue;
		json_object(j, NULL);
		export_members(j, columns, r, i);
		json_end(j);
	}
	json_end(j);
}

/* All behind the first are a hundred more each, from the one left over on. */
static struct rows *
next(struct visit *v, struct export_place *at, struct err *e)
{
	struct rows	*r = read_from(v, at->text != NULL ? at->text :
			    visit_argument(v, "from"), e);

	if (r == NULL)
		return NULL;
	at->ended = rows_count(r) <= TRUSTS;
	if (!at->ended)
		at->text = arena_text(v->arena, rows_text(r, TRUSTS,
		    COL_SUBJECT));
	return r;
}

const struct export trusts_export = { "organisations", columns, next,
    is_shown };
