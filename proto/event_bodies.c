/*
 * event_bodies.c - what an event's content shows to be wrong: its rows first.
 */
#include <string.h>

#include "base/text.h"
#include "proto/event.h"
#include "proto/event_check.h"

/* Either may be absent. */
static int
check_not_before(const char *pointer, struct day d, struct day than,
    const char *what, struct err *e)
{
	char	 a[DAY_TEXT], b[DAY_TEXT];

	if (d.precision == PRECISION_NONE || than.precision == PRECISION_NONE ||
	    day_compare(d, than) >= 0)
		return 0;
	return err_set(e, ERR_INPUT, "%s: \"%s\" is before %s, which was on %s",
	    pointer, day_text(d, a), what, day_text(than, b));
}

static int
check_second_person(const char *pointer, const char *author,
    const char *approver, struct err *e)
{
	if (strcmp(author, approver) != 0)
		return 0;
	return err_set(e, ERR_INPUT, "%s: \"%.60s\" is also the author; "
	    "expected a second person", pointer, approver);
}

static int
check_cell(const struct report_cell *c, size_t i, int32_t today, struct err *e)
{
	if (c->question == QUESTION_NONE || c->question >= QUESTION_COUNT ||
	    c->mark == MARK_NONE || c->mark >= MARK_COUNT)
		return err_set(e, ERR_INPUT, "/report/cell/%zu: question or "
		    "rating is not one of the known words", i);
	if (c->question >= QUESTION_RESOURCES && c->service[0] != '\0')
		return err_set(e, ERR_INPUT, "/report/cell/%zu/service: "
		    "\"%.60s\" has a %s rating; only a whole organisation has "
		    "one", i, c->service, question_name(c->question));
	if (c->alone && c->question != QUESTION_OVERALL)
		return err_set(e, ERR_INPUT, "/report/cell/%zu/alone: only an "
		    "overall rating can be stated alone", i);
	if (check_code("/report/cell/location", c->location, e) != 0 ||
	    check_text("/report/cell/service", c->service, 200, e) != 0 ||
	    check_day("/report/cell/rated", c->rated, 0, today, e) != 0)
		return -1;
	return 0;
}

static int
check_report(const struct report *r, int32_t today, struct err *e)
{
	size_t	 i;

	if (check_text("/report/link", r->link, 1000, e) != 0 ||
	    check_day("/report/rated", r->rated, 1, today, e) != 0 ||
	    check_day("/report/published", r->published, 0, today, e) != 0 ||
	    check_day("/report/inspected", r->inspected, 0, today, e) != 0 ||
	    check_not_before("/report/rated", r->rated, r->inspected,
	    "the inspection", e) != 0 ||
	    check_not_before("/report/published", r->published, r->inspected,
	    "the inspection", e) != 0)
		return -1;
	if (r->ncell == 0 || r->ncell > EVENT_CELLS_MAX)
		return err_set(e, ERR_INPUT, "/report/cell: %zu ratings; "
		    "expected 1 to %d", r->ncell, EVENT_CELLS_MAX);
	for (i = 0; i < r->ncell; i++)
		if (check_cell(&r->cell[i], i, today, e) != 0)
			return -1;
	return 0;
}

static int
check_registration(const struct registration *r, int32_t today, struct err *e)
{
	size_t	 i;

	if (check_text("/registration/sector", r->sector, 200, e) != 0 ||
	    check_day("/registration/as_of", r->as_of, 0, today, e) != 0)
		return -1;
	if (r->nlocation > EVENT_CELLS_MAX)
		return err_set(e, ERR_INPUT, "/registration/location: %zu "
		    "locations; expected at most %d", r->nlocation,
		    EVENT_CELLS_MAX);
	for (i = 0; i < r->nlocation; i++)
		if (check_code("/registration/location", r->location[i], e) != 0)
			return -1;
	return 0;
}

static int
check_judgement(const struct judgement *j, int32_t today, struct err *e)
{
	if (j->question == QUESTION_NONE || j->question >= QUESTION_COUNT ||
	    mark_rating(j->to) == RATING_NONE)
		return err_set(e, ERR_INPUT, "/judgement: names no key "
		    "question or no rating");
	if (j->from == MARK_NONE || j->reason[0] == '\0' ||
	    j->author[0] == '\0' || j->approver[0] == '\0' ||
	    j->reference[0] == '\0')
		return err_set(e, ERR_INPUT, "/judgement: a deviation needs a "
		    "reason, author, approver, reference, and from what");
	if (check_second_person("/judgement/approver", j->author, j->approver,
	    e) != 0 ||
	    check_code("/judgement/location", j->location, e) != 0 ||
	    check_text("/judgement/service", j->service, 200, e) != 0 ||
	    check_text("/judgement/reason", j->reason, 4000, e) != 0 ||
	    check_text("/judgement/author", j->author, 200, e) != 0 ||
	    check_text("/judgement/approver", j->approver, 200, e) != 0 ||
	    check_text("/judgement/reference", j->reference, 400, e) != 0)
		return -1;
	return check_day("/judgement/rated", j->rated, 1, today, e);
}

