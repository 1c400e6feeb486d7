/*
 * Events - how many stand where, then the newest of a kind, page by page; and
 * one by its id, or by what its source called it.
 */
#include <string.h>

#include "base/text.h"
#include "operations/journey.h"
#include "operations/moment.h"
#include "operations/pick.h"
#include "web/console/events_act.h"
#include "web/console/inside.h"
#include "web/console/pages.h"

enum { PAGE = 50 };

struct events_page {
	struct figures		 f;
	struct pick		 pick;
	struct pick_range	 range;
	struct rows		*rows;
	int64_t			 next;		/* where to go on; 0: nowhere */
};

/* ---- read ---------------------------------------------------------------------- */

/* "find": to that event, or plain words. */
static int
find(struct visit *v, const char *word, struct err *e)
{
	int64_t	 id = journey_find(v->db, word, e);

	if (id < 0)
		return -1;
	if (id == 0)
		return visit_refuse(v, 404, visit_text(v, "There is no event "
		    "“%s”: an event is found by its number, or by its source "
		    "and the id there, with a colon between.", word));
	v->go = visit_text(v, "/events/%lld", (long long)id);
	return 0;
}

/* From the newest on, or from where the page before ended. */
static int
read_range(struct visit *v, struct events_page *m, struct err *e)
{
	int64_t	 before;

	if (pick_bounds(&m->pick, v->db, &m->range, e) != 0)
		return -1;
	if (text_number(visit_argument(v, "before"), 1, INT64_MAX,
	    &before) == 0 && before < m->range.high)
		m->range.high = before;
	return 0;
}

static int64_t
first_looked_at(const struct events_page *m)
{
	int64_t	 first = m->range.high - PICK_SPAN;

	return first > m->range.low ? first : m->range.low;
}

static const char *
sentence(struct visit *v, const struct events_page *m)
{
	size_t		 n = rows_count(m->rows);
	const char	*kind = pick_asks(&m->pick) ? " of this kind" : "";

	if (n == PAGE)
		return visit_text(v, "The newest %d events%s up to number %lld.",
		    PAGE, kind, (long long)m->range.high - 1);
	if (m->range.high <= m->range.low)
		return "No event was accepted then.";
	return visit_text(v, "%zu event%s%s among numbers %lld to %lld.", n,
	    n == 1 ? "" : "s", kind, (long long)first_looked_at(m),
	    (long long)m->range.high - 1);
}

static const char *
command(struct visit *v, const struct pick *p)
{
	struct buf	 b = { 0 };
	const char	*text;

	buf_text(&b, "sixthkey get events");
	pick_options(p, &b);
	text = arena_text(v->arena, b.data);
	buf_release(&b);
	return text;
}

int
events_read(struct visit *v, struct err *e)
{
	struct events_page	*m = ARENA_NEW(v->arena, struct events_page);
	const char		*word = visit_argument(v, "find");

	v->model = m;
	if (*word != '\0')
		return find(v, word, e);
	if (!pick_visit(v, visit_argument, &m->pick))
		return 0;
	v->command = command(v, &m->pick);
	watch_figures(v->console->watch, &m->f);
	if (read_range(v, m, e) != 0)
		return -1;
	m->rows = visit_keep(v, pick_rows(&m->pick, v->db, &m->range, PAGE,
	    &m->next, e));
	if (m->rows == NULL)
		return -1;
	v->say = sentence(v, m);
	return 0;
}

/* ---- HTML ---------------------------------------------------------------------- */

static void
write_input(struct visit *v, struct buf *out, const char *name,
    const char *label)
{
	html_add(out, "<p><label for=\"%s\">%s</label><input id=\"%s\" "
	    "name=\"%s\" value=\"%s\"></p>", name, label, name, name,
	    visit_argument(v, name));
}

static void
write_option(struct buf *out, const char *word, const char *chosen)
{
	html_add(out, "<option value=\"%s\"", word);
	if (strcmp(word, chosen) == 0)
		buf_text(out, " selected");
	html_add(out, ">%s</option>", *word == '\0' ? "any" : word);
}

static void
write_choices(struct visit *v, struct buf *out)
{
	const char		*stage = visit_argument(v, "stage"),
				*state = visit_argument(v, "state");
	const char *const	*word;
	size_t			 i;

	buf_text(out, "<p><label for=\"stage\">At stage</label>"
	    "<select id=\"stage\" name=\"stage\">");
	write_option(out, "", stage);
	for (i = STAGE_ASSESSMENT; i < STAGE_COUNT; i++)
		write_option(out, stage_name((enum stage)i), stage);
	buf_text(out, "</select></p><p><label for=\"state\">State</label>"
	    "<select id=\"state\" name=\"state\">");
	write_option(out, "", state);
	for (word = pick_states; *word != NULL; word++)
		write_option(out, *word, state);
	buf_text(out, "</select></p>");
}

