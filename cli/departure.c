#include "cli/departure.h"

const char *const departure_names[DEPARTURE_COLUMNS] = {
	"organisation", "date", "level", "computed", "awarded", "ruleset",
	"row", "reason"
};

size_t
departures_by(const struct facts *f, int32_t day, struct arena *a,
    struct cell **out)
{
	struct history	 h = facts_in_order(f, a);
	size_t		 i, n, kept = 0, max = f->nfact + 1;
	struct cell	*cell = ARENA_ARRAY(a, max, struct cell);

	n = grid_departures(&h, cell, max);
	for (i = 0; i < n; i++)
		if (cell[i].awarded->rated.serial <= day)
			cell[kept++] = cell[i];
	*out = cell;
	return kept;
}

/* What the level's word is followed by. */
static const char *
detail(struct arena *a, const struct cell *c)
{
	switch (c->level) {
	case LEVEL_SERVICE:
		return c->service;
	case LEVEL_SERVICE_QUESTION:
		return arena_printf(a, "%s:%s", c->service,
		    question_code(c->question));
	case LEVEL_LOCATION_QUESTION:
	case LEVEL_TRUST_QUESTION:
		return question_code(c->question);
	default:
		return "";
	}
}

static const char *
level_words(struct arena *a, const struct cell *c)
{
	static const char *const	words[LEVEL_COUNT] = {
		[LEVEL_NONE] = "",
		[LEVEL_SERVICE_QUESTION] = "service",
		[LEVEL_SERVICE] = "service",
		[LEVEL_LOCATION_QUESTION] = "location",
		[LEVEL_LOCATION] = "location",
		[LEVEL_TRUST_QUESTION] = "trust",
		[LEVEL_QUALITY] = "quality",
		[LEVEL_RESOURCES] = "use of resources",
		[LEVEL_COMBINED] = "combined"
	};
	const char	*more = detail(a, c);

	return more[0] == '\0' ? words[c->level] :
	    arena_printf(a, "%s:%s", words[c->level], more);
}

const char *
departure_computed(struct arena *a, struct bounds b)
{
	if (b.low == b.high)
		return rating_code(b.low);
	return arena_printf(a, "%s..%s", rating_code(b.low),
	    rating_code(b.high));
}

/* Between bounds no single row decides. */
const char *
departure_row(const struct cell *c)
{
	return c->bounds.low == c->bounds.high && c->computed.rule != NULL ?
	    c->computed.rule->id : "";
}

void
departure_words(const char *subject, const struct cell *c, struct arena *a,
    const char *out[DEPARTURE_COLUMNS])
{
	char	date[DAY_TEXT];

	out[0] = c->location[0] != '\0' ? c->location : subject;
	out[1] = arena_text(a, day_text(c->awarded->rated, date));
	out[2] = level_words(a, c);
	out[3] = departure_computed(a, c->bounds);
	out[4] = mark_code(c->awarded->mark);
	out[5] = c->set->id;
	out[6] = departure_row(c);
	out[7] = c->deviation != NULL ? c->deviation->reason : "";
}
