/*
 * One operation: what it is about, what of it will fail again, how far it is; to
 * be confirmed, gone on with or cancelled.
 */
#include "base/text.h"
#include "operations/aside.h"
#include "operations/bulk.h"
#include "web/console/inside.h"
#include "web/console/pages.h"

struct operation_page {
	struct bulk_state	 s;
	const struct bulk	*bulk;
	struct rows		*classes;
	int64_t			 again;		/* will fail again */
};

/* "1,234 events" */
static void
say_things(struct buf *b, const struct bulk *k, int64_t n)
{
	say_events(b, n, k->replays ? "organisation" : "event",
	    k->replays ? "organisations" : "events");
}

static void
say_state(struct buf *b, const struct operation_page *m)
{
	const struct bulk_state	*s = &m->s;
	int			 begun = s->done + s->skipped > 0;

	if (s->cancelled)
		buf_text(b, "Cancelled. ");
	if (!begun && !s->cancelled) {
		buf_printf(b, "Nothing is done yet. %s ", m->bulk->would);
		say_things(b, m->bulk, s->count);
		buf_printf(b, " %s, as of %s UTC.", s->filter, s->at);
		if (m->again > 0) {
			buf_char(b, ' ');
			say_events(b, m->again, "of them will fail again.",
			    "of them will fail again.");
		}
		return;
	}
	buf_printf(b, "%s ", m->bulk->did);
	say_count(b, s->done);
	buf_text(b, " of ");
	say_things(b, m->bulk, s->count);
	if (s->skipped > 0) {
		buf_text(b, "; ");
		say_count(b, s->skipped);
		buf_text(b, m->bulk->replays ? " were worked again before" :
		    " skipped, for they have changed since");
	}
	buf_text(b, s->left == 0 ? "." : "; ");
	if (s->left > 0)
		say_events(b, s->left, "is left.", "are left.");
}

static void
forecast(struct operation_page *m)
{
	size_t	 i;

	for (i = 0; i < rows_count(m->classes) && !m->bulk->records; i++)
		if (rows_bool(m->classes, i, BULK_AGAIN))
			m->again += rows_int(m->classes, i, BULK_COUNT);
}

static const char *
command(struct visit *v, const struct bulk_state *s)
{
	if (s->count >= BULK_TYPED)
		return visit_text(v, "sixthkey %s --snapshot %s --confirm %lld",
		    s->verb, s->snapshot, (long long)s->count);
	return visit_text(v, "sixthkey %s --snapshot %s --yes", s->verb,
	    s->snapshot);
}

int
operation_read(struct visit *v, struct err *e)
{
	struct operation_page	*m = ARENA_NEW(v->arena,
				    struct operation_page);
	struct buf		 b = { 0 };
	int			 found = bulk_read(v->db, v->rest, v->arena,
				    &m->s, e);

	v->model = m;
	if (found <= 0)
		return found < 0 ? -1 : visit_refuse(v, 404, "There is no such "
		    "snapshot.");
	m->bulk = bulk_named(m->s.verb);
	m->classes = visit_keep(v, bulk_classes(v->db, &m->s, e));
	if (m->classes == NULL)
		return -1;
	v->title = visit_text(v, "Operation %s", m->s.snapshot);
	v->command = command(v, &m->s);
	forecast(m);
	say_state(&b, m);
	v->say = arena_text(v->arena, b.data);
	buf_release(&b);
	return 0;
}

