#include "base/html.h"
#include "cli/page.h"
#include "cli/site.h"
#include "explain/passage.h"
#include "explain/why.h"

static void
add_entry(struct buf *out, const struct page_entry *e, struct arena *a)
{
	const enum mark	marks[] = { e->combined, e->quality, e->resources };
	size_t		i;

	buf_text(out, "<tr><th scope=\"row\"><a href=\"trusts/");
	site_name(out, e->id);
	buf_text(out, ".html\">");
	html_text(out, e->name[0] != '\0' ? e->name : e->id);
	buf_text(out, "</a>");
	if (e->name[0] != '\0') {
		buf_text(out, " <span class=\"quiet\">");
		html_text(out, e->id);
		buf_text(out, "</span>");
	}
	buf_text(out, "</th>");
	for (i = 0; i < 3; i++) {
		buf_text(out, "<td>");
		passage_mark(out, marks[i]);
		buf_text(out, "</td>");
	}
	buf_printf(out, "<td>%s</td></tr>\n", why_day(a, e->as_of));
}

void
page_index(const struct page_entry *e, size_t n, struct arena *a,
    struct buf *out)
{
	size_t	i;

	page_begin(out, "NHS trust ratings, explained", "index.html");
	buf_text(out, "<h1>NHS trust ratings, explained</h1>\n"
	    "<p>What was awarded to each trust, what the rules give, and "
	    "why. Data: <a href=\"ratings.csv\">ratings of all "
	    "organisations (CSV)</a>, <a href=\"departures.csv\">awards that "
	    "differ from the rules (CSV)</a>.</p>\n");
	buf_printf(out, "<section class=\"wide list\" tabindex=\"0\" "
	    "aria-labelledby=\"all\"><table><caption id=\"all\">%zu trusts by "
	    "name</caption>\n<thead><tr><th scope=\"col\">Trust</th>"
	    "<th scope=\"col\">Combined</th><th scope=\"col\">Overall "
	    "quality</th><th scope=\"col\">Use of resources</th>"
	    "<th scope=\"col\">Newest rating</th></tr></thead>\n<tbody>\n", n);
	for (i = 0; i < n; i++)
		add_entry(out, &e[i], a);
	buf_text(out, "</tbody></table></section>\n");
	page_end(out);
}
