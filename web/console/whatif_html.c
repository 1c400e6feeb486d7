/*
 * The form of what may be supposed, and the answer, as HTML.
 */
#include <string.h>

#include "explain/passage.h"
#include "explain/why.h"
#include "web/console/pages.h"
#include "web/console/whatif.h"

/* ---- the form --------------------------------------------------------------- */

static const char *
mark_now(const struct sheet *s, enum question q)
{
	const struct cell	*c = sheet_own(s, q);

	return c != NULL && c->awarded != NULL ? mark_name(c->awarded->mark) :
	    "not published";
}

static void
write_choice(struct visit *v, struct buf *out, const struct sheet *s,
    enum question q)
{
	const char	*name = question_code(q);
	enum rating	 given = rating_parse(visit_argument(v, name));
	int		 r;

	html_add(out, "<p><label for=\"if-%s\">%s</label><select id=\"if-%s\" "
	    "name=\"%s\"><option value=\"\">as it is: %s</option>", name,
	    question_name(q), name, name, mark_now(s, q));
	for (r = RATING_OUTSTANDING; r >= RATING_INADEQUATE; r--)
		html_add(out, "<option value=\"%s\"%s>%s</option>",
		    rating_code((enum rating)r), given == (enum rating)r ?
		    " selected" : "", rating_name((enum rating)r));
	buf_text(out, "</select></p>\n");
}

/* A question of a place below; NULL: nothing is known of any. */
static const struct cell *
example(const struct sheet *s)
{
	const struct cell	*c, *found = NULL;

	for (c = s->cell; c < s->cell + s->ncell; c++) {
		int	below = *c->service != '\0' ||
			    (*c->location != '\0' &&
			    !sheet_is_own(s, c->location));

		if (below && c->question < QUESTION_OVERALL &&
		    (found == NULL || *found->service == '\0'))
			found = c;
	}
	return found;
}

/* As it was typed, so that it can be mended; ends of lines are kept. */
static void
write_typed(struct visit *v, struct buf *out)
{
	char	*save, *text = arena_text(v->arena, visit_argument(v, "more")),
		*line;

	for (line = strtok_r(text, "\r\n", &save); line != NULL;
	    line = strtok_r(NULL, "\r\n", &save)) {
		html_text(out, line);
		buf_char(out, '\n');
	}
}

static void
write_lines(struct visit *v, struct buf *out, const struct sheet *s)
{
	const struct cell	*c = example(s);

	if (c == NULL)
		return;
	html_add(out, "<p class=\"all\"><label for=\"if-more\">Of its places "
	    "and services, one a line, such as <code>%s=good</code></label>"
	    "<textarea id=\"if-more\" name=\"more\" rows=\"3\" "
	    "maxlength=\"4000\" spellcheck=\"false\">",
	    whatif_place(c, v->arena));
	write_typed(v, out);
	buf_text(out, "</textarea></p>\n");
}

void
whatif_form(struct visit *v, struct buf *out, const struct sheet *s)
{
	int	q;

	if (s->as_of.precision == PRECISION_NONE)
		return;
	buf_text(out, "<form class=\"filter\" method=\"get\" "
	    "action=\"/whatif/");
	html_segment(out, s->id);
	buf_text(out, "\">\n");
	for (q = QUESTION_SAFE; q <= QUESTION_WELL_LED; q++)
		write_choice(v, out, s, (enum question)q);
	if (whatif_has_resources(s))
		write_choice(v, out, s, QUESTION_RESOURCES);
	write_lines(v, out, s);
	buf_text(out, "<p><button>What would it be?</button></p></form>\n");
}

/* ---- the answer ------------------------------------------------------------- */

static void
write_bounds(struct visit *v, struct buf *out, struct bounds b)
{
	if (b.low == b.high && b.low != RATING_NONE)
		passage_mark(out, (enum mark)b.low);
	else
		html_text(out, why_bounds(v->arena, b));
}

static void
write_why(struct visit *v, struct buf *out, const struct whatif_line *l)
{
	const char	*margin;

	if (l->supposed)
		buf_text(out, "supposed");
	if (l->made == NULL || (whatif_turn(l) == 0 && l->kind == WHATIF_OWN))
		return;
	margin = why_margin(v->arena, l->made);
	html_add(out, "%s%s%s", why_rules(v->arena, l->made),
	    *margin != '\0' ? "; " : "", margin);
}

static void
write_line(struct visit *v, struct buf *out, const struct whatif_line *l)
{
	static const char *const	words[] = { "▼ worse", "= the same",
					    "▲ better", "not certain" };

	html_add(out, "<tr><th scope=\"row\">%s</th><td>", l->title);
	passage_mark(out, l->awarded);
	buf_text(out, "</td><td>");
	write_bounds(v, out, l->now);
	buf_text(out, "</td><td>");
	write_bounds(v, out, l->then);
	html_add(out, "</td><td class=\"id\">%s</td><td class=\"text\">",
	    words[whatif_turn(l) + 1]);
	write_why(v, out, l);
	buf_text(out, "</td></tr>\n");
}

static void
write_kind(struct visit *v, struct buf *out, const struct whatif_page *m,
    enum whatif_kind kind)
{
	const struct whatif_line	*l;

	for (l = m->line; l < m->line + m->nline; l++)
		if (l->kind == kind)
			write_line(v, out, l);
}

/* What all of it comes to stands first. */
static void
write_answer(struct visit *v, struct buf *out, const struct whatif_page *m)
{
	static const char *const	 heads[] = { "Rating of", "Awarded",
					    "Now", "Then", "Change", "Why",
					    NULL };
	int				 kind;

	buf_text(out, "<h2>The answer</h2>\n");
	page_table_begin(out, "The answer", heads);
	for (kind = WHATIF_OVERALL; kind >= WHATIF_BELOW; kind--)
		write_kind(v, out, m, (enum whatif_kind)kind);
	page_table_end(out);
	buf_text(out, "<p class=\"quiet\">Now: as it was awarded; of what "
	    "would follow, as the rules make it of the ratings as they are. A "
	    "combined rating is made of all six of today, also where the one "
	    "that was awarded is of an earlier day.</p>\n");
}

static void
write_reasons(struct visit *v, struct buf *out, const struct whatif_page *m)
{
	const struct whatif_line	*l;

	for (l = m->line; l < m->line + m->nline; l++) {
		if (l->kind != WHATIF_OVERALL)
			continue;
		html_add(out, "<details class=\"why\" open><summary>%s: why it "
		    "would be %s</summary>\n", l->title,
		    why_bounds(v->arena, l->then));
		passage_tests(out, &m->whatif.then, l->made, v->arena);
		passage_made(out, &m->whatif.then, l->made, v->arena);
		buf_text(out, "</details>\n");
	}
}

void
whatif_html(struct visit *v, struct buf *out)
{
	const struct whatif_page	*m = v->model;

	passage_shapes(out);
	if (m->nline > 0) {
		write_answer(v, out, m);
		write_reasons(v, out, m);
	}
	if (m->whatif.was.as_of.precision != PRECISION_NONE)
		buf_text(out, "<h2>Suppose</h2>\n");
	whatif_form(v, out, &m->whatif.was);
	buf_text(out, "<p>");
	page_subject(out, m->subject.id, "Its ratings as they are");
	buf_text(out, "</p>\n");
}