/* ---- the kinds that have a shape ------------------------------------------- */

static int
check_succession(const struct event *ev, struct err *e)
{
	const struct succession	*s = ev->succession;
	int			 y, m, d;
	struct day		 last;

	if (strcmp(s->other, event_subject(ev)) == 0)
		return err_set(e, ERR_INPUT, "/succession/other: \"%.40s\" is "
		    "the organisation itself", s->other);
	day_split(s->on, &y, &m, &d);
	last = day_from(y + 2, m, d == 29 && m == 2 ? 28 : d);
	if (check_not_before("/succession/separate_until", s->separate_until,
	    s->on, "the succession", e) != 0)
		return -1;
	if (day_compare(s->separate_until, last) > 0)
		return err_set(e, ERR_INPUT, "/succession/separate_until: is "
		    "more than two years after the succession; ratings are kept "
		    "apart for up to two years");
	return 0;
}

static int
check_enforcement(const struct event *ev, struct err *e)
{
	if (ev->enforcement->question <= QUESTION_WELL_LED)
		return 0;
	return err_set(e, ERR_INPUT, "/enforcement/question: \"%s\"; a notice is "
	    "linked to one of the five key questions",
	    question_code(ev->enforcement->question));
}

enum { METRICS_MAX = 64 };

static int
check_metric(const struct metric_value *m, size_t i, struct err *e)
{
	const char	*ids[METRICS_MAX], *near;
	size_t		 n;

	if (metric_find(m->id) != NULL)
		return 0;
	for (n = 0; n + 1 < METRICS_MAX && metric_at(n) != NULL; n++)
		ids[n] = metric_at(n)->id;
	ids[n] = NULL;
	near = text_nearest(m->id, ids);
	return err_set(e, ERR_INPUT, "/evidence/metric/%zu/id: \"%.60s\" is "
	    "not one of the known metrics%s%s%s", i, m->id,
	    near == NULL ? "" : "; did you mean \"", near == NULL ? "" : near,
	    near == NULL ? "" : "\"?");
}

static int
check_evidence(const struct event *ev, struct err *e)
{
	const struct evidence	*v = ev->evidence;
	size_t			 i, j;

	for (i = 0; i < v->nmetric; i++)
		if (check_metric(&v->metric[i], i, e) != 0)
			return -1;
	for (i = 0; i < v->nmetric; i++)
		for (j = 0; j < i; j++)
			if (strcmp(v->metric[i].id, v->metric[j].id) == 0 &&
			    strcmp(v->metric[i].period,
			    v->metric[j].period) == 0)
				return err_set(e, ERR_INPUT, "/evidence/metric/"
				    "%zu: \"%.60s\" is there twice for one "
				    "period", i, v->metric[i].id);
	return 0;
}

static int
check_rating(const char *pointer, enum mark mark, struct err *e)
{
	if (mark_rating(mark) != RATING_NONE || mark == MARK_NOT_RATED)
		return 0;
	return err_set(e, ERR_INPUT, "%s: \"%s\" is not a rating; expected one "
	    "of the four, or not_rated", pointer, mark_code(mark));
}

static int
check_proposal(const struct event *ev, struct err *e)
{
	return check_rating("/proposal/rating", ev->proposal->rating, e);
}

static int
check_recompute(const struct event *ev, struct err *e)
{
	return check_ruleset("/recompute/ruleset", ev->recompute->ruleset, e);
}

static int
check_award(const struct event *ev, struct err *e)
{
	const struct award	*w = ev->award;

	if (check_rating("/award/rating", w->rating, e) != 0 ||
	    check_second_person("/award/approver", w->author, w->approver,
	    e) != 0)
		return -1;
	if (w->proposed != MARK_NONE && w->proposed != w->rating &&
	    w->reason[0] == '\0')
		return err_set(e, ERR_INPUT, "/award/reason: is missing; \"%s\" "
		    "is awarded where \"%s\" was proposed",
		    mark_code(w->rating), mark_code(w->proposed));
	return 0;
}

static int
check_approval(const struct event *ev, struct err *e)
{
	const char	*about = ev->workflow->about;

	if (strlen(about) == 64 && strspn(about, "0123456789abcdef") == 64)
		return 0;
	return err_set(e, ERR_INPUT, "/workflow/about: \"%.70s\" is not the "
	    "digest of a document; expected 64 hexadecimal digits", about);
}

/* Only who answers for the organisation may ask. */
static int
check_review(const struct event *ev, struct err *e)
{
	static const char *const askers[] = { "registered manager",
	    "nominated individual", "chief executive", NULL };
	const char		*role = ev->workflow->role, *near;
	size_t			 i;

	for (i = 0; askers[i] != NULL; i++)
		if (strcmp(role, askers[i]) == 0)
			return 0;
	near = text_nearest(role, askers);
	return err_set(e, ERR_INPUT, "/workflow/role: \"%.60s\" may not ask for "
	    "a review; expected registered manager, nominated individual or "
	    "chief executive%s%s%s", role,
	    near == NULL ? "" : "; did you mean \"", near == NULL ? "" : near,
	    near == NULL ? "" : "\"?");
}

