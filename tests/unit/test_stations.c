/*
 * The way of an assessment as a table, and how far a subject is on it.
 */
#include "proto/deadline.h"
#include "proto/dossier.h"
#include "tests/lib/test.h"

/* DOMAIN 5: states in their order, with the limits that are known. */
static void
states_actors_and_limits(void **state)
{
	static const struct {
		const char	*id;
		unsigned	 within;
		enum unit	 unit;
	} row[] = {
		{ "selected", 0, UNIT_NONE },
		{ "information-requested", 0, UNIT_NONE },
		{ "visited", 0, UNIT_NONE }, { "drafted", 0, UNIT_NONE },
		{ "cqc-review", 0, UNIT_NONE },
		{ "quality-assurance", 0, UNIT_NONE },
		{ "factual-accuracy", 10, UNIT_WORKING_DAYS },
		{ "final-approval", 0, UNIT_NONE },
		{ "published", 3, UNIT_MONTHS },
		{ "displayed", 21, UNIT_DAYS },
		{ "review-requested", 15, UNIT_WORKING_DAYS },
		{ "under-review", 0, UNIT_NONE },
		{ "confirmed", 0, UNIT_NONE }
	};
	const struct station	*s;
	size_t			 i;

	(void)state;
	for (i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		s = station_at(i);
		assert_non_null(s);
		assert_string_equal(s->id, row[i].id);
		assert_int_equal(s->within, row[i].within);
		assert_int_equal(s->unit, row[i].unit);
		assert_true(*s->actor != '\0' && *s->text != '\0');
		assert_true(s->basis != BASIS_NONE && *s->source != '\0');
		assert_ptr_equal(station_find(s->id), s);
	}
	assert_null(station_at(i));
	assert_null(station_find("drafty"));
}

/* A day that the line counts has its row, and no two share one. */
static void
every_counted_day_has_its_row(void **state)
{
	static const char *const	rule[] = { RULE_ACCURACY, RULE_REVIEW,
					    RULE_DISPLAY, RULE_PUBLICATION };
	size_t	 i, k;

	(void)state;
	for (i = 0; i < 4; i++) {
		assert_non_null(station_by_rule(rule[i]));
		for (k = 0; k < i; k++)
			assert_ptr_not_equal(station_by_rule(rule[i]),
			    station_by_rule(rule[k]));
	}
	assert_null(station_by_rule(""));
	assert_null(station_by_rule(RULE_EMBARGO));
}

static void
how_far_it_is(void **state)
{
	static const struct evidence	evidence;
	static const struct proposal	proposal;
	static const struct workflow	work;
	const struct {
		struct dossier	 d;
		const char	*id;
	} row[] = {
		{ { .evidence = &evidence }, "information-requested" },
		{ { .evidence = &evidence, .proposal = &proposal },
		  "drafted" },
		{ { .proposal = &proposal, .rated = 1, .draft = 1 },
		  "cqc-review" },
		{ { .rated = 1, .draft = 1, .accuracy = &work },
		  "factual-accuracy" },
		{ { .rated = 1, .draft = 1, .closed = &work },
		  "final-approval" },
		{ { .rated = 1 }, "published" },
		{ { .rated = 1, .review = &work }, "under-review" }
	};
	size_t	 i;

	(void)state;
	assert_null(dossier_station(&(struct dossier){ 0 }));
	for (i = 0; i < sizeof(row) / sizeof(row[0]); i++)
		assert_string_equal(dossier_station(&row[i].d)->id,
		    row[i].id);
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(states_actors_and_limits),
		cmocka_unit_test(every_counted_day_has_its_row),
		cmocka_unit_test(how_far_it_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
