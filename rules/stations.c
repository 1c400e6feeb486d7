#include <string.h>

#include "rules/stations.h"

static const char framework[] =
    "https://improvement.nhs.uk/resources/use-resources-assessment-framework/";
static const char resources[] = "https://www.cqc.org.uk/guidance-providers/"
    "nhs-trusts/use-resources-nhs-trusts";
static const char report[] = "https://www.cqc.org.uk/guidance-providers/"
    "nhs-trusts/your-inspection-report-nhs-trusts";
static const char panels[] = "https://www.cqc.org.uk/about-us/"
    "how-we-do-our-job/inspection-reports";
static const char accuracy[] = "https://www.cqc.org.uk/guidance-providers/"
    "nhs-trusts/factual-accuracy-check-use-resources-assessments-nhs-trusts-"
    "only";
static const char display[] = "https://www.cqc.org.uk/guidance-providers/"
    "ratings/when-display-your-rating";
static const char review[] = "https://www.cqc.org.uk/guidance-providers/"
    "ratings/requesting-review-one-or-more-cqc-ratings";
static const char under[] = "https://gl-cqc.axis12.com/node/2620";

static const struct station stations[] = {
	{ "selected", "NHS Improvement and CQC", "", 0, UNIT_NONE,
	  "A non-specialist acute trust is to be assessed, not on the day of "
	  "its other inspections", BASIS_CONFIRMED, framework },
	{ "information-requested", "NHS Improvement to the trust", "", 0,
	  UNIT_NONE, "The trust comments on the five areas and may send newer "
	  "data; metrics are prepared", BASIS_CONFIRMED, resources },
	{ "visited", "NHS Improvement and the trust's leaders", "", 0,
	  UNIT_NONE, "One day, with an agenda sent before", BASIS_CONFIRMED,
	  resources },
	{ "drafted", "NHS Improvement", "", 0, UNIT_NONE,
	  "Report, proposed rating, recommendations", BASIS_CONFIRMED,
	  resources },
	{ "cqc-review", "CQC with NHS Improvement", "", 0, UNIT_NONE,
	  "CQC considers the report and decides; the decision is CQC's",
	  BASIS_CONFIRMED, report },
	{ "quality-assurance", "CQC panels", "", 0, UNIT_NONE,
	  "Panels sample ratings for consistency", BASIS_CONFIRMED, panels },
	{ "factual-accuracy", "the trust", "factual-accuracy", 10,
	  UNIT_WORKING_DAYS, "To say what is not accurate, from the date of "
	  "the e-mail; an independent reviewer answers", BASIS_CONFIRMED,
	  accuracy },
	{ "final-approval", "CQC", "", 0, UNIT_NONE,
	  "Quality, use of resources and combined are fixed together",
	  BASIS_INFERRED, report },
	{ "published", "CQC", "publication", 3, UNIT_MONTHS,
	  "From the well-led inspection, with the use of resources report "
	  "alongside", BASIS_CONFIRMED, report },
	{ "displayed", "the trust", "display", 21, UNIT_DAYS,
	  "Posters and every website, also while a review is asked for",
	  BASIS_CONFIRMED, display },
	{ "review-requested", "registered manager, nominated individual or "
	  "chief executive", "review-window", 15, UNIT_WORKING_DAYS,
	  "To ask for a review, once for a report: that CQC did not follow its "
	  "process", BASIS_CONFIRMED, review },
	{ "under-review", "CQC staff not of the inspection", "", 0, UNIT_NONE,
	  "The report stays up and says so; also unchallenged ratings may "
	  "change, either way", BASIS_CONFIRMED, under },
	{ "confirmed", "CQC", "", 0, UNIT_NONE,
	  "As it was, or a new version linked to the old", BASIS_INFERRED,
	  under }
};

enum { STATIONS = sizeof(stations) / sizeof(stations[0]) };

const struct station *
station_at(size_t i)
{
	return i < STATIONS ? &stations[i] : NULL;
}

const struct station *
station_find(const char *id)
{
	size_t	i;

	for (i = 0; i < STATIONS; i++)
		if (strcmp(stations[i].id, id) == 0)
			return &stations[i];
	return NULL;
}

const struct station *
station_by_rule(const char *rule)
{
	size_t	i;

	for (i = 0; i < STATIONS; i++)
		if (*rule != '\0' && strcmp(stations[i].rule, rule) == 0)
			return &stations[i];
	return NULL;
}

const char *
unit_name(enum unit u)
{
	static const char *const	names[] = {
		[UNIT_NONE] = "", [UNIT_WORKING_DAYS] = "working days",
		[UNIT_DAYS] = "days", [UNIT_MONTHS] = "months"
	};

	return names[u];
}