static void
write_classes(struct buf *out, const struct operation_page *m)
{
	static const char *const heads[] = { "#Events", "State", "Stage",
	    "Error, without what differs", "Forecast", NULL };
	size_t	 i;

	if (m->bulk->replays) {
		html_add(out, "<p>Their ratings are made anew from what is "
		    "recorded%s%s. Nothing recorded is changed; who comes out "
		    "the same gets no new version.</p>\n", *m->s.ruleset ==
		    '\0' ? "" : ", by the rule set ", m->s.ruleset);
		return;
	}
	page_table_begin(out, "What it is about", heads);
	for (i = 0; i < rows_count(m->classes); i++) {
		buf_text(out, "<tr><td class=\"n\">");
		say_count(out, rows_int(m->classes, i, BULK_COUNT));
		html_add(out, "</td><td>%s</td><td>", aside_state(
		    (enum verdict)rows_int(m->classes, i, BULK_VERDICT)));
		page_stage(out, (enum stage)rows_int(m->classes, i,
		    BULK_STAGE));
		html_add(out, "</td><td class=\"text\">%s</td><td>%s</td>"
		    "</tr>\n", rows_text(m->classes, i, BULK_CLASS),
		    m->bulk->records ? "never tried again" :
		    rows_bool(m->classes, i, BULK_AGAIN) ? "will fail again" :
		    "may go through");
	}
	page_table_end(out);
}

/* The more there is, the more has to be typed. */
static void
write_confirm(struct visit *v, struct buf *out,
    const struct operation_page *m)
{
	const struct bulk_state	*s = &m->s;
	int			 begun = s->done + s->skipped > 0;

	page_form(v, out, "/operations/go", "narrow");
	html_add(out, "<input type=\"hidden\" name=\"snapshot\" "
	    "value=\"%s\">", s->snapshot);
	if (s->count >= BULK_TYPED)
		html_add(out, "<label for=\"confirm\">To confirm, type the "
		    "number of %s: %lld</label><input id=\"confirm\" "
		    "name=\"confirm\" inputmode=\"numeric\" "
		    "autocomplete=\"off\" required>", m->bulk->replays ?
		    "organisations" : "events", (long long)s->count);
	else if (s->count > BULK_FREE)
		html_add(out, "<p><label for=\"confirm\"><input id=\"confirm\" "
		    "type=\"checkbox\" name=\"confirm\" value=\"%lld\" "
		    "required> Yes, all %lld of them</label></p>",
		    (long long)s->count, (long long)s->count);
	html_add(out, "<button class=\"%s\">%s</button></form>\n",
	    m->bulk->records ? "danger" : "", begun ? "Go on" :
	    m->bulk->button);
}

static void
write_cancel(struct visit *v, struct buf *out, const struct bulk_state *s)
{
	buf_text(out, "<details><summary>Cancel it…</summary>");
	page_form(v, out, "/operations/cancel", "narrow");
	html_add(out, "<input type=\"hidden\" name=\"snapshot\" "
	    "value=\"%s\">", s->snapshot);
	page_reason(out, "cancel");
	buf_text(out, "<button>Cancel what is left</button></form>"
	    "</details>\n");
}

void
operation_html(struct visit *v, struct buf *out)
{
	const struct operation_page	*m = v->model;
	const struct bulk_state		*s = &m->s;

	html_add(out, "<p>%s by %s: “%s”</p>\n", s->verb, s->who, s->reason);
	html_add(out, "<p><progress id=\"progress\" data-live "
	    "aria-label=\"Done\" max=\"%lld\" value=\"%lld\"></progress></p>\n",
	    (long long)s->count, (long long)(s->done + s->skipped));
	write_classes(out, m);
	if (s->left == 0 || s->cancelled || !visit_may(v, MAY_OPERATE))
		return;
	write_confirm(v, out, m);
	write_cancel(v, out, s);
}

