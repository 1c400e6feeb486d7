/*
 * What can be wrong with a rule set.  Everything that the engine and its
 * users rely on is checked here, so that a new table cannot mislead them.
 */
#include <string.h>

#include "rules/provision.h"
#include "rules/rules.h"

/* Every band of a table shows among this many inputs: the last starts at 9. */
enum { MONOTONE_INPUTS = 12 };

static int
is_rating(enum rating r)
{
	return r > RATING_NONE && r < RATING_COUNT;
}

static int
is_empty(const char *s)
{
	return s == NULL || *s == '\0';
}

static int
is_basis(enum basis b)
{
	return b > BASIS_NONE && b < BASIS_COUNT;
}

static int
is_open_or_day(const char *text)
{
	return *text == '\0' || day_parse(text).precision == PRECISION_DAY;
}

static const char *
head_fault(const struct ruleset *set)
{
	if (is_empty(set->id) || is_empty(set->title) || is_empty(set->source))
		return "the set lacks an id, a title or a source";
	if (set->purpose <= PURPOSE_NONE || set->purpose >= PURPOSE_COUNT)
		return "the set has no purpose";
	if (!is_basis(set->basis))
		return "the set has no basis";
	if (set->from == NULL || set->until == NULL ||
	    !is_open_or_day(set->from) || !is_open_or_day(set->until))
		return "a date in force is not a day";
	if (*set->from != '\0' && *set->until != '\0' &&
	    day_compare(day_parse(set->from), day_parse(set->until)) > 0)
		return "the set ends before it begins";
	if (set->min_rated == 0)
		return "min_rated is 0: nothing rated would get a rating";
	if (set->rules == NULL ||
	    (set->rules->id == NULL && provision_first(set->id) == NULL))
		return "the set has no rows";
	return NULL;
}

static const char *
row_fault(const struct rule *rule)
{
	if (is_empty(rule->id) || is_empty(rule->source))
		return "a row lacks an id or a source";
	if (!is_basis(rule->basis))
		return "a row has no basis";
	if (!is_rating(rule->of) || !is_rating(rule->rest) ||
	    !is_rating(rule->then))
		return "a row names something that is not a rating";
	if (rule->n_min == 0 || rule->n_min > rule->n_max)
		return "a row is for no number of inputs";
	if (rule->at_least > rule->n_max)
		return "a row asks for more inputs than it is for";
	return NULL;
}

/* A row that holds for any inputs, so that no row after it is ever asked. */
static int
holds_always(const struct rule *rule)
{
	return rule->at_least == 0 && rule->rest == RATING_INADEQUATE;
}

static int
rows_overlap(const struct rule *a, const struct rule *b)
{
	return a->n_min <= b->n_max && b->n_min <= a->n_max;
}

static const char *
rows_fault(const struct rule *rules)
{
	const struct rule	*a, *b;
	const char		*fault;

	for (a = rules; a->id != NULL; a++) {
		if (a - rules >= RULES_MAX_ROWS)
			return "the set has too many rows";
		if ((fault = row_fault(a)) != NULL)
			return fault;
		for (b = rules; b < a; b++)
			if (rows_overlap(a, b) && strcmp(a->id, b->id) == 0)
				return "two rows for one number of inputs "
				    "have the same id";
	}
	return NULL;
}

/* The row for this many inputs that holds always, or NULL. */
static const struct rule *
last_row(const struct rule *rule, size_t rated)
{
	for (; rule->id != NULL; rule++)
		if (rated >= rule->n_min && rated <= rule->n_max &&
		    holds_always(rule))
			return rule;
	return NULL;
}

/* From min_rated to the largest number of inputs each has an answer. */
static const char *
coverage_fault(const struct ruleset *set)
{
	size_t	n, largest = ruleset_largest(set);

	if (largest < set->min_rated)
		return "no row is for as many inputs as min_rated asks for";
	for (n = set->min_rated; n <= largest; n++)
		if (last_row(set->rules, n) == NULL)
			return "for some number of inputs no row need hold";
	return NULL;
}

/* Each row can be asked for some number of inputs. */
static const char *
reach_fault(const struct ruleset *set)
{
	const struct rule	*rule;
	size_t			 n;

	for (rule = set->rules; rule->id != NULL; rule++) {
		n = rule->n_min > set->min_rated ? rule->n_min : set->min_rated;
		while (n <= rule->n_max && last_row(set->rules, n) < rule)
			n++;
		if (n > rule->n_max)
			return "a row can never be reached";
	}
	return NULL;
}

/* No input can be made better with the result worse. */
static int
falls_when_raised(const struct ruleset *set, const uint8_t n[RATING_COUNT])
{
	enum rating	was = rules_decide(set, n).rating;
	uint8_t		up[RATING_COUNT];
	int		r;

	for (r = RATING_INADEQUATE; r < RATING_OUTSTANDING; r++) {
		if (n[r] == 0)
			continue;
		memcpy(up, n, sizeof(up));
		up[r]--;
		up[r + 1]++;
		if (rules_decide(set, up).rating < was)
			return 1;
	}
	return 0;
}

static const char *
monotone_fault(const struct ruleset *set)
{
	uint8_t	n[RATING_COUNT] = { 0 };
	int	i, r, rest;

	for (i = 0; i < 1 << 16; i++) {
		for (r = RATING_INADEQUATE, rest = i; r < RATING_COUNT; r++) {
			n[r] = (uint8_t)(rest % 16);
			rest /= 16;
		}
		if (n[1] + n[2] + n[3] + n[4] <= MONOTONE_INPUTS &&
		    falls_when_raised(set, n))
			return "a better input gives a worse result";
	}
	return NULL;
}

const char *
rules_fault(const struct ruleset *set)
{
	const char	*fault = head_fault(set);

	if (fault != NULL || set->rules->id == NULL)
		return fault;
	fault = rows_fault(set->rules);
	if (fault == NULL)
		fault = coverage_fault(set);
	if (fault == NULL)
		fault = reach_fault(set);
	return fault != NULL ? fault : monotone_fault(set);
}
