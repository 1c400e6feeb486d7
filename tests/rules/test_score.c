/*
 * Ratings from scores: every sum of up to eight statements, and the limits.
 */
#include "rules/score.h"
#include "tests/rules/letters.h"

static void
scores_by_hand(void **state)
{
	static const struct {
		const char	*label;
		uint8_t		 score[8];
		size_t		 n;
		enum rating	 rating;
		int		 percent;
		const char	*limit;
	} row[] = {
		{ "nothing", { 0 }, 0, NONE, 0, NULL },
		{ "no score", { 3, 0, 3 }, 3, NONE, 0, NULL },
		{ "above the scale", { 3, 5 }, 2, NONE, 0, NULL },
		{ "all 4", { 4, 4, 4, 4 }, 4, O, 100, NULL },
		{ "87.5 is 88", { 4, 3 }, 2, O, 88, NULL },
		{ "all 3", { 3, 3, 3 }, 3, G, 75, NULL },
		{ "62.5 is 63", { 3, 2 }, 2, G, 63, NULL },
		{ "all 2", { 2, 2, 2 }, 3, RI, 50, NULL },
		{ "all 1", { 1, 1 }, 2, I, 25, NULL },
		{ "37.5 is 38", { 1, 2 }, 2, I, 38, NULL },
		{ "a 2 bars Outstanding", { 4, 4, 4, 4, 4, 2 }, 6, G, 92,
		    "statement-2" },
		{ "a 1 pulls Good down", { 4, 4, 4, 4, 4, 1 }, 6, RI, 88,
		    "statement-1" },
		{ "a 1 that changes nothing", { 2, 2, 1 }, 3, RI, 42, NULL }
	};
	struct scoring	s;
	size_t		i;

	(void)state;
	for (i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		s = score_rate(row[i].score, row[i].n);
		if (s.rating != row[i].rating || s.percent != row[i].percent)
			fail_msg("%s: %s, %d percent", row[i].label,
			    rating_code(s.rating), s.percent);
		assert_int_equal(s.limit == NULL, row[i].limit == NULL);
		if (s.limit != NULL)
			assert_string_equal(s.limit->id, row[i].limit);
	}
}

/* The published bands: 88-100, 63-87, 39-62, up to 38. */
static enum rating
band(unsigned percent)
{
	return percent >= 88 ? O : percent >= 63 ? G : percent >= 39 ? RI : I;
}

/* 4^1 to 4^8: percent, band and limits; no better score a worse rating. */
static void
every_score(void **state)
{
	struct scoring	s, up;
	uint8_t		score[8], low;
	unsigned	i, k, n, rest, sum;
	enum rating	want;

	(void)state;
	for (n = 1; n <= 8; n++)
		for (i = 0; i < 1U << (2 * n); i++) {
			low = 4;
			for (k = 0, sum = 0, rest = i; k < n; k++, rest /= 4) {
				score[k] = (uint8_t)(1 + rest % 4);
				sum += score[k];
				low = score[k] < low ? score[k] : low;
			}
			s = score_rate(score, n);
			want = band((100 * sum * 2 + 4 * n) / (8 * n));
			if (low == 1 && want > RI)
				want = RI;
			if (low == 2 && want > G)
				want = G;
			assert_int_equal(s.rating, want);
			assert_int_equal(s.points, sum);
			k = i % n;
			if (score[k] == SCORE_MAX)
				continue;
			score[k]++;
			up = score_rate(score, n);
			assert_true(up.rating >= s.rating);
		}
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(scores_by_hand),
		cmocka_unit_test(every_score)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
