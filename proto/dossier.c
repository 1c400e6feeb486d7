#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "proto/deadline.h"
#include "proto/dossier.h"

/* Later by day; on one day the last in canonical order. */
static int
is_newer(struct day d, const void *was, struct day than)
{
	return was == NULL || day_compare(d, than) >= 0;
}

static void
take_resources(struct dossier *d, const struct event *ev)
{
	const struct evidence	*v = ev->evidence;
	const struct proposal	*p = ev->proposal;
	const struct award	*w = ev->award;

	if (v != NULL && is_newer(v->as_of, d->evidence, d->evidence == NULL ?
	    v->as_of : d->evidence->as_of))
		d->evidence = v;
	if (p != NULL && is_newer(p->on, d->proposal, d->proposal == NULL ?
	    p->on : d->proposal->on))
		d->proposal = p;
	if (w != NULL && is_newer(w->on, d->award, d->award == NULL ? w->on :
	    d->award->on))
		d->award = w;
}

static const struct workflow *
newest(const struct dossier *d, enum event_kind kind)
{
	const struct workflow	*found = NULL, *w;
	size_t			 i;

	for (i = 0; i < d->state.nstatement; i++) {
		if (d->state.statement[i].event.kind != kind)
			continue;
		w = d->state.statement[i].event.workflow;
		if (found == NULL || day_compare(w->on, found->on) >= 0)
			found = w;
	}
	return found;
}

/* What was opened and not closed on that day or later. */
static const struct workflow *
still_open(const struct dossier *d, enum event_kind opened,
    enum event_kind closed)
{
	const struct workflow	*o = newest(d, opened), *c = newest(d, closed);

	return o != NULL && c != NULL && day_compare(c->on, o->on) >= 0 ?
	    NULL : o;
}

static int
compare_links(const void *va, const void *vb)
{
	const struct succession	*a = *(const struct succession *const *)va;
	const struct succession	*b = *(const struct succession *const *)vb;
	int			 c = day_compare(a->on, b->on);

	if (c == 0)
		c = strcmp(a->other, b->other);
	if (c == 0)
		c = (int)a->is - (int)b->is;
	if (c == 0)
		c = day_compare(a->separate_until, b->separate_until);
	return c != 0 ? c : strcmp(a->reason, b->reason);
}

static void
take_links(struct dossier *d, struct arena *a)
{
	const struct succession	**link = ARENA_ARRAY(a, d->state.nstatement,
				    const struct succession *);
	size_t			  i;

	for (i = 0; i < d->state.nstatement; i++)
		if (d->state.statement[i].event.succession != NULL)
			link[d->nlink++] =
			    d->state.statement[i].event.succession;
	qsort(link, d->nlink, sizeof(*link), compare_links);
	d->link = link;
}

void
dossier_open(const struct state *st, struct arena *a, struct dossier *d)
{
	size_t	 i;

	*d = (struct dossier){ 0 };
	d->stray = state_amended(st, a, &d->state);
	for (i = 0; i < st->nstatement; i++)
		d->rated |= event_rates(&st->statement[i].event);
	for (i = 0; i < d->state.nstatement; i++) {
		const struct statement	*s = &d->state.statement[i];

		d->draft |= event_rates(&s->event) && !statement_is_public(s);
		take_resources(d, &s->event);
	}
	take_links(d, a);
	d->accuracy = still_open(d, KIND_ACCURACY_OPENED, KIND_ACCURACY_CLOSED);
	d->closed = newest(d, KIND_ACCURACY_CLOSED);
	d->review = still_open(d, KIND_REVIEW_OPENED, KIND_REVIEW_CLOSED);
	d->suspension = still_open(d, KIND_RATING_SUSPENDED,
	    KIND_RATING_RESUMED);
}

int
dossier_reached(const struct dossier *d, const char *rule, struct day on)
{
	size_t	 i;

	for (i = 0; i < d->state.nstatement; i++) {
		const struct reached *r = d->state.statement[i].event.reached;

		if (r != NULL && strcmp(r->rule, rule) == 0 &&
		    day_compare(r->on, on) >= 0)
			return 1;
	}
	return 0;
}

/* ---- what holds ----------------------------------------------------------- */

static int
names(const struct workflow *w, const char *said, const char *content)
{
	return strcmp(w->about, said) == 0 || strcmp(w->about, content) == 0;
}

/* The newest that approves this document. */
static const struct workflow *
approval(const struct dossier *d, const char *said, const char *content)
{
	const struct workflow	*found = NULL, *w;
	size_t			 i;

	for (i = 0; i < d->state.nstatement; i++) {
		if (d->state.statement[i].event.kind !=
		    KIND_PUBLICATION_APPROVED)
			continue;
		w = d->state.statement[i].event.workflow;
		if (names(w, said, content) && (found == NULL ||
		    day_compare(w->on, found->on) >= 0))
			found = w;
	}
	return found;
}

/* Withheld, whatever it says or this document, and not approved since. */
static const struct workflow *
withholding(const struct dossier *d, const struct workflow *approved,
    const char *said, const char *content)
{
	const struct workflow	*found = NULL, *w;
	size_t			 i;

	for (i = 0; i < d->state.nstatement; i++) {
		if (d->state.statement[i].event.kind !=
		    KIND_PUBLICATION_WITHHELD)
			continue;
		w = d->state.statement[i].event.workflow;
		if (w->about[0] != '\0' && !names(w, said, content))
			continue;
		if (found == NULL || day_compare(w->on, found->on) >= 0)
			found = w;
	}
	if (found != NULL && approved != NULL &&
	    day_compare(approved->on, found->on) > 0)
		return NULL;
	return found;
}

static void
say(struct buf *b, const char *text)
{
	if (b->len != 0)
		buf_char(b, ' ');
	buf_text(b, text);
}

static void
say_day(struct buf *b, const char *before, struct day d, const char *behind)
{
	char	 text[DAY_TEXT];

	if (b->len != 0)
		buf_char(b, ' ');
	buf_printf(b, "%s%s%s", before, day_text(d, text), behind);
}

static void
say_work(const struct dossier *d, const struct workflow *approved,
    struct buf *b)
{
	struct day	 due;

	if (approved == NULL)
		say(b, "Publication is not approved yet.");
	else if (approved->until.precision != PRECISION_NONE &&
	    !dossier_reached(d, RULE_EMBARGO, approved->until))
		say_day(b, "It is under embargo until ", approved->until, ".");
	if (d->accuracy == NULL)
		return;
	due = deadline_accuracy(d->accuracy);
	if (!dossier_reached(d, RULE_ACCURACY, due))
		say_day(b, "The trust has until ", due, " to say what is not "
		    "accurate in it.");
}

enum decision
dossier_decide(const struct dossier *d, const struct concern *c, size_t n,
    const char *said, const char *content, struct arena *a, const char **holds)
{
	const struct workflow	*approved = approval(d, said, content);
	const struct workflow	*withheld = withholding(d, approved, said,
				    content);
	struct buf		 b = { 0 };
	size_t			 i;

	if (withheld != NULL)
		say_day(&b, "Publication is withheld since ", withheld->on,
		    ".");
	if (d->draft) {
		say_work(d, approved, &b);
		for (i = 0; i < n; i++)
			if (c[i].holds)
				say(&b, c[i].text);
	}
	*holds = b.len == 0 ? "" : arena_text(a, b.data);
	buf_release(&b);
	if (withheld != NULL)
		return DECISION_WITHHOLD;
	if ((*holds)[0] != '\0')
		return DECISION_HOLD;
	return d->suspension != NULL ? DECISION_SUSPEND : DECISION_RELEASE;
}
