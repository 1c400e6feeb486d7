/*
 * Trust - one organisation: what is awarded beside what the rules give and why,
 * what became of each version, and what is on its way or in the way.
 */
#include "base/clock.h"
#include "explain/account.h"
#include "proto/document_parts.h"
#include "web/console/inside.h"
#include "web/console/pages.h"
#include "web/console/trust.h"

enum { EVENTS = 20, VERSIONS = 20, KIN = 20 };

/* ---- read ------------------------------------------------------------------ */

static struct rows *
newest(struct visit *v, enum query q, const char *subject, int32_t most,
    struct err *e)
{
	struct params	*p = params_new();

	params_text(p, subject);
	params_int4(p, most);
	return visit_rows(v, q, p, e);
}

static void
count_open(struct visit *v, struct trust *m)
{
	struct event_row	r;
	size_t			i;

	for (i = 0; i < rows_count(m->events); i++) {
		event_row(m->events, i, v->arena, &r);
		if (!r.open)
			continue;
		m->first = r;
		m->open++;
	}
}

/* The newest version is not public: what holds it; NULL: it is, or none is. */
static const char *
held(const struct trust *m)
{
	if (rows_count(m->versions) == 0 ||
	    rows_text(m->versions, 0, COL_PUBLISHED)[0] != '\0')
		return NULL;
	return rows_text(m->versions, 0, COL_HOLDS);
}

static const char *
say_open(struct visit *v, const struct trust *m)
{
	const struct pause	*p = &m->f.pause[m->first.stage];
	const char		*at = stage_name(m->first.stage),
				*wait = m->open == 1 ? "waits" : "wait";

	v->grave = 1;
	if (m->first.verdict != VERDICT_NONE)
		return visit_text(v, "Event %lld about it is %s: it did not go "
		    "through. Nothing is lost.", (long long)m->first.id,
		    m->first.standing);
	if (p->paused)
		return visit_text(v, "%zu of its events %s: %s is paused by "
		    "%s, “%s”. Nothing is lost.", m->open, wait, at, p->who,
		    p->reason);
	v->grave = 0;
	return visit_text(v, "%zu of its events %s at %s and go through "
	    "without anybody.", m->open, wait, at);
}

static const char *
sentence(struct visit *v, const struct trust *m)
{
	const char	*why = held(m);

	if (m->open > 0)
		return say_open(v, m);
	if (why != NULL) {
		v->grave = 1;
		return visit_text(v, "Version %lld is held and not public: %s",
		    (long long)rows_int(m->versions, 0, COL_VERSION),
		    why[0] != '\0' ? why : "it is being looked at");
	}
	if (m->subject.version == 0)
		return "Nothing of it is published yet, and nothing waits.";
	return visit_text(v, "Version %u is public since %s; nothing about it "
	    "waits.", m->subject.version, m->subject.published);
}

const char *
trust_title(struct visit *v, const struct sheet *s)
{
	return s->name[0] == '\0' ? s->id : visit_text(v, "%s (%s)", s->name,
	    s->id);
}

static void
look_at_state(struct visit *v, struct trust *m)
{
	const struct state	*st = &m->subject.state;
	struct identity		 who;

	sheet_from_state(&m->sheet, st, INT32_MAX, v->arena);
	m->sheet.id = m->subject.id;
	facts_from_state(st, v->arena, &m->facts, &who);
	dossier_open(st, v->arena, &m->dossier);
	m->ndue = deadlines(&m->dossier, v->arena, &m->due);
	m->today = clock_today();
	v->title = trust_title(v, &m->sheet);
	v->command = visit_text(v, "sixthkey explain %s", m->subject.id);
}

/* Which of them have pages, and what they are called; past the first KIN it is
 * taken for granted. */
static int
read_kin(struct visit *v, struct trust *m, struct err *e)
{
	size_t	i;

	m->kin = ARENA_ARRAY(v->arena, m->dossier.nlink + 1, struct kin);
	for (i = 0; i < m->dossier.nlink; i++) {
		struct subject	 other;
		struct facts	 f;
		struct identity	 who = { .name = "" };
		int		 known = i >= KIN ? 1 : subject_read(&other,
				    v->db, m->dossier.link[i]->other, NULL,
				    v->arena, e);

		if (known < 0)
			return -1;
		if (known && i < KIN)
			facts_from_state(&other.state, v->arena, &f, &who);
		m->kin[i] = (struct kin){ m->dossier.link[i], who.name,
		    known };
	}
	return 0;
}