void
operation_json(struct visit *v, struct json *j)
{
	const struct operation_page	*m = v->model;
	const struct bulk_state		*s = &m->s;
	size_t				 i;

	json_text(j, "snapshot", s->snapshot);
	json_text(j, "verb", s->verb);
	json_text(j, "who", s->who);
	json_text(j, "reason", s->reason);
	json_text(j, "filter", s->filter);
	json_int(j, "count", s->count);
	json_int(j, "done", s->done);
	json_int(j, "skipped", s->skipped);
	json_int(j, "left", s->left);
	json_bool(j, "cancelled", s->cancelled);
	json_int(j, "will_fail_again", m->again);
	json_array(j, "classes");
	for (i = 0; i < rows_count(m->classes); i++) {
		json_object(j, NULL);
		json_text(j, "class", rows_text(m->classes, i, BULK_CLASS));
		json_int(j, "count", rows_int(m->classes, i, BULK_COUNT));
		json_bool(j, "will_fail_again", !m->bulk->records &&
		    rows_bool(m->classes, i, BULK_AGAIN));
		json_end(j);
	}
	json_end(j);
}

/* ---- deeds -------------------------------------------------------------------------- */

/* 1 and the work on what it is, or 0 after it was refused, or -1. */
static int
find(struct visit *v, struct bulk_state *s, struct bulk_work *w,
    struct err *e)
{
	int	 found = bulk_read(v->db, visit_field(v, "snapshot"),
		    v->arena, s, e);

	*w = (struct bulk_work){ v->db, NULL, s, { v->who, "" }, 0,
	    &v->console->line };
	if (found < 0)
		return -1;
	if (!found)
		return visit_refuse(v, 404, "Nothing was done: there is no "
		    "such snapshot.");
	if (s->cancelled)
		return visit_refuse(v, 409, visit_text(v, "Nothing was done: "
		    "%s was cancelled.", s->snapshot));
	if (s->left == 0)
		return visit_refuse(v, 409, visit_text(v, "Nothing was done: "
		    "of %s nothing is left.", s->snapshot));
	w->bulk = bulk_named(s->verb);
	return 1;
}

static int
is_confirmed(struct visit *v, const struct bulk_state *s)
{
	int64_t	 n = 0;

	text_number(visit_field(v, "confirm"), 1, INT64_MAX, &n);
	if (s->count <= BULK_FREE || n == s->count)
		return 1;
	visit_refuse(v, 422, visit_text(v, "Nothing was done: these are %s, "
	    "and that number was not confirmed.", bulk_things(bulk_named(
	    s->verb), s->count, "event", v->arena)));
	return 0;
}

/* The line may fail where the database is well. */
static int
stopped(struct visit *v, const struct bulk *k, const struct err *e)
{
	if (!k->replays || !db_alive(v->db) || e->kind == ERR_SETUP)
		return -1;
	return visit_refuse(v, e->kind == ERR_AGAIN ? 503 : 409,
	    visit_text(v, "It stopped: %s.", e->text));
}

/* The first step at once, so that few are done when the page is back; the rest
 * is the runner's. */
int
operation_go(struct visit *v, struct err *e)
{
	struct bulk_state	 s;
	struct bulk_work	 w;
	int			 rc = find(v, &s, &w, e);

	if (rc <= 0)
		return rc;
	if (!is_confirmed(v, &s))
		return 0;
	if (bulk_begin(&w, e) != 0)
		return -1;
	rc = bulk_step(&w, e);
	if (rc < 0 && bulk_is_taken(e))
		return visit_refuse(v, 409, visit_text(v, "Nothing was done: "
		    "somebody else is working on %s.", s.snapshot));
	if (rc < 0)
		return stopped(v, w.bulk, e);
	if (s.left > 0)
		runner_take(v->console->runner, s.snapshot, v->who);
	v->go = visit_text(v, "/operations/%s", s.snapshot);
	return 0;
}

int
operation_cancel(struct visit *v, struct err *e)
{
	struct bulk_state	 s;
	struct bulk_work	 w;
	int			 rc = find(v, &s, &w, e);

	if (rc <= 0)
		return rc;
	if (!visit_reason(v, &w.who.reason))
		return 0;
	if (bulk_cancel(&w, e) != 0)
		return -1;
	v->go = visit_text(v, "/operations/%s", s.snapshot);
	return 0;
}
