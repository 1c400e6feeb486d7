/*
 * The tables: well formed, in force when they should be; and planted faults.
 */
#include "rules/rules.h"
#include "tests/lib/test.h"

static void
every_set_is_sound(void **state)
{
	const struct ruleset	*a, *b;
	const char		*fault;
	size_t			 i, k;

	(void)state;
	for (i = 0; (a = ruleset_at(i)) != NULL; i++) {
		fault = rules_fault(a);
		if (fault != NULL)
			fail_msg("%s: %s", a->id, fault);
		assert_ptr_equal(ruleset_find(a->id), a);
		for (k = 0; k < i; k++) {
			b = ruleset_at(k);
			assert_string_not_equal(a->id, b->id);
		}
	}
	assert_true(i >= 5);
	assert_null(ruleset_at(i));
	assert_null(ruleset_find("nhs-combined-2018"));
}

static void
sets_are_in_force(void **state)
{
	static const struct {
		enum purpose	 purpose;
		const char	*day, *id;	/* NULL: none */
	} row[] = {
		{ PURPOSE_QUALITY, "2014-09-30", NULL },
		{ PURPOSE_QUALITY, "2014-10-01", "nhs-quality-2014" },
		{ PURPOSE_QUALITY, "2017-05-31", "nhs-quality-2014" },
		{ PURPOSE_QUALITY, "2017-05", "nhs-quality-2014" },
		{ PURPOSE_QUALITY, "2017-06-01", "nhs-quality-2017-06" },
		{ PURPOSE_QUALITY, "2026-01-01", "nhs-quality-2017-06" },
		{ PURPOSE_QUALITY, "", NULL },
		{ PURPOSE_COMBINED, "2018-03-04", NULL },
		{ PURPOSE_COMBINED, "2018-03-05", "nhs-combined-2018-03" },
		{ PURPOSE_COMBINED, "2018-03", "nhs-combined-2018-03" },
		{ PURPOSE_CONSULTED, "2017-12-01", NULL },
		{ PURPOSE_NONE, "2019-01-01", NULL }
	};
	const struct ruleset	*s;
	size_t			 i;

	(void)state;
	for (i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		s = rules_in_force(row[i].purpose, day_parse(row[i].day));
		if (row[i].id == NULL)
			assert_null(s);
		else {
			assert_non_null(s);
			assert_string_equal(s->id, row[i].id);
		}
	}
}

/* At most one set of a purpose is in force on any day. */
static void
sets_do_not_overlap(void **state)
{
	const struct ruleset	*a, *b;
	size_t			 i, k;

	(void)state;
	for (i = 0; (a = ruleset_at(i)) != NULL; i++)
		for (k = 0; k < i; k++) {
			b = ruleset_at(k);
			if (a->purpose != b->purpose ||
			    a->sector != b->sector ||
			    a->purpose == PURPOSE_CONSULTED ||
			    a->purpose == PURPOSE_PROCEDURE)
				continue;
			assert_true(*b->until != '\0');
			assert_true(day_compare(day_parse(b->until),
			    day_parse(a->from)) < 0);
		}
}

#define ROW(id, from, to, of, least, rest, then) \
	{ id, from, to, of, least, rest, then, BASIS_CONFIRMED, "here" }
#define GOOD	ROW("good", 1, 9, RATING_GOOD, 0, RATING_INADEQUATE, \
		    RATING_GOOD)
#define BAD	ROW("bad", 1, 9, RATING_INADEQUATE, 1, RATING_INADEQUATE, \
		    RATING_INADEQUATE)

/* Each table has the one fault that its row names. */
static void
planted_faults_are_found(void **state)
{
	static const struct {
		const char	*fault;		/* NULL: none */
		struct rule	 rule[4];
	} row[] = {
		{ NULL, { BAD, GOOD } },
		{ "has no rows", { { 0 } } },
		{ "id or a source", { { "x", 1, 9, RATING_GOOD, 0,
		    RATING_INADEQUATE, RATING_GOOD, BASIS_CONFIRMED, "" } } },
		{ "has no basis", { { "x", 1, 9, RATING_GOOD, 0,
		    RATING_INADEQUATE, RATING_GOOD, BASIS_NONE, "here" } } },
		{ "not a rating", { ROW("x", 1, 9, RATING_NONE, 0,
		    RATING_INADEQUATE, RATING_GOOD), GOOD } },
		{ "not a rating", { ROW("x", 1, 9, RATING_GOOD, 1,
		    RATING_INADEQUATE, RATING_COUNT), GOOD } },
		{ "no number", { ROW("x", 5, 4, RATING_GOOD, 1,
		    RATING_INADEQUATE, RATING_GOOD), GOOD } },
		{ "no number", { ROW("x", 0, 4, RATING_GOOD, 1,
		    RATING_INADEQUATE, RATING_GOOD), GOOD } },
		{ "more inputs than", { ROW("x", 1, 3, RATING_GOOD, 4,
		    RATING_INADEQUATE, RATING_GOOD), GOOD } },
		{ "same id", { BAD, BAD, GOOD } },
		{ "no row need hold", { BAD } },
		{ "no row need hold", { BAD, ROW("x", 1, 4, RATING_GOOD, 0,
		    RATING_INADEQUATE, RATING_GOOD), ROW("y", 6, 9,
		    RATING_GOOD, 0, RATING_INADEQUATE, RATING_GOOD) } },
		{ "never be reached", { GOOD, BAD } },
		{ "worse result", { ROW("x", 1, 9, RATING_OUTSTANDING, 1,
		    RATING_INADEQUATE, RATING_INADEQUATE), GOOD } },
		{ "worse result", { ROW("x", 7, 9, RATING_IMPROVE, 2,
		    RATING_INADEQUATE, RATING_IMPROVE), GOOD } }
	};
	const char	*fault;
	size_t		 i;

	(void)state;
	for (i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		struct ruleset	s = { "id", "title", PURPOSE_QUALITY, "", "",
				    1, row[i].rule, BASIS_CONFIRMED, "here",
				    SECTOR_UNKNOWN };

		fault = rules_fault(&s);
		if (row[i].fault == NULL)
			assert_null(fault);
		else if (fault == NULL || strstr(fault, row[i].fault) == NULL)
			fail_msg("row %zu: \"%s\", not \"%s\"", i,
			    fault == NULL ? "no fault" : fault, row[i].fault);
	}
}

