/*
 * day.h - calendar dates as published: to the day, the month or the year.
 *
 * A date known only to a month or a year sorts by its last day and prints as
 * it came.  Proleptic Gregorian calendar; no clock, no time zone.
 */
#ifndef RULES_DAY_H
#define RULES_DAY_H

#include <stdint.h>

enum precision {
	PRECISION_NONE,		/* no date at all; serial is 0 */
	PRECISION_YEAR,
	PRECISION_MONTH,
	PRECISION_DAY
};

struct day {
	int32_t		 serial;	/* days since 1970-01-01; the last day
					 * of the month or year where only that
					 * is known */
	enum precision	 precision;
};

enum { DAY_TEXT = 11 };		/* "2019-02-26" and NUL */

/* "2019-02-26", "2019-02" or "2019"; anything else: precision NONE. */
struct day	 day_parse(const char *);

/* From numbers; month 0: year only, day 0: month only; impossible: NONE. */
struct day	 day_from(int year, int month, int day);

/* Writes the ISO form with its precision ("" for NONE); returns `text`. */
const char	*day_text(struct day, char text[DAY_TEXT]);

/* The inverse of day_from: 0 for a month or day that is not known. */
void		 day_split(struct day, int *year, int *month, int *day);

/* <0, 0, >0 by serial alone. */
int		 day_compare(struct day, struct day);

#endif
