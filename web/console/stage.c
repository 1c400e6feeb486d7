/*
 * Stage - one stage from near: how long what waits has waited, what fails there
 * and why, how often it was tried, and what is set, by whom.
 */
#include <string.h>

#include "operations/aside.h"
#include "web/console/ages.h"
#include "web/console/inside.h"
#include "web/console/pages.h"

enum { CLASS_STAGE, CLASS_VERDICT, CLASS_CLASS, CLASS_COUNT, CLASS_FIRST,
    CLASS_LAST, CLASS_EVENT };
enum { SET_STAGE, SET_KEY, SET_VALUE, SET_AT, SET_WHO, SET_REASON };
enum { TRY_ATTEMPT, TRY_COUNT };

struct stage_page {
	enum stage	 stage;
	struct figures	 f;
	struct ages	 ages;
	struct rows	*classes, *settings, *attempts;
};

/* ---- read ---------------------------------------------------------------------- */

static int
read_rows(struct visit *v, struct stage_page *m, struct err *e)
{
	struct params	*p = params_new();

	params_int4(p, (int32_t)m->stage);
	m->classes = visit_rows(v, Q_SHOW_ASIDE_GROUPS, p, e);
	if (m->classes == NULL)
		return -1;
	p = params_new();
	params_int4(p, (int32_t)m->stage);
	m->attempts = visit_rows(v, Q_SHOW_ATTEMPTS, p, e);
	if (m->attempts == NULL || ages_read(v, m->stage, &m->ages, e) != 0)
		return -1;
	m->settings = visit_rows(v, Q_SHOW_SETTINGS, NULL, e);
	return m->settings == NULL ? -1 : 0;
}

static const char *
sentence(struct visit *v, const struct stage_page *m)
{
	const struct stage_books	*b = &m->f.books.stage[m->stage];
	struct buf			 t = { 0 };
	const char			*text;

	v->grave = m->f.pause[m->stage].paused || b->dead > 0;
	buf_text(&t, m->f.pause[m->stage].paused ? "Paused; " : "Open; ");
	if (b->waiting == 0)
		buf_text(&t, "nothing waits");
	else
		say_events(&t, b->waiting, "event waits", "events wait");
	if (b->waiting + b->retrying > 0) {
		buf_text(&t, ", the oldest of all for ");
		say_age(&t, b->oldest_ms);
	}
	buf_text(&t, "; ");
	say_events(&t, b->dead, "event needs a person", "events need a person");
	buf_text(&t, "; nothing is lost.");
	text = arena_text(v->arena, t.data);
	buf_release(&t);
	return text;
}

int
stage_read(struct visit *v, struct err *e)
{
	struct stage_page	*m = ARENA_NEW(v->arena, struct stage_page);

	v->model = m;
	m->stage = stage_parse(v->rest);
	if (m->stage == STAGE_NONE)
		return visit_refuse(v, 404, "There is no such stage.");
	v->title = stage_name(m->stage);
	v->command = visit_text(v, "sixthkey set stage %s KEY=VALUE --reason "
	    "\"...\"", v->title);
	if (read_rows(v, m, e) != 0)
		return -1;
	watch_figures(v->console->watch, &m->f);
	setting_pauses(m->settings, m->f.pause);
	v->say = sentence(v, m);
	return 0;
}

/* ---- HTML ---------------------------------------------------------------------- */

static void
write_failures(struct buf *out, const struct rows *rows)
{
	static const char *const heads[] = { "State", "#Events",
	    "Error, without what differs", "First seen", "Last seen",
	    "#Example", NULL };
	size_t	 i;

	buf_text(out, "<section id=\"failures\" data-live><h2>What fails</h2>");
	if (rows_count(rows) == 0) {
		buf_text(out, "<p class=\"quiet\">Nothing is aside here.</p>"
		    "</section>\n");
		return;
	}
	page_table_begin(out, "What fails", heads);
	for (i = 0; i < rows_count(rows); i++) {
		html_add(out, "<tr><td>%s</td><td class=\"n\">", aside_state(
		    (enum verdict)rows_int(rows, i, CLASS_VERDICT)));
		say_count(out, rows_int(rows, i, CLASS_COUNT));
		html_add(out, "</td><td class=\"text\">%s</td><td>",
		    rows_text(rows, i, CLASS_CLASS));
		page_time(out, rows_text(rows, i, CLASS_FIRST));
		buf_text(out, "</td><td>");
		page_time(out, rows_text(rows, i, CLASS_LAST));
		buf_text(out, "</td><td class=\"n\">");
		page_event(out, rows_int(rows, i, CLASS_EVENT));
		buf_text(out, "</td></tr>\n");
	}
	page_table_end(out);
	buf_text(out, "<p><a href=\"/aside\">Act on them</a></p></section>\n");
}

