#include "rules/sector.h"
#include "rules/spell.h"

/* "Location Primary Inspection Category" of CQC's "Latest ratings" files. */
static const struct {
	const char	*category;
	enum sector	 sector;
} categories[] = {
	{ "Acute hospital - NHS non-specialist", SECTOR_ACUTE },
	{ "Acute hospital - NHS specialist", SECTOR_SPECIALIST },
	{ "Mental health - community & residential - NHS",
	  SECTOR_MENTAL_HEALTH },
	{ "Ambulance service", SECTOR_AMBULANCE },
	{ "Community health - NHS & Independent", SECTOR_COMMUNITY },
	{ "Residential social care", SECTOR_SOCIAL_CARE },
	{ "Community based adult social care services", SECTOR_SOCIAL_CARE },
	{ "GP Practices", SECTOR_GP },
	{ "Acute hospital - Independent non-specialist", SECTOR_INDEPENDENT },
	{ "Acute hospital - Independent specialist", SECTOR_INDEPENDENT },
	{ "Acute Services - Non Hospital", SECTOR_INDEPENDENT },
	{ "Mental health - community & hospital - independent",
	  SECTOR_INDEPENDENT },
	{ "Independent consulting doctors", SECTOR_INDEPENDENT },
	{ "Hospice services", SECTOR_INDEPENDENT },
	{ "Residential substance misuse", SECTOR_INDEPENDENT },
	{ "Community substance misuse", SECTOR_INDEPENDENT },
	{ "Remote clinical advice", SECTOR_INDEPENDENT },
	{ "Slimming Clinics", SECTOR_INDEPENDENT }
};

enum { CATEGORIES = sizeof(categories) / sizeof(categories[0]) };

/* What an NHS trust of the sector is rated for (DOMAIN 1.1, 1.2). */
static const struct {
	const char	*name;
	int		 locations, resources;
} sectors[SECTOR_COUNT] = {
	[SECTOR_UNKNOWN] = { "", 1, 1 },
	[SECTOR_ACUTE] = { "acute", 1, 1 },
	[SECTOR_SPECIALIST] = { "acute specialist", 1, 0 },
	[SECTOR_MENTAL_HEALTH] = { "mental health", 0, 0 },
	[SECTOR_AMBULANCE] = { "ambulance", 0, 0 },
	[SECTOR_COMMUNITY] = { "community health", 0, 0 },
	[SECTOR_SOCIAL_CARE] = { "adult social care", 1, 0 },
	[SECTOR_GP] = { "GP practice", 1, 0 },
	[SECTOR_INDEPENDENT] = { "independent health", 1, 0 },
	[SECTOR_OTHER] = { "other", 1, 1 }
};

enum sector
sector_parse(const char *category)
{
	int	i;

	if (*category == '\0')
		return SECTOR_UNKNOWN;
	for (i = 0; i < CATEGORIES; i++)
		if (spell_same(category, categories[i].category))
			return categories[i].sector;
	for (i = SECTOR_ACUTE; i < SECTOR_COUNT; i++)
		if (spell_same(category, sectors[i].name))
			return (enum sector)i;
	return SECTOR_OTHER;
}

const char *
sector_name(enum sector s)
{
	return sectors[(unsigned)s < SECTOR_COUNT ? s : SECTOR_UNKNOWN].name;
}

int
sector_has_locations(enum sector s)
{
	return (unsigned)s < SECTOR_COUNT && sectors[s].locations;
}

int
sector_has_resources(enum sector s)
{
	return (unsigned)s < SECTOR_COUNT && sectors[s].resources;
}
