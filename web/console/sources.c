/*
 * Sources - who submits: the last that came of each, how it was answered, and
 * the token it shows; a source that floods or lies is shut out here.
 */
#include <string.h>

#include "web/console/inside.h"
#include "web/console/pages.h"
#include "web/picture.h"

enum {
	COL_SOURCE, COL_EVENTS, COL_LAST, COL_MINUTE, COL_TOKEN, COL_SINCE,
	COL_KINDS
};

struct sources {
	struct rows	*rows;
	uint64_t	(*answer)[ANSWER_BUSY + 1];	/* of each row */
};

/* ---- read -------------------------------------------------------------------- */

/* What the leading broker has answered since it started. */
static void
take_answers(struct visit *v, struct sources *m)
{
	const struct picture		*p = pictures_look(
					    v->console->pictures);
	const struct broker_picture	*b = picture_leader(p);
	size_t				 i, k;

	for (i = 0; i < rows_count(m->rows); i++)
		for (k = 0; b != NULL && k < b->report.nsource; k++)
			if (strcmp(rows_text(m->rows, i, COL_SOURCE),
			    b->report.source[k].source) == 0)
				memcpy(m->answer[i], b->report.source[k].answer,
				    sizeof(m->answer[i]));
	pictures_leave(v->console->pictures);
}

int
sources_read(struct visit *v, struct err *e)
{
	struct sources	*m = ARENA_NEW(v->arena, struct sources);
	struct params	*p = params_new();
	struct rows	*newest = visit_rows(v, Q_SHOW_NEWEST_EVENT, NULL, e);
	int64_t		 minute = 0;
	size_t		 i;

	v->model = m;
	if (newest == NULL) {
		params_free(&p);
		return -1;
	}
	params_int8(p, rows_int(newest, 0, 0));
	m->rows = visit_rows(v, Q_SHOW_SOURCES, p, e);
	if (m->rows == NULL)
		return -1;
	m->answer = arena_array(v->arena, rows_count(m->rows) + 1,
	    sizeof(*m->answer));
	take_answers(v, m);
	for (i = 0; i < rows_count(m->rows); i++)
		minute += rows_int(m->rows, i, COL_MINUTE);
	v->command = "sixthkey get sources";
	v->say = visit_text(v, "%zu sources; %lld events came in the last "
	    "minute.", rows_count(m->rows), (long long)minute);
	return 0;
}

/* ---- HTML --------------------------------------------------------------------- */

static void
write_token(struct visit *v, struct buf *out, const struct rows *r, size_t i)
{
	const char	*token = rows_text(r, i, COL_TOKEN);

	if (token[0] == '\0') {
		buf_text(out, "<span class=\"quiet\">none</span>");
		return;
	}
	html_add(out, "since %s, for %s", rows_text(r, i, COL_SINCE),
	    strcmp(rows_text(r, i, COL_KINDS), "*") == 0 ? "every kind" :
	    rows_text(r, i, COL_KINDS));
	if (!visit_may(v, MAY_OPERATE))
		return;
	buf_text(out, "<details class=\"do\"><summary>Revoke…</summary>");
	page_form(v, out, "/sources/revoke", "");
	html_add(out, "<input type=\"hidden\" name=\"token_id\" value=\"%s\">",
	    token);
	page_reason(out, token);
	html_add(out, "<button class=\"danger\">Shut out %s</button></form>"
	    "</details>", rows_text(r, i, COL_SOURCE));
}

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
write_source(struct visit *v, struct buf *out, const struct sources *m,
    size_t i)
{
	static const enum answer shown[] = { ANSWER_ACCEPTED, ANSWER_DUPLICATE,
		ANSWER_CONFLICT, ANSWER_REJECTED, ANSWER_BUSY };
	size_t	k;

	html_add(out, "<tr><td class=\"text\">%s</td><td>",
	    rows_text(m->rows, i, COL_SOURCE));
	if (rows_text(m->rows, i, COL_LAST)[0] != '\0')
		page_time(out, rows_text(m->rows, i, COL_LAST));
	buf_text(out, "</td><td class=\"n\">");
	say_count(out, rows_int(m->rows, i, COL_MINUTE));
	for (k = 0; k < sizeof(shown) / sizeof(shown[0]); k++) {
		buf_text(out, "</td><td class=\"n\">");
		say_count(out, (int64_t)m->answer[i][shown[k]]);
	}
	write_share(out, m->answer[i], ANSWER_DUPLICATE);
	write_share(out, m->answer[i], ANSWER_REJECTED);
	buf_text(out, "</td><td class=\"text\">");
	write_token(v, out, m->rows, i);
	buf_text(out, "</td></tr>\n");
}

void
sources_html(struct visit *v, struct buf *out)
{
	static const char *const heads[] = { "Source", "Last event",
		"#Last minute", "#Accepted", "#Duplicate", "#Conflict",
		"#Refused", "#Told to wait", "#Duplicates", "#Refusals",
		"Token", NULL };
	const struct sources	*m = v->model;
	size_t			 i;

	buf_text(out, "<p class=\"quiet\">Sources of the newest 20,000 events, "
	    "and those with a token. Answers are those since the leading "
	    "broker started.</p>\n");
	page_table_begin(out, "Sources", heads);
	for (i = 0; i < rows_count(m->rows); i++)
		write_source(v, out, m, i);
	page_table_end(out);
	buf_text(out, "<p>At a shell <code>sixthkey keys tokens</code> lists "
	    "the tokens, <code>sixthkey keys new token --source SOURCE</code> "
	    "makes one, and <code>sixthkey keys list</code> says whose keys "
	    "the broker takes.</p>\n");
}

void
sources_json(struct visit *v, struct json *j)
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
	const struct sources	*m = v->model;
	size_t			 i, k;

	json_array(j, "sources");
	for (i = 0; i < rows_count(m->rows); i++) {
		json_object(j, NULL);
		json_text(j, "source", rows_text(m->rows, i, COL_SOURCE));
		json_text(j, "last", rows_text(m->rows, i, COL_LAST));
		json_int(j, "last_minute", rows_int(m->rows, i, COL_MINUTE));
		for (k = 0; k < sizeof(answers) / sizeof(answers[0]); k++)
			json_int(j, answers[k].name,
			    (int64_t)m->answer[i][answers[k].answer]);
		json_bool(j, "token", rows_text(m->rows, i, COL_TOKEN)[0] !=
		    '\0');
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
