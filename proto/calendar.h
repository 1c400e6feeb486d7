/*
 * calendar.h - working days in England.  Bank holidays are data for the years
 * CALENDAR_FIRST to CALENDAR_LAST (gov.uk/bank-holidays and the proclamations
 * of the extra ones); outside them only weekends count as free.
 */
#ifndef PROTO_CALENDAR_H
#define PROTO_CALENDAR_H

#include "rules/day.h"

enum { CALENDAR_FIRST = 2014, CALENDAR_LAST = 2027 };

int		 calendar_is_working(int32_t serial);

/* The n-th working day after the day, which itself counts as day 0. */
struct day	 calendar_working_days(struct day, unsigned n);

struct day	 calendar_days(struct day, int n);

/* The same day of the month; the last day where the month is shorter. */
struct day	 calendar_months(struct day, int n);

#endif
