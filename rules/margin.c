/*
 * The nearest other results.  All divisions of the inputs over the four
 * ratings are tried: at most 47,905, for 64 inputs.
 */
#include <string.h>

#include "rules/rules.h"

enum { MARGIN_MAX_INPUTS = 64 };

/* The way found so far, and what it costs. */
struct way {
	struct margin	 margin;
	int		 steps;		/* of all inputs together */
};

static int
size_of(int x)
{
	return x < 0 ? -x : x;
}

/* How many inputs differ between two divisions of as many inputs. */
static int
moves_between(const uint8_t *a, const uint8_t *b)
{
	int	r, sum = 0;

	for (r = RATING_INADEQUATE; r < RATING_COUNT; r++)
		sum += size_of(a[r] - b[r]);
	return sum / 2;
}

/* By how many steps of the scale in all: Good to Inadequate is two. */
static int
steps_between(const uint8_t *a, const uint8_t *b)
{
	int	r, carried = 0, sum = 0;

	for (r = RATING_INADEQUATE; r < RATING_COUNT; r++) {
		carried += a[r] - b[r];
		sum += size_of(carried);
	}
	return sum;
}

/* Fewest moves, then fewest steps, then the first that was tried. */
static void
keep_nearer(struct way *best, const uint8_t *was, const struct outcome *o)
{
	struct way	w = { .margin = { .to = o->rating } };

	w.margin.moves = (uint8_t)moves_between(was, o->n);
	w.steps = steps_between(was, o->n);
	memcpy(w.margin.n, o->n, sizeof(w.margin.n));
	if (best->margin.to == RATING_NONE ||
	    w.margin.moves < best->margin.moves ||
	    (w.margin.moves == best->margin.moves && w.steps < best->steps))
		*best = w;
}

/* Nothing is found yet in this direction, or this is as near. */
static int
is_open(const struct way *best, int possible, int moves)
{
	return possible && (best->margin.to == RATING_NONE ||
	    moves <= best->margin.moves);
}

/*
 * The next division of the same number of inputs: one more in the worst class
 * that can give, all before it back to the start.  0: that was the last.
 */
static int
next_division(uint8_t *n)
{
	uint8_t	all;
	int	r;

	for (r = RATING_INADEQUATE; n[r] == 0; r++)
		if (r == RATING_GOOD)
			return 0;
	all = n[r];
	n[r] = 0;
	n[RATING_INADEQUATE] = (uint8_t)(all - 1);
	n[r + 1]++;
	return 1;
}

void
rules_margin(const struct ruleset *set, const uint8_t n[RATING_COUNT],
    struct margin *better, struct margin *worse)
{
	struct way	up = { .steps = 0 }, down = { .steps = 0 };
	struct outcome	now = rules_decide(set, n), o;
	uint8_t		try[RATING_COUNT] = { [RATING_NONE] = n[RATING_NONE] };
	unsigned	rated = 0;
	int		r, moves;

	for (r = RATING_INADEQUATE; r < RATING_COUNT; r++)
		rated += n[r];
	if (now.rating != RATING_NONE && rated <= MARGIN_MAX_INPUTS) {
		try[RATING_INADEQUATE] = (uint8_t)rated;
		do {
			moves = moves_between(n, try);
			if (!is_open(&up, now.rating < RATING_OUTSTANDING,
			    moves) && !is_open(&down, now.rating >
			    RATING_INADEQUATE, moves))
				continue;
			o = rules_decide(set, try);
			if (o.rating > now.rating)
				keep_nearer(&up, n, &o);
			else if (o.rating < now.rating)
				keep_nearer(&down, n, &o);
		} while (next_division(try));
	}
	*better = up.margin;
	*worse = down.margin;
}

void
rules_nearest(const struct ruleset *set, const uint8_t n[RATING_COUNT],
    enum rating to, struct margin *out)
{
	struct way	way = { .steps = 0 };
	struct outcome	o;
	uint8_t		try[RATING_COUNT] = { [RATING_NONE] = n[RATING_NONE] };
	unsigned	rated = 0;
	int		r;

	for (r = RATING_INADEQUATE; r < RATING_COUNT; r++)
		rated += n[r];
	if (to != RATING_NONE && rated > 0 && rated <= MARGIN_MAX_INPUTS) {
		try[RATING_INADEQUATE] = (uint8_t)rated;
		do {
			o = rules_decide(set, try);
			if (o.rating == to)
				keep_nearer(&way, n, &o);
		} while (next_division(try));
	}
	*out = way.margin;
}
