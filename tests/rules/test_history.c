/*
 * Generated histories: order and repetition of facts change nothing, and what
 * a grid says of a cell agrees with the rules put to the inputs it names.
 */
#include "tests/rules/kit.h"

enum { HISTORIES = 400, FACTS_MAX = 120 };

static struct kit	k, other;

/* xorshift64*: the same numbers everywhere. */
static uint64_t	seed;

static unsigned
roll(unsigned sides)
{
	seed ^= seed >> 12;
	seed ^= seed << 25;
	seed ^= seed >> 27;
	return (unsigned)((seed * 2685821657736338717U) >> 33) % sides;
}

static const char *const	locations[] = { "", "RX01", "RX02", "RX03" };
static const char *const	services[] = { "", "", "care", "surgery",
				    "Older people", "urgent" };

/* Few dates and much repetition, so that ties of every kind occur. */
static void
add_fact(void)
{
	static const char *const	dates[] = { "2014", "2016-03",
	    "2016-03-31", "2017-06-15", "2018-03-05", "2019-01-01",
	    "2019-01-02", "2020" };
	static const enum mark	marks[] = { MARK_INADEQUATE, MARK_IMPROVE,
	    MARK_GOOD, MARK_GOOD, MARK_OUTSTANDING, MARK_NOT_RATED,
	    MARK_NOT_STATED, MARK_IMPROVE };
	struct fact	*f;

	f = kit_fact(&k, locations[roll(4)], services[roll(6)],
	    (enum question)(1 + roll(QUESTION_COUNT - 1)), marks[roll(8)],
	    dates[roll(8)]);
	if (roll(3) == 0)
		f->published = kit_day(dates[roll(8)]);
	if (roll(6) == 0)
		f->published = (struct day){ 0, PRECISION_NONE };
	f->revision = roll(2);
	f->digest = roll(2);
	f->report = roll(2) ? "a" : "b";
	f->inherited = (uint8_t)roll(2);
}

static void
generate(uint64_t number)
{
	unsigned	i, n;

	seed = number * 0x9e3779b97f4a7c15U + 1;
	roll(2);
	n = roll(FACTS_MAX);
	kit_open(&k, "RX1", (int)roll(2));
	for (i = 0; i < n; i++)
		add_fact();
	k.facts.location = locations + 1;
	k.facts.nlocation = roll(4);
}

/* The same facts in another order, some of them again. */
static void
shuffle_into_other(void)
{
	struct fact	swap;
	size_t		i, j, n = k.facts.nfact;

	kit_open(&other, "RX1", k.facts.is_trust);
	memcpy(other.fact, k.fact, n * sizeof(k.fact[0]));
	other.facts.location = k.facts.location;
	other.facts.nlocation = k.facts.nlocation;
	for (i = 0; i < n / 3; i++)
		other.fact[n + i] = k.fact[roll((unsigned)n)];
	other.facts.nfact = n += n / 3;
	for (i = n; i > 1; i--) {
		j = roll((unsigned)i);
		swap = other.fact[i - 1];
		other.fact[i - 1] = other.fact[j];
		other.fact[j] = swap;
	}
}

static void
assert_same_fact(const struct fact *a, const struct fact *b)
{
	assert_int_equal(a == NULL, b == NULL);
	if (a == NULL)
		return;
	assert_int_equal(a->mark, b->mark);
	assert_memory_equal(&a->rated, &b->rated, sizeof(a->rated));
	assert_memory_equal(&a->published, &b->published,
	    sizeof(a->published));
	assert_int_equal(a->revision, b->revision);
	assert_true(a->digest == b->digest);
	assert_string_equal(a->report, b->report);
	assert_int_equal(a->inherited, b->inherited);
}

static void
assert_same_cell(const struct cell *a, const struct cell *b)
{
	assert_int_equal(a->level, b->level);
	assert_string_equal(a->location, b->location);
	assert_string_equal(a->service, b->service);
	assert_int_equal(a->question, b->question);
	assert_same_fact(a->awarded, b->awarded);
	assert_ptr_equal(a->set, b->set);
	assert_int_equal(a->computed.rating, b->computed.rating);
	assert_ptr_equal(a->computed.rule, b->computed.rule);
	assert_memory_equal(a->computed.n, b->computed.n, RATING_COUNT);
	assert_int_equal(a->unknown, b->unknown);
	assert_memory_equal(&a->bounds, &b->bounds, sizeof(a->bounds));
	assert_memory_equal(&a->computed_on, &b->computed_on,
	    sizeof(a->computed_on));
	assert_int_equal(a->departs, b->departs);
	assert_int_equal(a->moved, b->moved);
	assert_memory_equal(&a->moved_on, &b->moved_on, sizeof(a->moved_on));
	assert_memory_equal(&a->now, &b->now, sizeof(a->now));
	assert_int_equal(a->same_day, b->same_day);
}

