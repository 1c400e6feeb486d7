/*
 * What every page has: menu, who is there, plain words on top, the same at a
 * shell, the other forms at the foot.
 */
#include <string.h>

#include "web/console/export.h"
#include "web/console/inside.h"

/* No script but ours, nobody's frame, nothing kept. */
void
shell_headers(struct request *r, const struct console *c)
{
	answer_set(r, "Content-Security-Policy", "default-src 'none'; "
	    "script-src 'self'; style-src 'self'; connect-src 'self'; "
	    "img-src 'self'; form-action 'self'; base-uri 'none'; "
	    "frame-ancestors 'none'");
	answer_set(r, "Referrer-Policy", "same-origin");
	answer_set(r, "Cross-Origin-Opener-Policy", "same-origin");
	if (c->secure)
		answer_set(r, "Strict-Transport-Security", "max-age=31536000");
}

/* ---- its address ------------------------------------------------------------ */

const char *
shell_address(struct visit *v, const char *without)
{
	const struct request	*r = v->request;
	struct buf		 b = { 0 };
	const char		*text;
	char			 before = '?';
	size_t			 i;

	html_path(&b, r->path);
	for (i = 0; i < r->nargument; i++) {
		if (strcmp(r->argument[i].name, without) == 0 ||
		    r->argument[i].value[0] == '\0')
			continue;
		buf_char(&b, before);
		html_segment(&b, r->argument[i].name);
		buf_char(&b, '=');
		html_segment(&b, r->argument[i].value);
		before = '&';
	}
	text = arena_text(v->arena, b.data);
	buf_release(&b);
	return text;
}

static void
begin_answer(struct visit *v, const char *type)
{
	struct request	*r = v->request;

	r->status = v->status == 0 ? 200 : v->status;
	shell_headers(r, v->console);
	answer_set(r, "Content-Type", type);
	answer_set(r, "Cache-Control", "no-store");
}

/* ---- HTML ----------------------------------------------------------------- */

static void
write_menu(struct visit *v, struct buf *out)
{
	const struct page	*p;

	buf_text(out, "<nav aria-label=\"Pages\"><ul>\n");
	for (p = page_table; p->path != NULL; p++) {
		if (p->menu == NULL || !visit_may(v, p->may))
			continue;
		html_add(out, "<li><a href=\"%s\"", p->path);
		if (strcmp(p->path, v->request->path) == 0)
			buf_text(out, " aria-current=\"page\"");
		html_add(out, ">%s</a></li>\n", p->menu);
	}
	buf_text(out, "</ul></nav>\n");
}

static void
write_person(struct visit *v, struct buf *out)
{
	html_add(out, "<div class=\"me\"><span>%s</span>", v->who);
	page_form(v, out, "/signout", "");
	buf_text(out, "<button class=\"plain\">Sign out</button></form></div>\n");
}

static void
write_head(struct visit *v, struct buf *out)
{
	html_add(out, "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n"
	    "<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
	    "content=\"width=device-width, initial-scale=1\">\n"
	    "<title>%s – Sixthkey</title>\n"
	    "<link rel=\"stylesheet\" href=\"/console.css\">\n"
	    "<link rel=\"icon\" href=\"/console.svg\">\n"
	    "<script src=\"/console.js\" defer></script>\n</head>\n<body>\n"
	    "<a class=\"skip\" href=\"#main\">Skip to the page</a>\n"
	    "<header><a class=\"brand\" href=\"/\">Sixthkey</a>\n", v->title);
	if (v->may != 0) {
		write_menu(v, out);
		write_person(v, out);
	}
	html_add(out, "</header>\n<main id=\"main\">\n<h1>%s</h1>\n", v->title);
	if (v->say != NULL)
		html_add(out, "<p id=\"say\" class=\"say%s\" role=\"status\" "
		    "data-live>%s</p>\n", v->grave ? " grave" : "", v->say);
}

static void
write_links(struct visit *v, const struct page *p, struct buf *out)
{
	const char	*here = shell_address(v, "format");

	buf_text(out, "<footer>\n");
	if (v->command != NULL)
		html_add(out, "<p>The same at a shell: <code>%s</code></p>\n",
		    v->command);
	html_add(out, "<p><a href=\"%s%sformat=json\">This page as JSON</a>",
	    here, strchr(here, '?') == NULL ? "?" : "&");
	if (p->export != NULL)
		export_links(v, out);
	html_add(out, " · <a href=\"%s\">Link to this page</a> · Times are "
	    "UTC (Z)</p>\n</footer>\n", here);
}

static void
write_foot(struct visit *v, const struct page *p, struct buf *out)
{
	buf_text(out, "</main>\n");
	if (v->may != 0)
		write_links(v, p, out);
	buf_text(out, "</body>\n</html>\n");
}

/* ---- JSON ----------------------------------------------------------------- */

static void
answer_json(struct visit *v, const struct page *p)
{
	struct json	 j;

	begin_answer(v, "application/json");
	json_init(&j, &v->request->out, 0);
	json_object(&j, NULL);
	json_text(&j, "page", v->title);
	json_text(&j, "says", v->say);
	json_text(&j, "command", v->command);
	p->json(v, &j);
	json_end(&j);
	buf_char(&v->request->out, '\n');
}

static int
wants_json(const struct visit *v)
{
	return strcmp(visit_argument(v, "format"), "json") == 0;
}

void
shell_page(struct visit *v, const struct page *p)
{
	struct buf	*out = &v->request->out;

	if (wants_json(v)) {
		answer_json(v, p);
		return;
	}
	begin_answer(v, "text/html; charset=utf-8");
	write_head(v, out);
	p->html(v, out);
	write_foot(v, p, out);
}

static void
see_other(struct visit *v)
{
	v->request->status = 303;
	answer_set(v->request, "Location", v->go);
	answer_set(v->request, "Cache-Control", "no-store");
	shell_headers(v->request, v->console);
}

static void
say_only(struct visit *v)
{
	struct buf	*out = &v->request->out;

	if (v->title == NULL)
		v->title = v->status >= 400 ? status_title(v->status) : "Done";
	begin_answer(v, "text/html; charset=utf-8");
	write_head(v, out);
	buf_text(out, "<p><a href=\"/\">Back to the pipeline</a></p>\n"
	    "</main>\n</body>\n</html>\n");
}

void
shell_once(struct visit *v, void (*html)(struct visit *, struct buf *))
{
	struct buf	*out = &v->request->out;

	v->status = 200;
	begin_answer(v, "text/html; charset=utf-8");
	write_head(v, out);
	html(v, out);
	buf_text(out, "</main>\n</body>\n</html>\n");
}

void
shell_said(struct visit *v)
{
	if (v->go != NULL) {
		see_other(v);
	} else if (wants_json(v)) {
		answer_problem(v->request, v->status, "", "", v->say);
		shell_headers(v->request, v->console);
	} else {
		say_only(v);
	}
}

void
shell_sorry(struct request *r, const char *say)
{
	struct visit	*v = visit_new(NULL, r);

	visit_refuse(v, 503, say);
	answer_set(r, "Retry-After", "1");
	shell_said(v);
}
