/*
 * Sources - who submits: the last that came of each, how it was answered, what
 * it sends and what of it is missing, and the tokens it shows.
 */
#include <string.h>

#include "web/console/inside.h"
#include "web/console/pages.h"
#include "web/console/sources.h"
#include "web/picture.h"

struct sources {
	struct upstream	*list;
	size_t		 n;
	uint64_t	(*answer)[ANSWER_BUSY + 1];	/* of each */
	struct rows	*tokens;
};

/* ---- read -------------------------------------------------------------------- */

/* Whom the leading broker has answered. */
static const char *const *
heard(struct visit *v, size_t *n)
{
	const struct picture		*p = pictures_look(
					    v->console->pictures);
	const struct broker_picture	*b = picture_leader(p);
	const char			**names = NULL;
	size_t				 i;

	*n = b == NULL ? 0 : b->report.nsource;
	names = ARENA_ARRAY(v->arena, *n + 1, const char *);
	for (i = 0; i < *n; i++)
		names[i] = arena_text(v->arena, b->report.source[i].source);
	pictures_leave(v->console->pictures);
	return names;
}

int
sources_all(struct visit *v, struct upstream **list, size_t *n, struct err *e)
{
	struct upstreams	 u = { .arena = v->arena };
	const char *const	*names;
	size_t			 i, nnames;

	names = heard(v, &nnames);
	for (i = 0; i < nnames; i++)
		upstreams_add(&u, names[i]);
	if (upstreams_read(&u, v->db, e) != 0)
		return -1;
	*list = u.list;
	*n = u.n;
	return 0;
}

/* What the leading broker has answered since it started. */
static void
take_answers(struct visit *v, struct sources *m)
{
	const struct picture		*p = pictures_look(
					    v->console->pictures);
	const struct broker_picture	*b = picture_leader(p);
	size_t				 i, k;

	for (i = 0; i < m->n; i++)
		for (k = 0; b != NULL && k < b->report.nsource; k++)
			if (strcmp(m->list[i].source,
			    b->report.source[k].source) == 0)
				memcpy(m->answer[i], b->report.source[k].answer,
				    sizeof(m->answer[i]));
	pictures_leave(v->console->pictures);
}

static int
misses(const struct sources *m)
{
	size_t	 i = 0;

	while (i < m->n && m->list[i].missing == 0)
		i++;
	return i < m->n;
}

/* What is missing comes before what goes on. */
static const char *
say(struct visit *v, const struct sources *m)
{
	struct buf	 b = { 0 };
	const char	*text;
	int64_t		 minute = 0, missing = 0;
	size_t		 i;

	for (i = 0; i < m->n; i++) {
		minute += m->list[i].minute;
		missing += m->list[i].missing;
	}
	if (missing != 0)
		say_events(&b, missing, "event did not come, by the numbers "
		    "of its source. ", "events did not come, by the numbers of "
		    "their sources. ");
	say_events(&b, (int64_t)m->n, "source; ", "sources; ");
	say_events(&b, minute, "event came in the last minute.",
	    "events came in the last minute.");
	text = arena_text(v->arena, b.data);
	buf_release(&b);
	return text;
}

int
sources_read(struct visit *v, struct err *e)
{
	struct sources	*m = ARENA_NEW(v->arena, struct sources);

	v->model = m;
	if (sources_all(v, &m->list, &m->n, e) != 0)
		return -1;
	m->tokens = visit_rows(v, Q_TOKEN_LIST, NULL, e);
	if (m->tokens == NULL)
		return -1;
	m->answer = arena_array(v->arena, m->n + 1, sizeof(*m->answer));
	take_answers(v, m);
	v->command = "sixthkey get sources";
	v->say = say(v, m);
	v->grave = misses(m);
	return 0;
}

/* ---- HTML --------------------------------------------------------------------- */

/* Of all that it was answered but BUSY, after which it asks again. */
static void
write_share(struct buf *out, const uint64_t *answer, enum answer which)
{
	uint64_t	all = answer[ANSWER_ACCEPTED] +
			    answer[ANSWER_DUPLICATE] +
			    answer[ANSWER_CONFLICT] + answer[ANSWER_REJECTED];
	uint64_t	share = all == 0 ? 0 : answer[which] * 1000 / all;

	buf_text(out, "</td><td class=\"n\">");
	if (all == 0)
		buf_text(out, "–");
	else
		buf_printf(out, "%llu.%llu %%", (unsigned long long)share / 10,
		    (unsigned long long)share % 10);
}

static void
write_source(struct buf *out, const struct sources *m, size_t i)
{
	static const enum answer shown[] = { ANSWER_ACCEPTED, ANSWER_DUPLICATE,
		ANSWER_CONFLICT, ANSWER_REJECTED, ANSWER_BUSY };
	size_t	k;

	html_add(out, "<tr><td class=\"text\">%s</td><td>",
	    m->list[i].source);
	if (m->list[i].last[0] != '\0')
		page_time(out, m->list[i].last);
	buf_text(out, "</td><td class=\"n\">");
	say_count(out, m->list[i].minute);
	for (k = 0; k < sizeof(shown) / sizeof(shown[0]); k++) {
		buf_text(out, "</td><td class=\"n\">");
		say_count(out, (int64_t)m->answer[i][shown[k]]);
	}
	write_share(out, m->answer[i], ANSWER_DUPLICATE);
	write_share(out, m->answer[i], ANSWER_REJECTED);
	buf_text(out, "</td></tr>\n");
}

static void
write_schemas(struct buf *out, const struct upstream *u)
{
	const struct upstream_schema	*s;
	size_t				 i;

	for (i = 0; i < u->nschema; i++) {
		s = &u->schema[i];
		buf_text(out, i == 0 ? "" : "<br>");
		html_add(out, s->refused ?
		    "<strong class=\"bad\">%s refused</strong>: " : "%s: ",
		    s->type);
		say_count(out, s->events);
		buf_text(out, ", last ");
		page_time(out, s->last);
	}
}

