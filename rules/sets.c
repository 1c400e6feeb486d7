/*
 * The rule sets.  Row order is precedence: the first row that holds decides.
 * A set that has been used is never edited; a better reading is a new set.
 * A row is split where we are not equally sure of it for each number of
 * inputs; its parts share one id.
 */
#include <string.h>

#include "rules/rules.h"

enum { ALL = RULES_MAX_INPUTS };
/* Short names, so that a table can be read as one. */
#define I	RATING_INADEQUATE
#define RI	RATING_IMPROVE
#define G	RATING_GOOD
#define O	RATING_OUTSTANDING
#define SURE	BASIS_CONFIRMED
#define SECOND	BASIS_SECOND_HAND
#define INFER	BASIS_INFERRED
#define UNSURE	BASIS_UNVERIFIED

/* CQC's page stops where its table for Requires improvement begins. */
static const char principles[] = "https://www.cqc.org.uk/guidance-providers/"
    "nhs-trusts/ratings-principles-nhs-trusts";
/* Adult social care: Good excludes any Inadequate.  Published ratings agree. */
static const char social_care[] = "https://gl-cqc.axis12.com/"
    "guidance-providers/adult-social-care/"
    "how-we-aggregate-ratings-using-rating-principles-adult-social";
static const char capsticks[] = "https://capsticks.com/insights/"
    "new-cqc-guidance-on-combining-ratings-for-quality-and-use-of-resources";
static const char hsj[] = "https://www.hsj.co.uk/quality-and-performance/"
    "efficiency-rating-could-make-it-easier-for-trusts-to-be-inadequate/"
    "7020999.article";
static const char ridout[] = "https://www.ridout-law.com/"
    "ridouts-nhs-alert-the-care-quality-commissions-proposed-rating-system-"
    "for-nhs-acute-hospitals-protection-or-punishment-apr-2014-"
    "neil-grant/";
static const char autumn[] = "https://www.cqc.org.uk/news/stories/"
    "nhs-hospitals-be-assessed-how-they-use-their-resources-autumn";
static const char introduction[] = "https://www.england.nhs.uk/"
    "introduction-of-combined-trust-level-quality-and-use-of-resources-"
    "ratings/";
static const char paper[] = "https://businessdocbox.com/Human_Resources/"
    "73716002-Consultation-reporting-and-rating-nhs-trusts-use-of-"
    "resources.html";
static const char consultation[] = "https://www.cqc.org.uk/get-involved/"
    "consultations/"
    "consultation-reporting-rating-nhs-trusts-use-resources";
static const char practices[] = "https://www.cqc.org.uk/guidance-providers/"
    "gps/ratings-principles-primary-medical-services";
static const char practices_now[] = "https://www.cqc.org.uk/"
    "guidance-providers/primary-medical-services/"
    "how-we-determine-your-aggregated-ratings-primary-medical";
static const char independents[] = "https://www.cqc.org.uk/"
    "guidance-providers/independent-healthcare/"
    "levels-ratings-independent-healthcare-services";
static const char response[] = "https://docslib.org/doc/51134/"
    "reporting-and-rating-nhs-trusts-use-of-resources";
static const char august[] = "https://www.cqc.org.uk/news/providers/"
    "how-we-will-assess-quality-update-ratings-august-2021";
static const char scores[] =
    "https://www.cqc.org.uk/what-we-do/how-we-do-our-job/ratings";

/* The numbers of 2018 are taken to have held from the start. */
static const struct rule quality_2014[] = {
	/* id		    n from, to   of  >=  rest then */
	{ "inadequate-1",	1, 3,	 I,  1,	 I,   I,  INFER, principles },
	{ "inadequate-2",	4, 8,	 I,  2,	 I,   I,  INFER, hsj },
	{ "inadequate-3",	9, ALL,	 I,  3,	 I,   I,  INFER, principles },
	{ "any-inadequate",	4, 8,	 I,  1,	 I,   RI, INFER, social_care },
	{ "any-inadequate",	9, ALL,	 I,  1,	 I,   RI, UNSURE, social_care },
	{ "improve-1",		1, 3,	 RI, 1,	 I,   RI, INFER, principles },
	{ "improve-2",		4, 8,	 RI, 2,	 I,   RI, INFER, capsticks },
	{ "improve-3",		9, ALL,	 RI, 3,	 I,   RI, INFER, principles },
	{ "outstanding-1",	1, 3,	 O,  1,	 G,   O,  INFER, principles },
	{ "outstanding-2",	4, 8,	 O,  2,	 G,   O,  INFER, principles },
	{ "outstanding-3",	9, ALL,	 O,  3,	 G,   O,  INFER, principles },
	{ "good",		1, ALL,	 G,  0,	 I,   G,  INFER, social_care },
	{ 0 }
};

