/*
 * Words and days: what is read is written back the same.
 */
#include "rules/day.h"
#include "rules/spell.h"
#include "rules/words.h"
#include "tests/lib/test.h"

static void
ratings_go_round(void **state)
{
	enum rating	r;

	(void)state;
	for (r = RATING_INADEQUATE; r < RATING_COUNT; r++) {
		assert_int_equal(rating_parse(rating_name(r)), r);
		assert_int_equal(rating_parse(rating_code(r)), r);
		assert_int_equal(mark_rating((enum mark)r), r);
		assert_string_equal(mark_name((enum mark)r), rating_name(r));
	}
	assert_string_equal(rating_name(RATING_NONE), "");
	assert_string_equal(rating_code(RATING_NONE), "");
	assert_string_equal(rating_name(RATING_IMPROVE),
	    "Requires improvement");
	assert_string_equal(rating_code(RATING_IMPROVE),
	    "requires_improvement");
}

static void
marks_go_round(void **state)
{
	enum mark	m;

	(void)state;
	for (m = MARK_INADEQUATE; m < MARK_COUNT; m++) {
		assert_int_equal(mark_parse(mark_name(m)), m);
		assert_int_equal(mark_parse(mark_code(m)), m);
		assert_true(spell_same(mark_name(m), mark_code(m)));
		if (m > MARK_OUTSTANDING) {
			assert_int_equal(mark_rating(m), RATING_NONE);
			assert_int_equal(rating_parse(mark_name(m)),
			    RATING_NONE);
		}
	}
	assert_string_equal(mark_name(MARK_NONE), "");
	assert_string_equal(mark_name(MARK_COUNT), "");
}

static void
questions_go_round(void **state)
{
	enum question	q;

	(void)state;
	for (q = QUESTION_SAFE; q < QUESTION_COUNT; q++) {
		assert_int_equal(question_parse(question_name(q)), q);
		assert_int_equal(question_parse(question_code(q)), q);
	}
	assert_string_equal(question_code(QUESTION_NONE), "");
}

static void
bases_have_names(void **state)
{
	enum basis	a, b;

	(void)state;
	for (a = BASIS_CONFIRMED; a < BASIS_COUNT; a++)
		for (b = BASIS_NONE; b < a; b++)
			assert_string_not_equal(basis_name(a), basis_name(b));
	assert_string_equal(basis_name(BASIS_SECOND_HAND), "second-hand");
}

static void
spellings_are_one_word(void **state)
{
	static const struct {
		const char	*text;
		enum mark	 mark;
	} row[] = {
		{ "Requires improvement", MARK_IMPROVE },
		{ "Requires Improvement", MARK_IMPROVE },
		{ "REQUIRES_IMPROVEMENT", MARK_IMPROVE },
		{ "requires-improvement", MARK_IMPROVE },
		{ "  requires   improvement ", MARK_IMPROVE },
		{ "requiresimprovement", MARK_NONE },
		{ "requires improvements", MARK_NONE },
		{ "requires", MARK_NONE },
		{ "godo", MARK_NONE },
		{ "", MARK_NONE },
		{ " ", MARK_NONE },
		{ "Not Yet Inspected", MARK_NOT_YET_INSPECTED },
		{ "Inspected but not rated", MARK_INSPECTED_NOT_RATED },
		{ "inspected_not_rated", MARK_INSPECTED_NOT_RATED },
		{ "Evidence requirements partially / not yet scored",
		    MARK_NOT_SCORED },
		{ "not_stated", MARK_NOT_STATED },
		{ "Good\xc2\xa0", MARK_NONE }
	};
	size_t	i;

	(void)state;
	for (i = 0; i < sizeof(row) / sizeof(row[0]); i++)
		if (mark_parse(row[i].text) != row[i].mark)
			fail_msg("\"%s\" reads as \"%s\"", row[i].text,
			    mark_name(mark_parse(row[i].text)));
	assert_int_equal(question_parse("Well led"), QUESTION_WELL_LED);
	assert_int_equal(question_parse("WELL-LED"), QUESTION_WELL_LED);
	assert_int_equal(question_parse("Use of Resources"),
	    QUESTION_RESOURCES);
	assert_int_equal(question_parse("caring!"), QUESTION_NONE);
}

