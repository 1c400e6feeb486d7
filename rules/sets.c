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

static const struct ruleset sets[] = {
	{ "nhs-quality-2014", "Quality, from the first comprehensive ratings",
	    PURPOSE_QUALITY, "2014-10-01", "2017-05-31", 1, quality_2014,
	    BASIS_SECOND_HAND, ridout },
	{ "nhs-quality-2017-06", "Quality, with well-led assessed by itself",
	    PURPOSE_QUALITY, "2017-06-01", "", 1, quality_2017_06,
	    BASIS_CONFIRMED, autumn },
	{ "nhs-combined-2018-03", "Quality and use of resources combined",
	    PURPOSE_COMBINED, "2018-03-05", "", 6, combined_2018_03,
	    BASIS_CONFIRMED, introduction },
	{ "consult-2017-11-current",
	    "Combined by the plain rule of two, as the consultation compares",
	    PURPOSE_CONSULTED, "", "", 6, consult_2017_11_current,
	    BASIS_INFERRED, paper },
	{ "consult-2017-11-proposed",
	    "Combined as proposed: three Requires improvement limit",
	    PURPOSE_CONSULTED, "", "", 6, consult_2017_11_proposed,
	    BASIS_CONFIRMED, consultation }
};

enum { SET_COUNT = sizeof(sets) / sizeof(sets[0]) };

static const char *const purposes[PURPOSE_COUNT] = {
	[PURPOSE_NONE] = "",
	[PURPOSE_QUALITY] = "quality",
	[PURPOSE_COMBINED] = "combined",
	[PURPOSE_CONSULTED] = "consulted"
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

const struct ruleset *
rules_in_force(enum purpose purpose, struct day day)
{
	size_t	i;

	if (purpose == PURPOSE_CONSULTED || day.precision == PRECISION_NONE)
		return NULL;
	for (i = 0; i < SET_COUNT; i++)
		if (sets[i].purpose == purpose && in_force(&sets[i], day))
			return &sets[i];
	return NULL;
}

const char *
purpose_name(enum purpose p)
{
	return purposes[(unsigned)p < PURPOSE_COUNT ? p : PURPOSE_NONE];
}
