/*
 * Event - everything that happened to one event across all stages, what it
 * says, and what may be done about it.
 */
#include <string.h>

#include "base/text.h"
#include "formats/cloud_write.h"
#include "operations/bulk.h"
#include "operations/journey.h"
#include "proto/convert.h"
#include "web/console/inside.h"
#include "web/console/pages.h"

enum { PAYLOAD_LIMIT = 16 * 1024 * 1024, SENTENCE = 300 };
enum { NEAR = 2500 };			/* numbers that a look goes back */
enum { TRACE_AT = 3, TRACE_ID = 32 };	/* in "00-ID-SPAN-01" */
enum {
	COL_SOURCE, COL_SOURCE_ID, COL_SUBJECT, COL_DIGEST, COL_TRACE,
	COL_PAYLOAD, COL_STAGE, COL_ASIDE
};

struct event_page {
	int64_t			 id;
	struct rows		*event, *legs;
	struct event_row	 row;
	struct figures		 f;
	const char		*content;	/* JSON, or why there is none */
	int			 readable;
};

/* ---- read -------------------------------------------------------------------- */

static const char *
decode(struct event_page *m, struct visit *v)
{
	struct arena	*a = arena_new(PAYLOAD_LIMIT);
	struct event	 event = { 0 };
	struct err	 e = { 0 };
	struct buf	 b = { 0 };
	struct json	 j;
	const char	*text;

	m->readable = event_unpack(rows_bytea(m->event, 0, COL_PAYLOAD), a,
	    &event, &e) == 0;
	if (m->readable) {
		json_init(&j, &b, 2);
		cloud_write(&event, &j, NULL);
	} else {
		buf_text(&b, e.text);
	}
	text = arena_text(v->arena, b.data);
	buf_release(&b);
	arena_free(&a);
	return text;
}

static const char *
say_waiting(struct visit *v, const struct event_page *m)
{
	const struct pause	*p = &m->f.pause[m->row.stage];

	v->grave = p->paused;
	if (!p->paused)
		return visit_text(v, "This event is %s; nothing is lost.",
		    m->row.standing);
	return visit_text(v, "This event is %s, which is paused by %s, “%s”; "
	    "nothing is lost.", m->row.standing, p->who, p->reason);
}

/* What the newest of that sort in its journey says; what is too long for a
 * sentence stands there alone. */
static const char *
newest(const struct event_page *m, enum leg_did did)
{
	size_t		 i = rows_count(m->legs);
	struct leg	 g;

	while (i-- > 0) {
		journey_leg(m->legs, i, &g);
		if (g.did == did)
			return strlen(g.text) < SENTENCE ? g.text :
			    "its journey says why";
	}
	return "";
}

static const char *
say_through(struct visit *v, const struct event_page *m)
{
	const char	*standing = m->row.standing;

	if (m->row.version == 0 || strcmp(standing, "published") == 0)
		return visit_text(v, "This event is through: %s.", standing);
	v->grave = strcmp(standing, "held") == 0;
	return visit_text(v, "This event is through, and version %lld that it "
	    "led to is %s: %s", (long long)m->row.version, standing,
	    newest(m, LEG_DECISION));
}

static const char *
sentence(struct visit *v, const struct event_page *m)
{
	if (!m->row.open)
		return say_through(v, m);
	if (m->row.verdict == VERDICT_NONE)
		return say_waiting(v, m);
	v->grave = m->row.verdict == VERDICT_DEAD;
	return visit_text(v, "This event is %s: %s", m->row.standing,
	    newest(m, LEG_ASIDE));
}

static int
read_row(struct visit *v, struct event_page *m, struct err *e)
{
	struct params	*p = params_new();
	struct rows	*rows;

	params_int8(p, m->id + 1);
	params_int4(p, 1);
	rows = visit_rows(v, Q_SHOW_EVENTS, p, e);
	if (rows == NULL)
		return -1;
	if (rows_count(rows) == 1)
		event_row(rows, 0, v->arena, &m->row);
	return 0;
}

