#include <string.h>

#include "base/html.h"
#include "cli/page.h"
#include "cli/site.h"
#include "explain/passage.h"
#include "explain/why.h"

/* What is being written. */
struct page {
	const struct sheet	*sheet;
	struct arena		*arena;
	struct buf		*out;
};

static enum mark
mark_of(const struct cell *c)
{
	return c != NULL && c->awarded != NULL ? c->awarded->mark : MARK_NONE;
}

/* The trust's own cell. */
static const struct cell *
own(const struct page *p, enum level level, enum question q)
{
	return sheet_find(p->sheet, level, "", "", q);
}

static void
add_day(struct page *p, const struct cell *c)
{
	if (c != NULL && c->awarded != NULL)
		html_text(p->out, why_day(p->arena, c->awarded->rated));
}

static void
add_head(struct page *p)
{
	const struct sheet	*s = p->sheet;
	const char		*name = s->name[0] != '\0' ? s->name : s->id;

	page_begin(p->out, arena_printf(p->arena, "%s: ratings", name),
	    "../index.html");
	buf_text(p->out, "<h1>");
	html_text(p->out, name);
	buf_text(p->out, "</h1>\n<p class=\"quiet\">Trust code ");
	html_text(p->out, s->id);
	buf_printf(p->out, ". Version %u, published %s; newest rating of ",
	    s->edition[0].version, s->edition[0].published);
	html_text(p->out, why_day(p->arena, s->as_of));
	buf_text(p->out, ".</p>\n");
}

static void
add_departure(struct page *p, const struct cell *c)
{
	buf_text(p->out, "<p><strong>");
	html_text(p->out, why_title(p->arena, p->sheet, c));
	buf_text(p->out, ":</strong> ");
	html_text(p->out, why_award(p->arena, c));
	buf_text(p->out, ".</p>\n");
}

static void
add_departures(struct page *p)
{
	const struct sheet	*s = p->sheet;
	size_t			 i, n = 0;

	for (i = 0; i < s->ncell; i++) {
		if (!s->cell[i].departs)
			continue;
		if (n++ == 0)
			buf_text(p->out, "<div class=\"note warn\">\n");
		add_departure(p, &s->cell[i]);
	}
	if (n > 0)
		buf_text(p->out, "</div>\n");
}

static void
add_checks(struct page *p)
{
	const struct sheet	*s = p->sheet;
	size_t			 i;

	if (s->ncheck == 0)
		return;
	buf_text(p->out, "<div class=\"note\">\n");
	for (i = 0; i < s->ncheck; i++) {
		buf_text(p->out, "<p>");
		html_text(p->out, s->check[i].text);
		buf_text(p->out, "</p>\n");
	}
	buf_text(p->out, "</div>\n");
}

static void
add_total(struct page *p, const char *title, const struct cell *c)
{
	buf_printf(p->out, "<div><h2>%s</h2><p class=\"big\">", title);
	passage_mark(p->out, mark_of(c));
	buf_text(p->out, "</p><p>");
	add_day(p, c);
	if (c != NULL && c->awarded == NULL) {
		buf_text(p->out, "The rules give ");
		html_text(p->out, why_bounds(p->arena, c->bounds));
	}
	buf_text(p->out, "</p></div>\n");
}

static void
add_totals(struct page *p)
{
	buf_text(p->out, "<div class=\"totals\">\n");
	add_total(p, "Combined rating",
	    own(p, LEVEL_COMBINED, QUESTION_COMBINED));
	add_total(p, "Overall quality", own(p, LEVEL_QUALITY,
	    QUESTION_OVERALL));
	add_total(p, "Use of resources",
	    own(p, LEVEL_RESOURCES, QUESTION_RESOURCES));
	buf_text(p->out, "</div>\n<p>Overall quality is made from the five "
	    "key questions; the combined rating from the five and use of "
	    "resources, each counting the same, as they stood on its "
	    "date.</p>\n");
}

static void
add_report(struct page *p, const struct cell *c)
{
	const char	*link = c != NULL && c->awarded != NULL ?
			    c->awarded->report : "";

	if (!html_is_link(link)) {
		html_text(p->out, link);
		return;
	}
	buf_text(p->out, "<a rel=\"noopener\" href=\"");
	html_text(p->out, link);
	buf_printf(p->out, "\">Report<span class=\"vh\"> on %s</span></a>",
	    question_name(c->question));
}

static void
add_question(struct page *p, enum question q)
{
	enum level		 level = q == QUESTION_RESOURCES ?
				    LEVEL_RESOURCES : LEVEL_TRUST_QUESTION;
	const struct cell	*c = own(p, level, q);

	buf_printf(p->out, "<tr><th scope=\"row\">%s</th><td>",
	    question_name(q));
	passage_mark(p->out, mark_of(c));
	if (c != NULL && c->awarded != NULL && c->awarded->inherited)
		buf_text(p->out, " <span class=\"quiet\">given to a "
		    "predecessor</span>");
	buf_text(p->out, "</td><td class=\"day\">");
	add_day(p, c);
	buf_text(p->out, "</td><td>");
	add_report(p, c);
	buf_text(p->out, "</td></tr>\n");
}

static void
add_questions(struct page *p)
{
	static const enum question six[] = {
		QUESTION_SAFE, QUESTION_EFFECTIVE, QUESTION_CARING,
		QUESTION_RESPONSIVE, QUESTION_WELL_LED, QUESTION_RESOURCES
	};
	size_t	i;

	buf_text(p->out, "<h2>The six key questions</h2>\n<section "
	    "class=\"wide\" tabindex=\"0\" aria-label=\"The six key "
	    "questions\"><table><caption>Each rating keeps the date on which it "
	    "was given</caption>\n<thead><tr><th scope=\"col\">Question</th>"
	    "<th scope=\"col\">Rating</th><th scope=\"col\">Rated on</th><th scope=\"col\">"
	    "Report</th></tr></thead>\n<tbody>\n");
	for (i = 0; i < 6; i++)
		add_question(p, six[i]);
	buf_text(p->out, "</tbody></table></section>\n");
}

