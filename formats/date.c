#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "formats/date.h"

enum { SHORT = 3, LONGEST = 30 };

static const char *const	 months[] = {
	"January", "February", "March", "April", "May", "June", "July",
	"August", "September", "October", "November", "December",
};

int
date_month(const char *name)
{
	int	 m;

	for (m = 0; m < 12; m++)
		if (strcasecmp(months[m], name) == 0 ||
		    (strlen(name) == SHORT &&
		    strncasecmp(months[m], name, SHORT) == 0))
			return m + 1;
	return 0;
}

/* "dd" are two digits; everything else stands for itself. */
static int
has_form(const char *s, const char *form)
{
	for (; *form != '\0'; s++, form++)
		if (*form == 'd' ? *s < '0' || *s > '9' : *s != *form)
			return 0;
	return *s == '\0';
}

static int
number(const char *s, int n)
{
	int	 value = 0;

	while (n-- > 0)
		value = value * 10 + *s++ - '0';
	return value;
}

/* Of no month 0 is made, which would be a month that is not known. */
static struct day
whole_day(int year, int month, int day)
{
	return month == 0 || day == 0 ? (struct day){ 0, PRECISION_NONE } :
	    day_from(year, month, day);
}

static struct day
in_words(const char *s)
{
	char	 month[16];
	int	 day, year, end = 0;

	if (sscanf(s, "%2d %15[A-Za-z] %4d%n", &day, month, &year, &end) != 3 ||
	    s[end] != '\0')
		return (struct day){ 0, PRECISION_NONE };
	return whole_day(year, date_month(month), day);
}

/* Where a time begins: "2019-02-26T00:00:00", "26/02/2019 00:00". */
static size_t
date_length(const char *s)
{
	const char	*colon = strchr(s, ':');

	if (colon == NULL)
		return strlen(s);
	while (colon > s && *colon != ' ' && *colon != 'T')
		colon--;
	return (size_t)(colon - s);
}

struct day
date_british(const char *text)
{
	char	 s[LONGEST + 1];
	size_t	 n = date_length(text);

	if (n > LONGEST)
		return (struct day){ 0, PRECISION_NONE };
	memcpy(s, text, n);
	s[n] = '\0';
	if (has_form(s, "dd/dd/dddd"))
		return whole_day(number(s + 6, 4), number(s + 3, 2),
		    number(s, 2));
	if (has_form(s, "dddd-dd-dd"))
		return whole_day(number(s, 4), number(s + 5, 2),
		    number(s + 8, 2));
	return in_words(s);
}
