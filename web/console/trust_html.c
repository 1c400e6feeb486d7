/*
 * The page of one organisation as HTML.
 */
#include <string.h>

#include "explain/passage.h"
#include "explain/why.h"
#include "web/console/motions.h"
#include "web/console/pages.h"
#include "web/console/trust.h"
#include "web/console/whatif.h"

/* ---- the ratings ------------------------------------------------------------- */

/* What stood in the cell on the day before its award; MARK_NONE: nothing. */
static enum mark
mark_before(struct visit *v, const struct trust *m, const struct cell *c)
{
	const struct cell	*was;
	struct sheet		 s;

	sheet_from_state(&s, &m->subject.state, c->awarded->rated.serial - 1,
	    v->arena);
	was = sheet_find(&s, c->level, c->location, c->service, c->question);
	return was != NULL && was->awarded != NULL ? was->awarded->mark :
	    MARK_NONE;
}

static int
has_page(const struct trust *m, const char *id)
{
	size_t	i;

	for (i = 0; i < m->dossier.nlink; i++)
		if (m->kin[i].known && strcmp(m->kin[i].link->other, id) == 0)
			return 1;
	return 0;
}

static void
write_inherited(struct buf *out, const struct trust *m, const struct fact *f)
{
	const char	*id = f->predecessor;

	buf_text(out, "given to ");
	if (id == NULL || id[0] == '\0')
		buf_text(out, "a predecessor");
	else if (has_page(m, id))
		page_subject(out, id, id);
	else
		html_text(out, id);
}

static void
write_change(struct visit *v, struct buf *out, const struct trust *m,
    const struct cell *c)
{
	enum mark	 was = mark_before(v, m, c);
	int		 by = (int)mark_rating(c->awarded->mark) -
			    (int)mark_rating(was);

	if (c->awarded->inherited)
		write_inherited(out, m, c->awarded);
	else if (was == MARK_NONE)
		buf_text(out, "first rating");
	else if (by == 0)
		buf_text(out, "= as before");
	else
		html_add(out, "%s from %s", by > 0 ? "▲" : "▼",
		    mark_name(was));
}

static void
write_cell(struct visit *v, struct buf *out, const struct trust *m,
    const struct cell *c)
{
	html_add(out, "<tr%s><th scope=\"row\">%s</th><td>", c->departs ?
	    " class=\"departs\"" : "", c->level == LEVEL_QUALITY ?
	    "Overall quality" : c->level == LEVEL_COMBINED ?
	    "Combined rating" : question_name(c->question));
	passage_mark(out, c->awarded != NULL ? c->awarded->mark : MARK_NONE);
	buf_text(out, "</td><td class=\"id\">");
	if (c->awarded != NULL)
		html_text(out, why_day(v->arena, c->awarded->rated));
	buf_text(out, "</td><td>");
	if (c->awarded != NULL)
		write_change(v, out, m, c);
	html_add(out, "</td><td>%s</td><td class=\"text\">%s</td></tr>\n",
	    c->set != NULL ? why_bounds(v->arena, c->bounds) :
	    "not computed", c->set != NULL ? why_award(v->arena, c) :
	    silence_text(c->silence));
}

static int
is_own(const struct sheet *s, const struct cell *c)
{
	return c->service[0] == '\0' && (c->location[0] == '\0' ||
	    strcmp(c->location, s->id) == 0);
}

/* What is shown is the newest; it may not be what the public sees. */
static void
write_standing(struct buf *out, const struct trust *m)
{
	const struct rows	*r = m->versions;

	if (rows_count(r) == 0 || rows_text(r, 0, COL_PUBLISHED)[0] != '\0')
		return;
	html_add(out, "<p class=\"warn\">These are the ratings of version %lld, "
	    "which is not public", (long long)rows_int(r, 0, COL_VERSION));
	if (m->subject.version != 0)
		html_add(out, "; public is version %u", m->subject.version);
	buf_text(out, ".</p>\n");
}

static void
write_ratings(struct visit *v, struct buf *out, const struct trust *m)
{
	static const char *const heading[] = { "Rating of", "Awarded",
		"Rated on", "Change", "The rules give", "Why", NULL };
	const struct sheet	*s = &m->sheet;
	size_t			 i;

	buf_text(out, "<h2>Ratings</h2>\n");
	write_standing(out, m);
	page_table_begin(out, "Ratings", heading);
	for (i = 0; i < s->ncell; i++)
		if (is_own(s, &s->cell[i]))
			write_cell(v, out, m, &s->cell[i]);
	page_table_end(out);
}

static void
write_reasons(struct visit *v, struct buf *out, const struct trust *m)
{
	const struct cell	*c;
	size_t			 i;

	for (i = 0; (c = sheet_headline(&m->sheet, i)) != NULL; i++) {
		html_add(out, "<details class=\"why\"><summary>%s: why %s"
		    "</summary>\n", why_title(v->arena, &m->sheet, c),
		    why_rating(v->arena, c));
		passage_tests(out, &m->sheet, c, v->arena);
		passage_notes(out, &m->sheet, c, v->arena);
		buf_text(out, "</details>\n");
	}
}

/* ---- what is in the way --------------------------------------------------------- */

static void
write_checks(struct buf *out, const struct trust *m)
{
	size_t	i;

	if (m->sheet.ncheck == 0)
		return;
	buf_text(out, "<h2>To be looked at</h2>\n<ul>\n");
	for (i = 0; i < m->sheet.ncheck; i++)
		html_add(out, "<li>%s</li>\n", m->sheet.check[i].text);
	buf_text(out, "</ul>\n");
}

