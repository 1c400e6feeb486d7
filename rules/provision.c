#include <stddef.h>
#include <string.h>

#include "rules/provision.h"

static const char introduction[] = "https://www.england.nhs.uk/"
    "introduction-of-combined-trust-level-quality-and-use-of-resources-"
    "ratings/";
static const char capsticks[] = "https://capsticks.com/insights/"
    "new-cqc-guidance-on-combining-ratings-for-quality-and-use-of-resources";
static const char response[] = "https://docslib.org/doc/51134/"
    "reporting-and-rating-nhs-trusts-use-of-resources";
static const char hfma[] = "https://hfma.org.uk/articles/"
    "consultation-sets-out-plans-new-broader-use-resources-assessment";
static const char providers[] = "http://businessdocbox.com/Human_Resources/"
    "93069463-Consultation-on-use-of-resources-and-well-led-assessments-"
    "nhs-providers-response.html";
static const char august[] = "https://www.cqc.org.uk/news/providers/"
    "how-we-will-assess-quality-update-ratings-august-2021";
static const char practices[] = "https://www.cqc.org.uk/guidance-providers/"
    "gps/ratings-principles-primary-medical-services";
static const char page[] = "https://www.cqc.org.uk/guidance-providers/"
    "nhs-trusts/how-we-determine-your-aggregated-ratings-nhs-trusts";
static const char scores[] =
    "https://www.cqc.org.uk/what-we-do/how-we-do-our-job/ratings";
static const char reach[] = "https://gl-cqc.axis12.com/assessment/"
    "quality-performance/reach-rating";

static const struct provision provisions[] = {
	{ "nhs-quality-2017-06", "well-led",
	    "A trust's well-led rating is awarded from an assessment of its "
	    "own and never aggregated", BASIS_CONFIRMED, page },
	{ "nhs-quality-2017-06", "standing",
	    "Ratings that were not looked at again stand with their own date",
	    BASIS_CONFIRMED, page },
	{ "nhs-quality-2017-06", "merged",
	    "After a merger to improve quality, services that were separate "
	    "are not aggregated at trust level for up to two years",
	    BASIS_CONFIRMED, page },
	{ "uor-shadow-2017-10", "assessed",
	    "Use of resources is assessed and rated", BASIS_CONFIRMED,
	    introduction },
	{ "uor-shadow-2017-10", "shadow",
	    "The ratings are shadow ratings: nothing is combined with them",
	    BASIS_SECOND_HAND, capsticks },
	{ "consult-2016-12", "dates",
	    "Consulted on from 20 December 2016 to 14 February 2017",
	    BASIS_CONFIRMED, response },
	{ "consult-2016-12", "areas",
	    "Four areas: finance, clinical services, people, operational "
	    "productivity", BASIS_SECOND_HAND, hfma },
	{ "consult-2016-12", "options",
	    "Two ways of combining were proposed; what they were is not "
	    "known, so the set has no rows", BASIS_SECOND_HAND, providers },
	{ "pms-gp-2014", "groups",
	    "Six population groups are rated beside, each overall from "
	    "effective and responsive (pms-gp-groups)", BASIS_CONFIRMED,
	    practices },
	{ "2021-08-flex", "interval",
	    "There is no longest time between two inspections",
	    BASIS_CONFIRMED, august },
	{ "2021-08-flex", "visit",
	    "In limited cases a rating may be given without a visit to the "
	    "site", BASIS_CONFIRMED, august },
	{ "saf-score", "statements",
	    "Each quality statement scores 1 to 4; the sum in percent of the "
	    "highest possible gives the rating of a key question",
	    BASIS_CONFIRMED, scores },
	{ "saf-score", "evidence",
	    "Scores for categories of evidence were given up with assessments "
	    "from December 2024", BASIS_INFERRED, reach },
	{ NULL, NULL, NULL, BASIS_NONE, NULL }
};

const struct provision *
provision_first(const char *set)
{
	const struct provision	*p;

	for (p = provisions; p->set != NULL; p++)
		if (strcmp(p->set, set) == 0)
			return p;
	return NULL;
}

const struct provision *
provision_next(const struct provision *p)
{
	return p[1].set != NULL && strcmp(p[1].set, p->set) == 0 ? p + 1 :
	    NULL;
}