int
event_read(struct visit *v, struct err *e)
{
	struct event_page	*m = ARENA_NEW(v->arena, struct event_page);
	struct params		*p;

	v->model = m;
	if (text_number(v->rest, 1, INT64_MAX - 1, &m->id) != 0)
		return visit_refuse(v, 404, "There is no such event.");
	v->title = visit_text(v, "Event %lld", (long long)m->id);
	v->command = visit_text(v, "sixthkey journey %lld", (long long)m->id);
	p = params_new();
	params_int8(p, m->id);
	m->event = visit_rows(v, Q_SHOW_EVENT, p, e);
	if (m->event == NULL)
		return -1;
	if (rows_count(m->event) == 0)
		return visit_refuse(v, 404, visit_text(v, "There is no event "
		    "%lld.", (long long)m->id));
	m->legs = visit_keep(v, journey_read(v->db, m->id, e));
	if (m->legs == NULL || read_row(v, m, e) != 0 ||
	    visit_figures(v, &m->f, e) != 0)
		return -1;
	v->say = sentence(v, m);
	m->content = decode(m, v);
	return 0;
}

/* ---- HTML ---------------------------------------------------------------------- */

static void
write_fact(struct buf *out, const char *name, const char *value)
{
	if (*value != '\0')
		html_add(out, "<div><dt>%s</dt><dd>%s</dd></div>\n", name,
		    value);
}

/* Of all that has this trace, those with numbers near this one's. */
static void
write_trace(struct buf *out, const struct event_page *m, const char *trace)
{
	char	 id[TRACE_ID + 1] = "";

	if (*trace == '\0')
		return;
	if (strlen(trace) > TRACE_AT + TRACE_ID)
		memcpy(id, trace + TRACE_AT, TRACE_ID);
	html_add(out, "<div><dt>Trace</dt><dd>%s, <a href=\"/events?before="
	    "%lld&amp;trace=", trace, (long long)m->id + NEAR);
	html_segment(out, *id == '\0' ? trace : id);
	buf_text(out, "\">what else has it</a></dd></div>\n");
}

static void
write_facts(struct visit *v, struct buf *out, const struct event_page *m)
{
	buf_text(out, "<dl class=\"facts\">");
	write_fact(out, "Kind", m->row.kind);
	write_fact(out, "Source", rows_text(m->event, 0, COL_SOURCE));
	write_fact(out, "Its id there", rows_text(m->event, 0,
	    COL_SOURCE_ID));
	buf_text(out, "<div><dt>Organisation</dt><dd>");
	page_subject(out, m->row.subject, m->row.subject);
	buf_text(out, "</dd></div>\n");
	if (m->row.version != 0) {
		buf_text(out, "<div><dt>Led to</dt><dd>");
		page_subject(out, m->row.subject, visit_text(v, "version %lld",
		    (long long)m->row.version));
		buf_text(out, "</dd></div>\n");
	}
	write_trace(out, m, rows_text(m->event, 0, COL_TRACE));
	write_fact(out, "Digest", rows_text(m->event, 0, COL_DIGEST));
	buf_text(out, "</dl>\n");
}

static void
write_leg(struct buf *out, const struct leg *g)
{
	buf_text(out, "<tr><td>");
	page_time(out, g->at);
	buf_text(out, "</td><td>");
	page_stage(out, g->stage);
	html_add(out, "</td><td>%s</td>", g->what);
	if (g->version != 0)
		html_add(out, "<td class=\"n\">%lld</td>",
		    (long long)g->version);
	else
		buf_text(out, "<td></td>");
	if (g->attempt != 0)
		html_add(out, "<td class=\"n\">%lld</td>",
		    (long long)g->attempt);
	else
		buf_text(out, "<td></td>");
	html_add(out, "<td>%s%s%s</td><td class=\"text\">%s</td></tr>\n",
	    g->who, *g->build != '\0' ? ", build " : "", g->build, g->text);
}

/* Where it is on the line, as a picture of four steps. */
static void
write_track(struct buf *out, const struct event_page *m)
{
	int	s;

	buf_text(out, "<ol class=\"track\" aria-label=\"How far it is\">");
	for (s = STAGE_INGEST; s < STAGE_COUNT; s++) {
		int		 here = m->row.stage == (enum stage)s,
				 before = !m->row.open || s <
				    (int)m->row.stage;
		const char	*class = before ? "good" : !here ? "idle" :
				    m->row.verdict == VERDICT_DEAD ? "bad" :
				    "warn";

		html_add(out, "<li class=\"state %s\">%s<span class=\"vh\">: "
		    "%s</span></li>", class, stage_name((enum stage)s),
		    before ? "done" : here ? m->row.standing : "not yet");
	}
	buf_text(out, "</ol>\n");
}

