#include <string.h>

#include "explain/sheet.h"
#include "proto/dossier.h"
#include "proto/facts.h"

void
sheet_evaluate(struct sheet *s, const struct facts *f, int32_t at, struct arena *a)
{
	struct history		  h = facts_in_order(f, a);
	size_t			  max = grid_size(f);
	struct cell		 *cell = ARENA_ARRAY(a, max + 1, struct cell);

	s->ncell = grid_evaluate(&h, at, cell, max);
	s->cell = cell;
}

static struct day
newest_award(const struct sheet *s)
{
	struct day	d = { 0 };
	size_t		i;

	for (i = 0; i < s->ncell; i++)
		if (s->cell[i].awarded != NULL &&
		    (d.precision == PRECISION_NONE ||
		    day_compare(s->cell[i].awarded->rated, d) > 0))
			d = s->cell[i].awarded->rated;
	return d;
}

/* What the document would say, not what concerns the work on it. */
static void
collect_checks(struct sheet *s, const struct state *st, const struct facts *f,
    struct arena *a)
{
	const struct concern	*c;
	struct dossier		 d;
	struct check		*check;
	size_t			 i, n;

	dossier_open(st, a, &d);
	n = dossier_concerns(&d, f, s->cell, s->ncell, a, &c);
	s->check = check = ARENA_ARRAY(a, n + 1, struct check);
	for (i = 0; i < n; i++)
		if (!c[i].of_work)
			check[s->ncheck++] = (struct check){ c[i].id,
			    c[i].text };
}

void
sheet_from_state(struct sheet *s, const struct state *st, int32_t at,
    struct arena *a)
{
	struct facts	f;
	struct identity	who;

	facts_from_state(st, a, &f, &who);
	*s = (struct sheet){ .id = st->subject, .subject = st->subject,
	    .name = who.name, .sector = who.sector, .licence = "",
	    .is_trust = f.is_trust, .recomputed = who.recomputed };
	sheet_evaluate(s, &f, at, a);
	s->as_of = newest_award(s);
	collect_checks(s, st, &f, a);
}

const struct cell *
sheet_find(const struct sheet *s, enum level level, const char *location,
    const char *service, enum question question)
{
	const struct cell	*c;

	for (c = s->cell; c < s->cell + s->ncell; c++)
		if (c->level == level && c->question == question &&
		    strcmp(c->location, location) == 0 &&
		    strcmp(c->service, service) == 0)
			return c;
	return NULL;
}

int
sheet_is_own(const struct sheet *s, const char *location)
{
	return strcmp(location, s->id) == 0 ||
	    (*location == '\0' && strcmp(s->id, s->subject) == 0);
}

const struct cell *
sheet_own(const struct sheet *s, enum question q)
{
	const struct cell	*c;

	for (c = s->cell; c < s->cell + s->ncell; c++)
		if (c->question == q && *c->service == '\0' &&
		    sheet_is_own(s, c->location))
			return c;
	return NULL;
}

static int
is_headline(const struct sheet *s, const struct cell *c)
{
	if (s->is_trust && strcmp(s->id, s->subject) == 0)
		return c->level == LEVEL_COMBINED || c->level == LEVEL_QUALITY;
	return c->level == LEVEL_LOCATION && (c->location[0] == '\0' ||
	    strcmp(c->location, s->id) == 0);
}

const struct cell *
sheet_headline(const struct sheet *s, size_t nth)
{
	const struct cell	*c;

	for (c = s->cell; c < s->cell + s->ncell; c++)
		if (is_headline(s, c) && nth-- == 0)
			return c;
	return NULL;
}

/* The level that a cell's questions stand on; NONE where it is not made from
 * questions. */
static enum level
below(enum level l)
{
	static const enum level	levels[LEVEL_COUNT] = {
		[LEVEL_SERVICE] = LEVEL_SERVICE_QUESTION,
		[LEVEL_LOCATION] = LEVEL_LOCATION_QUESTION,
		[LEVEL_QUALITY] = LEVEL_TRUST_QUESTION,
		[LEVEL_COMBINED] = LEVEL_TRUST_QUESTION
	};

	return levels[l];
}

static int
is_known(const struct sheet *s, const struct cell *of, enum question q)
{
	enum level		 level = q == QUESTION_RESOURCES ?
				    LEVEL_RESOURCES : below(of->level);
	const struct cell	*c = sheet_find(s, level, of->location,
				    of->service, q);

	if (c == NULL)
		return 0;
	if (c->awarded == NULL)
		return c->set != NULL && c->computed.rule != NULL;
	return c->awarded->mark != MARK_NOT_STATED &&
	    day_compare(c->awarded->rated, of->computed_on) <= 0;
}

size_t
sheet_unknown(const struct sheet *s, const struct cell *c, enum question *out,
    size_t max)
{
	static const enum question questions[] = {
		QUESTION_SAFE, QUESTION_EFFECTIVE, QUESTION_CARING,
		QUESTION_RESPONSIVE, QUESTION_WELL_LED, QUESTION_RESOURCES
	};
	size_t	i, n = 0, all = c->level == LEVEL_COMBINED ? 6 : 5;

	if (below(c->level) == LEVEL_NONE)
		return 0;
	for (i = 0; i < all && n < max; i++)
		if (!is_known(s, c, questions[i]))
			out[n++] = questions[i];
	return n;
}
