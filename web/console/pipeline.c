/*
 * Pipeline - the line from left to right: what waits where, since when, how
 * fast it goes and who works; what is paused and by whom; whether the books
 * balance; what is tried again and again.
 */
#include <string.h>

#include "web/console/inside.h"
#include "web/console/pages.h"

enum { STRUGGLING = 12 };
enum { COL_EVENT, COL_STAGE, COL_ATTEMPT, COL_AT, COL_DUE, COL_CLASS };

struct pipeline {
	struct figures	 f;
	struct rows	*struggling;
};

/* ---- read -------------------------------------------------------------------- */

static const char *
sentence(struct visit *v, const struct figures *f)
{
	struct buf	 b = { 0 };
	const char	*text;

	if (f->age_ms < 0) {
		v->grave = 1;
		return "There are no figures yet; the database was not read.";
	}
	if (f->age_ms > PICTURE_OLD_MS) {
		v->grave = 1;
		buf_text(&b, "These figures are ");
		say_age(&b, f->age_ms);
		buf_text(&b, " old, for the database does not answer. ");
	}
	v->grave |= say_line(&b, &f->books, &f->line, f->pause);
	text = arena_text(v->arena, b.data);
	buf_release(&b);
	return text;
}

int
pipeline_read(struct visit *v, struct err *e)
{
	struct pipeline	*m = ARENA_NEW(v->arena, struct pipeline);
	struct params	*p = params_new();

	v->model = m;
	v->command = "sixthkey status --watch";
	params_int4(p, STRUGGLING);
	m->struggling = visit_rows(v, Q_SHOW_STRUGGLING, p, e);
	if (m->struggling == NULL || visit_figures(v, &m->f, e) != 0)
		return -1;
	v->say = sentence(v, &m->f);
	return 0;
}

/* ---- the stages --------------------------------------------------------------- */

static void
write_flow(struct visit *v, struct buf *out, const struct figures *f)
{
	int	s;

	buf_text(out, "<ol class=\"flow\" aria-label=\"Stages\">\n");
	for (s = STAGE_INGEST; s < STAGE_COUNT; s++) {
		buf_text(out, "<li>");
		page_stage_now(v, out, f, (enum stage)s);
		buf_text(out, "</li>\n");
	}
	buf_text(out, "</ol>\n");
}

/* ---- around them ----------------------------------------------------------------- */

static void
write_pauses(struct buf *out, const struct figures *f)
{
	int	s;

	buf_text(out, "<div id=\"pauses\" data-live>\n");
	for (s = STAGE_INGEST; s < STAGE_COUNT; s++) {
		const struct pause	*p = &f->pause[s];

		if (!p->paused)
			continue;
		html_add(out, "<p class=\"banner\"><strong>%s is paused</strong>"
		    " by %s since ", stage_name((enum stage)s), p->who);
		page_time(out, p->since);
		html_add(out, ": “%s”</p>\n", p->reason);
	}
	buf_text(out, "</div>\n");
}

/* What is held is for somebody to look at. */
static void
write_entry(struct buf *out, const struct book_entry *e)
{
	int	link = e->n > 0 && strcmp(e->name, "held") == 0;

	if (link)
		buf_text(out, "<a href=\"/trusts?flagged=1\">");
	say_count(out, e->n);
	if (link)
		buf_text(out, "</a>");
}

static void
write_ledger(struct buf *out, const struct figures *f)
{
	struct book_entry	 all[BOOKS_ENTRIES];
	int			 i, fine = books_balanced(&f->books);

	books_entries(&f->books, all);
	html_add(out, "<section id=\"books\" data-live aria-label=\"Ledger\">"
	    "<p class=\"lamp %s\"><svg viewBox=\"0 0 20 20\" "
	    "aria-hidden=\"true\"><path d=\"%s\"/></svg>%s</p>\n"
	    "<dl class=\"ledger\">", fine ? "good" : "bad", fine ?
	    "M10 2a8 8 0 1 0 0 16a8 8 0 0 0 0-16z" : "M10 1l9 17H1z",
	    fine ? "The books balance" : "The books do not balance");
	for (i = 0; i < BOOKS_ENTRIES; i++) {
		html_add(out, "<div><dt>%s%s</dt><dd>", i == 0 ? "" :
		    i == 1 ? "= " : "+ ", all[i].word);
		write_entry(out, &all[i]);
		buf_text(out, "</dd></div>");
	}
	buf_text(out, "</dl></section>\n");
}

