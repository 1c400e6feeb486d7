#include <stddef.h>
#include <string.h>

#include "rules/limit.h"
#include "rules/spell.h"

static const char principles[] = "https://www.cqc.org.uk/guidance-providers/"
    "nhs-trusts/ratings-principles-nhs-trusts";
static const char social_care[] = "https://gl-cqc.axis12.com/"
    "guidance-providers/adult-social-care/"
    "how-we-aggregate-ratings-using-rating-principles-adult-social";
static const char ridout[] = "https://www.ridout-law.com/"
    "ratings-limiters-under-the-cqcs-new-methodology/";

#define I	RATING_INADEQUATE
#define RI	RATING_IMPROVE
#define ASC	SECTOR_SOCIAL_CARE
#define ALL	SECTOR_UNKNOWN
#define OVERALL	QUESTION_OVERALL
#define LED	QUESTION_WELL_LED
#define SURE	BASIS_CONFIRMED
#define SECOND	BASIS_SECOND_HAND

/* A notice names a breach, so it limits what a breach limits. */
const struct limiter limiters[] = {
	{ "E1", NOTICE_REQUIREMENT, ALL, QUESTION_NONE, RI, SURE, principles },
	{ "E2", NOTICE_ENFORCEMENT, ALL, QUESTION_NONE, I, SURE, principles },
	{ "asc-breach", NOTICE_BREACH, ASC, OVERALL, RI, SURE, social_care },
	{ "asc-breach", NOTICE_REQUIREMENT, ASC, OVERALL, RI, SURE,
	  social_care },
	{ "asc-breach", NOTICE_ENFORCEMENT, ASC, OVERALL, RI, SURE,
	  social_care },
	{ "asc-manager", NOTICE_NO_MANAGER, ASC, LED, RI, SECOND, ridout },
	{ "asc-condition", NOTICE_CONDITION_UNMET, ASC, LED, RI, SECOND,
	  ridout },
	{ "asc-notification", NOTICE_NOT_NOTIFIED, ASC, LED, RI, SECOND,
	  ridout },
	{ "asc-information", NOTICE_NO_INFORMATION, ASC, LED, RI, SECOND,
	  ridout },
	{ NULL, NOTICE_NONE, ALL, QUESTION_NONE, RATING_NONE, BASIS_NONE,
	  NULL }
};

static const char *const notices[NOTICE_COUNT] = {
	[NOTICE_NONE] = "",
	[NOTICE_REQUIREMENT] = "requirement",
	[NOTICE_ENFORCEMENT] = "enforcement",
	[NOTICE_BREACH] = "breach",
	[NOTICE_NO_MANAGER] = "no_manager",
	[NOTICE_CONDITION_UNMET] = "condition_unmet",
	[NOTICE_NOT_NOTIFIED] = "not_notified",
	[NOTICE_NO_INFORMATION] = "no_information"
};

static const char *const exclusions[EXCLUSION_COUNT] = {
	[EXCLUSION_NONE] = "",
	[EXCLUSION_SMALL] = "small",
	[EXCLUSION_NEW] = "new",
	[EXCLUSION_ACQUIRED] = "acquired",
	[EXCLUSION_OTHER] = "other"
};

/* 0 where it is no name in the table. */
static size_t
find(const char *const *name, size_t n, const char *word)
{
	size_t	i;

	for (i = 1; i < n; i++)
		if (spell_same(name[i], word))
			return i;
	return 0;
}

const char *
notice_name(enum notice_type t)
{
	return notices[(unsigned)t < NOTICE_COUNT ? t : NOTICE_NONE];
}

enum notice_type
notice_parse(const char *word)
{
	return (enum notice_type)find(notices, NOTICE_COUNT, word);
}

const char *
exclusion_name(enum exclusion_type t)
{
	return exclusions[(unsigned)t < EXCLUSION_COUNT ? t : EXCLUSION_NONE];
}

enum exclusion_type
exclusion_parse(const char *word)
{
	return (enum exclusion_type)find(exclusions, EXCLUSION_COUNT, word);
}

/* The notice was in force when the cell was rated. */
static int
in_force(const struct notice *n, struct day rated)
{
	return rated.precision != PRECISION_NONE &&
	    n->on.serial <= rated.serial &&
	    (n->lifted.precision == PRECISION_NONE ||
	    rated.serial < n->lifted.serial);
}

static int
bears_on(const struct limiter *l, const struct notice *n,
    const char *location, const char *service, enum question q)
{
	if (strcmp(n->location, location) != 0)
		return 0;
	if (l->limited != QUESTION_NONE)
		return l->limited == q && *service == '\0';
	return n->question == q && strcmp(n->service, service) == 0;
}

const struct limiter *
limiter_find(enum sector sector, const struct notice *n, const char *location,
    const char *service, enum question q, struct day rated)
{
	const struct limiter	*l, *strictest = NULL;

	for (l = limiters; l->id != NULL && in_force(n, rated); l++)
		if (l->type == n->type &&
		    (l->sector == SECTOR_UNKNOWN || l->sector == sector) &&
		    bears_on(l, n, location, service, q) &&
		    (strictest == NULL || l->at_best < strictest->at_best))
			strictest = l;
	return strictest;
}

int
exclusion_holds(const struct exclusion *x, const char *location,
    const char *service, int32_t day)
{
	return strcmp(x->location, location) == 0 &&
	    strcmp(x->service, service) == 0 &&
	    (x->since.precision == PRECISION_NONE || x->since.serial <= day) &&
	    (x->until.precision == PRECISION_NONE || day <= x->until.serial);
}
