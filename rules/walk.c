/*
 * Which cells an aggregate is made from.
 */
#include <string.h>

#include "rules/history.h"
#include "rules/spell.h"

static const enum question key_questions[] = {
	QUESTION_SAFE, QUESTION_EFFECTIVE, QUESTION_CARING,
	QUESTION_RESPONSIVE, QUESTION_WELL_LED, QUESTION_RESOURCES
};

enum { QUALITY_QUESTIONS = 5, COMBINED_QUESTIONS = 6 };

/*
 * The population groups of GP practices: published beside services, by name
 * or by CQC's short code, but a view of the whole practice, not a part of it.
 */
static const char *const population_names[] = {
	"Older people", "People with long term conditions",
	"Families, children and young people", "Working age people",
	"People whose circumstances", "People experiencing poor mental health"
};
static const char *const population_codes[] = {
	"old", "conditions", "mothers", "population", "vulnerable", "problems"
};

enum {
	POPULATION_GROUPS =
	    sizeof(population_names) / sizeof(population_names[0])
};

static int
is_population_group(const char *service)
{
	int	i;

	for (i = 0; i < POPULATION_GROUPS; i++)
		if (spell_starts(service, population_names[i]) ||
		    spell_same(service, population_codes[i]))
			return 1;
	return 0;
}

/*
 * The well-led rating of a trust's only location is the trust's own: it is
 * awarded, and the services' is not aggregated into it.
 */
static int
is_awarded_only(const struct walk *w)
{
	const struct facts	*facts = w->history->facts;

	return w->key.question == QUESTION_WELL_LED &&
	    (w->level == LEVEL_TRUST_QUESTION ||
	    (w->level == LEVEL_LOCATION_QUESTION && facts->is_trust &&
	    facts->nlocation == 1));
}

struct walk
walk_open(const struct history *h, const struct key *key, int32_t day)
{
	struct walk	w = { .history = h, .key = *key, .day = day,
			    .last = "" };

	w.level = level_of(h->facts, key->location, key->service,
	    key->question);
	if (w.level == LEVEL_LOCATION_QUESTION)
		w.step = history_rank(h, &(struct key){ key->location, "",
		    QUESTION_NONE }, INT32_MAX);
	return w;
}

/* Up to n key questions of the place itself. */
static int
next_question(struct walk *w, size_t n, struct key *out)
{
	if (w->step == n)
		return 0;
	*out = w->key;
	out->question = key_questions[w->step++];
	return 1;
}

/* The listed locations by id, each once. */
static int
next_location(struct walk *w, struct key *out)
{
	const struct facts	*facts = w->history->facts;
	const char		*next = NULL, *id;
	size_t			 i;

	for (i = 0; i < facts->nlocation; i++) {
		id = facts->location[i];
		if (strcmp(id, w->last) > 0 &&
		    (next == NULL || strcmp(id, next) < 0))
			next = id;
	}
	if (next == NULL)
		return 0;
	w->last = next;
	*out = (struct key){ next, "", w->key.question };
	return 1;
}

/*
 * From w->step on, the facts of one service: moves behind them and returns
 * the first day on which a key question of it was reported.
 */
static struct day
first_reported(struct walk *w)
{
	const struct history	*h = w->history;
	const struct fact	*start = h->fact[w->step], *f;
	struct day		 first = { 0, PRECISION_NONE };

	for (; w->step < h->n; w->step++) {
		f = h->fact[w->step];
		if (!fact_same_place(f, start))
			break;
		if (f->question >= QUESTION_SAFE &&
		    f->question <= QUESTION_WELL_LED &&
		    (first.precision == PRECISION_NONE ||
		    day_compare(f->rated, first) < 0))
			first = f->rated;
	}
	return first;
}

/* The services at the location of which a key question was reported. */
static int
next_service(struct walk *w, struct key *out)
{
	const struct history	*h = w->history;
	const struct fact	*f;

	while (w->step < h->n) {
		f = h->fact[w->step];
		if (strcmp(f->location, w->key.location) != 0)
			return 0;
		w->since = first_reported(w);
		if (*f->service == '\0' ||
		    w->since.precision == PRECISION_NONE ||
		    w->since.serial > w->day || is_population_group(f->service))
			continue;
		*out = (struct key){ f->location, f->service,
		    w->key.question };
		return 1;
	}
	return 0;
}

int
walk_next(struct walk *w, struct key *out)
{
	if (is_awarded_only(w))
		return 0;
	switch (w->level) {
	case LEVEL_SERVICE:
	case LEVEL_LOCATION:
	case LEVEL_QUALITY:
		return next_question(w, QUALITY_QUESTIONS, out);
	case LEVEL_COMBINED:
		return next_question(w, COMBINED_QUESTIONS, out);
	case LEVEL_LOCATION_QUESTION:
		return next_service(w, out);
	case LEVEL_TRUST_QUESTION:
		return next_location(w, out);
	default:
		return 0;
	}
}
