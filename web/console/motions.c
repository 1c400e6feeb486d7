/*
 * Decisions - what somebody proposes about ratings waits here for a second
 * person.  What was carried is an event, submitted like any other.
 */
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "formats/motion.h"
#include "web/console/inside.h"
#include "web/console/motions.h"
#include "web/console/pages.h"
#include "web/console/submit.h"

enum { MOTIONS = 50 };
enum motion_state { MOTION_OPEN, MOTION_CARRIED, MOTION_DECLINED };
enum {
	COL_ID, COL_AT, COL_KIND, COL_SUBJECT, COL_FIELDS, COL_WHO, COL_REASON,
	COL_STATE, COL_DECIDED, COL_BY, COL_BECAUSE, COL_EVENT
};

static struct rows *
read_motions(struct visit *v, int64_t id, struct err *e)
{
	struct params	*p = params_new();

	params_int8(p, id);
	params_text(p, MOTION_SOURCE);
	params_int4(p, MOTIONS);
	return visit_rows(v, Q_SHOW_MOTIONS, p, e);
}

/* ---- the list ---------------------------------------------------------------- */

int
motions_read(struct visit *v, struct err *e)
{
	struct rows	*rows = read_motions(v, 0, e);
	size_t		 i, open = 0;

	if ((v->model = rows) == NULL)
		return -1;
	for (i = 0; i < rows_count(rows); i++)
		open += rows_int(rows, i, COL_STATE) == MOTION_OPEN;
	v->command = "sixthkey get audit";
	v->say = open == 0 ? "No proposal waits for anybody." :
	    visit_text(v, "%zu %s for a second person.", open, open == 1 ?
	    "proposal waits" : "proposals wait");
	return 0;
}

static void
write_fields(struct visit *v, struct buf *out, const char *fields)
{
	struct pair	 field[FORM_FIELDS];
	struct buf	 body = { 0 };
	size_t		 i, n = 0;

	buf_text(&body, fields);
	form_fields(v->arena, &body, field, &n);
	buf_release(&body);
	buf_text(out, "<dl class=\"fields\">");
	for (i = 0; i < n; i++)
		html_add(out, "<div><dt>%s</dt><dd>%s</dd></div>",
		    field[i].name, field[i].value);
	buf_text(out, "</dl>");
}

static void
write_button(struct visit *v, struct buf *out, const char *path,
    const char *word, int64_t id, int reason)
{
	page_form(v, out, path, "");
	html_add(out, "<input type=\"hidden\" name=\"motion\" value=\"%lld\">",
	    (long long)id);
	if (reason)
		page_reason(out, visit_text(v, "%s-%lld", path + 1,
		    (long long)id));
	html_add(out, "<button>%s<span class=\"vh\"> proposal %lld</span>"
	    "</button></form>\n", word, (long long)id);
}

static void
write_open(struct visit *v, struct buf *out, const struct rows *r, size_t i)
{
	int64_t	 id = rows_int(r, i, COL_ID);

	if (!visit_may(v, MAY_APPROVE))
		buf_text(out, "waits for an approver");
	else if (strcmp(v->who, rows_text(r, i, COL_WHO)) == 0)
		buf_text(out, "waits for somebody other than you");
	else
		write_button(v, out, "/carry", "Carry", id, 1);
	if (visit_may(v, MAY_APPROVE) ||
	    strcmp(v->who, rows_text(r, i, COL_WHO)) == 0)
		write_button(v, out, "/decline", "Decline", id, 1);
}

static void
write_end(struct visit *v, struct buf *out, const struct rows *r, size_t i)
{
	int	carried = rows_int(r, i, COL_STATE) == MOTION_CARRIED;

	html_add(out, "%s by %s, ", carried ? "carried" : "declined",
	    rows_text(r, i, COL_BY));
	page_time(out, rows_text(r, i, COL_DECIDED));
	html_add(out, ": “%s”", rows_text(r, i, COL_BECAUSE));
	if (rows_int(r, i, COL_EVENT) != 0) {
		buf_text(out, "; event ");
		page_event(out, rows_int(r, i, COL_EVENT));
	} else if (carried) {
		buf_text(out, "; the line has not taken it yet");
		if (visit_may(v, MAY_APPROVE))
			write_button(v, out, "/send", "Send again",
			    rows_int(r, i, COL_ID), 0);
	}
}

