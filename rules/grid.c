#include <string.h>

#include "rules/grid.h"
#include "rules/history.h"

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

static struct key
key_of(const struct cell *c)
{
	return (struct key){ c->location, c->service, c->question };
}

/*
 * Without an award a combined rating stands as on the day of the use of
 * resources rating: quality that moves later does not move it.
 */
static struct day
resources_day(const struct history *h, int32_t at)
{
	struct key		 key = { "", "", QUESTION_RESOURCES };
	const struct fact	*f = history_latest(h, &key, at);

	return f != NULL && f->mark != MARK_NOT_STATED ? f->rated :
	    (struct day){ 0, PRECISION_NONE };
}

/* The inputs of the cell's snapshot; sets the snapshot's day. */
static struct tally
take_snapshot(const struct history *h, struct cell *c, int32_t at)
{
	struct key	key = key_of(c);

	if (is_rated(c->awarded))
		c->computed_on = c->awarded->rated;
	else if (c->level == LEVEL_COMBINED)
		c->computed_on = resources_day(h, at);
	else
		c->computed_on = history_tally(h, &key, at).newest;
	return history_tally(h, &key, c->computed_on.serial);
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
compute(const struct history *h, struct cell *c, int32_t at)
{
	struct tally	t = take_snapshot(h, c, at);
	struct key	key = key_of(c);
	struct verdict	v = history_verdict(h, &key, &t, c->computed_on);

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
look_for_moves(const struct history *h, struct cell *c, int32_t at)
{
	struct key	key = key_of(c), child;
	struct walk	w = walk_open(h, &key, at);
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
		t = history_tally(h, &key, at);
		c->now = history_verdict(h, &key, &t, c->moved_on).bounds;
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
	if (f != NULL && f->mark != MARK_NOT_STATED) {
		c->awarded = f;
		c->deviation = find_deviation(h->facts, f);
		c->same_day = (uint8_t)history_tied(h, f);
	}
	compute(h, c, at);
	if (c->set != NULL)
		look_for_moves(h, c, at);
	return c->awarded != NULL || c->set != NULL;
}

/* Where the cells go. */
struct page {
	struct cell	*cell;
	size_t		 n, max;
};

/* All cells of one service, of one location, or of the organisation. */
static void
show(const struct history *h, const char *location, const char *service,
    int32_t at, struct page *page)
{
	struct key	key = { location, service, QUESTION_NONE };
	size_t		i;

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
grid_evaluate(const struct facts *facts, int32_t at,
    const struct fact **scratch, struct cell *out, size_t max)
{
	struct history		 h = history_open(facts, scratch);
	struct page		 page = { out, 0, max };
	const char		*location = "";
	const struct fact	*f;
	size_t			 i;

	show(&h, "", "", at, &page);
	for (i = 0; i < h.n; i++) {
		f = h.fact[i];
		if (i > 0 && fact_same_place(h.fact[i - 1], f))
			continue;
		if (strcmp(f->location, location) != 0) {
			location = f->location;
			show(&h, location, "", at, &page);
		}
		if (*f->service != '\0')
			show(&h, location, f->service, at, &page);
	}
	return page.n;
}

/* By date, level, location, service, question. */
static int
compare_cells(const struct cell *a, const struct cell *b)
{
	int	c = day_compare(a->computed_on, b->computed_on);

	if (c == 0)
		c = (a->level > b->level) - (a->level < b->level);
	c = compare_text(c, a->location, b->location);
	c = compare_text(c, a->service, b->service);
	return c != 0 ? c :
	    (a->question > b->question) - (a->question < b->question);
}

/* The last cell of the page, to its place among those before it. */
static void
settle(struct page *page)
{
	struct cell	last = page->cell[page->n - 1];
	size_t		i = page->n - 1;

	for (; i > 0 && compare_cells(&last, &page->cell[i - 1]) < 0; i--)
		page->cell[i] = page->cell[i - 1];
	page->cell[i] = last;
}

/* No other fact about the cell counted on the same day. */
static int
counted(const struct history *h, size_t i)
{
	return i + 1 == h->n || !fact_same_cell(h->fact[i], h->fact[i + 1]) ||
	    day_compare(h->fact[i]->rated, h->fact[i + 1]->rated) != 0;
}

size_t
grid_departures(const struct facts *facts, const struct fact **scratch,
    struct cell *out, size_t max)
{
	struct history		 h = history_open(facts, scratch);
	struct page		 page = { out, 0, max };
	const struct fact	*f;
	struct key		 key;
	size_t			 i;

	for (i = 0; i < h.n && page.n < max; i++) {
		f = h.fact[i];
		if (!is_rated(f) || !counted(&h, i))
			continue;
		key = (struct key){ f->location, f->service, f->question };
		if (look(&h, &key, f->rated.serial, &out[page.n]) &&
		    out[page.n].departs) {
			page.n++;
			settle(&page);
		}
	}
	return page.n;
}

size_t
grid_inputs(const struct facts *facts, const struct cell *c,
    const struct fact **scratch, struct input *out, size_t max)
{
	struct history	h = history_open(facts, scratch);
	struct key	key = key_of(c), child;
	struct walk	w = walk_open(&h, &key, c->computed_on.serial);
	size_t		n = 0;

	while (c->set != NULL && n < max && walk_next(&w, &child))
		out[n++] = history_input(&h, &child, c->computed_on.serial);
	return n;
}
