#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "explain/suppose.h"

enum { NAMES_MAX = 60 };

/* "RH801/Surgery" or one of the two; which of them is seen later. */
static void
read_where(char *where, struct supposed *s)
{
	char	*slash = strchr(where, '/');

	s->location = where;
	if (slash == NULL)
		return;
	*slash = '\0';
	s->service = slash + 1;
}

int
suppose_read(const char *word, struct arena *a, struct supposed *s,
    struct err *e)
{
	char	*text = arena_text(a, word), *eq = strrchr(text, '=');
	char	*colon, *name = text;

	*s = (struct supposed){ .location = NULL };
	if (eq == NULL)
		return err_set(e, ERR_INPUT, "say safe=good, not \"%s\"", word);
	*eq = '\0';
	colon = strrchr(text, ':');
	if (colon != NULL) {
		*colon = '\0';
		name = colon + 1;
		read_where(text, s);
	}
	s->question = question_parse(name);
	s->rating = rating_parse(eq + 1);
	if (s->rating == RATING_NONE)
		return err_set(e, ERR_INPUT, "\"%s\" is not a rating: "
		    "inadequate, requires_improvement, good or outstanding",
		    eq + 1);
	if (s->question == QUESTION_NONE || s->question == QUESTION_OVERALL ||
	    s->question == QUESTION_COMBINED ||
	    (s->location != NULL && s->question == QUESTION_RESOURCES))
		return err_set(e, ERR_INPUT, "\"%s\" is not a key question: "
		    "safe, effective, caring, responsive, well_led or, of a "
		    "trust, use_of_resources", name);
	return 0;
}

/* ---- where it is ----------------------------------------------------------- */

static const char *
own_location(const struct facts *f, const char *id)
{
	return f->is_trust && strcmp(id, f->organisation) == 0 ? "" : id;
}

/* The location of facts that is called so; NULL: none. */
static const char *
find_location(const struct facts *f, const char *name)
{
	size_t	i;

	for (i = 0; i < f->nfact; i++)
		if (f->fact[i].location[0] != '\0' &&
		    strcasecmp(f->fact[i].location, name) == 0)
			return f->fact[i].location;
	return NULL;
}

/* The services at a place, each once. */
static void
list_services(const struct facts *f, const char *location,
    const char *names[NAMES_MAX + 1])
{
	size_t	i, k, n = 0;

	for (i = 0; i < f->nfact && n < NAMES_MAX; i++) {
		const struct fact *x = &f->fact[i];

		if (x->service[0] == '\0' ||
		    strcmp(x->location, location) != 0)
			continue;
		for (k = 0; k < n && strcmp(names[k], x->service) != 0; )
			k++;
		if (k == n)
			names[n++] = x->service;
	}
	names[n] = NULL;
}

static int
place_service(const struct facts *f, struct supposed *s, struct err *e)
{
	const char	*names[NAMES_MAX + 1], *near;

	list_services(f, s->location, names);
	near = text_nearest(s->service, names);
	if (near != NULL && strcasecmp(near, s->service) == 0) {
		s->service = near;
		return 0;
	}
	return err_set(e, ERR_INPUT, "no service \"%s\" was reported at "
	    "%s%s%s%s", s->service, s->location[0] != '\0' ? s->location :
	    f->organisation, near != NULL ? "; did you mean \"" : "",
	    near != NULL ? near : "", near != NULL ? "\"?" : "");
}

/* Of a trust as a whole, and not of every kind. */
static int
check_resources(const struct facts *f, const char *id, struct err *e)
{
	if (!f->is_trust || strcmp(id, f->organisation) != 0)
		return err_set(e, ERR_INPUT, "use of resources is rated for "
		    "an NHS trust as a whole, and %s is none", id);
	if (!sector_has_resources(f->sector))
		return err_set(e, ERR_INPUT, "use of resources is not rated "
		    "for %s: its sector is %s", id, sector_name(f->sector));
	return 0;
}

