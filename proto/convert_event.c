#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "proto/convert.h"
#include "proto/convert_arena.h"
#include "proto/convert_event.h"
#include "proto/convert_shape.h"

/* The first schema was written before there was a field to name it, and its
 * bytes stay what they were. */
enum { SCHEMA_UNSAID = 1 };

/* ---- to the wire ---------------------------------------------------------- */

static int
compare_cells(const void *va, const void *vb)
{
	const struct report_cell	*a = va, *b = vb;
	int				 c;

	if ((c = strcmp(a->location, b->location)) != 0 ||
	    (c = strcmp(a->service, b->service)) != 0)
		return c;
	if (a->question != b->question)
		return a->question < b->question ? -1 : 1;
	if ((c = day_compare(a->rated, b->rated)) != 0)
		return c;
	if (a->mark != b->mark)
		return a->mark < b->mark ? -1 : 1;
	if (a->inherited != b->inherited)
		return a->inherited - b->inherited;
	return a->alone - b->alone;
}

static Sixthkey__Report *
from_report(const struct report *r, struct arena *a)
{
	Sixthkey__Report	*m = ARENA_NEW(a, Sixthkey__Report);
	struct report_cell	*cell = ARENA_ARRAY(a, r->ncell,
				    struct report_cell);
	Sixthkey__ReportCell	*c = ARENA_ARRAY(a, r->ncell,
				    Sixthkey__ReportCell);
	size_t			 i;

	sixthkey__report__init(m);
	m->link = convert_text(r->link);
	m->rated = convert_from_day(r->rated);
	m->published = convert_from_day(r->published);
	m->inspected = convert_from_day(r->inspected);
	m->n_cell = r->ncell;
	m->cell = ARENA_ARRAY(a, r->ncell, Sixthkey__ReportCell *);
	memcpy(cell, r->cell, r->ncell * sizeof(*cell));
	qsort(cell, r->ncell, sizeof(*cell), compare_cells);
	for (i = 0; i < r->ncell; i++) {
		sixthkey__report_cell__init(&c[i]);
		c[i].location = convert_text(cell[i].location);
		c[i].service = convert_text(cell[i].service);
		c[i].question = cell[i].question;
		c[i].mark = cell[i].mark;
		c[i].rated = convert_from_day(cell[i].rated);
		c[i].inherited = cell[i].inherited;
		c[i].alone = cell[i].alone;
		m->cell[i] = &c[i];
	}
	return m;
}

