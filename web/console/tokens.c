/*
 * What sources prove themselves with.  A token over HTTP is changed for another
 * here, which is shown once, or revoked.  Keys on the wire are files of the
 * broker's host, where the console has no hand: it takes the public one down,
 * and says what to do there.
 */
#include <string.h>

#include "base/text.h"
#include "operations/token.h"
#include "proto/keys.h"
#include "web/console/inside.h"
#include "web/console/pages.h"
#include "web/console/sources.h"

#define BACK	"<p><a href=\"/sources\">Back to Sources</a></p>\n"

enum { HOUR = 3600 };
enum {
	COL_NAME, COL_SOURCE, COL_KINDS, COL_DIGEST, COL_SINCE, COL_WHO,
	COL_ENDS
};
enum { COL_OF, COL_UNTIL };	/* of token_rotate */

/* ---- the list ------------------------------------------------------------------ */

int
tokens_has(const struct rows *r, const char *source)
{
	size_t	 i;

	for (i = 0; i < rows_count(r); i++)
		if (strcmp(rows_text(r, i, COL_SOURCE), source) == 0)
			return 1;
	return 0;
}

static void
write_overlap(struct buf *out, const char *name)
{
	static const struct {
		const char	*hours, *words;
	} spans[] = {
		{ "168", "7 days" }, { "720", "30 days" }, { "24", "1 day" },
		{ "1", "1 hour" }, { "0", "no time: it ends at once" }
	};
	size_t	 i;

	html_add(out, "<label for=\"both-%s\">Both count for</label>"
	    "<select id=\"both-%s\" name=\"overlap\">", name, name);
	for (i = 0; i < sizeof(spans) / sizeof(spans[0]); i++)
		html_add(out, "<option value=\"%s\">%s</option>",
		    spans[i].hours, spans[i].words);
	buf_text(out, "</select>");
}

static void
write_deed(struct visit *v, struct buf *out, const char *path,
    const char *summary, const char *name)
{
	html_add(out, "<details class=\"do\"><summary>%s<span class=\"vh\"> "
	    TOKEN_PREFIX "%s</span></summary>", summary, name);
	page_form(v, out, path, "");
	html_add(out, "<input type=\"hidden\" name=\"token_id\" value=\"%s\">",
	    name);
}

static void
write_deeds(struct visit *v, struct buf *out, const struct rows *r, size_t i)
{
	const char	*name = rows_text(r, i, COL_NAME);

	if (rows_text(r, i, COL_ENDS)[0] == '\0') {
		write_deed(v, out, "/sources/rotate", "Rotate…", name);
		write_overlap(out, name);
		page_reason(out, arena_printf(v->arena, "rotate-%s", name));
		buf_text(out, "<button>Make a new one</button></form>"
		    "</details>");
	}
	write_deed(v, out, "/sources/revoke", "Revoke…", name);
	page_reason(out, arena_printf(v->arena, "revoke-%s", name));
	html_add(out, "<button class=\"danger\">Shut out %s</button></form>"
	    "</details>", rows_text(r, i, COL_SOURCE));
}

static void
write_token(struct visit *v, struct buf *out, const struct rows *r, size_t i)
{
	const char	*kinds = rows_text(r, i, COL_KINDS),
			*ends = rows_text(r, i, COL_ENDS);

	html_add(out, "<tr><td class=\"id\">" TOKEN_PREFIX "%s…</td>"
	    "<td class=\"text\">%s</td><td>%s</td><td>%s by %s</td><td>",
	    rows_text(r, i, COL_NAME), rows_text(r, i, COL_SOURCE),
	    strcmp(kinds, "*") == 0 ? "every kind" : kinds,
	    rows_text(r, i, COL_SINCE), rows_text(r, i, COL_WHO));
	if (*ends != '\0')
		page_time(out, ends);
	buf_text(out, "</td><td>");
	if (visit_may(v, MAY_OPERATE))
		write_deeds(v, out, r, i);
	buf_text(out, "</td></tr>\n");
}

