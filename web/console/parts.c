/*
 * Pieces that pages share.
 */
#include "web/console/page.h"

void
page_form(struct visit *v, struct buf *out, const char *path,
    const char *class)
{
	char	 token[FORM_TOKEN];

	form_token(v->key, path, token);
	html_add(out, "<form method=\"post\" action=\"%s\" class=\"%s\">"
	    "<input type=\"hidden\" name=\"token\" value=\"%s\">", path, class,
	    token);
}

void
page_time(struct buf *out, const char *utc)
{
	html_add(out, "<time datetime=\"%s\">%s</time>", utc, utc);
}

void
page_event(struct buf *out, int64_t id)
{
	html_add(out, "<a href=\"/events/%lld\">%lld</a>", (long long)id,
	    (long long)id);
}

void
page_stage(struct buf *out, enum stage stage)
{
	html_add(out, "<a href=\"/stages/%s\">%s</a>", stage_name(stage),
	    stage_name(stage));
}
