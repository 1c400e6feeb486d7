#include <ctype.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "operations/moment.h"
#include "rules/day.h"

enum { DAY = 10, DAY_S = 24 * 3600, AGE_MOST = 9 };

static const struct {
	char	 unit;
	int64_t	 seconds;
} units[] = {
	{ 's', 1 }, { 'm', 60 }, { 'h', 3600 }, { 'd', DAY_S },
	{ 'w', 7 * DAY_S },
};

/* `part`: of a second, ".25". */
static const char *
at_second(int64_t s, const char *part, struct arena *a)
{
	struct day	 d = { (int32_t)(s / DAY_S), PRECISION_DAY };
	char		 day[DAY_TEXT];
	int		 rest = (int)(s % DAY_S);

	return arena_printf(a, "%sT%02d:%02d:%02d%sZ", day_text(d, day),
	    rest / 3600, rest / 60 % 60, rest % 60, part);
}

/* "2h": so many seconds, or -1.  Nothing here is older than 1970. */
static int64_t
age_of(const char *text, int64_t now_s)
{
	size_t	 i, n = strspn(text, "0123456789");
	int64_t	 count = 0;

	if (n == 0 || n > AGE_MOST || text[n] == '\0' || text[n + 1] != '\0')
		return -1;
	for (i = 0; i < n; i++)
		count = count * 10 + (text[i] - '0');
	for (i = 0; i < sizeof(units) / sizeof(units[0]); i++)
		if (units[i].unit == text[n])
			return count * units[i].seconds <= now_s ?
			    count * units[i].seconds : -1;
	return -1;
}

/* Two digits at a place, below a bound, or -1. */
static int
two(const char *text, int bound)
{
	int	 n;

	if (!isdigit((unsigned char)text[0]) ||
	    !isdigit((unsigned char)text[1]))
		return -1;
	n = (text[0] - '0') * 10 + text[1] - '0';
	return n < bound ? n : -1;
}

/* "10:30", "10:30:05.25", with or without "Z": seconds of the day, and the part
 * of a second behind them; or -1. */
static int
clock_of(const char *text, struct arena *a, const char **part)
{
	int	 hour = two(text, 24), minute, second = 0;
	size_t	 n = 0;

	if (hour < 0 || text[2] != ':' || (minute = two(text + 3, 60)) < 0)
		return -1;
	text += 5;
	if (*text == ':') {
		if ((second = two(text + 1, 60)) < 0)
			return -1;
		text += 3;
		if (*text == '.')
			n = 1 + strspn(text + 1, "0123456789");
	}
	*part = n > 1 ? arena_textn(a, text, n) : "";
	text += n;
	text += *text == 'Z';
	return *text == '\0' && n != 1 ? hour * 3600 + minute * 60 + second :
	    -1;
}

/* A day, a month or a year: the day on which it begins, or that after it. */
static int32_t
edge_of(struct day d, enum moment_edge edge)
{
	int	 year, month, day;

	if (edge == MOMENT_ENDS)
		return d.serial + 1;
	day_split(d, &year, &month, &day);
	return day_from(year, month > 0 ? month : 1, day > 0 ? day : 1).serial;
}

const char *
moment_read(const char *text, enum moment_edge edge, int64_t now_s,
    struct arena *a)
{
	size_t		 n = strlen(text);
	struct day	 d = day_parse(arena_textn(a, text,
			    n < DAY ? n : DAY));
	int64_t		 age = age_of(text, now_s), s;
	const char	*part = "";

	if (age >= 0)
		return at_second(now_s - age, part, a);
	if (d.precision == PRECISION_NONE || d.serial < 0)
		return NULL;
	if (n <= DAY)
		return at_second((int64_t)edge_of(d, edge) * DAY_S, part, a);
	if ((text[DAY] != 'T' && text[DAY] != ' ') ||
	    (s = clock_of(text + DAY + 1, a, &part)) < 0)
		return NULL;
	return at_second((int64_t)d.serial * DAY_S + s, part, a);
}

const char *
moment_now(const char *text, enum moment_edge edge, struct arena *a)
{
	return moment_read(text, edge, clock_wall_ns() / 1000000000, a);
}
