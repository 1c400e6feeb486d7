/*
 * Pieces that pages share.
 */
#include <string.h>

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

/* "2026-11-22 02:22:54Z" */
void
page_time(struct buf *out, const char *utc)
{
	size_t	 n = strcspn(utc, "T");

	html_add(out, "<time datetime=\"%s\">", utc);
	buf_add(out, utc, n);
	if (utc[n] != '\0') {
		buf_char(out, ' ');
		html_text(out, utc + n + 1);
	}
	buf_text(out, "</time>");
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

void
page_subject(struct buf *out, const char *id, const char *text)
{
	buf_text(out, "<a href=\"/trusts/");
	html_segment(out, id);
	html_add(out, "\">%s</a>", text);
}

void
page_word(struct buf *out, const char *word)
{
	static const char	plain[] = "abcdefghijklmnopqrstuvwxyz"
				    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
				    "_-=:/.,@";

	if (*word != '\0' && word[strspn(word, plain)] == '\0') {
		buf_text(out, word);
		return;
	}
	buf_char(out, '\'');
	for (; *word != '\0'; word++)
		if (*word == '\'')
			buf_text(out, "'\\''");
		else
			buf_char(out, *word);
	buf_char(out, '\'');
}

void
page_link(struct buf *out, const char *text)
{
	if (html_is_link(text))
		html_add(out, "<a rel=\"noopener\" href=\"%s\">%s</a>", text,
		    text);
	else
		html_text(out, text);
}

void
page_older(struct visit *v, struct buf *out, int64_t before)
{
	const char	*here = shell_address(v, "before");

	html_add(out, "<p><a href=\"%s%sbefore=%lld\">Older</a></p>\n", here,
	    strchr(here, '?') == NULL ? "?" : "&", (long long)before);
}

/* A name that begins with '#' is that of a column of numbers. */
void
page_table_begin(struct buf *out, const char *label, const char *const *heads)
{
	html_add(out, "<div class=\"wide\" tabindex=\"0\" role=\"region\" "
	    "aria-label=\"%s\"><table><thead><tr>", label);
	for (; *heads != NULL; heads++) {
		int	 number = **heads == '#';

		html_add(out, "<th scope=\"col\" class=\"%s\">%s</th>",
		    number ? "n" : "", *heads + number);
	}
	buf_text(out, "</tr></thead><tbody>");
}

void
page_table_end(struct buf *out)
{
	buf_text(out, "</tbody></table></div>\n");
}

void
page_reason(struct buf *out, const char *id)
{
	html_add(out, "<label for=\"why-%s\">Reason, for the audit</label>"
	    "<input id=\"why-%s\" name=\"reason\" required maxlength=\"200\">",
	    id, id);
}
