#include "base/html.h"
#include "cli/page.h"
#include "explain/passage.h"

static const char licence[] =
    "<p>All content is available under the <a href=\""
    "https://www.nationalarchives.gov.uk/doc/open-government-licence/"
    "version/3/\">Open Government Licence v3.0</a>, except where otherwise "
    "stated. Contains public sector information licensed under the Open "
    "Government Licence v3.0 (Care Quality Commission).</p>\n"
    "<p>Not a page of the Care Quality Commission or the NHS. What was "
    "awarded is as published; what the rules give is computed.</p>\n";

void
page_begin(struct buf *out, const char *title, const char *home)
{
	buf_text(out, "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n"
	    "<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
	    "content=\"width=device-width, initial-scale=1\">\n<title>");
	html_text(out, title);
	buf_printf(out, "</title>\n<style>\n%s</style>\n</head>\n<body>\n",
	    page_style);
	passage_shapes(out);
	buf_printf(out, "<a class=\"skip\" href=\"#main\">Skip to the "
	    "ratings</a>\n<header><p><a href=\"%s\">NHS trust ratings, "
	    "explained</a></p></header>\n<main id=\"main\">\n", home);
}

void
page_end(struct buf *out)
{
	buf_printf(out, "</main>\n<footer>\n%s</footer>\n</body>\n</html>\n",
	    licence);
}
