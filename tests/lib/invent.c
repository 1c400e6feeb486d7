#include "tests/lib/fill.h"
#include "tests/lib/invent.h"

#define PICK(g, list) \
	((list)[invent_draw((g), sizeof(list) / sizeof((list)[0]))])

unsigned
invent_draw(struct invent *g, size_t below)
{
	g->state ^= g->state >> 12;
	g->state ^= g->state << 25;
	g->state ^= g->state >> 27;
	return (unsigned)((g->state * 0x2545f4914f6cdd1dULL >> 33) % below);
}

static struct day
some_day(struct invent *g)
{
	int	 year = 2014 + (int)invent_draw(g, 8);

	/* Few days, so that dates tie. */
	switch (invent_draw(g, 4)) {
	case 0:
		return day_from(year, 0, 0);
	case 1:
		return day_from(year, 1 + (int)invent_draw(g, 3), 0);
	default:
		return day_from(year, 1 + (int)invent_draw(g, 3),
		    1 + (int)invent_draw(g, 4) * 9);
	}
}

static struct report_cell
some_cell(struct invent *g)
{
	static const char *const	 locations[] = { "", "", "RZ901",
					    "RZ902" };
	static const char *const	 services[] = { "", "", "Surgery",
					    "Maternity" };
	struct report_cell		 c = {
		.location = PICK(g, locations),
		.question = (enum question)(1 +
		    invent_draw(g, QUESTION_COUNT - 1)),
		.mark = (enum mark)(1 + invent_draw(g, invent_draw(g, 4) == 0 ?
		    MARK_COUNT - 1 : 4)),
		.inherited = invent_draw(g, 8) == 0,
	};

	c.service = c.question >= QUESTION_RESOURCES ? "" : PICK(g, services);
	c.alone = c.question == QUESTION_OVERALL && invent_draw(g, 3) == 0;
	if (invent_draw(g, 4) == 0)
		c.rated = some_day(g);
	return c;
}

static const struct report *
some_report(struct invent *g)
{
	size_t			 n = 1 + invent_draw(g, 12), i;
	struct report		*r = ARENA_NEW(g->arena, struct report);
	struct report_cell	*c = ARENA_ARRAY(g->arena, n,
				    struct report_cell);

	for (i = 0; i < n; i++)
		c[i] = some_cell(g);
	*r = (struct report){ .link = invent_draw(g, 2) ? "a" : "", .rated =
	    some_day(g), .cell = c, .ncell = n };
	if (invent_draw(g, 3) == 0)
		r->published = some_day(g);
	return r;
}

static const struct registration *
some_registration(struct invent *g)
{
	static const char *const	 one[] = { "RZ901" };
	static const char *const	 two[] = { "RZ901", "RZ902" };
	struct registration		*r = ARENA_NEW(g->arena,
					    struct registration);
	int				 both = invent_draw(g, 2) != 0;

	*r = (struct registration){ .type = ORGANISATION_NHS_TRUST,
	    .sector = both ? "Acute" : "", .as_of = some_day(g),
	    .location = both ? two : one, .nlocation = both ? 2 : 1 };
	return r;
}

static const struct judgement *
some_judgement(struct invent *g)
{
	struct judgement	*j = ARENA_NEW(g->arena, struct judgement);

	*j = (struct judgement){ .location = "", .service = "",
	    .question = invent_draw(g, 2) ? QUESTION_OVERALL :
	    QUESTION_COMBINED,
	    .rated = some_day(g), .from = MARK_GOOD,
	    .to = (enum mark)(1 + invent_draw(g, 4)),
	    .reason = invent_draw(g, 2) ? "small" : "new", .author = "A",
	    .approver = "B", .reference = "panel 1" };
	return j;
}

static const struct recompute *
some_recompute(struct invent *g)
{
	static const char *const	 sets[] = { "", "nhs-quality-2014",
					    "consult-2017-11-current" };
	struct recompute		*r = ARENA_NEW(g->arena,
					    struct recompute);

	*r = (struct recompute){ .on = some_day(g), .reason = "mended",
	    .author = "A", .ruleset = PICK(g, sets) };
	return r;
}

/* The new content of a correction. */
static void
correct(struct invent *g, struct event *ev, struct amendment *m)
{
	static const enum event_kind	 kinds[] = {
		KIND_INSPECTION_REPORTED, KIND_INSPECTION_REPORTED,
		KIND_RATING_DEVIATED, KIND_RATING_RECOMPUTED,
		KIND_RESOURCES_AWARDED, KIND_SERVICE_EXCLUDED,
		KIND_ORGANISATION_SUCCEEDED
	};
	const struct event_part		*p;

	m->kind = PICK(g, kinds);
	if (m->kind == KIND_INSPECTION_REPORTED)
		ev->report = some_report(g);
	else if (m->kind == KIND_RATING_DEVIATED)
		ev->judgement = some_judgement(g);
	else if (m->kind == KIND_RATING_RECOMPUTED)
		ev->recompute = some_recompute(g);
	else if ((p = event_part_of((enum event_kind)m->kind)) != NULL)
		event_set_body(ev, p, fill_body(p->shape, invent_draw(g, 6),
		    g->arena));
}

/* Any of the other kinds, with few days, so that they meet. */
static void
some_other(struct invent *g, struct event *ev)
{
	const struct event_part	*p;
	struct amendment	*m;

	ev->kind = (enum event_kind)(KIND_RATING_DEVIATED + 1 +
	    invent_draw(g, KIND_COUNT - KIND_RATING_DEVIATED - 1));
	p = event_part_of(ev->kind);
	event_set_body(ev, p, fill_body(p->shape, invent_draw(g, 6),
	    g->arena));
	if (p->shape == &shape_recompute)
		ev->recompute = some_recompute(g);
	if (p->shape != &shape_amendment)
		return;
	m = ARENA_NEW(g->arena, struct amendment);
	*m = (struct amendment){ .source = invent_draw(g, 2) ? "/a" : "/b",
	    .id = arena_printf(g->arena, "%u", invent_draw(g, 14)),
	    .reason = "wrong", .author = "A" };
	ev->amendment = m;
	if (ev->kind == KIND_EVENT_CORRECTED)
		correct(g, ev, m);
}

struct event
invent_event(struct invent *g, size_t number)
{
	static const char *const	 names[] = { "", "A Trust", "B Trust" };
	struct event			 ev = {
		.source = invent_draw(g, 2) ? "/a" : "/b",
		.source_id = arena_printf(g->arena, "%zu", number),
		.provider = "RZ9", .location = "", .name = PICK(g, names),
		.revision = invent_draw(g, 3), .trace = "",
	};

	switch (invent_draw(g, 10)) {
	case 0:
		ev.kind = KIND_ORGANISATION_REGISTERED;
		ev.registration = some_registration(g);
		break;
	case 1:
		ev.kind = KIND_RATING_DEVIATED;
		ev.judgement = some_judgement(g);
		break;
	case 2:
	case 3:
	case 4:
	case 5:
		some_other(g, &ev);
		break;
	default:
		ev.kind = KIND_INSPECTION_REPORTED;
		ev.report = some_report(g);
	}
	return ev;
}