static void
write_attempts(struct buf *out, const struct rows *rows)
{
	int64_t	 most = 1;
	size_t	 i;

	if (rows_count(rows) == 0)
		return;
	for (i = 0; i < rows_count(rows); i++)
		if (rows_int(rows, i, TRY_COUNT) > most)
			most = rows_int(rows, i, TRY_COUNT);
	buf_text(out, "<section id=\"attempts\" data-live><h2>Attempts of the "
	    "newest that failed</h2>\n<dl class=\"bars\">");
	for (i = 0; i < rows_count(rows); i++) {
		html_add(out, "<div><dt>%lld</dt><dd><svg viewBox=\"0 0 100 8\" "
		    "preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect "
		    "width=\"%lld\" height=\"8\"/></svg>",
		    (long long)rows_int(rows, i, TRY_ATTEMPT),
		    (long long)(rows_int(rows, i, TRY_COUNT) * 100 / most));
		say_count(out, rows_int(rows, i, TRY_COUNT));
		buf_text(out, "</dd></div>\n");
	}
	buf_text(out, "</dl></section>\n");
}

/* The row that counts for a stage: its own, else that for all; -1: none. */
static int
find_setting(const struct stage_page *m, const char *key)
{
	size_t	 i;
	int	 found = -1;

	for (i = 0; i < rows_count(m->settings); i++) {
		int64_t	 stage = rows_int(m->settings, i, SET_STAGE);

		if (strcmp(rows_text(m->settings, i, SET_KEY), key) == 0 &&
		    (stage == STAGE_NONE || stage == (int64_t)m->stage))
			found = (int)i;
	}
	return found;
}

static void
write_origin(struct buf *out, const struct stage_page *m, int row)
{
	const struct rows	*r = m->settings;

	if (row < 0) {
		buf_text(out, "<td>–</td><td class=\"quiet\">as the broker was "
		    "started</td>");
		return;
	}
	html_add(out, "<td>%s</td><td class=\"text\">%s by %s since ",
	    rows_text(r, (size_t)row, SET_VALUE),
	    rows_int(r, (size_t)row, SET_STAGE) == STAGE_NONE ?
	    "for all stages" : "here", rows_text(r, (size_t)row, SET_WHO));
	page_time(out, rows_text(r, (size_t)row, SET_AT));
	html_add(out, ": “%s”</td>", rows_text(r, (size_t)row, SET_REASON));
}

static void
write_settings(struct visit *v, struct buf *out)
{
	static const char *const heads[] = { "Setting", "Is", "Set", "What "
	    "it is", NULL };
	const struct stage_page		*m = v->model;
	const struct setting_key	*k;

	buf_text(out, "<section><h2>Settings</h2>\n");
	page_table_begin(out, "Settings", heads);
	for (k = setting_keys; k->name != NULL; k++) {
		html_add(out, "<tr><th scope=\"row\">%s</th>", k->name);
		write_origin(out, m, find_setting(m, k->name));
		html_add(out, "<td class=\"text\">%s</td></tr>\n", k->help);
	}
	page_table_end(out);
	buf_text(out, "</section>\n");
}

/* The value that counts now, "" where nobody set one. */
static const char *
value_now(const struct stage_page *m, const char *key)
{
	int	 row = find_setting(m, key);

	return row < 0 ? "" : rows_text(m->settings, (size_t)row, SET_VALUE);
}

static const char *
shown(const char *value)
{
	return *value == '\0' ? "as started" : value;
}

/* First which, and to what; nothing is done before the change was seen. */
static void
write_ask(struct visit *v, struct buf *out)
{
	const struct stage_page		*m = v->model;
	const struct setting_key	*k;

	html_add(out, "<details><summary>Change a setting…</summary>"
	    "<form method=\"get\" action=\"/stages/%s\" class=\"narrow\">"
	    "<label for=\"key\">Setting</label><select id=\"key\" name=\"key\">",
	    stage_name(m->stage));
	for (k = setting_keys; k->name != NULL; k++)
		html_add(out, "<option value=\"%s\">%s (now %s)</option>",
		    k->name, k->name, shown(value_now(m, k->name)));
	buf_text(out, "</select><label for=\"value\">New value</label>"
	    "<input id=\"value\" name=\"value\" maxlength=\"255\">"
	    "<button>Look at the change</button></form></details>\n");
}

