/*
 * Which cells an aggregate is made from.
 */
#include <string.h>

#include "rules/history.h"
#include "rules/service.h"
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

int
is_population_group(const char *service)
{
	int	i;

	for (i = 0; i < POPULATION_GROUPS; i++)
		if (spell_starts(service, population_names[i]) ||
		    spell_same(service, population_codes[i]))
			return 1;
	return 0;
}

/* The place has key questions of its own, by the day. */
static int
has_questions(const struct history *h, const struct key *key, int32_t day)
{
	struct key	k = *key;
	size_t		i;

	for (i = 0; i < QUALITY_QUESTIONS; i++) {
		k.question = key_questions[i];
		if (history_latest(h, &k, day) != NULL)
			return 1;
	}
	return 0;
}

int
history_only(const struct history *h, const char *location)
{
	const struct facts	*f = h->facts;
	size_t			 i;

	if (!f->is_trust || f->nlocation != 1 ||
	    strcmp(location, f->location[0]) != 0)
		return 0;
	for (i = 0; i < h->nplace; i++)
		if (h->place[i].location[0] != '\0' &&
		    strcmp(h->place[i].location, location) != 0)
			return 0;
	return 1;
}

static int
is_only_location(const struct walk *w)
{
	return history_only(w->history, w->key.location);
}

/* The well-led rating of a trust's only location is the trust's own: the
 * services' is not aggregated into it. */
static int
is_only_led(const struct walk *w)
{
	return w->level == LEVEL_LOCATION_QUESTION &&
	    w->key.question == QUESTION_WELL_LED && is_only_location(w);
}

/*
 * The only location of a trust takes two ratings from the trust, the reverse
 * of what is usual: well-led and the overall.  Not where it has published
 * ratings of its own that say it: what is the only location that we know of
 * need not be the only one there is (Pennine, RW6).
 */
static enum question
find_given(const struct walk *w)
{
	struct key	quality;

	if (is_only_led(w))
		return history_latest(w->history, &w->key, w->day) == NULL ?
		    QUESTION_WELL_LED : QUESTION_NONE;
	if (w->level != LEVEL_LOCATION || !is_only_location(w))
		return QUESTION_NONE;
	quality = history_key(w->history, "", "", QUESTION_OVERALL);
	return history_latest(w->history, &quality, w->day) != NULL &&
	    !has_questions(w->history, &w->key, w->day) ?
	    QUESTION_OVERALL : QUESTION_NONE;
}

/* Level 5 of a trust without locations is made like level 3 of a location. */
static int
is_from_services(const struct walk *w)
{
	return w->level == LEVEL_LOCATION_QUESTION ||
	    (w->level == LEVEL_TRUST_QUESTION &&
	    !sector_has_locations(w->history->facts->sector));
}

struct walk
walk_open(const struct history *h, const struct key *key, int32_t day)
{
	struct walk	w = { .history = h, .key = *key, .day = day,
			    .last = "" };

	w.level = level_of(h->facts, key->location, key->service,
	    key->question);
	w.given = find_given(&w);
	if (w.given == QUESTION_NONE && is_from_services(&w))
		w.step = history_first(h, key->location, "");
	return w;
}