static void
write_key_form(struct visit *v, struct buf *out)
{
	buf_text(out, "<details class=\"do\"><summary>Rotate a key…</summary>");
	page_form(v, out, "/sources/key", "signin");
	buf_text(out, "<label for=\"key-source\">Source</label>"
	    "<input id=\"key-source\" name=\"source\" required "
	    "maxlength=\"200\" placeholder=\"/inspections\">"
	    "<label for=\"key-public\">Its new public key, 64 hexadecimal "
	    "digits</label><input id=\"key-public\" name=\"public\" required "
	    "minlength=\"64\" maxlength=\"64\" autocomplete=\"off\">");
	page_reason(out, "key");
	buf_text(out, "<button>Say what to do</button></form></details>\n");
}

void
tokens_html(struct visit *v, struct buf *out, const struct rows *r)
{
	static const char *const heads[] = { "Token", "Source", "For", "Since",
		"Ends", "Change", NULL };
	size_t			 i;

	buf_text(out, "<h2>Tokens, over HTTP</h2>\n");
	if (rows_count(r) == 0)
		buf_text(out, "<p class=\"quiet\">Nobody has one.</p>\n");
	page_table_begin(out, "Tokens", heads);
	for (i = 0; i < rows_count(r); i++)
		write_token(v, out, r, i);
	page_table_end(out);
	buf_text(out, "<p>At a shell <code>sixthkey keys tokens</code> lists "
	    "them, <code>sixthkey keys new token --source SOURCE</code> makes "
	    "one, and <code>sixthkey keys rotate sk_NAME --reason "
	    "&quot;…&quot;</code> changes one for another.</p>\n"
	    "<h2>Keys, over ZeroMQ</h2>\n<p>They are files on the broker's "
	    "host, where the console has no hand: <code>sixthkey keys list"
	    "</code> there says whose keys it takes. The secret half stays "
	    "with the source.</p>\n");
	if (visit_may(v, MAY_OPERATE))
		write_key_form(v, out);
}

void
tokens_json(struct json *j, const struct rows *r)
{
	size_t	 i;

	json_array(j, "tokens");
	for (i = 0; i < rows_count(r); i++) {
		json_object(j, NULL);
		json_text(j, "token", rows_text(r, i, COL_NAME));
		json_text(j, "source", rows_text(r, i, COL_SOURCE));
		json_text(j, "kinds", rows_text(r, i, COL_KINDS));
		json_text(j, "since", rows_text(r, i, COL_SINCE));
		json_text(j, "by", rows_text(r, i, COL_WHO));
		json_text(j, "ends", rows_text(r, i, COL_ENDS));
		json_end(j);
	}
	json_end(j);
}

/* ---- shut out --------------------------------------------------------------------- */

int
source_revoke(struct visit *v, struct err *e)
{
	const char	*reason;
	struct params	*p;
	struct rows	*r;

	if (!visit_reason(v, &reason))
		return 0;
	p = params_new();
	params_text(p, visit_field(v, "token_id"));
	params_text(p, v->who);
	params_text(p, reason);
	r = visit_rows(v, Q_CONSOLE_REVOKE, p, e);
	if (r == NULL)
		return -1;
	if (rows_count(r) == 0)
		return visit_refuse(v, 409, "Nothing was done: there is no "
		    "such token, or it was revoked already.");
	v->go = "/sources";
	return 0;
}

/* ---- a token for another ------------------------------------------------------- */

struct shown {
	const struct token_made	*made;
	const char		*until;		/* the old one counts */
};

static void
write_made(struct visit *v, struct buf *out)
{
	const struct shown	*s = v->model;

	html_add(out, "<p><code id=\"made\">%s</code> <button class=\"plain\" "
	    "hidden data-copy=\"%s\">Copy</button></p>\n"
	    "<p>It counts within a second. The old one counts until ",
	    s->made->text, s->made->text);
	page_time(out, s->until);
	buf_text(out, "; once the source sends with the new one, it may be "
	    "revoked before its time.</p>\n" BACK);
}

