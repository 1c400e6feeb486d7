#include <string.h>

#include "rules/grid.h"
#include "rules/history.h"
#include "rules/sort.h"

/* Every question, in the order in which a grid shows them. */
static const enum question shown[] = {
	QUESTION_COMBINED, QUESTION_OVERALL, QUESTION_RESOURCES, QUESTION_SAFE,
	QUESTION_EFFECTIVE, QUESTION_CARING, QUESTION_RESPONSIVE,
	QUESTION_WELL_LED
};

enum { SHOWN = sizeof(shown) / sizeof(shown[0]) };

static int
is_rated(const struct fact *f)
{
	return f != NULL && mark_rating(f->mark) != RATING_NONE;
}

/*
 * Without an award a combined rating stands as on the day of the use of
 * resources rating: quality that moves later does not move it.
 */
static struct day
resources_day(const struct history *h, int32_t at)
{
	struct key		 key = history_key(h, "", "",
				    QUESTION_RESOURCES);
	const struct fact	*f = history_latest(h, &key, at);

	return f != NULL && f->mark != MARK_NOT_STATED ? f->rated :
	    (struct day){ 0, PRECISION_NONE };
}

/* The inputs of the cell's snapshot; sets the snapshot's day. */
static struct tally
take_snapshot(const struct history *h, const struct key *key, struct cell *c,
    int32_t at)
{
	if (is_rated(c->awarded))
		c->computed_on = c->awarded->rated;
	else if (c->level == LEVEL_COMBINED)
		c->computed_on = resources_day(h, at);
	else
		c->computed_on = history_tally(h, key, at).newest;
	return history_tally(h, key, c->computed_on.serial);
}

static int
within(struct bounds b, enum rating r)
{
	return b.low == RATING_NONE || (b.low <= r && r <= b.high);
}

/* The day of what stands in the cell. */
static struct day
rated_on(const struct cell *c)
{
	return is_rated(c->awarded) ? c->awarded->rated : c->computed_on;
}

/* The strictest notice; of two that are alike the first in any fixed order. */
static int
limits_more(const struct limiter *l, const struct notice *n,
    const struct cell *c)
{
	int	by;

	if (l == NULL || c->limiter == NULL)
		return l != NULL;
	by = (int)c->limiter->at_best - (int)l->at_best;
	if (by == 0)
		by = day_compare(n->on, c->notice->on);
	return by != 0 ? by > 0 :
	    strcmp(n->reference, c->notice->reference) < 0;
}

static void
limit(const struct facts *facts, struct cell *c)
{
	const struct limiter	*l;
	size_t			 i;

	for (i = 0; i < facts->nnotice; i++) {
		l = limiter_find(facts->sector, &facts->notice[i],
		    c->location, c->service, c->question, rated_on(c));
		if (!limits_more(l, &facts->notice[i], c))
			continue;
		c->limiter = l;
		c->notice = &facts->notice[i];
	}
	c->over_limit = c->limiter != NULL && is_rated(c->awarded) &&
	    mark_rating(c->awarded->mark) > c->limiter->at_best;
}

/* A notice explains why less was awarded than the inputs give. */
static struct bounds
with_limit(const struct cell *c)
{
	struct bounds	b = c->bounds;

	if (c->limiter != NULL && c->limiter->at_best < b.low)
		b.low = c->limiter->at_best;
	return b;
}

static void
compute(const struct history *h, const struct key *key, struct cell *c,
    int32_t at)
{
	struct tally	t = take_snapshot(h, key, c, at);
	struct verdict	v = history_verdict(h, key, &t, c->computed_on);

	c->excluded = (uint8_t)(t.excluded > UINT8_MAX ? UINT8_MAX :
	    t.excluded);
	c->silence = v.silence;
	limit(h->facts, c);
	if (v.set == NULL)
		return;
	c->set = v.set;
	c->computed = v.outcome;
	c->bounds = v.bounds;
	c->unknown = (uint8_t)t.unknown;
	c->departs = is_rated(c->awarded) &&
	    !within(with_limit(c), mark_rating(c->awarded->mark));
}

/* An input has a later value that says something else. */
static int
has_moved(const struct input *was, const struct input *now)
{
	return now->mark != MARK_NOT_STATED && now->mark != was->mark &&
	    day_compare(now->rated, was->rated) > 0;
}

static void
look_for_moves(const struct history *h, const struct key *key, struct cell *c,
    int32_t at)
{
	struct key	child;
	struct walk	w = walk_open(h, key, at);
	struct input	was, now;
	struct tally	t;

	while (walk_next(&w, &child)) {
		was = history_input(h, &child, c->computed_on.serial);
		now = history_input(h, &child, at);
		if (!has_moved(&was, &now))
			continue;
		if (!c->moved || day_compare(now.rated, c->moved_on) > 0)
			c->moved_on = now.rated;
		c->moved = 1;
	}
	if (c->moved) {
		t = history_tally(h, key, at);
		c->now = history_verdict(h, key, &t, c->moved_on).bounds;
	}
}

static int
compare_text(int c, const char *a, const char *b)
{
	return c != 0 ? c : strcmp(a, b);
}

/* Any fixed order, so that the order of arrival does not choose. */
static int
compare_deviations(const struct deviation *a, const struct deviation *b)
{
	int	c = (a->from > b->from) - (a->from < b->from);

	c = compare_text(c, a->reason, b->reason);
	c = compare_text(c, a->author, b->author);
	c = compare_text(c, a->approver, b->approver);
	return compare_text(c, a->reference, b->reference);
}

