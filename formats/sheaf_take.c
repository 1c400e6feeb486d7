/*
 * sheaf_take.c - what was gathered of an organisation, as events.
 */
#include <string.h>

#include "base/digest.h"
#include "formats/sheaf_inside.h"
#include "proto/convert.h"

enum { ID_DIGEST = 8 };

/* ---- what a whole source is silent on -------------------------------------- */

static int
same_place(const struct report_cell *a, const struct report_cell *b)
{
	return strcmp(a->location, b->location) == 0 &&
	    strcmp(a->service, b->service) == 0;
}

static int
has_questions(const struct sheaf *s, const struct report_cell *of)
{
	const struct report_cell	*c;
	size_t				 i;

	for (i = 0; i < s->ncell; i++) {
		c = &s->cell[i].cell;
		if (c->question >= QUESTION_SAFE &&
		    c->question <= QUESTION_WELL_LED && same_place(c, of))
			return 1;
	}
	return 0;
}

void
sheaf_close(struct sheaf *s)
{
	struct report_cell	*c;
	size_t			 i;

	for (i = 0; s->whole && i < s->ncell; i++) {
		c = &s->cell[i].cell;
		c->alone = c->question == QUESTION_OVERALL &&
		    mark_rating(c->mark) != RATING_NONE &&
		    !has_questions(s, c);
	}
	s->whole = 0;
	s->closed = s->begun;
}

void
sheaf_whole(struct sheaf *s)
{
	s->whole = 1;
}

/* ---- handing out ----------------------------------------------------------- */

static int
take_refusal(struct sheaf *s, struct arena *a, struct reject *out)
{
	const struct refused_row	*r = s->refusal;

	out->line = s->taken_at = r->reject.line;
	out->field = arena_text(a, r->reject.field);
	out->value = arena_text(a, r->reject.value);
	out->reason = arena_text(a, r->reject.reason);
	out->text = arena_bytes(a, r->reject.text.data, r->reject.text.len);
	s->refusal = r->next;
	if (s->refusal == NULL) {
		s->last_refusal = &s->refusal;
		arena_reset(s->refused);
	}
	return 2;
}

static const struct report_cell *
copy_cells(const struct sheaf *s, const struct bundle *b, struct arena *a)
{
	struct report_cell	*cell, *to;
	size_t			 i;

	cell = to = ARENA_ARRAY(a, b->ncell, struct report_cell);
	for (i = 0; i < s->ncell; i++) {
		if (s->cell[i].bundle != b)
			continue;
		*to = s->cell[i].cell;
		to->location = arena_text(a, to->location);
		to->service = arena_text(a, to->service);
		to++;
	}
	return cell;
}

static const struct report *
copy_report(const struct sheaf *s, const struct bundle *b, struct arena *a)
{
	struct report	*r = ARENA_NEW(a, struct report);

	r->link = arena_text(a, b->link);
	r->rated = b->rated;
	r->cell = copy_cells(s, b, a);
	r->ncell = b->ncell;
	return r;
}

/* What the event is about, then what it says: the same file twice gives the
 * same ids, a changed row a new one. */
static const char *
name_event(const struct event *ev, const char *when, struct arena *a)
{
	uint8_t	 d[DIGEST_SIZE];
	char	 hex[2 * ID_DIGEST + 1];

	event_digest(ev, d);
	return arena_printf(a, "%s/%s#%s", ev->location[0] != '\0' ?
	    ev->location : ev->provider, when, digest_hex(d, ID_DIGEST, hex));
}

static void
start_event(const struct sheaf *s, struct arena *a, enum event_kind kind,
    struct event *ev)
{
	memset(ev, 0, sizeof(*ev));
	ev->source = arena_text(a, s->source);
	ev->source_id = "";
	ev->kind = kind;
	ev->provider = arena_text(a, s->provider);
	ev->location = arena_text(a, s->location);
	ev->name = arena_text(a, s->name);
	ev->revision = s->revision;
	ev->trace = "";
}

static int
take_registration(struct sheaf *s, struct arena *a, struct event *ev)
{
	start_event(s, a, KIND_ORGANISATION_REGISTERED, ev);
	ev->registration = sheaf_registration(a, s->registration);
	ev->source_id = name_event(ev, "registered", a);
	s->registration = NULL;
	s->taken_at = s->begun_at;
	return 1;
}

static int
take_report(struct sheaf *s, struct arena *a, struct event *ev)
{
	char	 when[DAY_TEXT];

	start_event(s, a, KIND_INSPECTION_REPORTED, ev);
	ev->report = copy_report(s, s->first, a);
	ev->source_id = name_event(ev, day_text(ev->report->rated, when), a);
	s->taken_at = s->first->line;
	s->first = s->first->next;
	return 1;
}

int
sheaf_take(struct sheaf *s, struct arena *a, struct event *ev,
    struct reject *reject)
{
	if (s->refusal != NULL)
		return take_refusal(s, a, reject);
	if (s->closed && s->registration != NULL)
		return take_registration(s, a, ev);
	if (s->closed && s->first != NULL)
		return take_report(s, a, ev);
	if (s->closed)
		sheaf_forget(s);
	return 0;
}
