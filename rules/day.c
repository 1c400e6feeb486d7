#include <stddef.h>

#include "rules/day.h"

enum { YEAR_MIN = 1, YEAR_MAX = 9999 };

static int
is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int
month_length(int year, int month)
{
	static const uint8_t	length[] = { 31, 28, 31, 30, 31, 30, 31, 31,
				    30, 31, 30, 31 };

	return length[month - 1] + (month == 2 && is_leap(year));
}

/* Days before the first of January of the year, counted from year 1. */
static int32_t
days_before(int year)
{
	int32_t	y = year - 1;

	return y * 365 + y / 4 - y / 100 + y / 400;
}

static int32_t
serial_of(int year, int month, int day)
{
	int32_t	serial = days_before(year) - days_before(1970) + day - 1;
	int	m;

	for (m = 1; m < month; m++)
		serial += month_length(year, m);
	return serial;
}

struct day
day_from(int year, int month, int day)
{
	struct day	none = { 0, PRECISION_NONE };

	if (year < YEAR_MIN || year > YEAR_MAX || month < 0 || month > 12 ||
	    day < 0 || (month == 0 && day != 0))
		return none;
	if (month == 0)
		return (struct day){ serial_of(year, 12, 31), PRECISION_YEAR };
	if (day > month_length(year, month))
		return none;
	if (day == 0)
		return (struct day){ serial_of(year, month,
		    month_length(year, month)), PRECISION_MONTH };
	return (struct day){ serial_of(year, month, day), PRECISION_DAY };
}

/* Exactly `width` digits: their value, and *text moves behind them; else -1. */
static int
digits(const char **text, int width)
{
	int	value = 0;

	for (; width > 0; width--, (*text)++) {
		if (**text < '0' || **text > '9')
			return -1;
		value = value * 10 + (**text - '0');
	}
	return value;
}

/* "-07": 7.  Nothing left: 0.  Anything else, "-00" too: -1. */
static int
part(const char **text)
{
	int	value;

	if (**text == '\0')
		return 0;
	if (**text != '-')
		return -1;
	(*text)++;
	value = digits(text, 2);
	return value == 0 ? -1 : value;
}

struct day
day_parse(const char *text)
{
	int	year = digits(&text, 4), month, day;

	if (year < 0 || (month = part(&text)) < 0 || (day = part(&text)) < 0 ||
	    *text != '\0')
		return (struct day){ 0, PRECISION_NONE };
	return day_from(year, month, day);
}

/* Days since 0001-01-01; a serial beyond the calendar counts as its end. */
static int32_t
days_since_start(int32_t serial)
{
	int32_t	first = -days_before(1970);
	int32_t	last = serial_of(YEAR_MAX, 12, 31);

	serial = serial < first ? first : serial > last ? last : serial;
	return serial - first;
}

void
day_split(struct day d, int *year, int *month, int *day)
{
	int32_t	left = days_since_start(d.serial);

	*year = left / 366 + 1;
	while (days_before(*year + 1) <= left)
		(*year)++;
	left -= days_before(*year);
	for (*month = 1; left >= month_length(*year, *month); (*month)++)
		left -= month_length(*year, *month);
	*day = d.precision < PRECISION_DAY ? 0 : left + 1;
	*month = d.precision < PRECISION_MONTH ? 0 : *month;
}

static char *
put(char *at, int value, int width)
{
	int	i;

	for (i = width - 1; i >= 0; i--, value /= 10)
		at[i] = (char)('0' + value % 10);
	return at + width;
}

const char *
day_text(struct day d, char text[DAY_TEXT])
{
	char	*at = text;
	int	 year, month, day;

	if (d.precision != PRECISION_NONE) {
		day_split(d, &year, &month, &day);
		at = put(at, year, 4);
		if (d.precision >= PRECISION_MONTH) {
			*at++ = '-';
			at = put(at, month, 2);
		}
		if (d.precision == PRECISION_DAY) {
			*at++ = '-';
			at = put(at, day, 2);
		}
	}
	*at = '\0';
	return text;
}

int
day_compare(struct day a, struct day b)
{
	return (a.serial > b.serial) - (a.serial < b.serial);
}
