#include <assert.h>
#include <string.h>

#include "rules/rules.h"

static size_t
count_rated(const uint8_t n[RATING_COUNT])
{
	size_t	sum = 0;
	int	r;

	for (r = RATING_INADEQUATE; r < RATING_COUNT; r++)
		sum += n[r];
	return sum;
}

/* None of the inputs that are not `of` is worse than `rest`. */
static int
rest_holds(const struct rule *rule, const uint8_t n[RATING_COUNT])
{
	enum rating	r;

	for (r = RATING_INADEQUATE; r < rule->rest; r++)
		if (r != rule->of && n[r] > 0)
			return 0;
	return 1;
}

static int
row_holds(const struct rule *rule, const uint8_t n[RATING_COUNT])
{
	return n[rule->of] >= rule->at_least && rest_holds(rule, n);
}

/* The next row from `rule` on that is for this many inputs; or NULL. */
static const struct rule *
next_row(const struct rule *rule, size_t rated)
{
	for (; rule->id != NULL; rule++)
		if (rated >= rule->n_min && rated <= rule->n_max)
			return rule;
	return NULL;
}

struct outcome
rules_decide(const struct ruleset *set, const uint8_t n[RATING_COUNT])
{
	struct outcome		 o = { RATING_NONE, NULL, { 0 } };
	size_t			 rated = count_rated(n);
	const struct rule	*rule;

	memcpy(o.n, n, sizeof(o.n));
	if (rated < set->min_rated)
		return o;
	rule = next_row(set->rules, rated);
	while (rule != NULL && !row_holds(rule, n))
		rule = next_row(rule + 1, rated);
	if (rule != NULL) {
		o.rating = rule->then;
		o.rule = rule;
	}
	return o;
}

struct outcome
rules_aggregate(const struct ruleset *set, const enum rating *input, size_t n)
{
	uint8_t	count[RATING_COUNT] = { 0 };
	size_t	i;

	assert(n <= RULES_MAX_INPUTS);
	for (i = 0; i < n; i++) {
		assert((unsigned)input[i] < RATING_COUNT);
		count[input[i]]++;
	}
	return rules_decide(set, count);
}

size_t
rules_tests(const struct ruleset *set, const uint8_t n[RATING_COUNT],
    struct test out[RULES_MAX_ROWS])
{
	size_t			 rated = count_rated(n), i = 0;
	const struct rule	*rule;

	if (rated < set->min_rated)
		return 0;
	rule = next_row(set->rules, rated);
	for (; rule != NULL && i < RULES_MAX_ROWS; i++) {
		out[i] = (struct test){ rule, rule->at_least, n[rule->of],
		    rest_holds(rule, n), row_holds(rule, n) };
		if (out[i].yes)
			return i + 1;
		rule = next_row(rule + 1, rated);
	}
	return i;
}

static void
widen(struct bounds *b, enum rating r)
{
	if (r == RATING_NONE)
		return;
	if (b->low == RATING_NONE || r < b->low)
		b->low = r;
	if (r > b->high)
		b->high = r;
}

/*
 * For each number of unknown inputs that may turn out to be rated, the worst
 * and the best that they can be: in between the result lies in between, which
 * rules_fault() makes sure of.
 */
struct bounds
rules_bounds(const struct ruleset *set, const uint8_t n[RATING_COUNT],
    size_t unknown)
{
	struct bounds	b = { RATING_NONE, RATING_NONE };
	uint8_t		worst[RATING_COUNT], best[RATING_COUNT];
	size_t		rated;

	assert(count_rated(n) + n[RATING_NONE] + unknown <= RULES_MAX_INPUTS);
	memcpy(worst, n, sizeof(worst));
	memcpy(best, n, sizeof(best));
	for (rated = 0; rated <= unknown; rated++) {
		widen(&b, rules_decide(set, worst).rating);
		widen(&b, rules_decide(set, best).rating);
		worst[RATING_INADEQUATE]++;
		best[RATING_OUTSTANDING]++;
	}
	return b;
}
