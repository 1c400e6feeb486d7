/*
 * limit.h - what stands outside the ratings and yet bears on them: notices
 * that limit a rating, services that are left out of an aggregation.
 */
#ifndef RULES_LIMIT_H
#define RULES_LIMIT_H

#include "rules/day.h"
#include "rules/sector.h"
#include "rules/words.h"

/* The numbers are stored in events: only add. */
enum notice_type {
	NOTICE_NONE,
	NOTICE_REQUIREMENT,	/* Requirement Notice: RI at best */
	NOTICE_ENFORCEMENT,	/* Warning Notice, condition: Inadequate */
	NOTICE_BREACH,		/* of regulations, no notice named */
	NOTICE_NO_MANAGER,	/* a required registered manager is missing */
	NOTICE_CONDITION_UNMET,	/* another condition of registration */
	NOTICE_NOT_NOTIFIED,	/* statutory notifications not sent */
	NOTICE_NO_INFORMATION,	/* requested information not returned */
	NOTICE_COUNT
};

/* A notice about one cell.  It limits ratings that are dated from `on` to
 * the day before `lifted` (NONE: it stands). */
struct notice {
	const char		*location, *service;
	enum question		 question;
	enum notice_type	 type;
	struct day		 on, lifted;
	const char		*reference, *reason;
};

/* The numbers are stored in events: only add. */
enum exclusion_type {
	EXCLUSION_NONE,
	EXCLUSION_SMALL,	/* significantly small: no number is known */
	EXCLUSION_NEW,		/* run for too short a time */
	EXCLUSION_ACQUIRED,	/* merged: up to two years */
	EXCLUSION_OTHER,
	EXCLUSION_COUNT
};

/* A service, or with service "" a location, that is left out of what is
 * aggregated above it, for ratings dated since..until (NONE: open). */
struct exclusion {
	const char		*location, *service;
	enum exclusion_type	 type;
	struct day		 since, until;
	const char		*reason, *reference;
};

/*
 * A row of what notices do: a notice of the type limits its own cell, or the
 * `limited` question of its location.  "Normally": a rating above the limit is
 * somebody's decision and needs a reason, it is never changed for them.
 */
struct limiter {
	const char		*id;		/* NULL: the end */
	enum notice_type	 type;
	enum sector		 sector;	/* UNKNOWN: every */
	enum question		 limited;	/* NONE: the notice's own */
	enum rating		 at_best;
	enum basis		 basis;
	const char		*source;
};

extern const struct limiter	limiters[];

/* The strictest row by which the notice limits a cell that was rated on the
 * day; NULL: none does. */
const struct limiter	*limiter_find(enum sector, const struct notice *,
			    const char *location, const char *service,
			    enum question, struct day rated);

/* True if the place is left out on the day (a serial). */
int			 exclusion_holds(const struct exclusion *,
			    const char *location, const char *service,
			    int32_t day);

/* "requirement", "enforcement", …; the NONE value where unknown. */
const char		*notice_name(enum notice_type);
enum notice_type	 notice_parse(const char *);
const char		*exclusion_name(enum exclusion_type);
enum exclusion_type	 exclusion_parse(const char *);

#endif