static int
explains(const struct deviation *d, const struct fact *f)
{
	return d->question == f->question && d->to == f->mark &&
	    day_compare(d->rated, f->rated) == 0 &&
	    strcmp(d->location, f->location) == 0 &&
	    strcmp(d->service, f->service) == 0;
}

static const struct deviation *
find_deviation(const struct facts *facts, const struct fact *f)
{
	const struct deviation	*d, *found = NULL;
	size_t			 i;

	for (i = 0; i < facts->ndeviation; i++) {
		d = &facts->deviation[i];
		if (explains(d, f) &&
		    (found == NULL || compare_deviations(d, found) < 0))
			found = d;
	}
	return found;
}

static void
award(const struct history *h, const struct key *key, const struct fact *f,
    struct cell *c)
{
	c->awarded = f;
	c->deviation = find_deviation(h->facts, f);
	c->same_day = (uint8_t)history_tied(h, key, f);
}

/* The cell as known on the day; 0 if nothing is known of it. */
static int
look(const struct history *h, const struct key *key, int32_t at,
    struct cell *c)
{
	const struct fact	*f = history_latest(h, key, at);

	*c = (struct cell){ .location = key->location,
	    .service = key->service, .question = key->question };
	c->level = level_of(h->facts, c->location, c->service, c->question);
	if (c->level == LEVEL_NONE)
		return 0;
	if (f != NULL && f->mark != MARK_NOT_STATED)
		award(h, key, f, c);
	compute(h, key, c, at);
	if (c->set != NULL)
		look_for_moves(h, key, c, at);
	return c->awarded != NULL || c->set != NULL;
}

_Static_assert(sizeof(struct cell) <= SORT_SIZE_MAX, "cells are sorted");

/* Where the cells go. */
struct page {
	struct cell	*cell;
	size_t		 n, max;
};

/* All cells of one service, of one location, or of the organisation. */
static void
show(const struct history *h, struct key key, int32_t at, struct page *page)
{
	size_t	i;

	for (i = 0; i < SHOWN && page->n < page->max; i++) {
		key.question = shown[i];
		if (look(h, &key, at, &page->cell[page->n]))
			page->n++;
	}
}

/*
 * A fact adds at most its own cell, the overall of its service, and the key
 * question and overall of its location; the trust's own cells are few.
 */
size_t
grid_size(const struct facts *facts)
{
	return 4 * facts->nfact + SHOWN;
}

size_t
grid_evaluate(const struct history *h, int32_t at, struct cell *out,
    size_t max)
{
	struct page		 page = { out, 0, max };
	const char		*location = "";
	const struct place	*p;

	show(h, history_key(h, "", "", QUESTION_NONE), at, &page);
	for (p = h->place; p < h->place + h->nplace; p++) {
		if (strcmp(p->location, location) != 0) {
			location = p->location;
			show(h, history_key(h, location, "", QUESTION_NONE),
			    at, &page);
		}
		if (*p->service != '\0')
			show(h, place_key(p, QUESTION_NONE), at, &page);
	}
	return page.n;
}

/* By date, level, location, service, question. */
static int
compare_cells(const void *va, const void *vb)
{
	const struct cell	*a = va, *b = vb;
	int			 c = day_compare(a->computed_on, b->computed_on);

	if (c == 0)
		c = (a->level > b->level) - (a->level < b->level);
	c = compare_text(c, a->location, b->location);
	c = compare_text(c, a->service, b->service);
	return c != 0 ? c :
	    (a->question > b->question) - (a->question < b->question);
}

/* Of a judged cell nothing is computed, whatever was awarded. */
static int
is_aggregate(enum level level)
{
	return level != LEVEL_NONE && level != LEVEL_SERVICE_QUESTION &&
	    level != LEVEL_RESOURCES;
}

/* The cell on the day of an award from which it departs; 0 if it does not. */
static int
depart(const struct history *h, const struct key *key, const struct fact *f,
    struct cell *c)
{
	*c = (struct cell){ .location = key->location,
	    .service = key->service, .question = key->question,
	    .level = level_of(h->facts, key->location, key->service,
	    key->question), .awarded = f };
	if (!is_rated(f) || !is_aggregate(c->level))
		return 0;
	compute(h, key, c, f->rated.serial);
	if (c->departs)
		award(h, key, f, c);
	return c->departs;
}

/* The departures of one cell: on each day the last fact counted. */
static void
find_departures(const struct history *h, const struct key *key,
    struct page *page)
{
	uint32_t	i = key->place->from[key->question];
	uint32_t	end = key->place->from[key->question + 1];

	for (; i < end && page->n < page->max; i++)
		if ((i + 1 == end || day_compare(h->fact[i]->rated,
		    h->fact[i + 1]->rated) != 0) &&
		    depart(h, key, h->fact[i], &page->cell[page->n]))
			page->n++;
}

size_t
grid_departures(const struct history *h, struct cell *out, size_t max)
{
	struct page		 page = { out, 0, max };
	const struct place	*p;
	struct key		 key;
	unsigned		 q;

	for (p = h->place; p < h->place + h->nplace; p++)
		for (q = 0; q < QUESTION_COUNT; q++) {
			key = place_key(p, (enum question)q);
			find_departures(h, &key, &page);
		}
	sort_array(out, page.n, sizeof(*out), compare_cells);
	return page.n;
}

size_t
grid_inputs(const struct history *h, const struct cell *c, struct input *out,
    size_t max)
{
	struct key	key = history_key(h, c->location, c->service,
			    c->question), child;
	struct walk	w = walk_open(h, &key, c->computed_on.serial);
	size_t		n = 0;

	while (c->set != NULL && n < max && walk_next(&w, &child))
		out[n++] = history_input(h, &child, c->computed_on.serial);
	return n;
}
