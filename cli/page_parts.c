#include "base/html.h"
#include "cli/page.h"
#include "explain/passage.h"

/* Colours are at least 4.5 : 1 on white. */
static const char style[] =
    ":root{color-scheme:light}"
    "*{box-sizing:border-box}"
    "body{margin:0;font:1.1875rem/1.5 arial,sans-serif;color:#0b0c0c;"
    "background:#fff}"
    "header,footer{background:#f3f2f1;padding:1rem 0}"
    "header{border-bottom:.25rem solid #1d70b8}"
    "footer{border-top:1px solid #b1b4b6;margin-top:3rem}"
    "header>*,footer>*,main{max-width:62rem;margin:0 auto;"
    "padding:.5rem 1rem}"
    "header p{padding:0 1rem;font-weight:700}"
    "h1{font-size:2.25rem;line-height:1.15;margin:1rem 0 .5rem}"
    "h2{font-size:1.5rem;margin:2.5rem 0 .75rem}"
    "h3{font-size:1.1875rem;margin:2rem 0 .5rem}"
    "a{color:#1d70b8}a:hover{color:#003078}"
    "a:focus-visible,[tabindex]:focus-visible{outline:.2rem solid #0b0c0c;"
    "outline-offset:.15rem;background:#fd0}"
    ".skip{position:absolute;left:-99rem}"
    ".skip:focus{position:static}"
    ".vh{position:absolute;width:1px;height:1px;overflow:hidden;"
    "clip-path:inset(50%);white-space:nowrap}"
    ".quiet{color:#505a5f}"
    ".totals{display:grid;gap:1rem;"
    "grid-template-columns:repeat(auto-fit,minmax(15rem,1fr))}"
    ".totals>div{border:1px solid #b1b4b6;border-top:.4rem solid #0b0c0c;"
    "padding:1rem}"
    ".totals h2{font-size:1.1875rem;margin:0 0 .5rem}"
    ".totals p{margin:.25rem 0}"
    ".big{font-size:1.5rem;font-weight:700}"
    ".r{font-weight:700;display:inline-flex;gap:.35em}"
    ".r svg{flex:none;width:1em;height:1em;margin-top:.25em}"
    ".great,.good{color:#00703c}.improve{color:#b25e00}"
    ".poor{color:#d4351c}.none{color:#505a5f}"
    ".wide{overflow-x:auto}"
    "table{border-collapse:collapse;width:100%}"
    "caption{text-align:left;color:#505a5f;padding-bottom:.5rem}"
    "th,td{text-align:left;vertical-align:top;"
    "padding:.5rem 1rem .5rem 0;border-bottom:1px solid #b1b4b6}"
    "thead th{border-bottom-color:#0b0c0c}"
    "tr.place>*{padding-top:1.25rem}"
    ".wide table{font-size:1rem}.list .r{line-height:1.3}"
    ".list th,.list td{padding-right:.6rem}"
    ".list th:first-child{min-width:10rem}"
    ".list td:last-child,.found{white-space:nowrap}"
    "tr.yes>*{font-weight:700}"
    ".note{border-left:.4rem solid #1d70b8;padding:.5rem 1rem;"
    "margin:1.5rem 0}"
    ".note.warn{border-color:#d4351c}"
    ".note p{margin:.25rem 0}"
    "dl{display:grid;grid-template-columns:max-content 1fr;gap:.35rem 1.5rem}"
    "dt{font-weight:700}dd{margin:0}"
    "dd:not(.id)::first-letter{text-transform:uppercase}"
    "@media(max-width:40rem){body{font-size:1rem}h1{font-size:1.75rem}"
    "dl{display:block}dd{margin-bottom:.75rem}}"
    "@media print{header,.skip,.use{display:none}a{color:inherit}"
    "body{font-size:11pt}h2,h3{break-after:avoid}tr{break-inside:avoid}}";

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
	buf_printf(out, "</title>\n<style>%s</style>\n</head>\n<body>\n",
	    style);
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