static void
days_are_read(void **state)
{
	static const struct {
		const char	*text, *sorts_as;	/* NULL: refused */
		enum precision	 precision;
	} row[] = {
		{ "2019-02-26", "2019-02-26", PRECISION_DAY },
		{ "2019-05", "2019-05-31", PRECISION_MONTH },
		{ "2019-02", "2019-02-28", PRECISION_MONTH },
		{ "2020-02", "2020-02-29", PRECISION_MONTH },
		{ "2018", "2018-12-31", PRECISION_YEAR },
		{ "2000-02-29", "2000-02-29", PRECISION_DAY },
		{ "1900-02-29", NULL, PRECISION_NONE },
		{ "2020-02-30", NULL, PRECISION_NONE },
		{ "2019-02-29", NULL, PRECISION_NONE },
		{ "2019-13", NULL, PRECISION_NONE },
		{ "2019-00", NULL, PRECISION_NONE },
		{ "2019-01-00", NULL, PRECISION_NONE },
		{ "2019-1-1", NULL, PRECISION_NONE },
		{ "2019-01-011", NULL, PRECISION_NONE },
		{ "2019-01-01T00:00", NULL, PRECISION_NONE },
		{ "2019-", NULL, PRECISION_NONE },
		{ "0000", NULL, PRECISION_NONE },
		{ "26/02/2019", NULL, PRECISION_NONE },
		{ " 2019", NULL, PRECISION_NONE },
		{ "-2019", NULL, PRECISION_NONE },
		{ "", NULL, PRECISION_NONE }
	};
	char		text[DAY_TEXT];
	struct day	d;
	size_t		i;

	(void)state;
	for (i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		d = day_parse(row[i].text);
		if (d.precision != row[i].precision)
			fail_msg("\"%s\": precision %d", row[i].text,
			    d.precision);
		if (row[i].sorts_as == NULL) {
			assert_int_equal(d.serial, 0);
			assert_string_equal(day_text(d, text), "");
			continue;
		}
		assert_string_equal(day_text(d, text), row[i].text);
		assert_int_equal(day_compare(d, day_parse(row[i].sorts_as)),
		    0);
	}
}

/* Every day of 800 years: serials follow each other, text comes back. */
static void
days_go_round(void **state)
{
	char		text[DAY_TEXT];
	struct day	d, back;
	int32_t		serial;
	int		y, m, day;

	(void)state;
	assert_int_equal(day_from(1970, 1, 1).serial, 0);
	assert_int_equal(day_parse("2018-03-05").serial, 17595);
	serial = day_from(1600, 1, 1).serial;
	for (; serial < day_from(2400, 1, 1).serial; serial++) {
		d = (struct day){ serial, PRECISION_DAY };
		day_split(d, &y, &m, &day);
		assert_int_equal(day_from(y, m, day).serial, serial);
		back = day_parse(day_text(d, text));
		assert_int_equal(back.serial, serial);
		assert_int_equal(back.precision, PRECISION_DAY);
	}
}

static void
serials_beyond_the_calendar_end_it(void **state)
{
	char	text[DAY_TEXT];

	(void)state;
	assert_string_equal(day_text((struct day){ INT32_MAX, PRECISION_DAY },
	    text), "9999-12-31");
	assert_string_equal(day_text((struct day){ INT32_MIN, PRECISION_DAY },
	    text), "0001-01-01");
}

static void
days_compare_by_serial(void **state)
{
	(void)state;
	assert_true(day_compare(day_parse("2019-05"),
	    day_parse("2019-05-31")) == 0);
	assert_true(day_compare(day_parse("2019-05"),
	    day_parse("2019-05-30")) > 0);
	assert_true(day_compare(day_parse("2018"), day_parse("2019-01")) < 0);
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(ratings_go_round),
		cmocka_unit_test(marks_go_round),
		cmocka_unit_test(questions_go_round),
		cmocka_unit_test(bases_have_names),
		cmocka_unit_test(spellings_are_one_word),
		cmocka_unit_test(days_are_read),
		cmocka_unit_test(days_go_round),
		cmocka_unit_test(serials_beyond_the_calendar_end_it),
		cmocka_unit_test(days_compare_by_serial)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