static void
write_change(struct visit *v, struct buf *out, const struct setting_key *k,
    const char *value)
{
	static const char *const heads[] = { "Setting", "Is", "Will be",
	    "What it is", NULL };
	const struct stage_page	*m = v->model;
	const char		*was = value_now(m, k->name);

	page_table_begin(out, "The change", heads);
	html_add(out, "<tr><th scope=\"row\">%s</th><td><del>%s</del></td>"
	    "<td><ins>%s</ins></td><td class=\"text\">%s</td></tr>\n", k->name,
	    shown(was), value, k->help);
	page_table_end(out);
	page_form(v, out, "/set", "narrow");
	html_add(out, "<input type=\"hidden\" name=\"stage\" value=\"%s\">"
	    "<input type=\"hidden\" name=\"key\" value=\"%s\">"
	    "<input type=\"hidden\" name=\"value\" value=\"%s\">"
	    "<input type=\"hidden\" name=\"was\" value=\"%s\">",
	    stage_name(m->stage), k->name, value, was);
	page_reason(out, "set");
	buf_text(out, "<button>Change it</button></form>\n");
}

/* What was asked for, beside what is. */
static void
write_preview(struct visit *v, struct buf *out)
{
	const struct setting_key	*k = setting_find(visit_argument(v,
					    "key"));
	const char			*value = visit_argument(v, "value"),
					*fault;

	if (k == NULL)
		return;
	buf_text(out, "<section><h2>The change</h2>\n");
	fault = setting_fault(k, value, v->arena);
	if (fault != NULL)
		html_add(out, "<p class=\"bad\">It cannot be: %s.</p>\n", fault);
	else
		write_change(v, out, k, value);
	buf_text(out, "</section>\n");
}

void
stage_html(struct visit *v, struct buf *out)
{
	const struct stage_page	*m = v->model;

	buf_text(out, "<ol class=\"flow one\"><li>");
	page_stage_now(v, out, &m->f, m->stage);
	buf_text(out, "</li></ol>\n");
	if (visit_may(v, MAY_OPERATE))
		write_preview(v, out);
	ages_html(out, m->stage, &m->ages);
	workers_html(v, out, m->stage);
	write_failures(out, m->classes);
	write_attempts(out, m->attempts);
	write_settings(v, out);
	if (visit_may(v, MAY_OPERATE))
		write_ask(v, out);
}

void
stage_json(struct visit *v, struct json *j)
{
	const struct stage_page		*m = v->model;
	const struct setting_key	*k;

	json_text(j, "stage", stage_name(m->stage));
	json_int(j, "waiting", m->f.books.stage[m->stage].waiting);
	json_int(j, "oldest_ms", m->f.books.stage[m->stage].oldest_ms);
	json_bool(j, "paused", m->f.pause[m->stage].paused);
	if (m->stage != STAGE_INGEST)
		ages_json(j, &m->ages);
	json_object(j, "settings");
	for (k = setting_keys; k->name != NULL; k++) {
		int	 row = find_setting(m, k->name);

		json_text(j, k->name, row < 0 ? NULL : rows_text(m->settings,
		    (size_t)row, SET_VALUE));
	}
	json_end(j);
}

/* ---- set ------------------------------------------------------------------------ */

/* Nobody has set it since the change was looked at: 1; else 0 and refused; -1. */
static int
is_as_seen(struct visit *v, const struct setting *s, struct err *e)
{
	struct stage_page	 m = { .stage = s->stage };
	const char		*now;

	m.settings = visit_rows(v, Q_SHOW_SETTINGS, NULL, e);
	if (m.settings == NULL)
		return -1;
	now = value_now(&m, s->key);
	if (strcmp(now, visit_field(v, "was")) == 0)
		return 1;
	return visit_refuse(v, 409, visit_text(v, "Nothing was done: %s is %s "
	    "by now. Look at the change again.", s->key, shown(now)));
}

int
stage_set(struct visit *v, struct err *e)
{
	const struct setting_key	*k = setting_find(visit_field(v,
					    "key"));
	struct setting			 s = {
		stage_parse(visit_field(v, "stage")), k == NULL ? "" : k->name,
		visit_field(v, "value"), v->who, ""
	};
	const char			*fault, *was;
	int				 rc;

	if (k == NULL || s.stage == STAGE_NONE)
		return visit_refuse(v, 422, "Nothing was done: there is no such "
		    "stage or setting.");
	fault = setting_fault(k, s.value, v->arena);
	if (fault != NULL)
		return visit_refuse(v, 422, visit_text(v, "Nothing was done: "
		    "%s.", fault));
	if (!visit_reason(v, &s.reason))
		return 0;
	rc = is_as_seen(v, &s, e);
	if (rc <= 0)
		return rc;
	if (setting_put(v->db, &s, &was, v->arena, e) != 0)
		return -1;
	v->go = visit_text(v, "/stages/%s", stage_name(s.stage));
	return 0;
}
