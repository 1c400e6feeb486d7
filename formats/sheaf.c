#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/text.h"
#include "formats/sheaf.h"
#include "proto/convert.h"

enum { VALUE_MAX = 200, ID_DIGEST = 8 };

struct bundle {
	struct bundle	*next;
	struct day	 rated;
	const char	*link;
	uint64_t	 line;		/* of its first rating */
	size_t		 ncell;
	int		 states;	/* more than "No published rating" */
};

struct sheaf_cell {
	const struct bundle	*bundle;
	struct report_cell	 cell;
};

struct refusal {
	struct refusal	*next;
	struct reject	 reject;
};

struct sheaf {
	const char		*source;
	uint32_t		 revision;
	struct arena		*arena;		/* dies with the organisation */
	uint64_t		 line;		/* that is read */
	uint64_t		 begun_at, taken_at;
	int			 begun, closed;
	const char		*provider, *location, *name;
	const struct registration *registration;
	struct bundle		*first, **last;
	struct sheaf_cell	*cell;
	size_t			 ncell, cap;
	struct arena		*refused;	/* dies once it is taken */
	struct refusal		*refusal, **last_refusal;
};

struct sheaf *
sheaf_new(const char *source, uint32_t revision)
{
	struct sheaf	*s = calloc(1, sizeof(*s));

	if (s == NULL)
		abort();
	s->source = source;
	s->revision = revision;
	s->arena = arena_new(0);
	s->refused = arena_new(0);
	s->last = &s->first;
	s->last_refusal = &s->refusal;
	return s;
}

void
sheaf_free(struct sheaf **sp)
{
	if (*sp == NULL)
		return;
	arena_free(&(*sp)->arena);
	arena_free(&(*sp)->refused);
	free(*sp);
	*sp = NULL;
}

static void
forget(struct sheaf *s)
{
	arena_reset(s->arena);
	s->begun = s->closed = 0;
	s->registration = NULL;
	s->first = NULL;
	s->last = &s->first;
	s->cell = NULL;
	s->ncell = s->cap = 0;
}

void
sheaf_at(struct sheaf *s, uint64_t line)
{
	s->line = line;
}

uint64_t
sheaf_line(const struct sheaf *s)
{
	return s->taken_at;
}

void
sheaf_begin(struct sheaf *s, const char *provider, const char *location,
    const char *name)
{
	forget(s);
	s->begun = 1;
	s->begun_at = s->line;
	s->provider = arena_text(s->arena, provider);
	s->location = arena_text(s->arena, location);
	s->name = arena_text(s->arena, name);
}

int
sheaf_about(const struct sheaf *s, const char *provider, const char *location)
{
	return s->begun && strcmp(s->provider, provider) == 0 &&
	    strcmp(s->location, location) == 0;
}

int
sheaf_empty(const struct sheaf *s)
{
	return !s->begun;
}

static struct registration *
copy_registration(struct arena *a, const struct registration *r)
{
	struct registration	*copy = ARENA_NEW(a, struct registration);
	const char		**location;
	size_t			 i;

	*copy = *r;
	copy->sector = arena_text(a, r->sector);
	location = ARENA_ARRAY(a, r->nlocation, const char *);
	for (i = 0; i < r->nlocation; i++)
		location[i] = arena_text(a, r->location[i]);
	copy->location = location;
	return copy;
}

void
sheaf_register(struct sheaf *s, const struct registration *r)
{
	s->registration = copy_registration(s->arena, r);
}

static struct bundle *
find_bundle(struct sheaf *s, struct day rated, const char *link)
{
	struct bundle	*b;

	for (b = s->first; b != NULL; b = b->next)
		if (b->rated.serial == rated.serial &&
		    b->rated.precision == rated.precision &&
		    strcmp(b->link, link) == 0)
			return b;
	b = ARENA_NEW(s->arena, struct bundle);
	b->rated = rated;
	b->line = s->line;
	b->link = arena_text(s->arena, link);
	*s->last = b;
	s->last = &b->next;
	return b;
}

