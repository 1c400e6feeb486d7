#include <ctype.h>
#include <stddef.h>
#include <string.h>

#include "proto/event.h"

/* ---- parts ---------------------------------------------------------------- */

#define PART(f)	{ &shape_##f, offsetof(struct event, f) }

enum {
	SUCCESSION, ENFORCEMENT, EVIDENCE, PROPOSAL, AWARD, WORKFLOW, AMENDMENT,
	EXCLUSION, RECOMPUTE, REACHED, PARTS
};

static const struct event_part parts[PARTS] = {
	[SUCCESSION] = PART(succession),
	[ENFORCEMENT] = PART(enforcement),
	[EVIDENCE] = PART(evidence),
	[PROPOSAL] = PART(proposal),
	[AWARD] = PART(award),
	[WORKFLOW] = PART(workflow),
	[AMENDMENT] = PART(amendment),
	[EXCLUSION] = PART(exclusion),
	[RECOMPUTE] = PART(recompute),
	[REACHED] = PART(reached),
};

const struct event_part *
event_part(size_t i)
{
	return i < PARTS ? &parts[i] : NULL;
}

const void *
event_body(const struct event *ev, const struct event_part *p)
{
	const void	*body;

	memcpy(&body, (const char *)ev + p->at, sizeof(body));
	return body;
}

void
event_set_body(struct event *ev, const struct event_part *p, const void *body)
{
	memcpy((char *)ev + p->at, &body, sizeof(body));
}

/* ---- kinds ---------------------------------------------------------------- */

static const struct {
	const char		*name;
	const struct event_part	*part;
} kinds[KIND_COUNT] = {
	[KIND_NONE] = { "", NULL },
	[KIND_ORGANISATION_REGISTERED] = { "organisation.registered", NULL },
	[KIND_INSPECTION_REPORTED] = { "inspection.reported", NULL },
	[KIND_RATING_DEVIATED] = { "rating.deviated", NULL },
	[KIND_ORGANISATION_SUCCEEDED] = { "organisation.succeeded",
	    &parts[SUCCESSION] },
	[KIND_ENFORCEMENT_NOTICED] = { "enforcement.noticed",
	    &parts[ENFORCEMENT] },
	[KIND_RESOURCES_EVIDENCED] = { "use-of-resources.evidenced",
	    &parts[EVIDENCE] },
	[KIND_RESOURCES_PROPOSED] = { "use-of-resources.proposed",
	    &parts[PROPOSAL] },
	[KIND_RESOURCES_AWARDED] = { "use-of-resources.awarded",
	    &parts[AWARD] },
	[KIND_RATING_RECOMPUTED] = { "rating.recomputed", &parts[RECOMPUTE] },
	[KIND_ACCURACY_OPENED] = { "factual-accuracy.opened",
	    &parts[WORKFLOW] },
	[KIND_ACCURACY_CLOSED] = { "factual-accuracy.closed",
	    &parts[WORKFLOW] },
	[KIND_PUBLICATION_APPROVED] = { "publication.approved",
	    &parts[WORKFLOW] },
	[KIND_PUBLICATION_WITHHELD] = { "publication.withheld",
	    &parts[WORKFLOW] },
	[KIND_REVIEW_OPENED] = { "review.opened", &parts[WORKFLOW] },
	[KIND_REVIEW_CLOSED] = { "review.closed", &parts[WORKFLOW] },
	[KIND_RATING_SUSPENDED] = { "rating.suspended", &parts[WORKFLOW] },
	[KIND_RATING_RESUMED] = { "rating.resumed", &parts[WORKFLOW] },
	[KIND_EVENT_CORRECTED] = { "event.corrected", &parts[AMENDMENT] },
	[KIND_EVENT_RETRACTED] = { "event.retracted", &parts[AMENDMENT] },
	[KIND_CLOCK_REACHED] = { "clock.reached", &parts[REACHED] },
	[KIND_SERVICE_EXCLUDED] = { "service.excluded", &parts[EXCLUSION] },
};

const struct event_part *
event_part_of(enum event_kind kind)
{
	return kind < KIND_COUNT ? kinds[kind].part : NULL;
}

const char *
event_kind_name(enum event_kind kind)
{
	return kind < KIND_COUNT ? kinds[kind].name : "";
}

enum event_kind
event_kind_parse(const char *name)
{
	unsigned	 k;

	for (k = KIND_NONE + 1; k < KIND_COUNT; k++)
		if (strcmp(kinds[k].name, name) == 0)
			return (enum event_kind)k;
	return KIND_NONE;
}

int
trust_code(const char *code)
{
	return (code[0] == 'R' || code[0] == 'T') &&
	    isalnum((unsigned char)code[1]) &&
	    isalnum((unsigned char)code[2]) && code[3] == '\0';
}

const char *
event_subject(const struct event *ev)
{
	if (trust_code(ev->provider))
		return ev->provider;
	if (ev->location[0] != '\0')
		return ev->location;
	return ev->provider[0] != '\0' ? ev->provider : NULL;
}