static const struct rule quality_2017_06[] = {
	/* id		    n from, to   of  >=  rest then */
	{ "inadequate-1",	1, 3,	 I,  1,	 I,   I,  INFER, principles },
	{ "inadequate-2",	4, 4,	 I,  2,	 I,   I,  INFER, hsj },
	{ "inadequate-2",	5, 5,	 I,  2,	 I,   I,  SECOND, hsj },
	{ "inadequate-2",	6, 8,	 I,  2,	 I,   I,  INFER, hsj },
	{ "inadequate-3",	9, ALL,	 I,  3,	 I,   I,  INFER, principles },
	{ "any-inadequate",	4, 8,	 I,  1,	 I,   RI, INFER, social_care },
	{ "any-inadequate",	9, ALL,	 I,  1,	 I,   RI, UNSURE, social_care },
	{ "improve-1",		1, 3,	 RI, 1,	 I,   RI, INFER, principles },
	{ "improve-2",		4, 8,	 RI, 2,	 I,   RI, SECOND, capsticks },
	{ "improve-3",		9, ALL,	 RI, 3,	 I,   RI, INFER, principles },
	{ "outstanding-1",	1, 3,	 O,  1,	 G,   O,  SURE, principles },
	{ "outstanding-2",	4, 8,	 O,  2,	 G,   O,  SURE, principles },
	{ "outstanding-3",	9, ALL,	 O,  3,	 G,   O,  SURE, principles },
	{ "good",		1, ALL,	 G,  0,	 I,   G,  INFER, social_care },
	{ 0 }
};

static const struct rule combined_2018_03[] = {
	/* id		    n from, to   of  >=  rest then */
	{ "inadequate-2",	6, 6,	 I,  2,	 I,   I,  SECOND, hsj },
	{ "any-inadequate",	6, 6,	 I,  1,	 I,   RI, INFER, capsticks },
	{ "improve-3",		6, 6,	 RI, 3,	 I,   RI, SECOND, capsticks },
	{ "outstanding-2",	6, 6,	 O,  2,	 G,   O,  SECOND, hsj },
	{ "good",		6, 6,	 G,  0,	 I,   G,  SECOND, capsticks },
	{ 0 }
};

static const struct rule consult_2017_11_current[] = {
	/* id		    n from, to   of  >=  rest then */
	{ "inadequate-2",	6, 6,	 I,  2,	 I,   I,  INFER, hsj },
	{ "any-inadequate",	6, 6,	 I,  1,	 I,   RI, INFER, capsticks },
	{ "improve-2",		6, 6,	 RI, 2,	 I,   RI, INFER, paper },
	{ "outstanding-2",	6, 6,	 O,  2,	 G,   O,  INFER, principles },
	{ "good",		6, 6,	 G,  0,	 I,   G,  INFER, paper },
	{ 0 }
};

static const struct rule consult_2017_11_proposed[] = {
	/* id		    n from, to   of  >=  rest then */
	{ "inadequate-2",	6, 6,	 I,  2,	 I,   I,  SECOND, hsj },
	{ "any-inadequate",	6, 6,	 I,  1,	 I,   RI, INFER, capsticks },
	{ "improve-3",		6, 6,	 RI, 3,	 I,   RI, SECOND, capsticks },
	{ "outstanding-2",	6, 6,	 O,  2,	 G,   O,  SECOND, hsj },
	{ "good",		6, 6,	 G,  0,	 I,   G,  SECOND, capsticks },
	{ 0 }
};

/* One location, five key questions. */
static const struct rule asc_locations[] = {
	/* id		    n from, to   of  >=  rest then */
	{ "inadequate-1",	1, 3,	 I,  1,	 I,   I,  INFER, social_care },
	{ "inadequate-2",	4, 4,	 I,  2,	 I,   I,  INFER, social_care },
	{ "inadequate-2",	5, 5,	 I,  2,	 I,   I,  SURE, social_care },
	{ "any-inadequate",	4, 4,	 I,  1,	 I,   RI, INFER, social_care },
	{ "any-inadequate",	5, 5,	 I,  1,	 I,   RI, SURE, social_care },
	{ "improve-1",		1, 3,	 RI, 1,	 I,   RI, INFER, social_care },
	{ "improve-2",		4, 4,	 RI, 2,	 I,   RI, INFER, social_care },
	{ "improve-2",		5, 5,	 RI, 2,	 I,   RI, SURE, social_care },
	{ "outstanding-1",	1, 3,	 O,  1,	 G,   O,  INFER, social_care },
	{ "outstanding-2",	4, 4,	 O,  2,	 G,   O,  INFER, social_care },
	{ "outstanding-2",	5, 5,	 O,  2,	 G,   O,  SURE, social_care },
	{ "good",		1, 4,	 G,  0,	 I,   G,  INFER, social_care },
	{ "good",		5, 5,	 G,  0,	 I,   G,  SURE, social_care },
	{ 0 }
};

