#include <string.h>

#include "rules/metric.h"

#define LOWER	LOWER_IS_BETTER
#define HIGHER	HIGHER_IS_BETTER
#define SECOND	BASIS_SECOND_HAND
#define UNSURE	BASIS_UNVERIFIED

static const struct metric metrics[] = {
	{ "pre-procedure-non-elective-bed-days",
	  "Pre-procedure non-elective bed days", AREA_CLINICAL,
	  "days per spell", LOWER, UNSURE },
	{ "pre-procedure-elective-bed-days",
	  "Pre-procedure elective bed days", AREA_CLINICAL,
	  "days per spell", LOWER, SECOND },
	{ "emergency-readmissions", "Emergency readmissions within 30 days",
	  AREA_CLINICAL, "%", LOWER, SECOND },
	{ "did-not-attend", "Did-not-attend rate", AREA_CLINICAL, "%", LOWER,
	  UNSURE },
	{ "staff-retention", "Staff retention rate", AREA_PEOPLE, "%", HIGHER,
	  SECOND },
	{ "sickness-absence", "Sickness absence rate", AREA_PEOPLE, "%",
	  LOWER, UNSURE },
	{ "pay-cost-per-wau", "Pay cost per weighted activity unit",
	  AREA_PEOPLE, "GBP", LOWER, SECOND },
	{ "doctors-cost-per-wau", "Doctors cost per weighted activity unit",
	  AREA_PEOPLE, "GBP", LOWER, UNSURE },
	{ "nurses-cost-per-wau", "Nurses cost per weighted activity unit",
	  AREA_PEOPLE, "GBP", LOWER, UNSURE },
	{ "ahp-cost-per-wau", "Allied health professionals cost per weighted "
	  "activity unit, community-adjusted", AREA_PEOPLE, "GBP", LOWER,
	  UNSURE },
	{ "top-10-medicines", "Top 10 medicines: delivery of the savings "
	  "target", AREA_SUPPORT, "%", HIGHER, UNSURE },
	{ "cost-per-test", "Overall cost per pathology test", AREA_SUPPORT,
	  "GBP", LOWER, UNSURE },
	{ "non-pay-cost-per-wau", "Non-pay cost per weighted activity unit",
	  AREA_CORPORATE, "GBP", LOWER, UNSURE },
	{ "finance-function-cost", "Finance function cost per GBP 100m "
	  "turnover", AREA_CORPORATE, "GBP", LOWER, SECOND },
	{ "hr-function-cost", "HR function cost per GBP 100m turnover",
	  AREA_CORPORATE, "GBP", LOWER, UNSURE },
	{ "procurement-score", "Procurement process efficiency and price "
	  "performance score", AREA_CORPORATE, "score", HIGHER, UNSURE },
	{ "estates-cost-per-square-metre", "Estates cost per square metre",
	  AREA_CORPORATE, "GBP/m2", LOWER, SECOND },
	{ "capital-service-capacity", "Capital service capacity",
	  AREA_FINANCE, "ratio", HIGHER, SECOND },
	{ "liquidity", "Liquidity", AREA_FINANCE, "days", HIGHER, SECOND },
	{ "income-and-expenditure-margin", "Income and expenditure margin",
	  AREA_FINANCE, "%", HIGHER, SECOND },
	{ "distance-from-plan", "Distance from financial plan", AREA_FINANCE,
	  "%", HIGHER, SECOND },
	{ "agency-spend", "Agency spend against the cap", AREA_FINANCE, "%",
	  LOWER, SECOND }
};

enum { METRICS = sizeof(metrics) / sizeof(metrics[0]) };

static const struct consistency consistencies[] = {
	{ "outstanding-worst", RATING_OUTSTANDING, 4, 25,
	  "Outstanding is proposed, and a quarter or more of the metrics are "
	  "in the worst quartile" },
	{ "good-worst", RATING_GOOD, 4, 50,
	  "Good is proposed, and half or more of the metrics are in the worst "
	  "quartile" },
	{ "improve-best", RATING_IMPROVE, 1, 50,
	  "Requires improvement is proposed, and half or more of the metrics "
	  "are in the best quartile" },
	{ "inadequate-best", RATING_INADEQUATE, 1, 25,
	  "Inadequate is proposed, and a quarter or more of the metrics are "
	  "in the best quartile" },
	{ NULL, RATING_NONE, 0, 0, NULL }
};

static const char *const areas[AREA_COUNT] = {
	[AREA_NONE] = "",
	[AREA_CLINICAL] = "Clinical services",
	[AREA_PEOPLE] = "People",
	[AREA_SUPPORT] = "Clinical support services",
	[AREA_CORPORATE] =
	    "Corporate services, procurement, estates and facilities",
	[AREA_FINANCE] = "Finance"
};

const struct metric *
metric_at(size_t i)
{
	return i < METRICS ? &metrics[i] : NULL;
}

const struct metric *
metric_find(const char *id)
{
	size_t	i;

	for (i = 0; i < METRICS; i++)
		if (strcmp(metrics[i].id, id) == 0)
			return &metrics[i];
	return NULL;
}

const char *
direction_name(enum direction d)
{
	return d == LOWER_IS_BETTER ? "lower" : "higher";
}

const char *
area_title(enum area a)
{
	return areas[(unsigned)a < AREA_COUNT ? a : AREA_NONE];
}

const struct consistency *
consistency_check(enum rating proposed, const struct quartiles *q)
{
	const struct consistency	*c;

	if (q->n[0] < CONSISTENCY_METRICS)
		return NULL;
	for (c = consistencies; c->id != NULL; c++)
		if (c->proposed == proposed &&
		    100 * q->n[c->quartile] >= c->percent * q->n[0])
			return c;
	return NULL;
}