/* What a source that does not count leaves out nobody knows. */
static void
write_sent(struct buf *out, const struct upstream *u)
{
	struct buf	 gaps = { 0 };

	upstream_say_gaps(&gaps, u);
	html_add(out, "<tr><td class=\"text\">%s</td><td class=\"text%s\">",
	    u->source, u->missing == 0 ? "" : " warn");
	html_add(out, u->came == 0 ? "<span class=\"quiet\">%s</span>" : "%s",
	    u->came == 0 ? "not counted by it" : gaps.data);
	buf_text(out, "</td><td class=\"text\">");
	write_schemas(out, u);
	buf_text(out, "</td></tr>\n");
	buf_release(&gaps);
}

static void
write_answers(struct buf *out, const struct sources *m)
{
	static const char *const heads[] = { "Source", "Last event",
		"#Last minute", "#Accepted", "#Duplicate", "#Conflict",
		"#Refused", "#Told to wait", "#Duplicates", "#Refusals", NULL };
	size_t			 i;

	page_table_begin(out, "Sources", heads);
	for (i = 0; i < m->n; i++)
		write_source(out, m, i);
	page_table_end(out);
}

static void
write_contents(struct buf *out, const struct sources *m)
{
	static const char *const heads[] = { "Source", "Numbers", "Schemas",
		NULL };
	size_t			 i;

	buf_text(out, "<h2>What they send</h2>\n<p class=\"quiet\">Numbers: "
	    "of a source that counts its events the newest ");
	say_count(out, UPSTREAM_NUMBERS);
	buf_text(out, ", or fewer where many do. Schemas: of each "
	    "kind the version that its newest event said, of the newest ");
	say_count(out, UPSTREAM_EVENTS);
	buf_text(out, " events of all; and what only a newer build can read, "
	    "of the newest ");
	say_count(out, UPSTREAM_REFUSALS);
	buf_text(out, " refusals.</p>\n");
	page_table_begin(out, "What they send", heads);
	for (i = 0; i < m->n; i++)
		write_sent(out, &m->list[i]);
	page_table_end(out);
}

void
sources_html(struct visit *v, struct buf *out)
{
	const struct sources	*m = v->model;

	buf_text(out, "<p class=\"quiet\">Sources of the newest ");
	say_count(out, UPSTREAM_EVENTS);
	buf_text(out, " events, and those that have a token, count or were "
	    "answered. Answers are those since the leading broker started."
	    "</p>\n");
	write_answers(out, m);
	write_contents(out, m);
	tokens_html(v, out, m->tokens);
}

/* ---- JSON --------------------------------------------------------------------- */

/* The newest. */
static void
jump_json(struct json *j, const struct upstream *u)
{
	json_int(j, "jumps", u->jumps);
	if (u->jumps == 0)
		return;
	json_object(j, "newest_jump");
	if (u->each)
		json_text(j, "organisation", u->jump.subject);
	json_int(j, "from", u->jump.first);
	json_int(j, "to", u->jump.last);
	json_end(j);
}

static void
numbers_json(struct json *j, const struct upstream *u)
{
	size_t	 i;

	if (u->came == 0)
		return;
	json_object(j, "numbers");
	json_int(j, "came", u->came);
	json_int(j, "missing", u->missing);
	json_bool(j, "older", u->older);
	json_bool(j, "for_each_organisation", u->each);
	jump_json(j, u);
	json_int(j, "gaps", u->gaps);
	json_array(j, "newest_gaps");
	for (i = 0; i < u->ngap; i++) {
		json_object(j, NULL);
		if (u->each)
			json_text(j, "organisation", u->gap[i].subject);
		json_int(j, "first", u->gap[i].first);
		json_int(j, "last", u->gap[i].last);
		json_end(j);
	}
	json_end(j);
	json_end(j);
}

static void
schemas_json(struct json *j, const struct upstream *u)
{
	size_t	 i;

	json_array(j, "schemas");
	for (i = 0; i < u->nschema; i++) {
		json_object(j, NULL);
		json_text(j, "type", u->schema[i].type);
		json_bool(j, "refused", u->schema[i].refused);
		json_int(j, "events", u->schema[i].events);
		json_text(j, "last", u->schema[i].last);
		json_end(j);
	}
	json_end(j);
}

static void
source_json(struct json *j, const struct sources *m, size_t i)
{
	static const struct {
		const char	*name;
		enum answer	 answer;
	} answers[] = {
		{ "accepted", ANSWER_ACCEPTED },
		{ "duplicate", ANSWER_DUPLICATE },
		{ "conflict", ANSWER_CONFLICT },
		{ "refused", ANSWER_REJECTED }, { "busy", ANSWER_BUSY }
	};
	const struct upstream	*u = &m->list[i];
	size_t			 k;

	json_object(j, NULL);
	json_text(j, "source", u->source);
	json_text(j, "last", u->last);
	json_int(j, "last_minute", u->minute);
	for (k = 0; k < sizeof(answers) / sizeof(answers[0]); k++)
		json_int(j, answers[k].name,
		    (int64_t)m->answer[i][answers[k].answer]);
	numbers_json(j, u);
	schemas_json(j, u);
	json_bool(j, "token", tokens_has(m->tokens, u->source));
	json_end(j);
}

void
sources_json(struct visit *v, struct json *j)
{
	const struct sources	*m = v->model;
	size_t			 i;

	json_array(j, "sources");
	for (i = 0; i < m->n; i++)
		source_json(j, m, i);
	json_end(j);
	tokens_json(j, m->tokens);
}