static void
write_deadlines(struct visit *v, struct buf *out, const struct trust *m)
{
	static const char *const heading[] = { "By", "What", "State", NULL };
	size_t			 i;

	if (m->ndue == 0)
		return;
	buf_text(out, "<h2>Deadlines</h2>\n");
	page_table_begin(out, "Deadlines", heading);
	for (i = 0; i < m->ndue; i++) {
		const struct deadline	*d = &m->due[i];

		html_add(out, "<tr><td>%s</td><td class=\"text\">%s</td>"
		    "<td>%s</td></tr>\n", why_day(v->arena, d->on),
		    deadline_title(d->rule), d->met ? "done" :
		    d->on.serial >= m->today ? "to come" : visit_text(v,
		    "%d days over", m->today - d->on.serial));
	}
	page_table_end(out);
}

static void
write_events(struct visit *v, struct buf *out, const struct trust *m)
{
	static const char *const heading[] = { "#Event", "Came", "What",
		"From", "Where it stands", NULL };
	size_t			 i;

	buf_text(out, "<section id=\"events\" data-live><h2>Its events, newest "
	    "first</h2>\n");
	page_table_begin(out, "Events", heading);
	for (i = 0; i < rows_count(m->events); i++) {
		struct event_row	r;

		event_row(m->events, i, v->arena, &r);
		buf_text(out, "<tr><td class=\"n\">");
		page_event(out, r.id);
		buf_text(out, "</td><td>");
		page_time(out, r.at);
		html_add(out, "</td><td>%s</td><td class=\"text\">%s %s</td>"
		    "<td class=\"%s\">%s</td></tr>\n", r.kind, r.source,
		    r.source_id, !r.open ? "" : r.verdict == VERDICT_NONE ?
		    "warn" : "bad", r.standing);
	}
	page_table_end(out);
	buf_text(out, "</section>\n");
}

/* ---- versions ---------------------------------------------------------------------- */

static void
write_versions(struct buf *out, const struct trust *m)
{
	static const char *const heading[] = { "#Version", "Made",
		"What became of it", "Public since", "Why", "By", "Digest",
		NULL };
	const struct rows	*r = m->versions;
	size_t			 i;

	buf_text(out, "<section id=\"versions\" data-live><h2>Versions, newest "
	    "first</h2>\n");
	page_table_begin(out, "Versions", heading);
	for (i = 0; i < rows_count(r); i++) {
		html_add(out, "<tr><td class=\"n\">%lld</td><td>",
		    (long long)rows_int(r, i, COL_VERSION));
		page_time(out, rows_text(r, i, COL_MADE));
		html_add(out, "</td><td>%s</td><td>", trust_became(r, i));
		if (rows_text(r, i, COL_PUBLISHED)[0] != '\0')
			page_time(out, rows_text(r, i, COL_PUBLISHED));
		html_add(out, "</td><td class=\"text\">%s</td><td>%s</td>"
		    "<td><code class=\"digest\">", trust_because(r, i),
		    rows_text(r, i, COL_BY));
		html_text(out, rows_text(r, i, COL_DIGEST));
		buf_text(out, "</code></td></tr>\n");
	}
	page_table_end(out);
	buf_text(out, "</section>\n");
}

/* ---- before and after it ------------------------------------------------------------ */

/* "Took over from Heart of England (RR1) on 1 Apr 2018: a merger" */
static void
write_kin(struct visit *v, struct buf *out, const struct kin *k)
{
	const struct succession	*s = k->link;
	const char		*title = k->name[0] == '\0' ? s->other :
				    visit_text(v, "%s (%s)", k->name,
				    s->other);

	html_add(out, "<p class=\"banner\">%s ", s->is == SIDE_PREDECESSOR ?
	    "Took over from" : "Succeeded by");
	if (k->known)
		page_subject(out, s->other, title);
	else
		html_add(out, "%s, of which nothing else is known,", title);
	html_add(out, " %s %s%s%s", s->on.precision == PRECISION_DAY ? "on" :
	    "in", why_day(v->arena, s->on), s->reason[0] != '\0' ? ": " : "",
	    s->reason);
	if (s->separate_until.precision != PRECISION_NONE)
		html_add(out, "; its ratings are not aggregated before %s",
		    why_day(v->arena, s->separate_until));
	buf_text(out, ".</p>\n");
}

static void
write_whatif(struct visit *v, struct buf *out, const struct trust *m)
{
	if (m->sheet.as_of.precision == PRECISION_NONE)
		return;
	buf_text(out, "<details id=\"whatif\"><summary>What if…</summary>\n"
	    "<p class=\"quiet\">What the rules would give of other ratings. "
	    "Nothing is written.</p>\n");
	whatif_form(v, out, &m->sheet);
	buf_text(out, "</details>\n");
}

void
trust_html(struct visit *v, struct buf *out)
{
	const struct trust	*m = v->model;
	size_t			 i;

	passage_shapes(out);
	for (i = 0; i < m->dossier.nlink; i++)
		write_kin(v, out, &m->kin[i]);
	write_ratings(v, out, m);
	write_reasons(v, out, m);
	write_whatif(v, out, m);
	write_checks(out, m);
	write_deadlines(v, out, m);
	write_events(v, out, m);
	write_versions(out, m);
	motion_links(v, out, m->sheet.subject, rows_count(m->versions) == 0 ?
	    "" : rows_text(m->versions, 0, COL_DIGEST));
}
