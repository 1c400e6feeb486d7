#include <stddef.h>

#include "rules/limit.h"
#include "rules/spell.h"

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
