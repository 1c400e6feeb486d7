/*
 * What if - what the rules would give of one organisation with other ratings,
 * beside what they give now.  All that is supposed stands in the address, and
 * nothing is written.
 */
#include <string.h>

#include "base/text.h"
#include "explain/why.h"
#include "proto/document_cell.h"
#include "web/console/pages.h"
#include "web/console/trust.h"
#include "web/console/whatif.h"

/* ---- what is asked ---------------------------------------------------------- */

/* A line each; blank ones say nothing. */
static int
read_lines(struct visit *v, struct whatif *w, const char *lines,
    struct err *fault)
{
	char	*save, *text = arena_text(v->arena, lines), *word;

	for (word = strtok_r(text, "\r\n", &save); word != NULL;
	    word = strtok_r(NULL, "\r\n", &save)) {
		word += strspn(word, " \t");
		if (*word != '\0' &&
		    whatif_suppose(w, word, v->arena, fault) != 0)
			return -1;
	}
	return 0;
}

/* Each argument is a question and its rating, but for these two. */
static int
read_supposed(struct visit *v, struct whatif *w, struct err *fault)
{
	const struct request	*r = v->request;
	size_t			 i;

	for (i = 0; i < r->nargument; i++) {
		const char	*name = r->argument[i].name,
				*value = r->argument[i].value;

		if (*value == '\0' || strcmp(name, "format") == 0)
			continue;
		if (strcmp(name, "more") == 0 ?
		    read_lines(v, w, value, fault) != 0 :
		    whatif_suppose(w, arena_printf(v->arena, "%s=%s", name,
		    value), v->arena, fault) != 0)
			return -1;
	}
	return 0;
}

/* ---- in words --------------------------------------------------------------- */

/* Before it is placed: as it was asked. */
static const char *
command(struct visit *v, const struct whatif_page *m)
{
	struct buf	 b = { 0 };
	const char	*text;
	size_t		 i;

	buf_printf(&b, "sixthkey whatif %s", m->subject.id);
	for (i = 0; i < m->whatif.n; i++) {
		const struct supposed	*s = &m->whatif.supposed[i];
		int			 both = s->location != NULL &&
					    s->service != NULL;

		buf_char(&b, ' ');
		page_word(&b, arena_printf(v->arena, "%s%s%s%s%s=%s",
		    s->location != NULL ? s->location : "", both ? "/" : "",
		    both ? s->service : "", s->location != NULL ? ":" : "",
		    question_code(s->question), rating_code(s->rating)));
	}
	if (m->whatif.n == 0)
		buf_text(&b, " safe=good");
	text = arena_text(v->arena, b.data);
	buf_release(&b);
	return text;
}

static const char *
overall_name(const struct whatif_line *l)
{
	if (l->made->level == LEVEL_QUALITY)
		return "overall quality";
	return l->made->level == LEVEL_COMBINED ? "the combined rating" :
	    "the overall rating";
}

/* "overall quality would be Good instead of Outstanding" */
static void
add_overall(struct visit *v, struct buf *b, const struct whatif_line *l)
{
	const char	*then = why_bounds(v->arena, l->then);

	buf_text(b, overall_name(l));
	if (whatif_turn(l) == 0)
		buf_printf(b, " would stay %s", then);
	else
		buf_printf(b, " would be %s instead of %s", then,
		    why_bounds(v->arena, l->now));
}

static const char *
sentence(struct visit *v, const struct whatif_page *m)
{
	struct buf	 b = { 0 };
	const char	*joint = "With that, ", *text;
	size_t		 i;

	for (i = 0; i < m->nline; i++) {
		if (m->line[i].kind != WHATIF_OVERALL)
			continue;
		buf_text(&b, joint);
		add_overall(v, &b, &m->line[i]);
		joint = ", and ";
	}
	buf_text(&b, b.len > 0 ? ". Nothing was written." : "The rules make "
	    "no overall rating of that. Nothing was written.");
	text = arena_text(v->arena, b.data);
	buf_release(&b);
	return text;
}

/* ---- read ------------------------------------------------------------------- */

static int
answer(struct visit *v, struct whatif_page *m)
{
	struct whatif	*w = &m->whatif;
	struct err	 fault = { 0 }, unread = { 0 };
	int		 bad = read_supposed(v, w, &unread) != 0;

	v->command = command(v, m);
	if (whatif_evaluate(w, &m->subject, v->arena, &fault) != 0 || bad)
		return visit_mend(v, visit_text(v, "Nothing was worked out: "
		    "%s", text_mend(bad ? unread.text :
		    fault.text)));
	v->say = "Nothing is supposed yet. Whatever is asked here writes "
	    "nothing.";
	if (w->n == 0)
		return 0;
	m->nline = whatif_answer(w, v->arena, &m->line);
	v->say = sentence(v, m);
	return 0;
}

int
whatif_read(struct visit *v, struct err *e)
{
	struct whatif_page	*m = ARENA_NEW(v->arena, struct whatif_page);
	int			 rc = trust_find(v, &m->subject, e);

	if (rc <= 0)
		return rc;
	v->model = m;
	m->whatif.at = INT32_MAX;
	rc = answer(v, m);
	v->title = visit_text(v, "%s: what if", trust_title(v,
	    &m->whatif.was));
	return rc;
}

/* ---- JSON ------------------------------------------------------------------- */

static void
put_bounds(struct json *j, const char *key, struct bounds b)
{
	json_object(j, key);
	json_text(j, "rating", b.low == b.high ? rating_code(b.low) : "");
	json_text(j, "low", rating_code(b.low));
	json_text(j, "high", rating_code(b.high));
	json_end(j);
}

static void
put_made(struct visit *v, struct json *j, const struct cell *c)
{
	if (c == NULL) {
		json_null(j, "made");
		return;
	}
	json_object(j, "made");
	document_cell(j, c, CELL_EXPLAINED);
	json_text(j, "rules", why_rules(v->arena, c));
	json_text(j, "margin", why_margin(v->arena, c));
	json_text(j, "upward", why_upward(v->arena, c));
	json_end(j);
}

static const char *
turn_code(const struct whatif_line *l)
{
	static const char *const	words[] = { "worse", "same", "better",
					    "uncertain" };

	return words[whatif_turn(l) + 1];
}

void
whatif_json(struct visit *v, struct json *j)
{
	const struct whatif_page	*m = v->model;
	const struct whatif_line	*l;

	json_text(j, "organisation", m->subject.id);
	json_text(j, "name", m->whatif.was.name);
	json_array(j, "answer");
	for (l = m->line; l < m->line + m->nline; l++) {
		json_object(j, NULL);
		json_text(j, "what", l->what);
		json_text(j, "title", l->title);
		json_text(j, "awarded", mark_code(l->awarded));
		put_bounds(j, "now", l->now);
		put_bounds(j, "then", l->then);
		json_text(j, "change", turn_code(l));
		json_bool(j, "supposed", l->supposed);
		put_made(v, j, l->made);
		json_end(j);
	}
	json_end(j);
}
