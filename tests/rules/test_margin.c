/*
 * What is certain with inputs unknown, and how far the next result is, both
 * against brute force.
 */
#include "tests/rules/letters.h"

static unsigned
results(const struct ruleset *s, uint8_t n[RATING_COUNT], size_t unknown)
{
	unsigned	seen = 0;
	int		r;

	if (unknown == 0)
		return 1U << rules_decide(s, n).rating;
	for (r = NONE; r < RATING_COUNT; r++) {
		n[r]++;
		seen |= results(s, n, unknown - 1);
		n[r]--;
	}
	return seen;
}

/* Bounds are the worst and the best of all completions, and no wider. */
static void
check_bounds(const struct ruleset *s, unsigned known, size_t unknown)
{
	uint8_t		n[RATING_COUNT];
	struct bounds	b;
	unsigned	i, seen;
	int		low, high;

	for (i = 0; i < 1U << (2 * known); i++) {
		count_input(i, known, n);
		b = rules_bounds(s, n, unknown);
		seen = results(s, n, unknown);
		for (low = I; low < RATING_COUNT && !(seen >> low & 1); low++)
			;
		for (high = O; high > NONE && !(seen >> high & 1); high--)
			;
		assert_int_equal(b.low, low == RATING_COUNT ? NONE : low);
		assert_int_equal(b.high, high);
	}
}

static void
bounds_hold_every_completion(void **state)
{
	unsigned	known;
	size_t		unknown;

	(void)state;
	for (known = 0; known <= 5; known++)
		for (unknown = 0; unknown <= 6; unknown++) {
			if (known + unknown <= 10)
				check_bounds(set("nhs-quality-2017-06"), known,
				    unknown);
			if (known + unknown <= 7)
				check_bounds(set("nhs-combined-2018-03"),
				    known, unknown);
		}
}

/* By brute force: from each input to each other of the same length. */
static void
check_margins(const struct ruleset *s, unsigned n)
{
	unsigned	fewest[2], i, k, a, b, j, moves;
	struct margin	m[2];
	uint8_t		from[RATING_COUNT], to[RATING_COUNT];
	enum rating	was, then;

	for (i = 0; i < 1U << (2 * n); i++) {
		count_input(i, n, from);
		was = rules_decide(s, from).rating;
		fewest[0] = fewest[1] = 255;
		for (k = 0; k < 1U << (2 * n); k++) {
			count_input(k, n, to);
			then = rules_decide(s, to).rating;
			moves = 0;
			for (j = 0, a = i, b = k; j < n; j++, a /= 4, b /= 4)
				moves += a % 4 != b % 4;
			if (then > was && moves < fewest[0])
				fewest[0] = moves;
			if (then < was && moves < fewest[1])
				fewest[1] = moves;
		}
		rules_margin(s, from, &m[0], &m[1]);
		for (k = 0; k < 2; k++) {
			if (fewest[k] == 255) {
				assert_int_equal(m[k].to, NONE);
				continue;
			}
			assert_int_equal(m[k].moves, fewest[k]);
			assert_int_equal(rules_decide(s, m[k].n).rating,
			    m[k].to);
			assert_true(k == 0 ? m[k].to > was : m[k].to < was);
			assert_int_equal(m[k].n[1] + m[k].n[2] + m[k].n[3] +
			    m[k].n[4], n);
		}
	}
}

static void
margins_are_smallest(void **state)
{
	unsigned	n;

	(void)state;
	for (n = 1; n <= 5; n++)
		check_margins(set("nhs-quality-2017-06"), n);
	check_margins(set("nhs-combined-2018-03"), 6);
}

static void
margins_at_the_ends(void **state)
{
	static const uint8_t	all_o[] = { 1, 0, 0, 0, 5 };
	static const uint8_t	all_i[] = { 0, 5, 0, 0, 0 };
	static const uint8_t	none[] = { 5, 0, 0, 0, 0 };
	static const uint8_t	most[] = { 0, 0, 0, 64, 0 };
	static const uint8_t	many[] = { 0, 0, 0, 65, 0 };
	const struct ruleset	*s = set("nhs-quality-2017-06");
	struct margin		 up, down;

	(void)state;
	rules_margin(s, all_o, &up, &down);
	assert_int_equal(up.to, NONE);
	assert_int_equal(down.to, G);
	assert_int_equal(down.moves, 1);
	assert_int_equal(down.n[NONE], 1);
	assert_int_equal(down.n[RI], 1);
	rules_margin(s, all_i, &up, &down);
	assert_int_equal(down.to, NONE);
	assert_int_equal(up.moves, 4);
	rules_margin(s, none, &up, &down);
	assert_true(up.to == NONE && down.to == NONE);
	rules_margin(s, most, &up, &down);
	assert_int_equal(up.moves, 3);
	assert_int_equal(down.moves, 1);
	rules_margin(s, many, &up, &down);
	assert_true(up.to == NONE && down.to == NONE);
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(bounds_hold_every_completion),
		cmocka_unit_test(margins_are_smallest),
		cmocka_unit_test(margins_at_the_ends)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