static int
check_amendment(const struct event *ev, struct err *e)
{
	const struct amendment	*m = ev->amendment;
	int			 corrects = ev->kind == KIND_EVENT_CORRECTED;

	if (strcmp(m->source, ev->source) == 0 &&
	    strcmp(m->id, ev->source_id) == 0)
		return err_set(e, ERR_INPUT, "/amendment/id: names this event "
		    "itself");
	if (corrects && (m->kind == KIND_NONE ||
	    m->kind == KIND_EVENT_CORRECTED || m->kind == KIND_EVENT_RETRACTED))
		return err_set(e, ERR_INPUT, "/amendment/kind: \"%s\"; expected "
		    "the kind of the event that is corrected",
		    event_kind_name((enum event_kind)m->kind));
	if (!corrects && m->kind != KIND_NONE)
		return err_set(e, ERR_INPUT, "/amendment/kind: \"%s\"; a "
		    "retraction brings no new content",
		    event_kind_name((enum event_kind)m->kind));
	return 0;
}

static int
check_exclusion(const struct event *ev, struct err *e)
{
	const struct service_exclusion *x = ev->exclusion;

	if (x->location[0] == '\0' && x->service[0] == '\0')
		return err_set(e, ERR_INPUT, "/exclusion/service: is missing, "
		    "and so is /exclusion/location; expected what is left out");
	if (check_second_person("/exclusion/approver", x->author, x->approver,
	    e) != 0)
		return -1;
	return check_not_before("/exclusion/until", x->until, x->since,
	    "the exclusion", e);
}

static int
check_reached(const struct event *ev, struct err *e)
{
	if (strcmp(ev->source, CLOCK_SOURCE) == 0)
		return 0;
	return err_set(e, ERR_INPUT, "/source: \"%.60s\" may not say that a day "
	    "has come; expected " CLOCK_SOURCE, ev->source);
}

typedef int	check_fn(const struct event *, struct err *);

static check_fn	*const together[KIND_COUNT] = {
	[KIND_ORGANISATION_SUCCEEDED] = check_succession,
	[KIND_ENFORCEMENT_NOTICED] = check_enforcement,
	[KIND_RESOURCES_EVIDENCED] = check_evidence,
	[KIND_RESOURCES_PROPOSED] = check_proposal,
	[KIND_RESOURCES_AWARDED] = check_award,
	[KIND_RATING_RECOMPUTED] = check_recompute,
	[KIND_PUBLICATION_APPROVED] = check_approval,
	[KIND_REVIEW_OPENED] = check_review,
	[KIND_EVENT_CORRECTED] = check_amendment,
	[KIND_EVENT_RETRACTED] = check_amendment,
	[KIND_SERVICE_EXCLUDED] = check_exclusion,
	[KIND_CLOCK_REACHED] = check_reached,
};

static int
no_content(enum event_kind kind, struct err *e)
{
	return err_set(e, ERR_INPUT, "/kind: \"%s\" without its content",
	    event_kind_name(kind));
}

static int
check_part(const struct event *ev, int32_t today, struct err *e)
{
	const struct event_part	*p = event_part_of(ev->kind);
	const void		*body = p == NULL ? NULL : event_body(ev, p);

	if (body == NULL)
		return no_content(ev->kind, e);
	if (shape_check(p->shape, body, today, e) != 0)
		return -1;
	return together[ev->kind] == NULL ? 0 : together[ev->kind](ev, e);
}

static int
check_content(const struct event *ev, int32_t today, struct err *e)
{
	switch (ev->kind) {
	case KIND_NONE:
	case KIND_COUNT:
		return err_set(e, ERR_INPUT, "/kind: is not one of the known "
		    "kinds of event");
	case KIND_INSPECTION_REPORTED:
		return ev->report == NULL ? no_content(ev->kind, e) :
		    check_report(ev->report, today, e);
	case KIND_ORGANISATION_REGISTERED:
		return ev->registration == NULL ? no_content(ev->kind, e) :
		    check_registration(ev->registration, today, e);
	case KIND_RATING_DEVIATED:
		return ev->judgement == NULL ? no_content(ev->kind, e) :
		    check_judgement(ev->judgement, today, e);
	default:
		return check_part(ev, today, e);
	}
}

/* A correction is checked as the event that it puts in the other's place. */
static int
check_corrected(const struct event *ev, int32_t today, struct err *e)
{
	struct event	 inner = *ev;

	inner.kind = (enum event_kind)ev->amendment->kind;
	inner.amendment = NULL;
	return check_content(&inner, today, e);
}

int
event_check(const struct event *ev, int32_t today, struct err *e)
{
	if (check_envelope(ev, e) != 0 ||
	    check_code("/provider", ev->provider, e) != 0 ||
	    check_code("/location", ev->location, e) != 0)
		return -1;
	if (event_subject(ev) == NULL)
		return err_set(e, ERR_INPUT, "/provider: is missing, and so is "
		    "/location; an event is about one of them");
	if (check_content(ev, today, e) != 0)
		return -1;
	return ev->kind == KIND_EVENT_CORRECTED ?
	    check_corrected(ev, today, e) : 0;
}