static int
compare_texts(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static Sixthkey__Registration *
from_registration(const struct registration *r, struct arena *a)
{
	Sixthkey__Registration	*m = ARENA_NEW(a, Sixthkey__Registration);
	size_t			 i;

	sixthkey__registration__init(m);
	m->type = r->type;
	m->sector = convert_text(r->sector);
	m->as_of = convert_from_day(r->as_of);
	m->n_location = r->nlocation;
	m->location = ARENA_ARRAY(a, r->nlocation, char *);
	for (i = 0; i < r->nlocation; i++)
		m->location[i] = convert_text(r->location[i]);
	qsort(m->location, m->n_location, sizeof(char *), compare_texts);
	return m;
}

static Sixthkey__Judgement *
from_judgement(const struct judgement *j, struct arena *a)
{
	Sixthkey__Judgement	*m = ARENA_NEW(a, Sixthkey__Judgement);

	sixthkey__judgement__init(m);
	m->location = convert_text(j->location);
	m->service = convert_text(j->service);
	m->question = j->question;
	m->rated = convert_from_day(j->rated);
	m->from = j->from;
	m->to = j->to;
	m->reason = convert_text(j->reason);
	m->author = convert_text(j->author);
	m->approver = convert_text(j->approver);
	m->reference = convert_text(j->reference);
	return m;
}

static Sixthkey__Refusal *
from_refusal(const struct refusal *r, struct arena *a)
{
	Sixthkey__Refusal	*m = ARENA_NEW(a, Sixthkey__Refusal);

	sixthkey__refusal__init(m);
	m->reason = convert_text(r->reason);
	m->text = convert_binary(r->text);
	return m;
}

static void
from_parts(const struct event *ev, struct arena *a, Sixthkey__Event *m)
{
	const struct event_part	*p;
	size_t			 i;

	for (i = 0; (p = event_part(i)) != NULL; i++) {
		const void	*body = event_body(ev, p);
		void		*part;

		if (body == NULL)
			continue;
		part = convert_from_shape(p->shape, body, a);
		memcpy((char *)m + convert_shape_field(p->shape)->offset,
		    &part, sizeof(part));
	}
}

void
convert_from_event(const struct event *ev, struct arena *a,
    Sixthkey__Event *m)
{
	sixthkey__event__init(m);
	m->source = convert_text(ev->source);
	m->source_id = convert_text(ev->source_id);
	m->kind = ev->kind;
	m->provider = convert_text(ev->provider);
	m->location = convert_text(ev->location);
	m->name = convert_text(ev->name);
	m->revision = ev->revision;
	m->trace = convert_text(ev->trace);
	m->schema = ev->schema > SCHEMA_UNSAID ? ev->schema : 0;
	m->via = convert_text(ev->via);
	if (ev->refusal != NULL)
		m->refusal = from_refusal(ev->refusal, a);
	if (ev->report != NULL)
		m->report = from_report(ev->report, a);
	if (ev->registration != NULL)
		m->registration = from_registration(ev->registration, a);
	if (ev->judgement != NULL)
		m->judgement = from_judgement(ev->judgement, a);
	from_parts(ev, a, m);
}

void
event_pack(const struct event *ev, struct buf *out)
{
	struct arena	*a = arena_new(0);
	Sixthkey__Event	 m;

	convert_from_event(ev, a, &m);
	convert_pack(&m.base, out);
	arena_free(&a);
}

void
event_digest(const struct event *ev, uint8_t out[32])
{
	struct event	 bare = *ev;
	struct buf	 b = { 0 };

	bare.id = 0;
	bare.source = bare.source_id = bare.trace = bare.via = "";
	bare.revision = bare.schema = 0;
	event_pack(&bare, &b);
	digest(b.data, b.len, out);
	buf_release(&b);
}

/* ---- from the wire -------------------------------------------------------- */

static int
to_cell(const Sixthkey__ReportCell *m, struct report_cell *c, struct err *e)
{
	c->location = m->location;
	c->service = m->service;
	c->question = (enum question)m->question;
	c->mark = (enum mark)m->mark;
	c->inherited = m->inherited;
	c->alone = m->alone;
	if (convert_check("/report/cell/location", m->location, e) != 0 ||
	    convert_check("/report/cell/service", m->service, e) != 0 ||
	    convert_enum("/report/cell/question", m->question,
	    QUESTION_COUNT, e) != 0 ||
	    convert_enum("/report/cell/mark", m->mark, MARK_COUNT, e) != 0)
		return -1;
	return convert_day("/report/cell/rated", m->rated, &c->rated, e);
}

static int
to_report(const Sixthkey__Report *m, struct arena *a, struct event *ev,
    struct err *e)
{
	struct report		*r = convert_room(a, 1, sizeof(*r), e);
	struct report_cell	*cell = convert_room(a, m->n_cell,
				    sizeof(*cell), e);
	size_t			 i;

	if (r == NULL || cell == NULL)
		return -1;
	r->link = m->link;
	r->cell = cell;
	r->ncell = m->n_cell;
	if (convert_check("/report/link", m->link, e) != 0 ||
	    convert_day("/report/rated", m->rated, &r->rated, e) != 0 ||
	    convert_day("/report/published", m->published, &r->published,
	    e) != 0 ||
	    convert_day("/report/inspected", m->inspected, &r->inspected,
	    e) != 0)
		return -1;
	for (i = 0; i < m->n_cell; i++)
		if (to_cell(m->cell[i], &cell[i], e) != 0)
			return -1;
	ev->report = r;
	return 0;
}

static int
to_registration(const Sixthkey__Registration *m, struct arena *a,
    struct event *ev, struct err *e)
{
	struct registration	*r = convert_room(a, 1, sizeof(*r), e);
	const char		**place = convert_room(a, m->n_location,
				    sizeof(*place), e);
	size_t			 i;

	if (r == NULL || place == NULL)
		return -1;
	r->type = (enum organisation_type)m->type;
	r->sector = m->sector;
	r->location = place;
	r->nlocation = m->n_location;
	for (i = 0; i < m->n_location; i++) {
		place[i] = m->location[i];
		if (convert_check("/registration/location", place[i], e) != 0)
			return -1;
	}
	ev->registration = r;
	if (convert_check("/registration/sector", m->sector, e) != 0 ||
	    convert_enum("/registration/type", m->type,
	    ORGANISATION_LOCATION + 1, e) != 0)
		return -1;
	return convert_day("/registration/as_of", m->as_of, &r->as_of, e);
}

static int
to_judgement(const Sixthkey__Judgement *m, struct arena *a, struct event *ev,
    struct err *e)
{
	struct judgement	*j = convert_room(a, 1, sizeof(*j), e);

	if (j == NULL)
		return -1;
	*j = (struct judgement){
		.location = m->location, .service = m->service,
		.question = (enum question)m->question,
		.from = (enum mark)m->from, .to = (enum mark)m->to,
		.reason = m->reason, .author = m->author,
		.approver = m->approver, .reference = m->reference
	};
	ev->judgement = j;
	if (convert_enum("/judgement/question", m->question, QUESTION_COUNT,
	    e) != 0 ||
	    convert_enum("/judgement/from", m->from, MARK_COUNT, e) != 0 ||
	    convert_enum("/judgement/to", m->to, MARK_COUNT, e) != 0 ||
	    convert_check("/judgement/location", m->location, e) != 0 ||
	    convert_check("/judgement/service", m->service, e) != 0 ||
	    convert_check("/judgement/reason", m->reason, e) != 0 ||
	    convert_check("/judgement/author", m->author, e) != 0 ||
	    convert_check("/judgement/approver", m->approver, e) != 0 ||
	    convert_check("/judgement/reference", m->reference, e) != 0)
		return -1;
	return convert_day("/judgement/rated", m->rated, &j->rated, e);
}

static int
to_refusal(const Sixthkey__Refusal *m, struct arena *a, struct event *ev,
    struct err *e)
{
	struct refusal	*r = m == NULL ? NULL : convert_room(a, 1, sizeof(*r),
			    e);

	if (r == NULL)
		return m == NULL ? 0 : -1;
	r->reason = m->reason;
	r->text = (struct bytes){ m->text.data, m->text.len };
	ev->refusal = r;
	return convert_check("/refusal/reason", m->reason, e);
}

/* Adds to `bodies` what is there beside an amendment. */
static int
to_parts(const Sixthkey__Event *m, struct arena *a, struct event *ev,
    int *bodies, struct err *e)
{
	const struct event_part	*p;
	size_t			 i;

	for (i = 0; (p = event_part(i)) != NULL; i++) {
		const void	*part, *body;

		memcpy(&part, (const char *)m +
		    convert_shape_field(p->shape)->offset, sizeof(part));
		if (part == NULL)
			continue;
		body = convert_to_shape(p->shape, part, a, e);
		if (body == NULL)
			return -1;
		event_set_body(ev, p, body);
		*bodies += p->shape != &shape_amendment;
	}
	return 0;
}

static int
to_body(const Sixthkey__Event *m, struct arena *a, struct event *ev,
    struct err *e)
{
	int	 bodies = (m->report != NULL) + (m->registration != NULL) +
		    (m->judgement != NULL);

	if (to_parts(m, a, ev, &bodies, e) != 0)
		return -1;
	if (bodies > 1)
		return err_set(e, ERR_INPUT, "/: %d contents; an event has one",
		    bodies);
	if (m->report != NULL)
		return to_report(m->report, a, ev, e);
	if (m->registration != NULL)
		return to_registration(m->registration, a, ev, e);
	return m->judgement == NULL ? 0 : to_judgement(m->judgement, a, ev, e);
}

/* Before anything else is believed: a newer schema may mean something else by
 * every field. */
static int
check_schema(const Sixthkey__Event *m, struct err *e)
{
	if (m->schema <= EVENT_SCHEMA)
		return 0;
	return err_set(e, ERR_NEWER, "/schema: %u is newer than this build can "
	    "read; expected at most %d", m->schema, EVENT_SCHEMA);
}

int
convert_to_event(const Sixthkey__Event *m, struct arena *a, struct event *ev,
    struct err *e)
{
	*ev = (struct event){
		.source = m->source, .source_id = m->source_id,
		.kind = (enum event_kind)m->kind, .provider = m->provider,
		.location = m->location, .name = m->name,
		.revision = m->revision, .trace = m->trace, .via = m->via,
		.schema = m->schema != 0 ? m->schema : SCHEMA_UNSAID
	};
	if (check_schema(m, e) != 0 ||
	    convert_enum("/kind", m->kind, KIND_COUNT, e) != 0 ||
	    convert_check("/source", m->source, e) != 0 ||
	    convert_check("/id", m->source_id, e) != 0 ||
	    convert_check("/provider", m->provider, e) != 0 ||
	    convert_check("/location", m->location, e) != 0 ||
	    convert_check("/name", m->name, e) != 0 ||
	    convert_check("/trace", m->trace, e) != 0 ||
	    convert_check("/via", m->via, e) != 0 ||
	    to_refusal(m->refusal, a, ev, e) != 0)
		return -1;
	return to_body(m, a, ev, e);
}

int
event_unpack(struct bytes in, struct arena *a, struct event *ev,
    struct err *e)
{
	Sixthkey__Event	*m;

	m = convert_unpack(&sixthkey__event__descriptor, in, a, e);
	return m == NULL ? -1 : convert_to_event(m, a, ev, e);
}