static void
write_journey(struct buf *out, const struct event_page *m)
{
	static const char *const heads[] = { "At", "Stage", "What",
	    "#Version", "#Attempt", "By", "In words", NULL };
	struct leg	 g;
	size_t		 i;

	buf_text(out, "<section id=\"journey\" data-live><h2>Journey</h2>\n");
	write_track(out, m);
	page_table_begin(out, "Journey", heads);
	for (i = 0; i < rows_count(m->legs); i++) {
		journey_leg(m->legs, i, &g);
		write_leg(out, &g);
	}
	page_table_end(out);
	buf_text(out, "</section>\n");
}

static void
write_act(struct visit *v, struct buf *out, const char *verb,
    const char *word)
{
	const struct event_page	*m = v->model;

	html_add(out, "<details><summary>%s…</summary>", word);
	page_form(v, out, "/aside/one", "narrow");
	html_add(out, "<input type=\"hidden\" name=\"verb\" value=\"%s\">"
	    "<input type=\"hidden\" name=\"event\" value=\"%lld\">"
	    "<input type=\"hidden\" name=\"aside\" value=\"%lld\">", verb,
	    (long long)m->id, (long long)rows_int(m->event, 0, COL_ASIDE));
	page_reason(out, verb);
	html_add(out, "<button class=\"%s\">%s</button></form></details>\n",
	    strcmp(verb, "discard") == 0 ? "danger" : "", word);
}

/* As it may be sent to a line. */
static void
write_curl(struct visit *v, struct buf *out, const char *content)
{
	struct buf	 b = { 0 };

	buf_text(&b, "curl -H 'Content-Type: application/cloudevents+json' -H "
	    "\"Authorization: Bearer $TOKEN\" --data-binary ");
	page_word(&b, content);
	buf_text(&b, " http://127.0.0.1:8080/v1/events");
	html_add(out, "<p><button class=\"plain\" hidden data-copy=\"%s\">"
	    "Copy it as curl, to send what it says</button></p>\n",
	    arena_text(v->arena, b.data));
	buf_release(&b);
}

static void
write_copy(struct visit *v, struct buf *out)
{
	const struct event_page	*m = v->model;
	const char		*command = m->row.verdict == VERDICT_NONE ?
				    v->command : visit_text(v, "sixthkey retry "
				    "--event %lld --reason \"...\"",
				    (long long)m->id);

	html_add(out, "<p><code>%s</code> <button class=\"plain\" hidden "
	    "data-copy=\"%s\">Copy</button></p>\n", command, command);
	if (m->readable)
		write_curl(v, out, m->content);
}

void
event_html(struct visit *v, struct buf *out)
{
	const struct event_page	*m = v->model;

	write_facts(v, out, m);
	if (m->row.verdict != VERDICT_NONE && visit_may(v, MAY_OPERATE)) {
		write_act(v, out, "retry", "Send it again");
		write_act(v, out, "discard", "Discard it");
	}
	write_copy(v, out);
	write_journey(out, m);
	buf_text(out, "<section><h2>What it says</h2>\n");
	if (m->readable)
		html_add(out, "<pre tabindex=\"0\" role=\"region\" "
		    "aria-label=\"Content\">%s</pre></section>\n", m->content);
	else
		html_add(out, "<p class=\"bad\">It cannot be read: %s</p>"
		    "</section>\n", m->content);
}

void
event_json(struct visit *v, struct json *j)
{
	const struct event_page	*m = v->model;
	struct leg		 g;
	size_t			 i;

	json_int(j, "event", m->id);
	json_text(j, "kind", m->row.kind);
	json_text(j, "source", m->row.source);
	json_text(j, "source_id", m->row.source_id);
	json_text(j, "subject", m->row.subject);
	json_text(j, "standing", m->row.standing);
	json_array(j, "journey");
	for (i = 0; i < rows_count(m->legs); i++) {
		journey_leg(m->legs, i, &g);
		json_object(j, NULL);
		json_text(j, "at", g.at);
		json_text(j, "stage", stage_name(g.stage));
		json_text(j, "what", g.what);
		json_int(j, "version", g.version);
		json_int(j, "attempt", g.attempt);
		json_text(j, "by", g.who);
		json_text(j, "build", g.build);
		json_text(j, "text", g.text);
		json_end(j);
	}
	json_end(j);
	if (m->readable)
		json_raw(j, "content", m->content, strlen(m->content));
}