static void
write_motion(struct visit *v, struct buf *out, const struct rows *r, size_t i)
{
	const struct motion_kind	*k = motion_find(rows_text(r, i,
					    COL_KIND));

	html_add(out, "<tr><td class=\"n\">%lld</td><td class=\"text\">"
	    "<strong>%s</strong>", (long long)rows_int(r, i, COL_ID),
	    k == NULL ? rows_text(r, i, COL_KIND) : k->title);
	write_fields(v, out, rows_text(r, i, COL_FIELDS));
	buf_text(out, "</td><td><a href=\"/trusts/");
	html_segment(out, rows_text(r, i, COL_SUBJECT));
	html_add(out, "\">%s</a></td><td class=\"text\">%s, ",
	    rows_text(r, i, COL_SUBJECT), rows_text(r, i, COL_WHO));
	page_time(out, rows_text(r, i, COL_AT));
	html_add(out, ": “%s”</td><td class=\"text\">",
	    rows_text(r, i, COL_REASON));
	if (rows_int(r, i, COL_STATE) == MOTION_OPEN)
		write_open(v, out, r, i);
	else
		write_end(v, out, r, i);
	buf_text(out, "</td></tr>\n");
}

void
motions_html(struct visit *v, struct buf *out)
{
	static const char *const heads[] = { "#No.", "What", "About",
		"Proposed by", "And then", NULL };
	const struct rows	*r = v->model;
	size_t			 i;

	if (rows_count(r) == 0) {
		buf_text(out, "<p class=\"quiet\">Open a trust to propose "
		    "something about it.</p>\n");
		return;
	}
	page_table_begin(out, "Decisions", heads);
	for (i = 0; i < rows_count(r); i++)
		write_motion(v, out, r, i);
	page_table_end(out);
}

void
motions_json(struct visit *v, struct json *j)
{
	static const char *const	 state[] = { "open", "carried",
					    "declined" };
	const struct rows		*r = v->model;
	size_t				 i;

	json_array(j, "motions");
	for (i = 0; i < rows_count(r); i++) {
		json_object(j, NULL);
		json_int(j, "motion", rows_int(r, i, COL_ID));
		json_text(j, "at", rows_text(r, i, COL_AT));
		json_text(j, "kind", rows_text(r, i, COL_KIND));
		json_text(j, "subject", rows_text(r, i, COL_SUBJECT));
		json_text(j, "fields", rows_text(r, i, COL_FIELDS));
		json_text(j, "proposed_by", rows_text(r, i, COL_WHO));
		json_text(j, "reason", rows_text(r, i, COL_REASON));
		json_text(j, "state", state[rows_int(r, i, COL_STATE)]);
		json_text(j, "decided_by", rows_text(r, i, COL_BY));
		json_int(j, "event", rows_int(r, i, COL_EVENT));
		json_end(j);
	}
	json_end(j);
}

/* ---- from a motion to an event ------------------------------------------------ */

/* Fields that are not the kind's are those of every form. */
static size_t
take_words(const struct motion_kind *k, const struct pair *field, size_t n,
    struct motion_word *out)
{
	size_t	i, j, count = 0;

	for (i = 0; i < n; i++)
		for (j = 0; k->field[j] != NULL; j++)
			if (strcmp(field[i].name, k->field[j]) == 0)
				out[count++] = (struct motion_word){
				    field[i].name, field[i].value };
	return count;
}

int
motion_make(struct visit *v, struct motion *m, const struct pair *field,
    size_t n, struct event *out, struct err *e)
{
	struct motion_word	 word[FORM_FIELDS];

	m->source = MOTION_SOURCE;
	m->word = word;
	m->nword = take_words(m->kind, field, n, word);
	return motion_event(m, clock_today(), v->arena, out, e);
}

static int
make_event(struct visit *v, const struct rows *r, const char *second,
    struct event *out, struct err *e)
{
	struct pair	 field[FORM_FIELDS];
	struct buf	 body = { 0 };
	struct motion	 m = { .kind = motion_find(rows_text(r, 0, COL_KIND)),
			    .subject = rows_text(r, 0, COL_SUBJECT),
			    .source_id = visit_text(v, "motion/%lld",
			    (long long)rows_int(r, 0, COL_ID)),
			    .author = rows_text(r, 0, COL_WHO),
			    .approver = second };
	size_t		 n = 0;

