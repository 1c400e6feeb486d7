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

/* The codes of trusts begin with a letter, those of most others with "1-". */
#define FIRST_TRUST	"A"

enum { TRUSTS = 100, LOOKED_AT = 2000 };
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

/* ?flagged=1: only what needs a look, and so more of them at once. */
static int
is_picked(const struct visit *v)
{
	return visit_argument(v, "flagged")[0] != '\0';
}

static size_t
at_once(const struct visit *v)
{
	return is_picked(v) ? LOOKED_AT : TRUSTS;
}

static int
is_shown(struct visit *v, const struct rows *r, size_t i)
{
	return i < at_once(v) && (!is_picked(v) || is_flagged(r, i));
}

static const char *
sentence(struct visit *v, const struct rows *r)
{
	size_t	 i, n = rows_count(r) < at_once(v) ? rows_count(r) :
		    at_once(v), flagged = 0;

	if (n == 0)
		return "No organisation of that code or behind it has a "
		    "version yet.";
	for (i = 0; i < n; i++)
		flagged += is_flagged(r, i) != 0;
	return visit_text(v, "%s to %s: %zu organisation%s; %zu of them %s.",
	    rows_text(r, 0, COL_SUBJECT), rows_text(r, n - 1, COL_SUBJECT), n,
	    n == 1 ? "" : "s", flagged, flagged == 1 ? "needs a look" :
	    "need a look");
}

static struct rows *
read_from(struct visit *v, const char *subject, struct err *e)
{
	struct params	*p = params_new();

	params_text(p, subject);
	params_int4(p, (int32_t)at_once(v) + 1);	/* where to go on */
	return visit_rows(v, Q_SHOW_TRUSTS, p, e);
}

int
trusts_read(struct visit *v, struct err *e)
{
	const char	*from = visit_argument(v, "from");

	v->model = read_from(v, from[0] == '\0' ? FIRST_TRUST : from, e);
	if (v->model == NULL)
		return -1;
	v->command = "sixthkey get ratings";
	v->say = sentence(v, v->model);
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
		html_add(out, "<span class=\"warn\">version %lld is not "
		    "public: %s</span> ", (long long)rows_int(r, i, COL_NEWEST), held);
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

	buf_text(out, "<tr><td class=\"id\">");
	page_subject(out, id, id);
	html_add(out, "</td><td class=\"text\">%s", rows_text(r, i, COL_NAME));
	write_mark(out, rows_text(r, i, COL_COMBINED));
	write_mark(out, rows_text(r, i, COL_QUALITY));
	write_mark(out, rows_text(r, i, COL_RESOURCES));
	html_add(out, "</td><td class=\"id\">%s</td><td class=\"n\">%s</td>"
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
	    is_picked(v) ? " checked" : "");
}

static void
write_next(struct visit *v, struct buf *out, const struct rows *r)
{
	const char	*picked = is_picked(v) ? "&amp;flagged=1" : "";
	size_t		 n = at_once(v);

	buf_text(out, "<p>");
	if (rows_count(r) > n) {
		buf_text(out, "<a href=\"/trusts?from=");
		html_segment(out, rows_text(r, n, COL_SUBJECT));
		buf_printf(out, "%s\">The next %zu</a> · ", picked, n);
	}
	buf_printf(out, "<a href=\"/trusts?from=0%s\">Organisations whose code "
	    "begins with a digit</a></p>\n", picked);
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

/* All behind the first go on from the one that was left over. */
static struct rows *
next(struct visit *v, struct export_place *at, struct err *e)
{
	struct rows	*r = read_from(v, at->text != NULL ? at->text :
			    visit_argument(v, "from"), e);

	if (r == NULL)
		return NULL;
	at->ended = rows_count(r) <= at_once(v);
	if (!at->ended)
		at->text = arena_text(v->arena, rows_text(r,
		    at_once(v), COL_SUBJECT));
	return r;
}

const struct export trusts_export = { "organisations", columns, next,
    is_shown };
