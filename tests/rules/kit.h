/*
 * kit.h - organisations written down as facts, and their grids.
 */
#ifndef TESTS_RULES_KIT_H
#define TESTS_RULES_KIT_H

#include "rules/grid.h"
#include "tests/rules/letters.h"

enum { KIT_FACTS = 4096 };

/* Everything about one organisation, with room for its grid. */
struct kit {
	struct facts		 facts;
	struct fact		 fact[KIT_FACTS];
	const struct fact	*sorted[KIT_FACTS];
	struct place		 place[KIT_FACTS];
	struct history		 history;
	struct cell		*cell;
	size_t			 ncell, max;
};

static inline void
kit_close(struct kit *k)
{
	free(k->cell);
	k->cell = NULL;
}

/* A kit that is all zero or was open before. */
static inline void
kit_open(struct kit *k, const char *organisation, int is_trust)
{
	kit_close(k);
	memset(k, 0, sizeof(*k));
	k->facts = (struct facts){ .organisation = organisation,
	    .is_trust = is_trust, .fact = k->fact };
}

/* A day, or a bug in the test. */
static inline struct day
kit_day(const char *text)
{
	struct day	d = day_parse(text);

	if (d.precision == PRECISION_NONE)
		fail_msg("\"%s\" is not a day", text);
	return d;
}

static inline struct fact *
kit_fact(struct kit *k, const char *location, const char *service,
    enum question question, enum mark mark, const char *rated)
{
	struct fact	*f = &k->fact[k->facts.nfact++];

	assert_in_range(k->facts.nfact, 1, KIT_FACTS);
	*f = (struct fact){ .location = location, .service = service,
	    .question = question, .mark = mark, .rated = kit_day(rated),
	    .published = kit_day(rated), .report = "" };
	return f;
}

/* One letter a question, safe first: I R G O, N not rated, ? not stated, '.'
 * no fact at all; then overall, use of resources, combined. */
static inline void
kit_report(struct kit *k, const char *location, const char *service,
    const char *rated, const char *letters)
{
	static const char	order[] = "IRGON?";
	static const enum mark	mark[] = { MARK_INADEQUATE, MARK_IMPROVE,
				    MARK_GOOD, MARK_OUTSTANDING, MARK_NOT_RATED,
				    MARK_NOT_STATED };
	const char		*at;
	int			 q;

	for (q = QUESTION_SAFE; *letters != '\0'; letters++, q++) {
		if (*letters == '.')
			continue;
		assert_non_null(at = strchr(order, *letters));
		kit_fact(k, location, service, (enum question)q,
		    mark[at - order], rated);
	}
}

static inline size_t
kit_room(struct kit *k)
{
	k->history = history_open(&k->facts, k->sorted, k->place);
	free(k->cell);
	k->max = grid_size(&k->facts);
	k->cell = calloc(k->max, sizeof(*k->cell));
	assert_non_null(k->cell);
	return k->max;
}

/* `at` "": everything. */
static inline void
kit_evaluate(struct kit *k, const char *at)
{
	kit_room(k);
	k->ncell = grid_evaluate(&k->history,
	    *at == '\0' ? INT32_MAX : kit_day(at).serial, k->cell, k->max);
}

static inline void
kit_departures(struct kit *k)
{
	kit_room(k);
	k->ncell = grid_departures(&k->history, k->cell, k->max);
}

static inline const struct cell *
kit_find(const struct kit *k, const char *location, const char *service,
    enum question q)
{
	size_t	i;

	for (i = 0; i < k->ncell; i++)
		if (k->cell[i].question == q &&
		    strcmp(k->cell[i].location, location) == 0 &&
		    strcmp(k->cell[i].service, service) == 0)
			return &k->cell[i];
	return NULL;
}

/* The same, and it must be there. */
static inline const struct cell *
kit_cell(const struct kit *k, const char *location, const char *service,
    enum question q)
{
	const struct cell	*c = kit_find(k, location, service, q);

	if (c == NULL)
		fail_msg("no cell %s/%s/%s", location, service,
		    question_code(q));
	return c;
}

static inline const struct cell *
kit_quality(const struct kit *k)
{
	return kit_cell(k, "", "", QUESTION_OVERALL);
}

static inline const struct cell *
kit_combined(const struct kit *k)
{
	return kit_cell(k, "", "", QUESTION_COMBINED);
}

static inline void
kit_bounds(struct bounds b, enum rating low, enum rating high)
{
	if (b.low != low || b.high != high)
		fail_msg("bounds %s to %s", rating_name(b.low),
		    rating_name(b.high));
}

static inline void
kit_on(struct day d, const char *text)
{
	char	buf[DAY_TEXT];

	assert_string_equal(day_text(d, buf), text);
}

#endif
