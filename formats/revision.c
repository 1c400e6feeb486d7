#include <stdio.h>
#include <string.h>

#include "formats/date.h"
#include "formats/revision.h"
#include "rules/day.h"

/* CQC began in 2009; a number outside is no year of a snapshot. */
enum { YEAR_FIRST = 2009, YEAR_LAST = 2099 };

static int
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static uint32_t
number_of(struct day day)
{
	int	 y, m, d;

	day_split(day, &y, &m, &d);
	if (day.precision == PRECISION_MONTH)
		day_split((struct day){ day.serial, PRECISION_DAY }, &y, &m,
		    &d);
	if (day.precision < PRECISION_MONTH || y < YEAR_FIRST || y > YEAR_LAST)
		return 0;
	return (uint32_t)(y * 10000 + m * 100 + d);
}

/* "01_November_2021", also with '-' or ' ' between the parts. */
static struct day
day_in_words(const char *s)
{
	char	 month[16];
	int	 day, year, end = 0;

	if (sscanf(s, "%2d%*1[_ -]%15[A-Za-z]%*1[_ -]%4d%n", &day, month,
	    &year, &end) != 3 || is_digit(s[end]))
		return (struct day){ 0, PRECISION_NONE };
	return date_month(month) == 0 ? (struct day){ 0, PRECISION_NONE } :
	    day_from(year, date_month(month), day);
}

/* "2021-11-01" and "2021-11". */
static struct day
day_in_iso(const char *s)
{
	char	 text[DAY_TEXT];
	size_t	 n = strspn(s, "0123456789-");

	while (n > 0 && s[n - 1] == '-')
		n--;
	if (n != 7 && n != 10)
		return (struct day){ 0, PRECISION_NONE };
	memcpy(text, s, n);
	text[n] = '\0';
	return day_parse(text);
}

/* "20211101". */
static struct day
day_in_digits(const char *s)
{
	int	 year, month, day;

	if (strspn(s, "0123456789") != 8 ||
	    sscanf(s, "%4d%2d%2d", &year, &month, &day) != 3 || day == 0)
		return (struct day){ 0, PRECISION_NONE };
	return day_from(year, month, day);
}

uint32_t
revision_of(const char *path)
{
	static struct day	(*const forms[])(const char *) = {
		day_in_words, day_in_iso, day_in_digits,
	};
	const char		*slash = strrchr(path, '/'), *s;
	uint32_t		 n;
	size_t			 i;

	s = slash != NULL ? slash + 1 : path;
	for (; *s != '\0'; s += is_digit(*s) ? strspn(s, "0123456789") : 1)
		for (i = 0; is_digit(*s) && i < 3; i++)
			if ((n = number_of(forms[i](s))) != 0)
				return n;
	return 0;
}