int
trust_find(struct visit *v, struct subject *s, struct err *e)
{
	int	found = subject_read(s, v->db, v->rest, NULL, v->arena, e);

	if (found == 0)
		visit_refuse(v, 404, visit_text(v, "Nothing is known of "
		    "\"%s\". Its events may still be on their way: look at "
		    "the pipeline.", v->rest));
	return found;
}

int
trust_read(struct visit *v, struct err *e)
{
	struct trust	*m = ARENA_NEW(v->arena, struct trust);
	int		 found = trust_find(v, &m->subject, e);

	v->model = m;
	if (found <= 0)
		return found;
	if (visit_figures(v, &m->f, e) != 0)
		return -1;
	look_at_state(v, m);
	if (read_kin(v, m, e) != 0)
		return -1;
	m->versions = newest(v, Q_SHOW_VERSIONS, m->sheet.subject, VERSIONS, e);
	m->events = newest(v, Q_SHOW_SUBJECT_EVENTS, m->sheet.subject, EVENTS,
	    e);
	if (m->versions == NULL || m->events == NULL)
		return -1;
	count_open(v, m);
	v->say = sentence(v, m);
	return 0;
}

/* ---- versions in words ------------------------------------------------------ */

const char *
trust_became(const struct rows *r, size_t i)
{
	static const char *const word[] = {
		[DECISION_NONE] = "not decided yet",
		[DECISION_HOLD] = "held",
		[DECISION_RELEASE] = "public",
		[DECISION_WITHHOLD] = "withheld",
		[DECISION_SUSPEND] = "public, suspended",
		[DECISION_WITHDRAW] = "withdrawn",
		[DECISION_SUPERSEDE] = "superseded"
	};
	int64_t		 d = rows_int(r, i, COL_VERDICT);

	return d >= 0 && d <= DECISION_SUPERSEDE ? word[d] : "unknown";
}

const char *
trust_because(const struct rows *r, size_t i)
{
	const char	*reason = rows_text(r, i, COL_REASON);

	return reason[0] != '\0' ? reason : rows_text(r, i, COL_HOLDS);
}

/* ---- JSON ---------------------------------------------------------------------------- */

static void
list_versions(struct json *j, const struct rows *r)
{
	size_t	i;

	json_array(j, "versions");
	for (i = 0; i < rows_count(r); i++) {
		json_object(j, NULL);
		json_int(j, "version", rows_int(r, i, COL_VERSION));
		json_text(j, "made", rows_text(r, i, COL_MADE));
		json_text(j, "state", trust_became(r, i));
		json_text(j, "public_since", rows_text(r, i, COL_PUBLISHED));
		json_text(j, "because", trust_because(r, i));
		json_text(j, "by", rows_text(r, i, COL_BY));
		json_text(j, "digest", rows_text(r, i, COL_DIGEST));
		json_end(j);
	}
	json_end(j);
}

static void
list_events(struct visit *v, struct json *j, const struct rows *rows)
{
	struct event_row	r;
	size_t			i;

	json_array(j, "events");
	for (i = 0; i < rows_count(rows); i++) {
		event_row(rows, i, v->arena, &r);
		json_object(j, NULL);
		json_int(j, "event", r.id);
		json_text(j, "at", r.at);
		json_text(j, "kind", r.kind);
		json_text(j, "standing", r.standing);
		json_bool(j, "open", r.open);
		json_end(j);
	}
	json_end(j);
}

void
trust_json(struct visit *v, struct json *j)
{
	const struct trust	*m = v->model;
	struct buf		 b = { 0 };

	account_json(&m->sheet, v->arena, &b);
	json_raw(j, "explanation", b.data, b.len - 1);	/* without newline */
	buf_release(&b);
	document_links(j, &m->dossier, &m->facts);
	list_versions(j, m->versions);
	list_events(v, j, m->events);
}