/* The place is left out; counts it. */
static int
leave_out(struct walk *w, const char *location, const char *service)
{
	const struct facts	*facts = w->history->facts;
	size_t			 i;

	for (i = 0; i < facts->nexcluded; i++)
		if (exclusion_holds(&facts->excluded[i], location, service,
		    w->day)) {
			w->excluded++;
			return 1;
		}
	return 0;
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

/* The first of the listed locations behind the last, by id; or NULL. */
static const char *
location_after(const struct facts *facts, const char *last)
{
	const char		*next = NULL, *id;
	size_t			 i;

	for (i = 0; i < facts->nlocation; i++) {
		id = facts->location[i];
		if (strcmp(id, last) > 0 &&
		    (next == NULL || strcmp(id, next) < 0))
			next = id;
	}
	return next;
}

static int
is_listed(const struct facts *facts, const char *location)
{
	size_t	i;

	for (i = 0; i < facts->nlocation; i++)
		if (strcmp(facts->location[i], location) == 0)
			return 1;
	return 0;
}

/*
 * A location that is rated and not listed may have closed, or the list may not
 * be whole: an input, and what it is worth is not known.
 */
static int
next_unlisted(struct walk *w, struct key *out)
{
	const struct history	*h = w->history;
	const struct place	*p;
	struct day		 since;

	while (w->step < h->nplace) {
		p = &h->place[w->step++];
		since = place_since(h, p, QUESTION_NONE, QUESTION_COMBINED);
		if (*p->location == '\0' || strcmp(p->location, w->last) == 0 ||
		    since.serial > w->day)
			continue;
		w->last = p->location;
		if (is_listed(h->facts, w->last) || leave_out(w, w->last, ""))
			continue;
		*out = history_key(h, w->last, "", QUESTION_NONE);
		return 1;
	}
	return 0;
}

/* The listed locations by id, each once; then the others. */
static int
next_location(struct walk *w, struct key *out)
{
	const char	*next;

	while (w->step == 0 &&
	    (next = location_after(w->history->facts, w->last)) != NULL) {
		w->last = next;
		if (leave_out(w, next, ""))
			continue;
		*out = history_key(w->history, next, "", w->key.question);
		return 1;
	}
	return w->history->facts->nlocation != 0 && next_unlisted(w, out);
}

/* The newest day by which a key question of the service was reported. */
static struct day
last_reported(const struct walk *w, struct key key)
{
	struct day		 last = { 0, PRECISION_NONE };
	const struct fact	*f;
	size_t			 i;

	for (i = 0; i < QUALITY_QUESTIONS; i++) {
		key.question = key_questions[i];
		f = history_latest(w->history, &key, w->day);
		if (f != NULL && (last.precision == PRECISION_NONE ||
		    day_compare(f->rated, last) > 0))
			last = f->rated;
	}
	return last;
}

/* Another name has come in its place, with a newer report. */
static int
is_superseded(const struct walk *w, const struct place *p)
{
	const struct renaming	*r;
	struct day		 last;
	size_t			 n;

	for (n = 0; p->renamed &&
	    (r = service_successor(p->service, n)) != NULL; n++) {
		last = last_reported(w, history_key(w->history, p->location,
		    r->is, QUESTION_NONE));
		if (last.precision != PRECISION_NONE && day_compare(last,
		    last_reported(w, place_key(p, QUESTION_NONE))) > 0)
			return 1;
	}
	return 0;
}

/* The services at the location of which a key question was reported. */
static int
next_service(struct walk *w, struct key *out)
{
	const struct history	*h = w->history;
	const struct place	*p;

	while (w->step < h->nplace) {
		p = &h->place[w->step];
		if (strcmp(p->location, w->key.location) != 0)
			return 0;
		w->step++;
		w->since = place_since(h, p, QUESTION_SAFE, QUESTION_WELL_LED);
		if (*p->service == '\0' ||
		    w->since.precision == PRECISION_NONE ||
		    w->since.serial > w->day || p->group ||
		    is_superseded(w, p) ||
		    leave_out(w, p->location, p->service))
			continue;
		*out = place_key(p, w->key.question);
		return 1;
	}
	return 0;
}

int
history_outside(const struct history *h, int32_t day)
{
	struct walk	w = { .history = h, .key = { .location = "" },
			    .day = day };
	struct key	out;

	return next_service(&w, &out);
}

/* Effective and responsive alone. */
static int
next_group_question(struct walk *w, struct key *out)
{
	static const enum question	asked[] = {
		QUESTION_EFFECTIVE, QUESTION_RESPONSIVE
	};

	if (w->step == sizeof(asked) / sizeof(asked[0]))
		return 0;
	*out = w->key;
	out->question = asked[w->step++];
	return 1;
}

static int
next_given(struct walk *w, struct key *out)
{
	*out = history_key(w->history, "", "", w->given);
	return w->step++ == 0;
}

static int
next_trust_question(struct walk *w, struct key *out)
{
	if (w->key.question == QUESTION_WELL_LED)
		return 0;
	return is_from_services(w) ? next_service(w, out) :
	    next_location(w, out);
}

int
walk_next(struct walk *w, struct key *out)
{
	if (w->given != QUESTION_NONE)
		return next_given(w, out);
	switch (w->level) {
	case LEVEL_SERVICE:
		if (w->key.place->group)
			return next_group_question(w, out);
		return next_question(w, QUALITY_QUESTIONS, out);
	case LEVEL_LOCATION:
	case LEVEL_QUALITY:
		return next_question(w, QUALITY_QUESTIONS, out);
	case LEVEL_COMBINED:
		return next_question(w, COMBINED_QUESTIONS, out);
	case LEVEL_LOCATION_QUESTION:
		return !is_only_led(w) && next_service(w, out);
	case LEVEL_TRUST_QUESTION:
		return next_trust_question(w, out);
	default:
		return 0;
	}
}