int
suppose_place(const struct facts *f, const char *id, struct supposed *s,
    struct err *e)
{
	const char	*named = s->location, *found;

	if (named == NULL) {
		s->location = own_location(f, id);
		s->service = "";
		return s->question == QUESTION_RESOURCES ?
		    check_resources(f, id, e) : 0;
	}
	found = find_location(f, named);
	if (s->service == NULL && found == NULL) {
		s->service = named;
		s->location = own_location(f, id);
		return place_service(f, s, e);
	}
	if (found == NULL)
		return err_set(e, ERR_INPUT, "nothing is known of a location "
		    "\"%s\" of %s", named, f->organisation);
	s->location = found;
	if (s->service != NULL)
		return place_service(f, s, e);
	s->service = "";
	return 0;
}

int
suppose_same(const struct supposed *a, const struct supposed *b)
{
	return a->question == b->question &&
	    strcmp(a->location, b->location) == 0 &&
	    strcmp(a->service, b->service) == 0;
}

/* ---- what it reaches ------------------------------------------------------- */

int
suppose_reaches(const struct supposed *s, const struct facts *f,
    const char *location, const char *service, enum question q)
{
	int	same = q == s->question;

	if (service[0] != '\0')
		return q == QUESTION_OVERALL &&
		    strcmp(service, s->service) == 0 &&
		    strcmp(location, s->location) == 0;
	if (location[0] == '\0' && f->is_trust && q >= QUESTION_OVERALL)
		return q != QUESTION_RESOURCES;
	if (strcmp(location, s->location) == 0)
		return q == QUESTION_OVERALL ||
		    (same && s->service[0] != '\0');
	return location[0] == '\0' && f->is_trust && same;
}

static int
same_cell(const struct cell *c, const struct fact *x)
{
	return c->question == x->question &&
	    strcmp(c->location, x->location) == 0 &&
	    strcmp(c->service, x->service) == 0;
}

/* The rules make something of it: then an award there gives way. */
static int
is_made(const struct cell *cell, size_t ncell, const struct fact *x)
{
	size_t	i;

	for (i = 0; i < ncell; i++)
		if (same_cell(&cell[i], x))
			return cell[i].set != NULL;
	return 0;
}

static int
is_supposed(const struct supposed *s, const struct fact *x)
{
	return s->question == x->question &&
	    strcmp(s->location, x->location) == 0 &&
	    strcmp(s->service, x->service) == 0;
}

static int
gives_way(const struct facts *f, const struct cell *cell, size_t ncell,
    const struct supposed *s, size_t n, int then, const struct fact *x)
{
	size_t	i;

	for (i = 0; i < n; i++)
		if ((then && is_supposed(&s[i], x)) ||
		    (suppose_reaches(&s[i], f, x->location, x->service,
		    x->question) && is_made(cell, ncell, x)))
			return 1;
	return 0;
}

void
suppose_facts(const struct facts *f, const struct cell *cell, size_t ncell,
    const struct supposed *s, size_t n, int then, int32_t at,
    struct arena *a, struct facts *out)
{
	struct fact	*to = ARENA_ARRAY(a, f->nfact + n, struct fact);
	struct day	 newest = { 0 };
	size_t		 i;

	*out = *f;
	out->fact = to;
	out->nfact = 0;
	for (i = 0; i < f->nfact; i++) {
		if (f->fact[i].rated.serial <= at &&
		    day_compare(f->fact[i].rated, newest) > 0)
			newest = f->fact[i].rated;
		if (!gives_way(f, cell, ncell, s, n, then, &f->fact[i]))
			to[out->nfact++] = f->fact[i];
	}
	for (i = 0; then && i < n; i++)
		to[out->nfact++] = (struct fact){ .location = s[i].location,
		    .service = s[i].service, .question = s[i].question,
		    .mark = (enum mark)s[i].rating, .rated = newest,
		    .published = newest, .report = "" };
}