static void
planted_heads_are_found(void **state)
{
	static const struct rule	rules[] = { BAD, GOOD, { 0 } };
	static const struct {
		const char	*fault;
		struct ruleset	 set;
	} row[] = {
		{ "an id", { "", "t", PURPOSE_QUALITY, "", "", 1, rules,
		    BASIS_CONFIRMED, "here", SECTOR_UNKNOWN } },
		{ "no purpose", { "i", "t", PURPOSE_NONE, "", "", 1, rules,
		    BASIS_CONFIRMED, "here", SECTOR_UNKNOWN } },
		{ "no basis", { "i", "t", PURPOSE_QUALITY, "", "", 1, rules,
		    BASIS_COUNT, "here",
		    SECTOR_UNKNOWN } },
		{ "not a day", { "i", "t", PURPOSE_QUALITY, "2014-10", "", 1,
		    rules, BASIS_CONFIRMED, "here", SECTOR_UNKNOWN } },
		{ "not a day", { "i", "t", PURPOSE_QUALITY, "", "2020-02-30",
		    1, rules, BASIS_CONFIRMED, "here", SECTOR_UNKNOWN } },
		{ "before it begins", { "i", "t", PURPOSE_QUALITY,
		    "2018-03-05", "2018-03-04", 1, rules, BASIS_CONFIRMED,
		    "here", SECTOR_UNKNOWN } },
		{ "min_rated", { "i", "t", PURPOSE_QUALITY, "", "", 0, rules,
		    BASIS_CONFIRMED, "here", SECTOR_UNKNOWN } },
		{ "as many inputs", { "i", "t", PURPOSE_QUALITY, "", "", 10,
		    rules, BASIS_CONFIRMED, "here", SECTOR_UNKNOWN } },
		{ "no rows", { "i", "t", PURPOSE_QUALITY, "", "", 1, NULL,
		    BASIS_CONFIRMED, "here", SECTOR_UNKNOWN } }
	};
	const char	*fault;
	size_t		 i;

	(void)state;
	for (i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		fault = rules_fault(&row[i].set);
		if (fault == NULL || strstr(fault, row[i].fault) == NULL)
			fail_msg("row %zu: \"%s\", not \"%s\"", i,
			    fault == NULL ? "no fault" : fault, row[i].fault);
	}
}

static void
too_many_rows_are_found(void **state)
{
	static const char	*const id[] = { "a", "b", "c", "d", "e", "f",
	    "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "q" };
	struct rule	rules[RULES_MAX_ROWS + 2] = { { 0 } };
	struct ruleset	s = { "id", "title", PURPOSE_QUALITY, "", "", 1, rules,
			    BASIS_CONFIRMED, "here", SECTOR_UNKNOWN };
	int		i;

	(void)state;
	for (i = 0; i <= RULES_MAX_ROWS; i++) {
		rules[i] = (struct rule)BAD;
		rules[i].id = id[i];
	}
	rules[RULES_MAX_ROWS] = (struct rule)GOOD;
	assert_string_equal(rules_fault(&s), "the set has too many rows");
	rules[RULES_MAX_ROWS - 1] = (struct rule)GOOD;
	rules[RULES_MAX_ROWS].id = NULL;
	assert_null(rules_fault(&s));
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(every_set_is_sound),
		cmocka_unit_test(sets_are_in_force),
		cmocka_unit_test(sets_do_not_overlap),
		cmocka_unit_test(planted_faults_are_found),
		cmocka_unit_test(planted_heads_are_found),
		cmocka_unit_test(too_many_rows_are_found)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
