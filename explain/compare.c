#include <string.h>

#include "explain/compare.h"
#include "proto/facts.h"

enum { SIX = 6 };

int
compare_alike(const struct ruleset *a, const struct ruleset *b)
{
	return (a->min_rated == SIX) == (b->min_rated == SIX);
}

static enum level
level_for(const struct ruleset *set, const struct facts *f)
{
	if (set->min_rated == SIX)
		return LEVEL_COMBINED;
	return f->is_trust ? LEVEL_QUALITY : LEVEL_LOCATION;
}

static int
is_own(const struct facts *f, const struct cell *c)
{
	return *c->location == '\0' ||
	    (!f->is_trust && strcmp(c->location, f->organisation) == 0);
}

static enum rating
certain(const struct ruleset *set, const struct cell *c)
{
	struct bounds	b = rules_bounds(set, c->computed.n, c->unknown);

	return b.low == b.high ? b.low : RATING_NONE;
}

int
compare_facts(const struct ruleset *const set[2], const struct facts *f,
    int32_t at, struct arena *a, struct compared *out)
{
	struct history		  h = facts_in_order(f, a);
	size_t			  i, n, max = grid_size(f);
	struct cell		 *cell = ARENA_ARRAY(a, max + 1, struct cell);

	n = grid_evaluate(&h, at, cell, max);
	for (i = 0; i < n; i++) {
		if (cell[i].level != level_for(set[1], f) ||
		    cell[i].set == NULL || !is_own(f, &cell[i]))
			continue;
		*out = (struct compared){ &cell[i],
		    { certain(set[0] != NULL ? set[0] : cell[i].set, &cell[i]),
		    certain(set[1], &cell[i]) } };
		return 1;
	}
	return 0;
}

int
compare_count(struct comparison *c, const struct facts *f, int32_t at,
    struct arena *a, struct compared *it)
{
	if (!compare_facts(c->set, f, at, a, it))
		return 0;
	c->all++;
	c->n[0][it->by[0]]++;
	c->n[1][it->by[1]]++;
	if (it->by[0] == RATING_NONE || it->by[1] == RATING_NONE) {
		c->uncertain++;
		return 0;
	}
	c->better += it->by[1] > it->by[0];
	c->worse += it->by[1] < it->by[0];
	return it->by[0] != it->by[1];
}