static int
same_cell(const struct report_cell *a, const struct report_cell *b)
{
	return a->question == b->question && a->mark == b->mark &&
	    a->rated.serial == b->rated.serial &&
	    a->rated.precision == b->rated.precision &&
	    a->inherited == b->inherited &&
	    strcmp(a->location, b->location) == 0 &&
	    strcmp(a->service, b->service) == 0;
}

static int
has_cell(const struct sheaf *s, const struct bundle *b,
    const struct report_cell *cell)
{
	size_t	 i;

	for (i = 0; i < s->ncell; i++)
		if (s->cell[i].bundle == b &&
		    same_cell(&s->cell[i].cell, cell))
			return 1;
	return 0;
}

static void
grow(struct sheaf *s)
{
	struct sheaf_cell	*more;

	if (s->ncell < s->cap)
		return;
	s->cap = s->cap == 0 ? 64 : s->cap * 2;
	more = ARENA_ARRAY(s->arena, s->cap, struct sheaf_cell);
	if (s->ncell != 0)
		memcpy(more, s->cell, s->ncell * sizeof(*more));
	s->cell = more;
}

int
sheaf_add(struct sheaf *s, struct day rated, const char *link,
    const struct report_cell *cell)
{
	struct bundle		*b;
	struct report_cell	*copy;

	if (s->ncell == SHEAF_CELLS_MAX)
		return -1;
	b = find_bundle(s, rated, link);
	if (has_cell(s, b, cell))
		return 0;
	if (b->ncell == EVENT_CELLS_MAX)
		return -1;
	grow(s);
	s->cell[s->ncell].bundle = b;
	copy = &s->cell[s->ncell++].cell;
	*copy = *cell;
	copy->location = arena_text(s->arena, cell->location);
	copy->service = arena_text(s->arena, cell->service);
	b->ncell++;
	b->states |= cell->mark != MARK_NO_PUBLISHED_RATING;
	return 0;
}

size_t
sheaf_sift(struct sheaf *s)
{
	struct bundle	**at = &s->first;
	size_t		  n = 0;

	while (*at != NULL)
		if ((*at)->states)
			at = &(*at)->next;
		else {
			*at = (*at)->next;
			n++;
		}
	s->last = at;
	return n;
}

/* At most VALUE_MAX bytes, no character cut in two. */
static const char *
cut(struct arena *a, const char *value)
{
	size_t	 n = strlen(value), at = 0, len;

	if (n <= VALUE_MAX)
		return arena_text(a, value);
	for (;;) {
		len = text_char(value + at, n - at);
		len += len == 0;
		if (at + len > VALUE_MAX)
			return arena_textn(a, value, at);
		at += len;
	}
}

void
sheaf_refuse(struct sheaf *s, uint64_t line, const char *field,
    const char *value, const char *reason, ...)
{
	struct refusal	*r = ARENA_NEW(s->refused, struct refusal);
	char		 text[512];
	va_list		 ap;

	va_start(ap, reason);
	vsnprintf(text, sizeof(text), reason, ap);
	va_end(ap);
	r->reject.line = line;
	r->reject.field = arena_text(s->refused, field);
	r->reject.value = cut(s->refused, value);
	r->reject.reason = arena_text(s->refused, text);
	*s->last_refusal = r;
	s->last_refusal = &r->next;
}

void
sheaf_close(struct sheaf *s)
{
	s->closed = s->begun;
}

static int
take_refusal(struct sheaf *s, struct arena *a, struct reject *out)
{
	const struct refusal	*r = s->refusal;

	out->line = s->taken_at = r->reject.line;
	out->field = arena_text(a, r->reject.field);
	out->value = arena_text(a, r->reject.value);
	out->reason = arena_text(a, r->reject.reason);
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
	ev->registration = copy_registration(a, s->registration);
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
		forget(s);
	return 0;
}