/* The page says that the five weigh equally, and stops before the numbers. */
static const struct rule pms_gp[] = {
	/* id		    n from, to   of  >=  rest then */
	{ "inadequate-1",	1, 3,	 I,  1,	 I,   I,  INFER, practices },
	{ "inadequate-2",	4, 5,	 I,  2,	 I,   I,  INFER, practices },
	{ "any-inadequate",	4, 5,	 I,  1,	 I,   RI, INFER, practices },
	{ "improve-1",		1, 3,	 RI, 1,	 I,   RI, INFER, practices },
	{ "improve-2",		4, 5,	 RI, 2,	 I,   RI, INFER, practices },
	{ "outstanding-1",	1, 3,	 O,  1,	 G,   O,  INFER, practices },
	{ "outstanding-2",	4, 5,	 O,  2,	 G,   O,  INFER, practices },
	{ "good",		1, 5,	 G,  0,	 I,   G,  INFER, practices },
	{ 0 }
};

/* A population group: effective and responsive. */
static const struct rule pms_gp_groups[] = {
	/* id		    n from, to   of  >=  rest then */
	{ "inadequate-1",	1, 2,	 I,  1,	 I,   I,  INFER, practices },
	{ "improve-1",		1, 2,	 RI, 1,	 I,   RI, INFER, practices },
	{ "outstanding-1",	1, 2,	 O,  1,	 G,   O,  INFER, practices },
	{ "good",		1, 2,	 G,  0,	 I,   G,  INFER, practices },
	{ 0 }
};

static const struct rule independent_health[] = {
	/* id		    n from, to   of  >=  rest then */
	{ "inadequate-1",	1, 3,	 I,  1,	 I,   I,  INFER, independents },
	{ "inadequate-2",	4, 8,	 I,  2,	 I,   I,  INFER, independents },
	{ "inadequate-3",	9, ALL,	 I,  3,	 I,   I,  INFER, independents },
	{ "any-inadequate",	4, 8,	 I,  1,	 I,   RI, INFER, independents },
	{ "any-inadequate",	9, ALL,	 I,  1,	 I,   RI, UNSURE,
	  independents },
	{ "improve-1",		1, 3,	 RI, 1,	 I,   RI, INFER, independents },
	{ "improve-2",		4, 8,	 RI, 2,	 I,   RI, INFER, independents },
	{ "improve-3",		9, ALL,	 RI, 3,	 I,   RI, INFER, independents },
	{ "outstanding-1",	1, 3,	 O,  1,	 G,   O,  INFER, independents },
	{ "outstanding-2",	4, 8,	 O,  2,	 G,   O,  INFER, independents },
	{ "outstanding-3",	9, ALL,	 O,  3,	 G,   O,  INFER, independents },
	{ "good",		1, ALL,	 G,  0,	 I,   G,  INFER, independents },
	{ 0 }
};

/* Sets of which all that there is stands in rules/provision.c. */
static const struct rule in_words[] = { { 0 } };

