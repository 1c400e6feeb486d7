/*
 * Put aside - what did not go through, by sort of error; a whole sort may be
 * looked at, and then sent again or discarded.
 */
#include <string.h>

#include "base/text.h"
#include "operations/aside.h"
#include "operations/bulk.h"
#include "web/console/inside.h"
#include "web/console/pages.h"

enum {
	COL_STAGE, COL_VERDICT, COL_CLASS, COL_COUNT, COL_FIRST, COL_LAST,
	COL_EVENT
};
enum { SHOW_ASIDE = 7 };		/* of show_event.sql */
enum {
	MINUTE = 16,		/* "2026-11-22T02:15" */
	GROUPS_MOST = 200	/* on the page */
};

/* ---- the page ------------------------------------------------------------------ */

static int64_t
grouped(const struct rows *rows)
{
	int64_t	 n = 0;
	size_t	 i;

	for (i = 0; i < rows_count(rows); i++)
		n += rows_int(rows, i, COL_COUNT);
	return n;
}

/* How many there are, from the books; not each sort has a group. */
static const char *
sentence(struct visit *v, const struct rows *rows)
{
	struct figures		 f;
	struct stage_books	 all;
	struct buf		 b = { 0 };
	const char		*text;
	int64_t			 n;

	watch_figures(v->console->watch, &f);
	all = books_total(&f.books);
	n = all.dead + all.retrying + all.parked;
	if (n == 0 && rows_count(rows) == 0)
		return "Nothing is put aside.";
	v->grave = all.dead > 0;
	say_events(&b, all.dead, "event needs a person; ",
	    "events need a person; ");
	say_count(&b, all.retrying);
	buf_text(&b, " will be tried again without one; ");
	say_events(&b, all.parked, "waits for a newer worker. ",
	    "wait for a newer worker. ");
	if (n > grouped(rows))
		buf_text(&b, "Rare sorts are not listed. ");
	buf_text(&b, "Nothing is lost.");
	text = arena_text(v->arena, b.data);
	buf_release(&b);
	return text;
}

int
aside_read(struct visit *v, struct err *e)
{
	struct params	*p = params_new();

	v->command = "sixthkey get deadletters";
	params_int4(p, STAGE_NONE);
	params_int4(p, VERDICT_NONE);
	params_text(p, "");
	v->model = visit_rows(v, Q_SHOW_ASIDE_CLASSES, p, e);
	if (v->model == NULL)
		return -1;
	v->say = sentence(v, v->model);
	return 0;
}

/* What else looks like the same cause: the same words at another stage, or
 * another sort that began in the same minute. */
static const char *
same_cause(const struct rows *rows, size_t i, struct arena *a)
{
	size_t	 k, n = rows_count(rows);

	for (k = 0; k < n; k++)
		if (k != i && strcmp(rows_text(rows, k, COL_CLASS),
		    rows_text(rows, i, COL_CLASS)) == 0)
			return arena_printf(a, "the same words are %s at %s",
			    aside_state((enum verdict)rows_int(rows, k,
			    COL_VERDICT)), stage_name((enum stage)rows_int(
			    rows, k, COL_STAGE)));
	for (k = 0; k < n; k++)
		if (k != i && strncmp(rows_text(rows, k, COL_FIRST),
		    rows_text(rows, i, COL_FIRST), MINUTE) == 0)
			return arena_printf(a, "began in the same minute as “%s”",
			    rows_text(rows, k, COL_CLASS));
	return "";
}

