#include "proto/calendar.h"

enum { YEARS = CALENDAR_LAST - CALENDAR_FIRST + 1, HOLIDAYS = 10 };

/* Month times 100 plus day; substitute days where a holiday fell on a weekend.
 * 2020: May Day moved to the 8th; 2022: jubilee, state funeral; 2023:
 * coronation. */
static const short holidays[YEARS][HOLIDAYS] = {
	[2014 - CALENDAR_FIRST] = { 101, 418, 421, 505, 526, 825, 1225, 1226 },
	[2015 - CALENDAR_FIRST] = { 101, 403, 406, 504, 525, 831, 1225, 1228 },
	[2016 - CALENDAR_FIRST] = { 101, 325, 328, 502, 530, 829, 1226, 1227 },
	[2017 - CALENDAR_FIRST] = { 102, 414, 417, 501, 529, 828, 1225, 1226 },
	[2018 - CALENDAR_FIRST] = { 101, 330, 402, 507, 528, 827, 1225, 1226 },
	[2019 - CALENDAR_FIRST] = { 101, 419, 422, 506, 527, 826, 1225, 1226 },
	[2020 - CALENDAR_FIRST] = { 101, 410, 413, 508, 525, 831, 1225, 1228 },
	[2021 - CALENDAR_FIRST] = { 101, 402, 405, 503, 531, 830, 1227, 1228 },
	[2022 - CALENDAR_FIRST] = { 103, 415, 418, 502, 602, 603, 829, 919,
	    1226, 1227 },
	[2023 - CALENDAR_FIRST] = { 102, 407, 410, 501, 508, 529, 828,
	    1225, 1226 },
	[2024 - CALENDAR_FIRST] = { 101, 329, 401, 506, 527, 826, 1225, 1226 },
	[2025 - CALENDAR_FIRST] = { 101, 418, 421, 505, 526, 825, 1225, 1226 },
	[2026 - CALENDAR_FIRST] = { 101, 403, 406, 504, 525, 831, 1225, 1228 },
	[2027 - CALENDAR_FIRST] = { 101, 326, 329, 503, 531, 830, 1227, 1228 },
};

static int
is_holiday(int year, int month, int day)
{
	const short	*h;
	int		 i;

	if (year < CALENDAR_FIRST || year > CALENDAR_LAST)
		return 0;
	h = holidays[year - CALENDAR_FIRST];
	for (i = 0; i < HOLIDAYS; i++)
		if (h[i] == month * 100 + day)
			return 1;
	return 0;
}

int
calendar_is_working(int32_t serial)
{
	int	 weekday = (int)((serial % 7 + 7) % 7);	/* 0: Thursday */
	int	 y, m, d;

	day_split((struct day){ serial, PRECISION_DAY }, &y, &m, &d);
	return weekday != 2 && weekday != 3 && !is_holiday(y, m, d);
}

struct day
calendar_working_days(struct day from, unsigned n)
{
	struct day	 d = { from.serial, PRECISION_DAY };

	while (n > 0) {
		d.serial++;
		n -= (unsigned)calendar_is_working(d.serial);
	}
	return d;
}

struct day
calendar_days(struct day from, int n)
{
	return (struct day){ from.serial + n, PRECISION_DAY };
}

struct day
calendar_months(struct day from, int n)
{
	int		 y, m, d;
	struct day	 to;

	from.precision = PRECISION_DAY;
	day_split(from, &y, &m, &d);
	m += n - 1;
	y += m / 12;
	m = m % 12 + 1;
	to = day_from(y, m, d);
	while (to.precision == PRECISION_NONE)
		to = day_from(y, m, --d);
	return to;
}
