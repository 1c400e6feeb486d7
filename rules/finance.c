#include <stddef.h>

#include "rules/finance.h"

/* Which end of an interval belongs to it was not found for the middle ones:
 * the better score has it. */
const struct finance_row finance_rows[FINANCE_METRICS] = {
	{ "capital-service-capacity", 0,
	    { { 2500, 0 }, { 1750, 1 }, { 1250, 1 } }, BASIS_UNVERIFIED },
	{ "liquidity", 0,
	    { { 0, 0 }, { -7000, 1 }, { -14000, 1 } }, BASIS_UNVERIFIED },
	{ "income-and-expenditure-margin", 0,
	    { { 1000, 0 }, { 0, 1 }, { -1000, 0 } }, BASIS_UNVERIFIED },
	{ "distance-from-plan", 0,
	    { { 0, 1 }, { -1000, 1 }, { -2000, 0 } }, BASIS_UNVERIFIED },
	{ "agency-spend", 1,
	    { { 0, 1 }, { 25000, 1 }, { 50000, 1 } }, BASIS_UNVERIFIED }
};

static const char hfma[] = "https://hfma.org.uk/articles/"
    "oversight-scheme-change-confirmed";

/* Strictest first. */
const struct finance_cap finance_caps[] = {
	{ "no-control-total-deficit", CONTROL_DEFICIT, 3, BASIS_SECOND_HAND,
	  hfma },
	{ "worst-metric", CONTROL_COUNT, 3, BASIS_UNVERIFIED,
	  "recalled, no source" },
	{ "no-control-total-surplus", CONTROL_SURPLUS, 2, BASIS_SECOND_HAND,
	  hfma },
	{ NULL, CONTROL_COUNT, 0, BASIS_NONE, NULL }
};

static int
is_beyond(const struct finance_row *row, const struct finance_step *step,
    int64_t value)
{
	if (value == step->value)
		return step->reached;
	return row->falling ? value < step->value : value > step->value;
}

uint8_t
finance_metric_score(const struct finance_row *row, int64_t value)
{
	uint8_t	score;

	for (score = 1; score < FINANCE_WORST; score++)
		if (is_beyond(row, &row->step[score - 1], value))
			break;
	return score;
}

static int
cap_holds(const struct finance_cap *cap, const struct finance_score *s,
    enum control control)
{
	int	i;

	if (cap->control != CONTROL_COUNT)
		return cap->control == control;
	for (i = 0; i < FINANCE_METRICS; i++)
		if (s->metric[i] == FINANCE_WORST)
			return 1;
	return 0;
}

struct finance_score
finance_score(const int64_t value[FINANCE_METRICS], enum control control)
{
	struct finance_score		 s = { .cap = NULL };
	const struct finance_cap	*cap;
	unsigned			 sum = 0;
	int				 i;

	for (i = 0; i < FINANCE_METRICS; i++) {
		s.metric[i] = finance_metric_score(&finance_rows[i], value[i]);
		sum += s.metric[i];
	}
	/* Of five there is no exact half. */
	s.mean = (uint8_t)((2 * sum + FINANCE_METRICS) /
	    (2 * FINANCE_METRICS));
	s.score = s.mean;
	for (cap = finance_caps; cap->id != NULL && s.cap == NULL; cap++)
		if (s.score < cap->no_better_than && cap_holds(cap, &s,
		    control))
			s.cap = cap;
	if (s.cap != NULL)
		s.score = s.cap->no_better_than;
	return s;
}
