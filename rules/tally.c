/*
 * What the inputs of an aggregate amount to, and what the rules make of it.
 * An input that is itself an aggregate is worked out the same way; there are
 * at most four levels between the combined rating and a judged cell.
 */
#include <string.h>

#include "rules/history.h"

static void
keep_newer(struct day *newest, struct day d)
{
	if (d.precision != PRECISION_NONE &&
	    (newest->precision == PRECISION_NONE ||
	    day_compare(d, *newest) > 0))
		*newest = d;
}

struct tally
history_tally(const struct history *h, const struct key *key, int32_t day)
{
	struct tally	t = { .inputs = 0 };
	struct walk	w = walk_open(h, key, day);
	struct key	child;
	struct input	in;

	while (walk_next(&w, &child) && t.inputs < RULES_MAX_INPUTS + 1) {
		in = history_input(h, &child, day);
		keep_newer(&t.newest, w.since);
		keep_newer(&t.newest, in.rated);
		t.inputs++;
		if (in.mark == MARK_NOT_STATED)
			t.unknown++;
		else if (t.inputs <= RULES_MAX_INPUTS)
			t.n[mark_rating(in.mark)]++;
	}
	t.excluded = w.excluded;
	return t;
}

/*
 * With inputs unknown a result is certain only where a limit holds whatever
 * they are: then the row that holds even with all of them at their best is the
 * one that decides.
 */
static struct outcome
certain_outcome(const struct ruleset *set, const struct tally *t,
    struct bounds bounds)
{
	struct outcome	o = { RATING_NONE, NULL, { 0 } };
	uint8_t		best[RATING_COUNT];

	if (t->unknown == 0)
		return rules_decide(set, t->n);
	if (bounds.low == bounds.high) {
		memcpy(best, t->n, sizeof(best));
		best[RATING_OUTSTANDING] =
		    (uint8_t)(best[RATING_OUTSTANDING] + t->unknown);
		o = rules_decide(set, best);
	}
	memcpy(o.n, t->n, sizeof(o.n));
	return o;
}

/* Why nothing is computed at the trust's own level on a day, or for well-led at
 * its only location. */
static enum silence
silence_of(const struct history *h, const struct key *key, enum level level,
    struct day on)
{
	const struct facts	*f = h->facts;

	if (level == LEVEL_LOCATION_QUESTION &&
	    key->question == QUESTION_WELL_LED &&
	    history_only(h, key->location) &&
	    history_latest(h, key, on.serial) != NULL)
		return SILENCE_AWARDED;
	if (level == LEVEL_COMBINED && !sector_has_resources(f->sector))
		return SILENCE_RESOURCES;
	if (level < LEVEL_TRUST_QUESTION || level == LEVEL_RESOURCES)
		return SILENCE_NONE;
	if (f->separate_until.precision != PRECISION_NONE &&
	    day_compare(on, f->separate_until) <= 0)
		return SILENCE_SEPARATE;
	if (level != LEVEL_TRUST_QUESTION)
		return SILENCE_NONE;
	if (key->question == QUESTION_WELL_LED)
		return SILENCE_AWARDED;
	if (f->complex || (sector_has_locations(f->sector) &&
	    f->nlocation > 0 && history_outside(h, on.serial)))
		return SILENCE_COMPLEX;
	return SILENCE_NONE;
}

static enum purpose
purpose_of(enum level level, const struct key *key)
{
	if (level == LEVEL_COMBINED)
		return PURPOSE_COMBINED;
	return level == LEVEL_SERVICE && key->place->group ?
	    PURPOSE_GROUP : PURPOSE_QUALITY;
}

static const struct ruleset *
find_set(const struct facts *f, enum purpose purpose, struct day on,
    size_t inputs)
{
	if (f->set != NULL && ruleset_stands_for(f->set, purpose, on, inputs))
		return f->set;
	return rules_for(purpose, f->sector, on, inputs);
}

struct verdict
history_verdict(const struct history *h, const struct key *key,
    const struct tally *t, struct day on)
{
	enum level	level = level_of(h->facts, key->location,
			    key->service, key->question);
	struct verdict	v = { .silence = silence_of(h, key, level, on) };

	if (v.silence != SILENCE_NONE || t->inputs == t->unknown ||
	    t->inputs > RULES_MAX_INPUTS)
		return v;
	v.set = find_set(h->facts, purpose_of(level, key), on, t->inputs);
	if (v.set == NULL)
		return v;
	v.bounds = rules_bounds(v.set, t->n, t->unknown);
	v.outcome = certain_outcome(v.set, t, v.bounds);
	return v;
}

/* What the rules give where nothing was awarded, if that is certain. */
static struct input
derive(const struct history *h, const struct key *key, int32_t day)
{
	struct input	in = { key->location, key->service, key->question,
			    MARK_NOT_STATED, { 0, PRECISION_NONE }, 0 };
	struct tally	t = history_tally(h, key, day);
	struct verdict	v = history_verdict(h, key, &t, t.newest);

	in.rated = t.newest;
	if (v.set == NULL || v.bounds.low != v.bounds.high)
		return in;
	if (v.bounds.low != RATING_NONE)
		in.mark = (enum mark)v.bounds.low;
	else if (t.unknown == 0)
		in.mark = MARK_NOT_RATED;
	in.derived = in.mark != MARK_NOT_STATED;
	return in;
}

struct input
history_input(const struct history *h, const struct key *key, int32_t day)
{
	const struct fact	*f = history_latest(h, key, day);

	if (f == NULL)
		return derive(h, key, day);
	return (struct input){ f->location, f->service, key->question, f->mark,
	    f->rated, 0 };
}