static void
write_struggling(struct buf *out, const struct rows *rows)
{
	static const char *const heads[] = { "#Event", "Stage", "#Attempt",
	    "Again at", "Why", NULL };
	size_t	 i, n = rows_count(rows);

	buf_text(out, "<section id=\"struggling\" data-live>"
	    "<h2>Struggling</h2>\n");
	if (n == 0) {
		buf_text(out, "<p class=\"quiet\">Nothing is being tried "
		    "again.</p></section>\n");
		return;
	}
	page_table_begin(out, "Struggling events", heads);
	for (i = 0; i < n; i++) {
		buf_text(out, "<tr><td class=\"n\">");
		page_event(out, rows_int(rows, i, COL_EVENT));
		buf_text(out, "</td><td>");
		page_stage(out, (enum stage)rows_int(rows, i, COL_STAGE));
		html_add(out, "</td><td class=\"n\">%lld</td><td>",
		    (long long)rows_int(rows, i, COL_ATTEMPT));
		page_time(out, rows_text(rows, i, COL_DUE));
		html_add(out, "</td><td class=\"text\">%s</td></tr>\n",
		    rows_text(rows, i, COL_CLASS));
	}
	page_table_end(out);
	buf_text(out, "</section>\n");
}

void
pipeline_html(struct visit *v, struct buf *out)
{
	const struct pipeline	*m = v->model;

	write_pauses(out, &m->f);
	write_flow(v, out, &m->f);
	write_ledger(out, &m->f);
	write_struggling(out, m->struggling);
}

/* ---- JSON -------------------------------------------------------------------------- */

static void
list_stage(struct json *j, const struct figures *f, enum stage s)
{
	const struct stage_books	*b = &f->books.stage[s];
	const struct stage_report	*r = &f->line.stage[s];

	json_object(j, NULL);
	json_text(j, "stage", stage_name(s));
	json_int(j, "waiting", b->waiting);
	json_int(j, "oldest_ms", b->oldest_ms);
	json_int(j, "records_in_10_s", b->recent);
	json_int(j, "retrying", b->retrying);
	json_int(j, "dead", b->dead);
	json_int(j, "parked", b->parked);
	if (f->line.there) {
		json_int(j, "in_flight", (int64_t)r->in_flight);
		json_int(j, "workers", r->workers);
		json_int(j, "busy", r->busy);
	}
	json_bool(j, "paused", f->pause[s].paused);
	if (f->pause[s].paused) {
		json_text(j, "paused_by", f->pause[s].who);
		json_text(j, "paused_since", f->pause[s].since);
		json_text(j, "paused_because", f->pause[s].reason);
	}
	json_end(j);
}

static void
list_struggling(struct json *j, const struct rows *rows)
{
	size_t	 i;

	json_array(j, "struggling");
	for (i = 0; i < rows_count(rows); i++) {
		json_object(j, NULL);
		json_int(j, "event", rows_int(rows, i, COL_EVENT));
		json_text(j, "stage", stage_name((enum stage)rows_int(rows, i,
		    COL_STAGE)));
		json_int(j, "attempt", rows_int(rows, i, COL_ATTEMPT));
		json_text(j, "due", rows_text(rows, i, COL_DUE));
		json_text(j, "class", rows_text(rows, i, COL_CLASS));
		json_end(j);
	}
	json_end(j);
}

void
pipeline_json(struct visit *v, struct json *j)
{
	const struct pipeline	*m = v->model;
	struct book_entry	 all[BOOKS_ENTRIES];
	int			 i;

	json_int(j, "age_ms", m->f.age_ms);
	json_array(j, "stages");
	for (i = STAGE_INGEST; i < STAGE_COUNT; i++)
		list_stage(j, &m->f, (enum stage)i);
	json_end(j);
	books_entries(&m->f.books, all);
	json_object(j, "ledger");
	for (i = 0; i < BOOKS_ENTRIES; i++)
		json_int(j, all[i].name, all[i].n);
	json_bool(j, "balanced", books_balanced(&m->f.books));
	json_end(j);
	list_struggling(j, m->struggling);
}

/* ---- pause, resume ------------------------------------------------------------------- */

static int
turn(struct visit *v, const char *value, struct err *e)
{
	const char	*name = visit_field(v, "stage"), *was;
	struct setting	 s = { stage_parse(name), "paused", value, v->who, "",
			    NULL };

	if (s.stage == STAGE_NONE)
		return visit_refuse(v, 422, visit_text(v, "Nothing was done: "
		    "there is no stage \"%s\".", name));
	if (!visit_reason(v, &s.reason))
		return 0;
	if (setting_put(v->db, &s, &was, v->arena, e) != 0)
		return -1;
	v->go = "/";
	return 0;
}

int
pipeline_pause(struct visit *v, struct err *e)
{
	return turn(v, "1", e);
}

int
pipeline_resume(struct visit *v, struct err *e)
{
	return turn(v, "0", e);
}