/* Where only a month or "late 2023" is known, a set begins on its first day. */
static const struct ruleset sets[] = {
	{ "nhs-quality-2014", "Quality, from the first comprehensive ratings",
	    PURPOSE_QUALITY, "2014-10-01", "2017-05-31", 1, quality_2014,
	    BASIS_SECOND_HAND, ridout, SECTOR_UNKNOWN },
	{ "nhs-quality-2017-06", "Quality, with well-led assessed by itself",
	    PURPOSE_QUALITY, "2017-06-01", "", 1, quality_2017_06,
	    BASIS_CONFIRMED, autumn, SECTOR_UNKNOWN },
	{ "nhs-combined-2018-03", "Quality and use of resources combined",
	    PURPOSE_COMBINED, "2018-03-05", "", 6, combined_2018_03,
	    BASIS_CONFIRMED, introduction, SECTOR_UNKNOWN },
	{ "consult-2017-11-current",
	    "Combined by the plain rule of two, as the consultation compares",
	    PURPOSE_CONSULTED, "", "", 6, consult_2017_11_current,
	    BASIS_INFERRED, paper, SECTOR_UNKNOWN },
	{ "consult-2017-11-proposed",
	    "Combined as proposed: three Requires improvement limit",
	    PURPOSE_CONSULTED, "", "", 6, consult_2017_11_proposed,
	    BASIS_CONFIRMED, consultation, SECTOR_UNKNOWN },
	{ "consult-2016-12", "First consultation on use of resources",
	    PURPOSE_CONSULTED, "", "", 1, in_words,
	    BASIS_CONFIRMED, response, SECTOR_UNKNOWN },
	{ "uor-shadow-2017-10", "Use of resources assessed, nothing combined",
	    PURPOSE_PROCEDURE, "2017-10-01", "2018-03-04", 1, in_words,
	    BASIS_CONFIRMED, introduction, SECTOR_UNKNOWN },
	{ "asc-locations", "Adult social care, one location",
	    PURPOSE_QUALITY, "2014-10-01", "2023-12-31", 1, asc_locations,
	    BASIS_CONFIRMED, social_care, SECTOR_SOCIAL_CARE },
	{ "pms-gp-2014", "GP practices, with population groups beside",
	    PURPOSE_QUALITY, "2014-10-01", "2021-09-30", 1, pms_gp,
	    BASIS_CONFIRMED, practices, SECTOR_GP },
	{ "pms-gp-2021-10", "GP practices, five key questions alone",
	    PURPOSE_QUALITY, "2021-10-01", "", 1, pms_gp,
	    BASIS_CONFIRMED, practices_now, SECTOR_GP },
	{ "pms-gp-groups", "A population group of a GP practice",
	    PURPOSE_GROUP, "2014-10-01", "2021-09-30", 1, pms_gp_groups,
	    BASIS_CONFIRMED, practices, SECTOR_UNKNOWN },
	{ "independent-health", "Independent health care",
	    PURPOSE_QUALITY, "2014-10-01", "", 1, independent_health,
	    BASIS_CONFIRMED, independents, SECTOR_INDEPENDENT },
	{ "2021-08-flex", "When ratings may be given since August 2021",
	    PURPOSE_PROCEDURE, "2021-08-01", "", 1, in_words,
	    BASIS_CONFIRMED, august, SECTOR_UNKNOWN },
	{ "saf-score", "Scores of quality statements, to a rating",
	    PURPOSE_SCORE, "2023-11-01", "", 1, in_words,
	    BASIS_CONFIRMED, scores, SECTOR_UNKNOWN }
};

enum { SET_COUNT = sizeof(sets) / sizeof(sets[0]) };

static const char *const purposes[PURPOSE_COUNT] = {
	[PURPOSE_NONE] = "",
	[PURPOSE_QUALITY] = "quality",
	[PURPOSE_COMBINED] = "combined",
	[PURPOSE_CONSULTED] = "consulted",
	[PURPOSE_GROUP] = "population group",
	[PURPOSE_SCORE] = "score",
	[PURPOSE_PROCEDURE] = "procedure"
};

const struct ruleset *
ruleset_at(size_t i)
{
	return i < SET_COUNT ? &sets[i] : NULL;
}

const struct ruleset *
ruleset_find(const char *id)
{
	size_t	i;

	for (i = 0; i < SET_COUNT; i++)
		if (strcmp(sets[i].id, id) == 0)
			return &sets[i];
	return NULL;
}

static int
in_force(const struct ruleset *set, struct day day)
{
	struct day	from = day_parse(set->from);
	struct day	until = day_parse(set->until);

	return day_compare(from, day) <= 0 &&
	    (*set->until == '\0' || day_compare(day, until) <= 0);
}

static const struct ruleset *
find_in_force(enum purpose purpose, enum sector sector, struct day day)
{
	size_t	i;

	if (purpose == PURPOSE_CONSULTED || day.precision == PRECISION_NONE)
		return NULL;
	for (i = 0; i < SET_COUNT; i++)
		if (sets[i].purpose == purpose && sets[i].sector == sector &&
		    in_force(&sets[i], day))
			return &sets[i];
	return NULL;
}

const struct ruleset *
rules_in_force(enum purpose purpose, struct day day)
{
	return find_in_force(purpose, SECTOR_UNKNOWN, day);
}

const struct ruleset *
rules_for(enum purpose purpose, enum sector sector, struct day day,
    size_t inputs)
{
	const struct ruleset	*own = find_in_force(purpose, sector, day);

	return own != NULL && inputs <= ruleset_largest(own) ? own :
	    rules_in_force(purpose, day);
}

int
ruleset_stands_for(const struct ruleset *set, enum purpose purpose,
    struct day day, size_t inputs)
{
	int	combines = set->min_rated > 1;

	return (purpose == PURPOSE_COMBINED ? combines :
	    purpose == PURPOSE_QUALITY && !combines) &&
	    set->purpose != PURPOSE_GROUP && in_force(set, day) &&
	    inputs <= ruleset_largest(set);
}

size_t
ruleset_largest(const struct ruleset *set)
{
	const struct rule	*rule;
	size_t			 largest = 0;

	for (rule = set->rules; rule->id != NULL; rule++)
		if (rule->n_max > largest)
			largest = rule->n_max;
	return largest;
}

const char *
purpose_name(enum purpose p)
{
	return purposes[(unsigned)p < PURPOSE_COUNT ? p : PURPOSE_NONE];
}
