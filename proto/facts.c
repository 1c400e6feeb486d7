#include <stdlib.h>
#include <string.h>

#include "proto/facts.h"

static struct day
first_of(struct day a, struct day b)
{
	return a.precision != PRECISION_NONE ? a : b;
}

/* With the last fact its source is silent on the place's key questions. */
static void
add_silence(struct fact *fact, size_t *n)
{
	fact[*n] = fact[*n - 1];
	fact[*n].question = QUESTION_NONE;
	fact[(*n)++].mark = MARK_NOT_STATED;
}

static void
add_report(const struct statement *s, struct fact *fact, size_t *n)
{
	const struct report	*r = s->event.report;
	size_t			 i;

	for (i = 0; i < r->ncell; i++) {
		const struct report_cell *c = &r->cell[i];

		fact[(*n)++] = (struct fact){
			.location = c->location,
			.service = c->service,
			.question = c->question,
			.mark = c->mark,
			.rated = first_of(c->rated, r->rated),
			.published = first_of(r->published, r->rated),
			.revision = s->event.revision,
			.digest = s->digest,
			.report = r->link,
			.inherited = (uint8_t)(c->inherited != 0)
		};
		if (c->alone)
			add_silence(fact, n);
	}
}

static void
add_judgement(const struct judgement *j, struct deviation *d, size_t *n)
{
	d[(*n)++] = (struct deviation){
		.location = j->location, .service = j->service,
		.question = j->question, .rated = j->rated,
		.from = j->from, .to = j->to, .reason = j->reason,
		.author = j->author, .approver = j->approver,
		.reference = j->reference
	};
}

static void
add_award(const struct statement *s, struct fact *fact, size_t *n)
{
	const struct award	*w = s->event.award;

	fact[(*n)++] = (struct fact){ .location = "", .service = "",
	    .question = QUESTION_RESOURCES, .mark = w->rating, .rated = w->on,
	    .published = w->on, .revision = s->event.revision,
	    .digest = s->digest, .report = w->report };
}

static void
add_notice(const struct enforcement *m, struct notice *notice, size_t *n)
{
	notice[(*n)++] = (struct notice){ .location = m->location,
	    .service = m->service, .question = m->question, .type = m->type,
	    .on = m->on, .lifted = m->lifted, .reference = m->reference,
	    .reason = m->reason };
}

static void
add_exclusion(const struct service_exclusion *x, struct exclusion *to,
    size_t *n)
{
	to[(*n)++] = (struct exclusion){ .location = x->location,
	    .service = x->service, .type = x->type, .since = x->since,
	    .until = x->until, .reason = x->reason,
	    .reference = x->reference };
}

/* The latest day counts; of two reasons any fixed one. */
static void
keep_apart(const struct succession *s, struct facts *f)
{
	int	 c = day_compare(s->separate_until, f->separate_until);

	if (s->separate_until.precision == PRECISION_NONE)
		return;
	if (f->separate_reason != NULL && (c < 0 || (c == 0 &&
	    strcmp(s->reason, f->separate_reason) >= 0)))
		return;
	f->separate_until = s->separate_until;
	f->separate_reason = s->reason;
}

/* Whose ratings the inherited ones were: the newest predecessor's. */
static void
name_predecessor(const struct state *st, struct fact *fact, size_t n)
{
	const struct succession	*last = NULL, *s;
	size_t			 i;
	int			 c;

	for (i = 0; i < st->nstatement; i++) {
		s = st->statement[i].event.succession;
		if (s == NULL || s->is != SIDE_PREDECESSOR)
			continue;
		c = last == NULL ? 1 : day_compare(s->on, last->on);
		if (c > 0 || (c == 0 && strcmp(s->other, last->other) < 0))
			last = s;
	}
	for (i = 0; i < n; i++)
		if (fact[i].inherited)
			fact[i].predecessor = last == NULL ? "" : last->other;
}

static struct day
event_day(const struct event *ev)
{
	if (ev->report != NULL)
		return ev->report->rated;
	if (ev->award != NULL)
		return ev->award->on;
	if (ev->registration != NULL)
		return ev->registration->as_of;
	return ev->judgement != NULL ? ev->judgement->rated :
	    (struct day){ 0 };
}

/* Newer says more; on the same day the order of the statements decides, and
 * that is canonical. */
static int
newer(const struct event *ev, const struct event *than)
{
	int	 c;

	if (than == NULL)
		return 1;
	c = day_compare(event_day(ev), event_day(than));
	return c > 0 || (c == 0 && ev->revision >= than->revision);
}

/* A location of a trust is registered too; it does not name the trust. */
static int
about_subject(const struct statement *s)
{
	const struct event	*ev = &s->event;

	return strcmp(ev->location[0] != '\0' ? ev->location : ev->provider,
	    s->subject) == 0;
}