static void
write_button(struct visit *v, struct buf *out, const struct rows *rows,
    size_t i, const struct bulk *b)
{
	html_add(out, "<details><summary>%s…<span class=\"vh\"> %s</span>"
	    "</summary>", b->button,
	    rows_text(rows, i, COL_CLASS));
	page_form(v, out, "/aside/preview", "");
	html_add(out, "<input type=\"hidden\" name=\"verb\" value=\"%s\">"
	    "<input type=\"hidden\" name=\"stage\" value=\"%s\">"
	    "<input type=\"hidden\" name=\"verdict\" value=\"%s\">"
	    "<input type=\"hidden\" name=\"sort\" value=\"%s\">", b->verb,
	    stage_name((enum stage)rows_int(rows, i, COL_STAGE)),
	    aside_word((enum verdict)rows_int(rows, i, COL_VERDICT)),
	    rows_text(rows, i, COL_CLASS));
	page_reason(out, visit_text(v, "%s-%zu", b->verb, i));
	buf_text(out, "<button>Look at it first</button></form></details>\n");
}

static void
write_group(struct visit *v, struct buf *out, const struct rows *rows,
    size_t i)
{
	enum verdict	 verdict = (enum verdict)rows_int(rows, i,
			    COL_VERDICT);
	const char	*hint = same_cause(rows, i, v->arena);

	html_add(out, "<tr><td class=\"state %s\">%s</td><td class=\"n\">"
	    "<strong>", verdict == VERDICT_DEAD ? "bad" : "warn",
	    aside_state(verdict));
	say_count(out, rows_int(rows, i, COL_COUNT));
	buf_text(out, "</strong></td><td>");
	page_stage(out, (enum stage)rows_int(rows, i, COL_STAGE));
	html_add(out, "</td><td class=\"text\">%s", rows_text(rows, i,
	    COL_CLASS));
	if (*hint != '\0')
		html_add(out, "<br><span class=\"quiet\">Same cause? %s</span>",
		    hint);
	buf_text(out, "</td><td>");
	page_time(out, rows_text(rows, i, COL_FIRST));
	buf_text(out, "<br>");
	page_time(out, rows_text(rows, i, COL_LAST));
	buf_text(out, "</td><td class=\"n\">");
	page_event(out, rows_int(rows, i, COL_EVENT));
	buf_text(out, "</td>");
	if (visit_may(v, MAY_OPERATE)) {
		buf_text(out, "<td>");
		write_button(v, out, rows, i, &bulk_retry);
		write_button(v, out, rows, i, &bulk_discard);
		buf_text(out, "</td>");
	}
	buf_text(out, "</tr>\n");
}

void
aside_html(struct visit *v, struct buf *out)
{
	static const char *const heads[] = { "State", "#Events", "Stage",
	    "Error, without what differs", "First and last seen", "#Example",
	    "Act", NULL };
	static const char *const looks[] = { "State", "#Events", "Stage",
	    "Error, without what differs", "First and last seen", "#Example",
	    NULL };
	const struct rows	*rows = v->model;
	size_t			 i, n = rows_count(rows);

	buf_text(out, "<div id=\"groups\" data-live>");
	if (n > 0) {
		page_table_begin(out, "Groups", visit_may(v, MAY_OPERATE) ?
		    heads : looks);
		for (i = 0; i < n && i < GROUPS_MOST; i++)
			write_group(v, out, rows, i);
		page_table_end(out);
	}
	if (n > GROUPS_MOST)
		html_add(out, "<p>And %zu sorts of error that are rarer.</p>",
		    n - GROUPS_MOST);
	buf_text(out, "</div>\n<p class=\"quiet\">Nothing is done before you "
	    "have seen which events it is about and how many.</p>\n");
}

void
aside_json(struct visit *v, struct json *j)
{
	const struct rows	*rows = v->model;
	size_t			 i;

	json_array(j, "groups");
	for (i = 0; i < rows_count(rows); i++) {
		json_object(j, NULL);
		json_text(j, "state", aside_word((enum verdict)rows_int(rows,
		    i, COL_VERDICT)));
		json_text(j, "stage", stage_name((enum stage)rows_int(rows, i,
		    COL_STAGE)));
		json_text(j, "class", rows_text(rows, i, COL_CLASS));
		json_int(j, "events", rows_int(rows, i, COL_COUNT));
		json_text(j, "first", rows_text(rows, i, COL_FIRST));
		json_text(j, "last", rows_text(rows, i, COL_LAST));
		json_int(j, "example", rows_int(rows, i, COL_EVENT));
		json_end(j);
	}
	json_end(j);
}

