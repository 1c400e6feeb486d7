#include "base/html.h"
#include "explain/passage.h"
#include "explain/why.h"

/* Star, disc, half disc, square with a bar, dashed circle. */
static const char shapes[] =
    "<svg width=\"0\" height=\"0\" class=\"vh\" aria-hidden=\"true\">"
    "<symbol id=\"great\" viewBox=\"0 0 20 20\"><path fill=\"currentColor\" "
    "d=\"M10 1l2.7 6 6.3.7-4.7 4.3 1.3 6.4L10 15.2 4.4 18.4l1.3-6.4L1 "
    "7.7 7.3 7z\"/></symbol>"
    "<symbol id=\"good\" viewBox=\"0 0 20 20\"><circle cx=\"10\" cy=\"10\" "
    "r=\"8\" fill=\"currentColor\"/></symbol>"
    "<symbol id=\"improve\" viewBox=\"0 0 20 20\"><circle cx=\"10\" "
    "cy=\"10\" r=\"7\" fill=\"none\" stroke=\"currentColor\" "
    "stroke-width=\"2\"/><path fill=\"currentColor\" d=\"M10 3a7 7 0 0 0 0 "
    "14z\"/></symbol>"
    "<symbol id=\"poor\" viewBox=\"0 0 20 20\"><path "
    "fill=\"currentColor\" fill-rule=\"evenodd\" "
    "d=\"M2 2h16v16H2zM5 8.5h10v3H5z\"/></symbol>"
    "<symbol id=\"none\" viewBox=\"0 0 20 20\"><circle cx=\"10\" cy=\"10\" "
    "r=\"7\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\" "
    "stroke-dasharray=\"3 2.5\"/></symbol></svg>\n";

void
passage_shapes(struct buf *out)
{
	buf_text(out, shapes);
}

void
passage_mark(struct buf *out, enum mark m)
{
	static const char *const shape[RATING_COUNT] = {
		[RATING_NONE] = "none",
		[RATING_INADEQUATE] = "poor",
		[RATING_IMPROVE] = "improve",
		[RATING_GOOD] = "good",
		[RATING_OUTSTANDING] = "great"
	};
	const char	*s = shape[mark_rating(m)];

	buf_printf(out, "<span class=\"r %s\"><svg aria-hidden=\"true\" "
	    "focusable=\"false\"><use href=\"#%s\"/></svg>", s, s);
	html_text(out, m == MARK_NONE ? "Not published" : mark_name(m));
	buf_text(out, "</span>");
}

static void
write_test(struct buf *out, size_t nth, const struct why_test *t)
{
	buf_printf(out, "<tr%s><th scope=\"row\">%zu. ",
	    t->yes ? " class=\"yes\"" : "", nth);
	html_text(out, t->question);
	buf_text(out, "</th><td>");
	html_text(out, t->need);
	buf_text(out, "</td><td class=\"found\">");
	html_text(out, t->found);
	buf_text(out, "</td><td>");
	html_text(out, t->yes ? "yes" : t->answer);
	buf_text(out, "</td></tr>\n");
}

void
passage_tests(struct buf *out, const struct sheet *s, const struct cell *c,
    struct arena *a)
{
	struct why_test	 test[RULES_MAX_ROWS];
	size_t		 i, n = why_tests(c, a, test);

	if (n == 0)
		return;
	buf_text(out, "<section class=\"wide\" tabindex=\"0\" "
	    "aria-label=\"Tests: ");
	html_text(out, why_title(a, s, c));
	buf_text(out, "\"><table><caption>The tests in order; the "
	    "first that holds decides</caption>\n<thead><tr><th "
	    "scope=\"col\">Test</th><th scope=\"col\">Needs</th><th "
	    "scope=\"col\">Found</th><th scope=\"col\">Holds</th></tr>"
	    "</thead>\n<tbody>\n");
	for (i = 0; i < n; i++)
		write_test(out, i + 1, &test[i]);
	buf_text(out, "</tbody></table></section>\n");
}

struct note {
	const char	*name, *text;
};

/* Those that say something; the first is a name of ours.  `award` and `last`
 * are what is told of one kind of cell alone. */
static void
write_notes(struct buf *out, const struct sheet *s, const struct cell *c,
    struct arena *a, const char *award, struct note last)
{
	const struct note	note[] = {
		{ "Rules", why_rules(a, c) },
		{ "Margin", why_margin(a, c) },
		{ "Upward", why_upward(a, c) },
		{ "Note", why_note(a, c) },
		{ "Unknown", why_unknown(a, s, c) },
		{ "Award", award },
		{ "Limit", why_limit(a, c) },
		last
	};
	size_t			i;

	buf_text(out, "<dl>\n");
	for (i = 0; i < sizeof(note) / sizeof(note[0]); i++) {
		if (note[i].text[0] == '\0')
			continue;
		buf_printf(out, "<dt>%s</dt><dd%s>", note[i].name,
		    i == 0 ? " class=\"id\"" : "");
		html_text(out, note[i].text);
		buf_text(out, "</dd>\n");
	}
	buf_text(out, "</dl>\n");
}

void
passage_notes(struct buf *out, const struct sheet *s, const struct cell *c,
    struct arena *a)
{
	write_notes(out, s, c, a, why_award(a, c),
	    (struct note){ "Since", why_moved(a, c) });
}

void
passage_made(struct buf *out, const struct sheet *s, const struct cell *c,
    struct arena *a)
{
	write_notes(out, s, c, a, "",
	    (struct note){ "But now", why_left_out(a, c) });
}
