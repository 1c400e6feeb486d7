/*
 * sector.h - what kind of organisation it is, as CQC's inspection categories
 * say, and what follows for its ratings.  Versioned reference data: a change
 * of CQC's words adds rows, it never edits one.
 */
#ifndef RULES_SECTOR_H
#define RULES_SECTOR_H

enum sector {
	SECTOR_UNKNOWN,		/* taken as acute where it is a trust */
	SECTOR_ACUTE,
	SECTOR_SPECIALIST,	/* acute, specialist */
	SECTOR_MENTAL_HEALTH,
	SECTOR_AMBULANCE,
	SECTOR_COMMUNITY,
	SECTOR_SOCIAL_CARE,
	SECTOR_GP,
	SECTOR_INDEPENDENT,
	SECTOR_OTHER,
	SECTOR_COUNT
};

/* Version of the table of words: its newest row's year. */
enum { SECTOR_TABLE = 2021 };

/* "Acute hospital - NHS non-specialist", also our own names; UNKNOWN for "",
 * OTHER for a word that is in no row. */
enum sector	 sector_parse(const char *category);

const char	*sector_name(enum sector);	/* "acute", "mental health" */

/* An NHS trust of the sector has ratings of locations / of use of resources;
 * UNKNOWN has both. */
int		 sector_has_locations(enum sector);
int		 sector_has_resources(enum sector);

#endif
