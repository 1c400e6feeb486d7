/*
 * Working days in England: the table against Easter as computed, and deadlines
 * as the guidance and real reports give them.
 */
#include "proto/calendar.h"
#include "tests/lib/test.h"

#define COUNT(a)	(sizeof(a) / sizeof((a)[0]))

/* Gauss, for the Gregorian calendar (Meeus 1991). */
static struct day
easter(int y)
{
	int	 a = y % 19, b = y / 100, c = y % 100;
	int	 h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
	int	 l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
	int	 m = (a + 11 * h + 22 * l) / 451;
	int	 n = h + l - 7 * m + 114;

	return day_from(y, n / 31, n % 31 + 1);
}

static void
easter_is_free(void **state)
{
	int	 y;

	(void)state;
	for (y = CALENDAR_FIRST; y <= CALENDAR_LAST; y++) {
		int32_t	 sunday = easter(y).serial;

		assert_false(calendar_is_working(sunday - 2));
		assert_false(calendar_is_working(sunday));
		assert_false(calendar_is_working(sunday + 1));
		assert_true(calendar_is_working(sunday - 3));
		assert_true(calendar_is_working(sunday + 2));
	}
}

/* Eight holidays a year fall on what would be working days; more where the
 * state gave one. */
static void
every_year_has_its_holidays(void **state)
{
	int	 y, free, extra;
	int32_t	 d;

	(void)state;
	for (y = CALENDAR_FIRST; y <= CALENDAR_LAST; y++) {
		free = 0;
		for (d = day_from(y, 1, 1).serial;
		    d <= day_from(y, 12, 31).serial; d++)
			if ((d + 4) % 7 != 0 && (d + 4) % 7 != 6)
				free += !calendar_is_working(d);
		extra = y == 2022 ? 2 : y == 2023;
		if (free != 8 + extra)
			fail_msg("%d: %d holidays", y, free);
	}
}

static const struct row {
	const char	*label, *from;
	unsigned	 working;
	const char	*to;
} rows[] = {
	{ "ten working days over Christmas", "2018-12-17", 10, "2019-01-03" },
	{ "a plain fortnight", "2019-06-03", 10, "2019-06-17" },
	{ "from a Saturday", "2019-06-01", 1, "2019-06-03" },
	{ "fifteen over Easter", "2019-04-15", 15, "2019-05-09" },
	{ "none", "2019-04-15", 0, "2019-04-15" },
};

static void
working_days_are_counted(void **state)
{
	char	 text[DAY_TEXT];
	size_t	 i;

	(void)state;
	for (i = 0; i < COUNT(rows); i++) {
		day_text(calendar_working_days(day_parse(rows[i].from),
		    rows[i].working), text);
		if (strcmp(text, rows[i].to) != 0)
			fail_msg("%s: %s", rows[i].label, text);
	}
}

static void
months_end_where_they_must(void **state)
{
	static const char *const	 dates[][2] = {
		{ "2018-11-29", "2019-02-28" }, { "2018-03-28", "2018-06-28" },
		{ "2019-11-30", "2020-02-29" }, { "2020-01-10", "2020-04-10" },
		{ "2018-12-31", "2019-03-31" },
	};
	char				 text[DAY_TEXT];
	size_t				 i;

	(void)state;
	for (i = 0; i < COUNT(dates); i++)
		assert_string_equal(day_text(calendar_months(
		    day_parse(dates[i][0]), 3), text), dates[i][1]);
	assert_string_equal(day_text(calendar_days(day_parse("2019-02-26"),
	    21), text), "2019-03-19");
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(easter_is_free),
		cmocka_unit_test(every_year_has_its_holidays),
		cmocka_unit_test(working_days_are_counted),
		cmocka_unit_test(months_end_where_they_must),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