/* ---- a whole group: bind what there is, then show it ------------------------------ */

/* NULL after it was refused. */
static const struct bulk *
which_verb(struct visit *v)
{
	const struct bulk	*b = bulk_named(visit_field(v, "verb"));

	if (b != NULL && !b->replays)
		return b;
	visit_refuse(v, 422, "Nothing was done: it is not said what to do.");
	return NULL;
}

int
aside_preview(struct visit *v, struct err *e)
{
	const struct bulk	*b = which_verb(v);
	struct bulk_who		 who = { v->who, "" };
	const char		*snapshot;
	const struct bulk_wish	 w = {
		.pick = { .stage = stage_parse(visit_field(v, "stage")),
		    .state = (int32_t)aside_verdict(visit_field(v,
		    "verdict")) },
		.sort = visit_field(v, "sort")
	};

	if (b == NULL || !visit_reason(v, &who.reason))
		return 0;
	if (bulk_bind(v->db, b, &w, &who, v->arena, &snapshot, e) != 0)
		return -1;
	if (snapshot == NULL)
		return visit_refuse(v, 409, visit_text(v, "Nothing was done: "
		    "no event is %s any more.", bulk_filter(b, &w, v->arena)));
	v->go = visit_text(v, "/operations/%s", snapshot);
	return 0;
}

/* ---- one event ------------------------------------------------------------------------ */

/* What is aside of it is still what was shown: 1; else 0 and refused; -1. */
static int
is_as_shown(struct visit *v, int64_t event, struct err *e)
{
	struct params	*p = params_new();
	struct rows	*rows;
	int64_t		 shown = 0;

	text_number(visit_field(v, "aside"), 1, INT64_MAX, &shown);
	params_int8(p, event);
	rows = visit_rows(v, Q_SHOW_EVENT, p, e);
	if (rows == NULL)
		return -1;
	if (rows_count(rows) == 1 && shown != 0 &&
	    rows_int(rows, 0, SHOW_ASIDE) == shown)
		return 1;
	return visit_refuse(v, 409, visit_text(v, "Nothing was done: event "
	    "%lld has changed since you looked at it. Open it again.",
	    (long long)event));
}

/* Bound and done at once: the person has seen the one that it is about. */
static int
act_on_one(struct visit *v, const struct bulk *b, int64_t event,
    const struct bulk_who *who, struct err *e)
{
	const struct bulk_wish	 w = { .event = event };
	struct bulk_state	 s;
	struct bulk_work	 work = { v->db, b, &s, *who, 0, NULL };
	const char		*snapshot;

	if (bulk_bind(v->db, b, &w, who, v->arena, &snapshot, e) != 0)
		return -1;
	if (snapshot == NULL)
		return visit_refuse(v, 409, "Nothing was done: the event is "
		    "not aside any more.");
	if (bulk_read(v->db, snapshot, v->arena, &s, e) < 0 ||
	    bulk_begin(&work, e) != 0 || bulk_step(&work, e) < 0)
		return -1;
	v->go = visit_text(v, "/events/%lld", (long long)event);
	return 0;
}

int
aside_one(struct visit *v, struct err *e)
{
	const struct bulk	*b = which_verb(v);
	struct bulk_who		 who = { v->who, "" };
	int64_t			 event = 0;
	int			 rc;

	if (b == NULL || !visit_reason(v, &who.reason))
		return 0;
	if (text_number(visit_field(v, "event"), 1, INT64_MAX, &event) != 0)
		return visit_refuse(v, 422, "Nothing was done: which event?");
	rc = is_as_shown(v, event, e);
	return rc <= 0 ? rc : act_on_one(v, b, event, &who, e);
}
