#include <stdlib.h>
#include <string.h>

#include "proto/facts.h"

static size_t
count(const struct state *st, enum event_kind kind)
{
	size_t	 i, n = 0;

	for (i = 0; i < st->nstatement; i++) {
		const struct event *ev = &st->statement[i].event;

		if (ev->kind != kind)
			continue;
		n += ev->report != NULL ? ev->report->ncell : 1;
	}
	return n;
}

static struct day
first_of(struct day a, struct day b)
{
	return a.precision != PRECISION_NONE ? a : b;
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

static struct day
event_day(const struct event *ev)
{
	if (ev->report != NULL)
		return ev->report->rated;
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

		if (ev->kind != KIND_ORGANISATION_REGISTERED &&
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

void
facts_from_state(const struct state *st, struct arena *a, struct facts *f,
    struct identity *who)
{
	struct fact		*fact = ARENA_ARRAY(a,
				    count(st, KIND_INSPECTION_REPORTED),
				    struct fact);
	struct deviation	*dev = ARENA_ARRAY(a,
				    count(st, KIND_RATING_DEVIATED),
				    struct deviation);
	size_t			 i;

	*f = (struct facts){ .organisation = st->subject,
	    .is_trust = trust_code(st->subject), .fact = fact,
	    .deviation = dev };
	for (i = 0; i < st->nstatement; i++) {
		const struct event *ev = &st->statement[i].event;

		if (ev->report != NULL)
			add_report(&st->statement[i], fact, &f->nfact);
		if (ev->judgement != NULL)
			add_judgement(ev->judgement, dev, &f->ndeviation);
	}
	find_identity(st, f, who);
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
facts_reports(const struct state *st, struct arena *a,
    const struct source_report **out)
{
	struct source_report	*r = ARENA_ARRAY(a, st->nstatement,
				    struct source_report);
	size_t			 i, n = 0, kept = 0;

	for (i = 0; i < st->nstatement; i++) {
		const struct report *rep = st->statement[i].event.report;

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
