/*
 * date.h - dates as CQC's files write them.
 */
#ifndef FORMATS_DATE_H
#define FORMATS_DATE_H

#include "rules/day.h"

/*
 * "26/02/2019", "2019-02-26", "26 February 2019" or "26 Feb 2019", a time after
 * it passed over; else NONE.  Both digits of day and month: where one is
 * missing a program has rewritten the file, perhaps with the month first.
 */
struct day	 date_british(const char *);

/* 1 to 12 of "February" or "Feb", whatever its letter case; 0: no month. */
int		 date_month(const char *name);

#endif
