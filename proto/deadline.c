#include <stdlib.h>
#include <string.h>

#include "proto/calendar.h"
#include "proto/deadline.h"
#include "proto/dossier.h"
#include "rules/stations.h"

enum { EACH_MAX = 3 };

static const struct {
	const char	*rule, *title;
} titles[] = {
	{ RULE_ACCURACY, "factual accuracy: ten working days to comment" },
	{ RULE_REVIEW, "review: fifteen working days to ask for one" },
	{ RULE_DISPLAY, "display: 21 days to show the rating" },
	{ RULE_PUBLICATION, "publication: three months from the well-led "
	    "inspection" },
	{ RULE_EMBARGO, "embargo: the day of publication" },
};

const char *
deadline_title(const char *rule)
{
	size_t	 i;

	for (i = 0; i < sizeof(titles) / sizeof(titles[0]); i++)
		if (strcmp(titles[i].rule, rule) == 0)
			return titles[i].title;
	return "";
}

/* The last day of what the rule allows, and so much more. */
static struct day
last_day(const char *rule, struct day from, unsigned more)
{
	const struct station	*s = station_by_rule(rule);

	switch (s->unit) {
	case UNIT_WORKING_DAYS:
		return calendar_working_days(from, s->within + more);
	case UNIT_MONTHS:
		return calendar_months(from, (int)(s->within + more));
	default:
		return calendar_days(from, (int)(s->within + more));
	}
}

struct day
deadline_accuracy(const struct workflow *opened)
{
	return last_day(RULE_ACCURACY, opened->on, opened->extended_days);
}

void
deadline_event(const char *subject, const char *rule, struct day on,
    struct arena *a, struct event *out)
{
	struct reached	*r = ARENA_NEW(a, struct reached);
	char		 text[DAY_TEXT];
	int		 trust = trust_code(subject);

	*r = (struct reached){ .on = on, .rule = arena_text(a, rule) };
	subject = arena_text(a, subject);
	*out = (struct event){ .source = CLOCK_SOURCE,
	    .source_id = arena_printf(a, "%s/%s/%s", rule, subject,
	    day_text(on, text)), .kind = KIND_CLOCK_REACHED,
	    .provider = trust ? subject : "", .location = trust ? "" : subject,
	    .name = "", .trace = "", .reached = r };
}

/* Something of the kind happened on the day or later. */
static int
happened(const struct dossier *d, enum event_kind kind, struct day since)
{
	size_t	 i;

	for (i = 0; i < d->state.nstatement; i++) {
		const struct event *ev = &d->state.statement[i].event;

		if (ev->kind == kind && day_compare(ev->workflow->on,
		    since) >= 0)
			return 1;
	}
	return 0;
}

static int
has_well_led(const struct report *r)
{
	size_t	 i;

	for (i = 0; i < r->ncell; i++)
		if (r->cell[i].question == QUESTION_WELL_LED &&
		    r->cell[i].location[0] == '\0' &&
		    r->cell[i].service[0] == '\0')
			return 1;
	return 0;
}

/* Of a report that is worked on here, not of history. */
static void
of_report(const struct dossier *d, const struct statement *s,
    struct deadline *out, size_t *n)
{
	const struct report	*r = s->event.report;
	struct day		 done = r->published;

	if (statement_is_public(s))
		return;
	if (done.precision != PRECISION_NONE) {
		out[(*n)++] = (struct deadline){ RULE_REVIEW,
		    last_day(RULE_REVIEW, done, 0),
		    happened(d, KIND_REVIEW_OPENED, done) };
		out[(*n)++] = (struct deadline){ RULE_DISPLAY,
		    last_day(RULE_DISPLAY, done, 0), 0 };
	}
	if (r->inspected.precision != PRECISION_NONE && has_well_led(r))
		out[(*n)++] = (struct deadline){ RULE_PUBLICATION,
		    last_day(RULE_PUBLICATION, r->inspected, 0),
		    done.precision != PRECISION_NONE ||
		    happened(d, KIND_PUBLICATION_APPROVED, r->inspected) };
}

static void
of_workflow(const struct dossier *d, const struct event *ev,
    struct deadline *out, size_t *n)
{
	const struct workflow	*w = ev->workflow;

	if (ev->kind == KIND_ACCURACY_OPENED)
		out[(*n)++] = (struct deadline){ RULE_ACCURACY,
		    deadline_accuracy(w),
		    happened(d, KIND_ACCURACY_CLOSED, w->on) };
	else if (ev->kind == KIND_PUBLICATION_APPROVED &&
	    w->until.precision != PRECISION_NONE)
		out[(*n)++] = (struct deadline){ RULE_EMBARGO, w->until, 0 };
}

static int
compare(const void *va, const void *vb)
{
	const struct deadline	*a = va, *b = vb;
	int			 c = day_compare(a->on, b->on);

	if (c == 0)
		c = strcmp(a->rule, b->rule);
	return c != 0 ? c : a->met - b->met;
}

size_t
deadlines(const struct dossier *d, struct arena *a,
    const struct deadline **out)
{
	struct deadline	*all = ARENA_ARRAY(a, d->state.nstatement * EACH_MAX,
			    struct deadline);
	size_t		 n = 0, i, kept = 0;

	for (i = 0; i < d->state.nstatement; i++) {
		const struct statement	*s = &d->state.statement[i];

		if (s->event.report != NULL)
			of_report(d, s, all, &n);
		else if (s->event.workflow != NULL)
			of_workflow(d, &s->event, all, &n);
	}
	qsort(all, n, sizeof(*all), compare);
	for (i = 0; i < n; i++)
		if (kept == 0 || day_compare(all[kept - 1].on,
		    all[i].on) != 0 || strcmp(all[kept - 1].rule,
		    all[i].rule) != 0)
			all[kept++] = all[i];
	*out = all;
	return kept;
}