static void
find_identity(const struct state *st, struct facts *f, struct identity *who)
{
	const struct event	*named = NULL, *registered = NULL;
	size_t			 i;

	*who = (struct identity){ .name = "", .sector = "" };
	for (i = 0; i < st->nstatement; i++) {
		const struct statement	*s = &st->statement[i];
		const struct event	*ev = &s->event;
		struct day		 day = event_day(ev);

		if (ev->registration == NULL &&
		    day_compare(day, who->as_of) > 0)
			who->as_of = day;
		if (!about_subject(s))
			continue;
		if (ev->name[0] != '\0' && newer(ev, named))
			named = ev;
		if (ev->registration != NULL && newer(ev, registered))
			registered = ev;
	}
	if (named != NULL)
		who->name = named->name;
	if (registered != NULL) {
		who->sector = registered->registration->sector;
		who->type = registered->registration->type;
		f->location = registered->registration->location;
		f->nlocation = registered->registration->nlocation;
	}
	if (f->is_trust)
		who->type = ORGANISATION_NHS_TRUST;
}

/* Later by day; on one day the last in canonical order. */
static void
find_recompute(const struct state *st, struct facts *f, struct identity *who)
{
	const struct recompute	*r;
	size_t			 i;

	for (i = 0; i < st->nstatement; i++) {
		r = st->statement[i].event.recompute;
		if (r != NULL && (who->recomputed == NULL ||
		    day_compare(r->on, who->recomputed->on) >= 0))
			who->recomputed = r;
	}
	f->set = who->recomputed == NULL ? NULL :
	    ruleset_find(who->recomputed->ruleset);
}

/* How many facts, at most, the statements give. */
static size_t
count_facts(const struct state *st)
{
	size_t	 i, k, n = 0;

	for (i = 0; i < st->nstatement; i++) {
		const struct report *r = st->statement[i].event.report;

		n += r != NULL ? r->ncell : 1;
		for (k = 0; r != NULL && k < r->ncell; k++)
			n += r->cell[k].alone != 0;
	}
	return n;
}

/* The arrays of struct facts while they are filled. */
struct filling {
	struct fact		*fact;
	struct deviation	*deviation;
	struct notice		*notice;
	struct exclusion	*excluded;
};

static void
add_statement(const struct statement *s, struct filling *to, struct facts *f)
{
	const struct event	*ev = &s->event;

	if (ev->report != NULL)
		add_report(s, to->fact, &f->nfact);
	else if (ev->award != NULL)
		add_award(s, to->fact, &f->nfact);
	else if (ev->judgement != NULL)
		add_judgement(ev->judgement, to->deviation, &f->ndeviation);
	else if (ev->enforcement != NULL)
		add_notice(ev->enforcement, to->notice, &f->nnotice);
	else if (ev->exclusion != NULL)
		add_exclusion(ev->exclusion, to->excluded, &f->nexcluded);
	else if (ev->succession != NULL &&
	    ev->succession->is == SIDE_PREDECESSOR)
		keep_apart(ev->succession, f);
}

void
facts_from_state(const struct state *all, struct arena *a, struct facts *f,
    struct identity *who)
{
	struct state	 st;
	struct filling	 to;
	size_t		 i;

	state_amended(all, a, &st);
	to = (struct filling){ ARENA_ARRAY(a, count_facts(&st), struct fact),
	    ARENA_ARRAY(a, st.nstatement, struct deviation),
	    ARENA_ARRAY(a, st.nstatement, struct notice),
	    ARENA_ARRAY(a, st.nstatement, struct exclusion) };
	*f = (struct facts){ .organisation = st.subject,
	    .is_trust = trust_code(st.subject), .fact = to.fact,
	    .deviation = to.deviation, .notice = to.notice,
	    .excluded = to.excluded };
	for (i = 0; i < st.nstatement; i++)
		add_statement(&st.statement[i], &to, f);
	name_predecessor(&st, to.fact, f->nfact);
	find_identity(&st, f, who);
	find_recompute(&st, f, who);
	f->sector = sector_parse(who->sector);
}

struct history
facts_in_order(const struct facts *f, struct arena *a)
{
	return history_open(f, ARENA_ARRAY(a, f->nfact, const struct fact *),
	    ARENA_ARRAY(a, f->nfact, struct place));
}

static int
compare_reports(const void *va, const void *vb)
{
	const struct source_report	*a = va, *b = vb;
	int				 c;

	if ((c = day_compare(a->rated, b->rated)) != 0 ||
	    (c = strcmp(a->link, b->link)) != 0)
		return c;
	if ((c = (int)a->rated.precision - (int)b->rated.precision) != 0)
		return c;
	return day_compare(a->published, b->published);
}

size_t
facts_reports(const struct state *all, struct arena *a,
    const struct source_report **out)
{
	struct source_report	*r = ARENA_ARRAY(a, all->nstatement,
				    struct source_report);
	struct state		 st;
	size_t			 i, n = 0, kept = 0;

	state_amended(all, a, &st);
	for (i = 0; i < st.nstatement; i++) {
		const struct report *rep = st.statement[i].event.report;

		if (rep != NULL)
			r[n++] = (struct source_report){ rep->link, rep->rated,
			    first_of(rep->published, rep->rated) };
	}
	qsort(r, n, sizeof(*r), compare_reports);
	for (i = 0; i < n; i++)
		if (kept == 0 || compare_reports(&r[kept - 1], &r[i]) != 0)
			r[kept++] = r[i];
	*out = r;
	return kept;
}
