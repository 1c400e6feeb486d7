/*
 * Use of resources: its metrics, the finance score, proposals far from the
 * evidence.  There is nothing that computes a rating.
 */
#include "rules/finance.h"
#include "rules/metric.h"
#include "tests/lib/test.h"

static void
metrics_are_sound(void **state)
{
	const struct metric	*m;
	size_t			 i, n[AREA_COUNT] = { 0 };

	(void)state;
	for (i = 0; (m = metric_at(i)) != NULL; i++) {
		assert_ptr_equal(metric_find(m->id), m);
		assert_true(*m->name != '\0' && *m->unit != '\0');
		assert_in_range(m->area, AREA_CLINICAL, AREA_FINANCE);
		assert_true(m->basis == BASIS_SECOND_HAND ||
		    m->basis == BASIS_UNVERIFIED);
		n[m->area]++;
	}
	assert_int_equal(i, 22);
	assert_int_equal(n[AREA_CLINICAL], 4);
	assert_int_equal(n[AREA_PEOPLE], 6);
	assert_int_equal(n[AREA_SUPPORT], 2);
	assert_int_equal(n[AREA_CORPORATE], 5);
	assert_int_equal(n[AREA_FINANCE], 5);
	assert_null(metric_find("pay-cost"));
	assert_string_equal(area_title(AREA_FINANCE), "Finance");
	assert_string_equal(area_title(AREA_COUNT), "");
	for (i = 0; i < FINANCE_METRICS; i++) {
		m = metric_find(finance_rows[i].metric);
		assert_non_null(m);
		assert_int_equal(m->area, AREA_FINANCE);
		assert_int_equal(m->better == LOWER_IS_BETTER,
		    finance_rows[i].falling);
		assert_int_equal(finance_rows[i].basis, BASIS_UNVERIFIED);
	}
}

/* Each threshold from both sides and on it. */
static void
each_step_of_each_metric(void **state)
{
	static const struct {
		const char	*label;
		int		 row;
		int64_t		 value;
		uint8_t		 score;
	} row[] = {
		{ "capacity above 2.5", 0, 2501, 1 },
		{ "capacity 2.5", 0, 2500, 2 },
		{ "capacity 1.75", 0, 1750, 2 },
		{ "capacity below 1.75", 0, 1749, 3 },
		{ "capacity 1.25", 0, 1250, 3 },
		{ "capacity below 1.25", 0, 1249, 4 },
		{ "liquidity above 0", 1, 1, 1 },
		{ "liquidity 0", 1, 0, 2 },
		{ "liquidity -7", 1, -7000, 2 },
		{ "liquidity below -7", 1, -7001, 3 },
		{ "liquidity -14", 1, -14000, 3 },
		{ "liquidity below -14", 1, -14001, 4 },
		{ "margin above 1", 2, 1001, 1 },
		{ "margin 1", 2, 1000, 2 },
		{ "margin 0", 2, 0, 2 },
		{ "margin below 0", 2, -1, 3 },
		{ "margin above -1", 2, -999, 3 },
		{ "margin -1", 2, -1000, 4 },
		{ "plan 0", 3, 0, 1 },
		{ "plan below 0", 3, -1, 2 },
		{ "plan -1", 3, -1000, 2 },
		{ "plan below -1", 3, -1001, 3 },
		{ "plan above -2", 3, -1999, 3 },
		{ "plan -2", 3, -2000, 4 },
		{ "agency 0", 4, 0, 1 },
		{ "agency above 0", 4, 1, 2 },
		{ "agency 25", 4, 25000, 2 },
		{ "agency above 25", 4, 25001, 3 },
		{ "agency 50", 4, 50000, 3 },
		{ "agency above 50", 4, 50001, 4 }
	};
	size_t	i;
	uint8_t	score;

	(void)state;
	for (i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		score = finance_metric_score(&finance_rows[row[i].row],
		    row[i].value);
		if (score != row[i].score)
			fail_msg("%s: %d", row[i].label, score);
	}
}

/* A value of each metric that has the score. */
static int64_t
value_of(int metric, unsigned score)
{
	static const int64_t	value[FINANCE_METRICS][FINANCE_WORST] = {
		{ 3000, 2000, 1500, 1000 },
		{ 1000, -3000, -9000, -20000 },
		{ 2000, 500, -500, -2000 },
		{ 1000, -500, -1500, -3000 },
		{ -1000, 10000, 30000, 60000 }
	};

	return value[metric][score - 1];
}

/* All 1,024 times three: the mean, and the strictest cap that applies. */
static void
every_score_is_the_mean_or_a_cap(void **state)
{
	struct finance_score	s;
	int64_t			value[FINANCE_METRICS];
	unsigned		i, k, rest, sum, worst, mean, want, control;

	(void)state;
	for (i = 0; i < 1U << 10; i++)
		for (control = 0; control < CONTROL_COUNT; control++) {
			for (k = 0, rest = i, sum = worst = 0; k < 5; k++) {
				value[k] = value_of((int)k, 1 + rest % 4);
				sum += 1 + rest % 4;
				worst |= rest % 4 == 3;
				rest /= 4;
			}
			s = finance_score(value, (enum control)control);
			mean = sum < 8 ? 1 : sum < 13 ? 2 : sum < 18 ? 3 : 4;
			want = mean;
			if (control == CONTROL_SURPLUS && want < 2)
				want = 2;
			if ((control == CONTROL_DEFICIT || worst) && want < 3)
				want = 3;
			assert_int_equal(s.mean, mean);
			assert_int_equal(s.score, want);
			assert_int_equal(s.cap != NULL, want != mean);
		}
}

static void
far_proposals_are_asked_about(void **state)
{
	static const struct {
		const char		*label;
		enum rating		 proposed;
		struct quartiles	 q;
		const char		*id;
	} row[] = {
		{ "too little", RATING_OUTSTANDING, { { 7, 0, 0, 0, 7 } },
		    NULL },
		{ "a quarter worst", RATING_OUTSTANDING,
		    { { 8, 4, 2, 0, 2 } }, "outstanding-worst" },
		{ "less than a quarter", RATING_OUTSTANDING,
		    { { 20, 10, 6, 0, 4 } }, NULL },
		{ "half worst", RATING_GOOD, { { 10, 1, 2, 2, 5 } },
		    "good-worst" },
		{ "less than half", RATING_GOOD, { { 11, 2, 2, 2, 5 } },
		    NULL },
		{ "half best", RATING_IMPROVE, { { 10, 5, 5, 0, 0 } },
		    "improve-best" },
		{ "all worst", RATING_IMPROVE, { { 10, 0, 0, 0, 10 } }, NULL },
		{ "a quarter best", RATING_INADEQUATE,
		    { { 8, 2, 2, 2, 2 } }, "inadequate-best" },
		{ "none best", RATING_INADEQUATE, { { 8, 0, 2, 2, 4 } },
		    NULL },
		{ "nothing proposed", RATING_NONE, { { 8, 0, 0, 0, 8 } },
		    NULL }
	};
	const struct consistency	*c;
	size_t				 i;

	(void)state;
	for (i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		c = consistency_check(row[i].proposed, &row[i].q);
		if ((c == NULL) != (row[i].id == NULL) ||
		    (c != NULL && strcmp(c->id, row[i].id) != 0))
			fail_msg("%s: %s", row[i].label,
			    c != NULL ? c->id : "nothing");
	}
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(metrics_are_sound),
		cmocka_unit_test(each_step_of_each_metric),
		cmocka_unit_test(every_score_is_the_mean_or_a_cap),
		cmocka_unit_test(far_proposals_are_asked_about)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