static void
write_filter(struct visit *v, struct buf *out)
{
	buf_text(out, "<form class=\"filter\" method=\"get\" "
	    "action=\"/events\">");
	write_input(v, out, "subject", "Organisation");
	write_input(v, out, "source", "Source begins with");
	write_choices(v, out);
	write_input(v, out, "error", "Error contains");
	write_input(v, out, "trace", "Trace contains");
	write_input(v, out, "since", "Accepted since");
	write_input(v, out, "until", "Accepted until");
	buf_text(out, "<p><button>Filter</button></p></form>\n"
	    "<p class=\"quiet\">A time is " MOMENT_WORDS ".</p>\n"
	    "<form class=\"filter\" method=\"get\" action=\"/events\">");
	write_input(v, out, "find", "Find one: number, or SOURCE:ID");
	buf_text(out, "<p><button>Find</button></p></form>\n");
}

/* How many stand where, from the books. */
static void
write_counts(struct buf *out, const struct figures *f)
{
	static const char *const heads[] = { "Stage", "#Waiting", "#Retrying",
	    "#Dead", "#Parked", NULL };
	int	s;

	buf_text(out, "<div id=\"counts\" data-live>");
	page_table_begin(out, "How many stand where", heads);
	for (s = STAGE_ASSESSMENT; s < STAGE_COUNT; s++) {
		const struct stage_books	*b = &f->books.stage[s];
		const int64_t	 n[] = { b->waiting, b->retrying, b->dead,
				    b->parked };
		size_t		 i;

		buf_text(out, "<tr><th scope=\"row\">");
		page_stage(out, (enum stage)s);
		buf_text(out, "</th>");
		for (i = 0; i < sizeof(n) / sizeof(n[0]); i++) {
			html_add(out, "<td class=\"n\"><a href=\"/events?stage"
			    "=%s&amp;state=%s\">", stage_name((enum stage)s),
			    pick_states[i]);
			say_count(out, n[i]);
			buf_text(out, "</a></td>");
		}
		buf_text(out, "</tr>\n");
	}
	page_table_end(out);
	buf_text(out, "</div>\n");
}

static void
write_row(struct visit *v, struct buf *out, size_t i)
{
	const struct events_page	*m = v->model;
	struct event_row		 r;

	event_row(m->rows, i, v->arena, &r);
	buf_text(out, "<tr><td class=\"n\">");
	page_event(out, r.id);
	buf_text(out, "</td><td>");
	page_time(out, r.at);
	html_add(out, "</td><td>%s</td><td class=\"id\">", r.kind);
	page_subject(out, r.subject, r.subject);
	html_add(out, "</td><td class=\"state %s\">%s</td><td class=\"text\">"
	    "%s %s</td></tr>\n", r.verdict == VERDICT_DEAD ? "bad" : r.open ?
	    "warn" : "good", r.standing, r.source, r.source_id);
}

void
events_html(struct visit *v, struct buf *out)
{
	static const char *const heads[] = { "#Event", "At", "Kind",
	    "Organisation", "Stands", "Source, and id there", NULL };
	const struct events_page	*m = v->model;
	size_t				 i;

	write_counts(out, &m->f);
	write_filter(v, out);
	events_act_html(v, out, &m->pick);
	page_table_begin(out, "Events", heads);
	for (i = 0; i < rows_count(m->rows); i++)
		write_row(v, out, i);
	page_table_end(out);
	if (m->next > 0)
		page_older(v, out, m->next);
}

void
events_json(struct visit *v, struct json *j)
{
	const struct events_page	*m = v->model;
	struct event_row		 r;
	size_t				 i;

	json_array(j, "events");
	for (i = 0; i < rows_count(m->rows); i++) {
		event_row(m->rows, i, v->arena, &r);
		json_object(j, NULL);
		json_int(j, "event", r.id);
		json_text(j, "at", r.at);
		json_text(j, "kind", r.kind);
		json_text(j, "source", r.source);
		json_text(j, "source_id", r.source_id);
		json_text(j, "subject", r.subject);
		json_text(j, "standing", r.standing);
		json_end(j);
	}
	json_end(j);
	json_int(j, "next", m->next);
}