static void
assert_same_cells(void)
{
	size_t	i;

	assert_int_equal(k.ncell, other.ncell);
	assert_in_range(k.ncell, 0, k.max);
	for (i = 0; i < k.ncell; i++)
		assert_same_cell(&k.cell[i], &other.cell[i]);
}

static void
order_and_repetition_change_nothing(void **state)
{
	static const char *const	at[] = { "", "2016-03-30", "2017",
					    "2019-01-01" };
	uint64_t	number;
	size_t		i;

	(void)state;
	for (number = 1; number <= HISTORIES; number++) {
		generate(number);
		shuffle_into_other();
		for (i = 0; i < sizeof(at) / sizeof(at[0]); i++) {
			kit_evaluate(&k, at[i]);
			kit_evaluate(&other, at[i]);
			assert_same_cells();
		}
		kit_departures(&k);
		kit_departures(&other);
		assert_same_cells();
	}
	kit_close(&k);
	kit_close(&other);
}

/* What grid_inputs names, put to the rules, gives what the cell says. */
static void
check_inputs(const struct cell *c)
{
	struct input	in[16];
	uint8_t		n[RATING_COUNT] = { 0 };
	struct bounds	b;
	size_t		i, count, unknown = 0;

	count = grid_inputs(&k.history, c, in, 16);
	if (c->set == NULL) {
		assert_int_equal(count, 0);
		return;
	}
	for (i = 0; i < count; i++) {
		if (in[i].mark == MARK_NOT_STATED)
			unknown++;
		else
			n[mark_rating(in[i].mark)]++;
		assert_true(in[i].rated.serial <= c->computed_on.serial);
	}
	assert_true(unknown < count);
	assert_int_equal(c->unknown, unknown);
	assert_memory_equal(c->computed.n, n, RATING_COUNT);
	b = rules_bounds(c->set, n, unknown);
	assert_memory_equal(&c->bounds, &b, sizeof(b));
	if (unknown == 0)
		assert_int_equal(c->computed.rating,
		    rules_decide(c->set, n).rating);
	else if (c->computed.rule != NULL)
		assert_int_equal(c->computed.rule->then, b.low);
}

static void
check_cell(const struct cell *c, int32_t at)
{
	enum rating	r = c->awarded == NULL ? RATING_NONE :
			    mark_rating(c->awarded->mark);

	assert_true(c->awarded != NULL || c->set != NULL);
	assert_int_equal(c->level, level_of(&k.facts, c->location, c->service,
	    c->question));
	check_inputs(c);
	if (c->awarded != NULL) {
		assert_true(c->awarded->rated.serial <= at);
		assert_true(c->awarded->mark != MARK_NOT_STATED);
	}
	if (c->set != NULL) {
		assert_true(c->computed_on.serial <= at);
		if (r != RATING_NONE)
			assert_int_equal(day_compare(c->computed_on,
			    c->awarded->rated), 0);
	}
	assert_int_equal(c->departs, r != RATING_NONE && c->set != NULL &&
	    c->bounds.low != RATING_NONE &&
	    (r < c->bounds.low || r > c->bounds.high));
	if (c->moved)
		assert_true(day_compare(c->moved_on, c->computed_on) > 0 &&
		    c->moved_on.serial <= at);
}

static void
cells_agree_with_their_inputs(void **state)
{
	struct cell	*copy;
	uint64_t	 number;
	size_t		 i, computed = 0, departed = 0, moved = 0, tied = 0;

	(void)state;
	for (number = 1; number <= HISTORIES; number++) {
		generate(number);
		kit_evaluate(&k, "");
		copy = k.cell;
		for (i = 0; i < k.ncell; i++) {
			check_cell(&copy[i], INT32_MAX);
			computed += copy[i].set != NULL;
			departed += copy[i].departs;
			moved += copy[i].moved;
			tied += copy[i].same_day;
		}
	}
	/* The generator reaches what is checked. */
	assert_true(computed > 1000 && departed > 100 && moved > 100 &&
	    tied > 10);
	kit_close(&k);
}

/* Nothing dated after the day that is asked for can be seen on it. */
static void
the_past_does_not_change(void **state)
{
	const int32_t	at = day_parse("2018-03-05").serial;
	uint64_t	number;
	size_t		i, n;

	(void)state;
	for (number = 1; number <= HISTORIES; number++) {
		generate(number);
		kit_open(&other, "RX1", k.facts.is_trust);
		other.facts.location = k.facts.location;
		other.facts.nlocation = k.facts.nlocation;
		for (i = n = 0; i < k.facts.nfact; i++)
			if (k.fact[i].rated.serial <= at)
				other.fact[n++] = k.fact[i];
		other.facts.nfact = n;
		kit_evaluate(&k, "2018-03-05");
		kit_evaluate(&other, "");
		assert_same_cells();
	}
	kit_close(&k);
	kit_close(&other);
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(order_and_repetition_change_nothing),
		cmocka_unit_test(cells_agree_with_their_inputs),
		cmocka_unit_test(the_past_does_not_change)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