static int
read_overlap(struct visit *v, int64_t *s)
{
	int64_t	 hours;

	if (text_number(visit_field(v, "overlap"), 0, TOKEN_OVERLAP_MAX / HOUR,
	    &hours) != 0) {
		visit_refuse(v, 422, visit_text(v, "Nothing was done: both "
		    "tokens count for 0 to %d hours.",
		    TOKEN_OVERLAP_MAX / HOUR));
		return -1;
	}
	*s = hours * HOUR;
	return 0;
}

static void
show_made(struct visit *v, const struct token_made *made,
    const struct rows *r)
{
	struct shown	 s = { made, rows_text(r, 0, COL_UNTIL) };

	v->title = "A new token";
	v->say = visit_text(v, "This is the new token of %s, shown once and "
	    "stored nowhere: copy it now.", rows_text(r, 0, COL_OF));
	v->model = &s;
	shell_once(v, write_made);
	v->model = NULL;
}

int
source_rotate(struct visit *v, struct err *e)
{
	struct token_change	 c = { .name = visit_field(v, "token_id"),
				    .who = v->who };
	struct token_made	 made;
	struct rows		*r;

	if (!visit_reason(v, &c.reason) || read_overlap(v, &c.overlap_s) != 0)
		return 0;
	r = visit_keep(v, token_rotate(v->db, &c, &made, e));
	if (r != NULL && rows_count(r) == 0)
		visit_refuse(v, 409, "Nothing was done: there is no such "
		    "token, or it ends already.");
	else if (r != NULL)
		show_made(v, &made, r);
	token_forget(&made);
	return r == NULL ? -1 : 0;
}

/* ---- a key for another ---------------------------------------------------------- */

static int
is_known(struct visit *v, const char *source, int *known, struct err *e)
{
	struct upstream	*list;
	size_t		 i, n;

	if (sources_all(v, &list, &n, e) != 0)
		return -1;
	for (*known = 0, i = 0; i < n; i++)
		*known |= strcmp(list[i].source, source) == 0;
	return 0;
}

static void
write_key(struct visit *v, struct buf *out)
{
	const char	*command = v->model;

	html_add(out, "<p>On the broker's host, with its folder behind "
	    "<code>--dir</code> where that is another:</p>\n<p><code>%s</code> "
	    "<button class=\"plain\" hidden data-copy=\"%s\">Copy</button></p>\n"
	    "<p>Both keys are let in from then on. Once the source uses the "
	    "new one, <code>sixthkey keys revoke NAME</code> retires the "
	    "old.</p>\n" BACK, command, command);
}

static int
note_key(struct visit *v, const char *source, const char *public,
    const char *reason, struct err *e)
{
	struct params	*p = params_new();

	params_text(p, v->who);
	params_text(p, source);
	params_text(p, reason);
	params_text(p, public);
	if (visit_rows(v, Q_CONSOLE_KEY, p, e) == NULL)
		return -1;
	v->title = "Another key";
	v->say = visit_text(v, "Noted for the audit; nothing has changed yet: "
	    "the new key of %s is let in on the broker's host.", source);
	v->model = arena_printf(v->arena, "sixthkey keys rotate %s --public "
	    "%s", source, public);
	shell_once(v, write_key);
	return 0;
}

int
source_key(struct visit *v, struct err *e)
{
	const char	*reason, *source = visit_field(v, "source");
	uint8_t		 bytes[KEY_SIZE];
	char		 public[KEY_HEX];
	int		 known;

	if (!visit_reason(v, &reason))
		return 0;
	if (key_bytes(visit_field(v, "public"), bytes) != 0)
		return visit_refuse(v, 422, "Nothing was done: a public key "
		    "is 64 hexadecimal digits.");
	key_hex(bytes, public);
	if (is_known(v, source, &known, e) != 0)
		return -1;
	if (!known)
		return visit_refuse(v, 422, "Nothing was done: no source of "
		    "this name is on the page Sources.");
	return note_key(v, source, public, reason, e);
}
