#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "formats/sheaf_inside.h"

enum { VALUE_MAX = 200 };

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

void
sheaf_forget(struct sheaf *s)
{
	arena_reset(s->arena);
	s->begun = s->closed = s->whole = 0;
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
	sheaf_forget(s);
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

struct registration *
sheaf_registration(struct arena *a, const struct registration *r)
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
	s->registration = sheaf_registration(s->arena, r);
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
	    a->inherited == b->inherited && a->alone == b->alone &&
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
	struct refused_row	*r = ARENA_NEW(s->refused, struct refused_row);
	char		 text[512];
	va_list		 ap;

	va_start(ap, reason);
	vsnprintf(text, sizeof(text), reason, ap);
	va_end(ap);
	r->reject.line = line;
	r->reject.field = arena_text(s->refused, field);
	r->reject.value = cut(s->refused, value);
	r->reject.reason = arena_text(s->refused, text);
	*s->last_refusal = s->newest = r;
	s->last_refusal = &r->next;
}

void
sheaf_draft(struct sheaf *s, struct bytes data)
{
	s->newest->reject.text = arena_bytes(s->refused, data.data, data.len);
}
