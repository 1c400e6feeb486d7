/*
 * The levels of ratings, and why the rules may be silent on one.
 */
#include "rules/grid.h"

static const char *const levels[LEVEL_COUNT] = {
	[LEVEL_NONE] = "",
	[LEVEL_SERVICE_QUESTION] = "service question",
	[LEVEL_SERVICE] = "service",
	[LEVEL_LOCATION_QUESTION] = "location question",
	[LEVEL_LOCATION] = "location",
	[LEVEL_TRUST_QUESTION] = "trust question",
	[LEVEL_QUALITY] = "quality",
	[LEVEL_RESOURCES] = "use of resources",
	[LEVEL_COMBINED] = "combined"
};

static const char *const silences[SILENCE_COUNT] = {
	[SILENCE_NONE] = "",
	[SILENCE_AWARDED] = "it is awarded, not aggregated",
	[SILENCE_COMPLEX] = "it is a complex trust, a matter of judgement",
	[SILENCE_SEPARATE] = "services that merged are not aggregated yet",
	[SILENCE_RESOURCES] = "this sector is not rated for use of resources"
};

const char *
silence_text(enum silence s)
{
	return silences[(unsigned)s < SILENCE_COUNT ? s : SILENCE_NONE];
}

const char *
level_name(enum level l)
{
	return levels[(unsigned)l < LEVEL_COUNT ? l : LEVEL_NONE];
}

enum level
level_of(const struct facts *facts, const char *location, const char *service,
    enum question question)
{
	static const enum level	levels_of[][QUESTION_COUNT] = {
		/* of a service */
		{ LEVEL_NONE, LEVEL_SERVICE_QUESTION, LEVEL_SERVICE_QUESTION,
		  LEVEL_SERVICE_QUESTION, LEVEL_SERVICE_QUESTION,
		  LEVEL_SERVICE_QUESTION, LEVEL_SERVICE, LEVEL_NONE,
		  LEVEL_NONE },
		/* of a location, or of a provider that is not a trust */
		{ LEVEL_NONE, LEVEL_LOCATION_QUESTION, LEVEL_LOCATION_QUESTION,
		  LEVEL_LOCATION_QUESTION, LEVEL_LOCATION_QUESTION,
		  LEVEL_LOCATION_QUESTION, LEVEL_LOCATION, LEVEL_NONE,
		  LEVEL_NONE },
		/* of a trust */
		{ LEVEL_NONE, LEVEL_TRUST_QUESTION, LEVEL_TRUST_QUESTION,
		  LEVEL_TRUST_QUESTION, LEVEL_TRUST_QUESTION,
		  LEVEL_TRUST_QUESTION, LEVEL_QUALITY, LEVEL_RESOURCES,
		  LEVEL_COMBINED }
	};
	int	row = *service != '\0' ? 0 :
		    *location != '\0' || !facts->is_trust ? 1 : 2;

	return (unsigned)question < QUESTION_COUNT ? levels_of[row][question] :
	    LEVEL_NONE;
}
