#include <string.h>

#include "operations/bulk.h"
#include "web/console/events_act.h"
#include "web/console/pages.h"

static const struct bulk *const	 acts[] = {
	&bulk_retry, &bulk_discard, &bulk_replay
};

enum { ACTS = sizeof(acts) / sizeof(acts[0]) };

int
pick_visit(struct visit *v, visit_word_fn *word, struct pick *p)
{
	struct err	 e = { 0 };
	int		 f;

	*p = (struct pick){ .stage = STAGE_NONE };
	for (f = 0; f < PICK_FIELDS; f++)
		p->word[f] = word(v, pick_names[f].argument);
	if (pick_read(p, v->arena, &e) == 0)
		return 1;
	return visit_refuse(v, word == visit_argument ? 400 : 422,
	    visit_text(v, "Nothing was %s: %s.", word == visit_argument ?
	    "looked for" : "done", e.text));
}

/* ---- the forms ----------------------------------------------------------------- */

/* An age is what it was when the list was read. */
static const char *
as_read(const struct pick *p, enum pick_field f)
{
	if (f == PICK_SINCE && p->since != NULL)
		return p->since;
	return f == PICK_UNTIL && p->until != NULL ? p->until :
	    pick_word(p, f);
}

static void
write_form(struct visit *v, struct buf *out, const struct pick *p,
    const struct bulk *b)
{
	int	 f;

	html_add(out, "<details><summary>%s…</summary>", b->button);
	page_form(v, out, "/events/preview", "narrow");
	html_add(out, "<input type=\"hidden\" name=\"verb\" value=\"%s\">",
	    b->verb);
	for (f = 0; f < PICK_FIELDS; f++) {
		const char	*word = as_read(p, (enum pick_field)f);

		if (*word != '\0')
			html_add(out, "<input type=\"hidden\" name=\"%s\" "
			    "value=\"%s\">", pick_names[f].argument, word);
	}
	page_reason(out, b->verb);
	buf_text(out, "<button>Look at it first</button></form></details>\n");
}

void
events_act_html(struct visit *v, struct buf *out, const struct pick *p)
{
	const struct bulk_wish	 w = { .pick = *p };
	const char		*fault = bulk_fault(&bulk_retry, &w);
	size_t			 i;

	if (!pick_asks(p) || !visit_may(v, MAY_OPERATE))
		return;
	buf_text(out, "<section><h2>Act on all of this kind</h2>\n");
	if (fault != NULL)
		html_add(out, "<p class=\"quiet\">Nothing of it can be sent "
		    "again or discarded: %s.", fault);
	else
		buf_text(out, "<p class=\"quiet\">On every page of the list. "
		    "Only what is put aside is sent again or discarded: what "
		    "waits goes on by itself, and what is through is done.");
	buf_text(out, " To work again is to make the ratings of all their "
	    "organisations anew from what is recorded.</p>\n");
	for (i = 0; i < ACTS; i++)
		if (bulk_fault(acts[i], &w) == NULL)
			write_form(v, out, p, acts[i]);
	buf_text(out, "</section>\n");
}

/* ---- bind what there is, then show it -------------------------------------------- */

/* 1; 0 and refused. */
static int
read_wish(struct visit *v, const struct bulk **b, struct bulk_wish *w,
    const char **reason)
{
	const char	*fault;

	*w = (struct bulk_wish){ .event = 0 };
	*b = bulk_named(visit_field(v, "verb"));
	if (*b == NULL)
		return visit_refuse(v, 422, "Nothing was done: it is not said "
		    "what to do.");
	if (!pick_visit(v, visit_field, &w->pick))
		return 0;
	if (!pick_asks(&w->pick))
		return visit_refuse(v, 422, "Nothing was done: without a "
		    "filter this would be about every event.");
	if ((fault = bulk_fault(*b, w)) != NULL)
		return visit_refuse(v, 422, visit_text(v, "Nothing was done: "
		    "%s.", fault));
	return visit_reason(v, reason);
}

int
events_preview(struct visit *v, struct err *e)
{
	const struct bulk	*b;
	struct bulk_wish	 w;
	struct bulk_who		 who = { v->who, "" };
	const char		*snapshot;

	if (!read_wish(v, &b, &w, &who.reason))
		return 0;
	if (bulk_bind(v->db, b, &w, &who, v->arena, &snapshot, e) != 0)
		return -1;
	if (snapshot == NULL)
		return visit_refuse(v, 409, visit_text(v, "Nothing was done: "
		    "no %s %s.", b->replays ? "organisation is there" :
		    "event is", bulk_filter(b, &w, v->arena)));
	v->go = visit_text(v, "/operations/%s", snapshot);
	return 0;
}