static void
add_reasons(struct page *p)
{
	const struct cell	*c;
	size_t			 i;

	buf_text(p->out, "<h2>Why these ratings</h2>\n");
	for (i = 0; (c = sheet_headline(p->sheet, i)) != NULL; i++) {
		buf_text(p->out, "<h3>");
		html_text(p->out, why_title(p->arena, p->sheet, c));
		buf_text(p->out, ": ");
		html_text(p->out, why_rating(p->arena, c));
		buf_text(p->out, "</h3>\n");
		passage_tests(p->out, p->sheet, c, p->arena);
		passage_notes(p->out, p->sheet, c, p->arena);
	}
	if (i == 0)
		buf_text(p->out, "<p>No overall rating is known.</p>\n");
}

static int
same_place(const struct cell *a, const struct cell *b)
{
	return strcmp(a->location, b->location) == 0 &&
	    strcmp(a->service, b->service) == 0;
}

/* The cell of one question among the cells of one place. */
static const struct cell *
at_place(const struct cell *first, const struct cell *end, enum question q)
{
	const struct cell	*c;

	for (c = first; c < end; c++)
		if (c->question == q)
			return c;
	return NULL;
}

static void
add_place(struct page *p, const struct cell *first, const struct cell *end)
{
	static const enum question shown[] = {
		QUESTION_OVERALL, QUESTION_SAFE, QUESTION_EFFECTIVE,
		QUESTION_CARING, QUESTION_RESPONSIVE, QUESTION_WELL_LED
	};
	int	service = first->service[0] != '\0';
	size_t	i;

	buf_text(p->out, service ? "<tr><th scope=\"row\">" :
	    "<tr class=\"place\"><th scope=\"row\">Location ");
	html_text(p->out, service ? first->service : first->location);
	buf_text(p->out, "</th>");
	for (i = 0; i < sizeof(shown) / sizeof(shown[0]); i++) {
		const struct cell	*c = at_place(first, end, shown[i]);

		buf_text(p->out, "<td>");
		if (mark_of(c) != MARK_NONE)
			passage_mark(p->out, mark_of(c));
		buf_text(p->out, "</td>");
	}
	buf_text(p->out, "</tr>\n");
}

static void
add_place_rows(struct page *p, const struct cell *from, const struct cell *end)
{
	const struct cell	*next;

	for (; from < end; from = next) {
		for (next = from; next < end && same_place(from, next); next++)
			continue;
		add_place(p, from, next);
	}
	buf_text(p->out, "</tbody></table></section>\n");
}

/* The trust's own cells stand first; the rest are its locations and services. */
static void
add_places(struct page *p)
{
	const struct cell	*c = p->sheet->cell;
	const struct cell	*end = c + p->sheet->ncell;

	while (c < end && c->location[0] == '\0' && c->service[0] == '\0')
		c++;
	if (c == end)
		return;
	buf_text(p->out, "<h2>Locations and services</h2>\n<section "
	    "class=\"wide list\" tabindex=\"0\" aria-label=\"Locations and "
	    "services\"><table><caption>What was awarded</caption>\n<thead>"
	    "<tr><th scope=\"col\">Place</th><th scope=\"col\">Overall</th>"
	    "<th scope=\"col\">Safe</th><th scope=\"col\">Effective</th>"
	    "<th scope=\"col\">Caring</th><th scope=\"col\">Responsive</th>"
	    "<th scope=\"col\">Well-led</th></tr></thead>\n<tbody>\n");
	add_place_rows(p, c, end);
}

static void
add_document(struct page *p, const char *file, const char *text)
{
	buf_text(p->out, "<a href=\"../organisations/");
	site_name(p->out, p->sheet->id);
	buf_printf(p->out, "/%s\">%s</a>", file, text);
}

static void
add_history(struct page *p)
{
	const struct sheet	*s = p->sheet;
	size_t			 i;

	buf_text(p->out, "<h2>History</h2>\n<table><caption>Every version "
	    "keeps its address</caption>\n<thead><tr><th scope=\"col\">"
	    "Version</th><th scope=\"col\">Published</th><th scope=\"col\">"
	    "Document</th></tr></thead>\n<tbody>\n");
	for (i = 0; i < s->nedition; i++) {
		buf_printf(p->out, "<tr><th scope=\"row\">%u</th><td>%s</td>"
		    "<td>", s->edition[i].version, s->edition[i].published);
		add_document(p, arena_printf(p->arena, "v%u.json",
		    s->edition[i].version), arena_printf(p->arena,
		    "JSON<span class=\"vh\"> of version %u</span>",
		    s->edition[i].version));
		buf_text(p->out, "</td></tr>\n");
	}
	buf_text(p->out, "</tbody></table>\n<div class=\"use\"><h2>Use these "
	    "ratings</h2>\n<p>");
	add_document(p, "current.json", "This page as JSON");
	buf_text(p->out, ", <a href=\"../ratings.csv\">all ratings as CSV</a>."
	    "</p></div>\n");
}

void
page_trust(const struct sheet *s, struct arena *a, struct buf *out)
{
	struct page	p = { s, a, out };

	add_head(&p);
	add_departures(&p);
	add_checks(&p);
	add_totals(&p);
	add_questions(&p);
	add_reasons(&p);
	add_places(&p);
	add_history(&p);
	page_end(out);
}
