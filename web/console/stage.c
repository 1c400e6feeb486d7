/*
 * Stage - one stage from near: how long what waits has waited, what fails there
 * and why, how often it was tried, and what is set, by whom.
 */
#include <string.h>

#include "operations/aside.h"
#include "web/console/ages.h"
#include "web/console/inside.h"
#include "web/console/pages.h"
#include "web/console/stage_settings.h"

enum { CLASS_STAGE, CLASS_VERDICT, CLASS_CLASS, CLASS_COUNT, CLASS_FIRST,
    CLASS_LAST, CLASS_EVENT };
enum { TRY_ATTEMPT, TRY_COUNT };

struct stage_page {
	enum stage	 stage;
	struct figures	 f;
	struct ages	 ages;
	struct rows	*classes, *attempts;
	struct stage_settings settings;
};

/* ---- read ---------------------------------------------------------------------- */

static int
read_rows(struct visit *v, struct stage_page *m, struct err *e)
{
	struct params	*p = params_new();

	params_int4(p, (int32_t)m->stage);
	params_int4(p, VERDICT_NONE);
	params_text(p, "");
	m->classes = visit_rows(v, Q_SHOW_ASIDE_CLASSES, p, e);
	if (m->classes == NULL)
		return -1;
	p = params_new();
	params_int4(p, (int32_t)m->stage);
	m->attempts = visit_rows(v, Q_SHOW_ATTEMPTS, p, e);
	if (m->attempts == NULL || ages_read(v, m->stage, &m->ages, e) != 0)
		return -1;
	return stage_settings_read(v, m->stage, &m->settings, e);
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
	setting_pauses(m->settings.rows, m->f.pause);
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

void
stage_html(struct visit *v, struct buf *out)
{
	const struct stage_page	*m = v->model;

	buf_text(out, "<ol class=\"flow one\"><li>");
	page_stage_now(v, out, &m->f, m->stage);
	buf_text(out, "</li></ol>\n");
	if (visit_may(v, MAY_OPERATE))
		stage_settings_preview(v, out, &m->settings);
	ages_html(out, m->stage, &m->ages);
	workers_html(v, out, m->stage);
	write_failures(out, m->classes);
	write_attempts(out, m->attempts);
	stage_settings_html(out, &m->settings);
	if (visit_may(v, MAY_OPERATE))
		stage_settings_ask(out, &m->settings);
}

void
stage_json(struct visit *v, struct json *j)
{
	const struct stage_page	*m = v->model;

	json_text(j, "stage", stage_name(m->stage));
	json_int(j, "waiting", m->f.books.stage[m->stage].waiting);
	json_int(j, "oldest_ms", m->f.books.stage[m->stage].oldest_ms);
	json_bool(j, "paused", m->f.pause[m->stage].paused);
	if (m->stage != STAGE_INGEST)
		ages_json(j, &m->ages);
	stage_settings_json(j, &m->settings);
}