	if (m.kind == NULL)
		return err_set(e, ERR_INPUT, "%s: is no kind of decision",
		    rows_text(r, 0, COL_KIND));
	buf_text(&body, rows_text(r, 0, COL_FIELDS));
	form_fields(v->arena, &body, field, &n);
	buf_release(&body);
	return motion_make(v, &m, field, n, out, e);
}

/* What the line said goes with the person back to the list. */
static int
send(struct visit *v, const struct event *ev)
{
	struct submitted	 s;

	submit_event(v->console->door, ev, &s);
	v->go = "/decisions";
	if (s.answer == ANSWER_REJECTED || s.answer == ANSWER_CONFLICT) {
		v->go = NULL;
		return visit_refuse(v, 409, visit_text(v, "The line refused "
		    "it: %s", s.text));
	}
	return 0;
}

/* The motion that the form names, or NULL and refused. */
static const struct rows *
named(struct visit *v, struct err *e)
{
	const struct rows	*r;
	int64_t			 id = 0;

	text_number(visit_field(v, "motion"), 1, INT64_MAX, &id);
	r = read_motions(v, id, e);
	if (r != NULL && (id == 0 || rows_count(r) != 1)) {
		visit_refuse(v, 404, "Nothing was done: there is no such "
		    "proposal.");
		return NULL;
	}
	return r;
}

static int
end(struct visit *v, const struct rows *r, int carried, const char *reason,
    struct err *e)
{
	struct params	*p = params_new();
	struct rows	*done;

	params_int8(p, rows_int(r, 0, COL_ID));
	params_int4(p, carried);
	params_text(p, v->who);
	params_text(p, reason);
	done = visit_rows(v, Q_CONSOLE_DECIDE, p, e);
	if (done == NULL)
		return -1;
	if (rows_count(done) == 1)
		return 1;
	return visit_refuse(v, 409, visit_text(v, "Nothing was done: %s has "
	    "decided it meanwhile.", rows_text(r, 0, COL_BY)[0] == '\0' ?
	    "somebody" : rows_text(r, 0, COL_BY)));
}

int
motion_carry(struct visit *v, struct err *e)
{
	const struct rows	*r = named(v, e);
	const char		*reason;
	struct event		 ev;
	struct err		 why = { 0 };
	int			 rc;

	if (r == NULL)
		return v->status == 0 ? -1 : 0;
	if (!visit_reason(v, &reason))
		return 0;
	if (make_event(v, r, v->who, &ev, &why) != 0)
		return visit_refuse(v, 422, visit_text(v, "Nothing was done: "
		    "%s.", why.text));
	rc = end(v, r, 1, reason, e);
	return rc <= 0 ? rc : send(v, &ev);
}

int
motion_decline(struct visit *v, struct err *e)
{
	const struct rows	*r = named(v, e);
	const char		*reason;
	int			 rc;

	if (r == NULL)
		return v->status == 0 ? -1 : 0;
	if (!visit_may(v, MAY_APPROVE) &&
	    strcmp(v->who, rows_text(r, 0, COL_WHO)) != 0)
		return visit_refuse(v, 403, "Nothing was done: only an "
		    "approver, or who proposed it, may decline it.");
	if (!visit_reason(v, &reason))
		return 0;
	rc = end(v, r, 0, reason, e);
	if (rc > 0)
		v->go = "/decisions";
	return rc < 0 ? -1 : 0;
}

/* Carried, and the line did not say that it has it: the same event again. */
int
motion_send(struct visit *v, struct err *e)
{
	const struct rows	*r = named(v, e);
	struct event		 ev;
	struct err		 why = { 0 };

	if (r == NULL)
		return v->status == 0 ? -1 : 0;
	if (rows_int(r, 0, COL_STATE) != MOTION_CARRIED)
		return visit_refuse(v, 409, "Nothing was done: it was not "
		    "carried.");
	if (make_event(v, r, rows_text(r, 0, COL_BY), &ev, &why) != 0)
		return visit_refuse(v, 422, visit_text(v, "Nothing was done: "
		    "%s.", why.text));
	return send(v, &ev);
}
