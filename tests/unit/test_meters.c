/*
 * What is counted adds up, however often and in whatever order it is told; whose
 * span a message belongs under.
 */
#include "proto/meters.h"
#include "proto/trace.h"
#include "tests/lib/test.h"

#define COUNT(a)	(sizeof(a) / sizeof((a)[0]))

static void
observations_fall_within_their_bound(void **state)
{
	static const struct {
		const char	*label;
		int64_t		 us;
		size_t		 bucket;
	} rows[] = {
		{ "nothing", 0, 0 },
		{ "a clock that went back", -5, 0 },
		{ "on a bound", 1000, 0 },
		{ "above it", 1001, 1 },
		{ "the last bound", 7200000000, METER_BOUNDS - 1 },
		{ "beyond", 7200000001, METER_BOUNDS },
	};
	size_t	 i;

	(void)state;
	for (i = 0; i < COUNT(rows); i++) {
		struct meters	 m = { { 0 } };

		meters_observe(&m, METER_COMMIT, rows[i].us);
		if (m.n[METER_COMMIT + rows[i].bucket] != 1)
			fail_msg("%s", rows[i].label);
		assert_true(meters_observed(&m, METER_COMMIT) == 1);
		assert_true(m.n[METER_COMMIT + METER_SUM] ==
		    (uint64_t)(rows[i].us < 0 ? 0 : rows[i].us));
	}
	meters_observe(NULL, METER_COMMIT, 1);
}

static void
only_what_is_new_is_added(void **state)
{
	static const struct {
		const char	*label;
		uint64_t	 said;
		int		 fresh;		/* it has said HELLO again */
		uint64_t	 sum;
	} rows[] = {
		{ "the first", 5, 0, 5 },
		{ "the same again", 5, 0, 5 },
		{ "more", 9, 0, 9 },
		{ "since another WELCOME", 2, 1, 11 },
		{ "more of that", 4, 0, 13 },
		{ "less: it began anew unasked", 1, 0, 14 },
	};
	struct meters	 sum = { { 0 } }, heard = { { 0 } };
	uint64_t	 longer[METER_COUNT + 3] = { 0 };
	size_t		 i;

	(void)state;
	for (i = 0; i < COUNT(rows); i++) {
		if (rows[i].fresh)
			heard = (struct meters){ { 0 } };
		meters_hear(&sum, &heard, &rows[i].said, 1);
		if (sum.n[0] != rows[i].sum)
			fail_msg("%s: %llu", rows[i].label,
			    (unsigned long long)sum.n[0]);
	}
	longer[METER_COUNT - 1] = 7;
	meters_hear(&sum, &heard, longer, COUNT(longer));
	assert_true(sum.n[METER_COUNT - 1] == 7);
}

static void
traces_are_read(void **state)
{
	static const struct {
		const char	*label, *text;
		int		 fine;
	} rows[] = {
		{ "of the recommendation", "00-0af7651916cd43dd8448eb211c80319c"
		    "-b7ad6b7169203331-01", 1 },
		{ "none", "", 0 },
		{ "of zeros", "00-00000000000000000000000000000000"
		    "-b7ad6b7169203331-01", 0 },
		{ "nobody above", "00-0af7651916cd43dd8448eb211c80319c"
		    "-0000000000000000-01", 0 },
		{ "capitals", "00-0AF7651916CD43DD8448EB211C80319C"
		    "-b7ad6b7169203331-01", 0 },
		{ "another version", "01-0af7651916cd43dd8448eb211c80319c"
		    "-b7ad6b7169203331-01", 0 },
		{ "cut", "00-0af7651916cd43dd8448eb211c80319c"
		    "-b7ad6b7169203331-0", 0 },
	};
	struct trace	 t, other;
	size_t		 i;

	(void)state;
	for (i = 0; i < COUNT(rows); i++)
		if (trace_read(rows[i].text, &t) != rows[i].fine)
			fail_msg("%s", rows[i].label);
	assert_true(trace_read(rows[0].text, &t));
	assert_string_equal(t.trace, "0af7651916cd43dd8448eb211c80319c");
	assert_string_equal(t.parent, "b7ad6b7169203331");
	trace_of("no trace", 7, &t);
	trace_of("", 7, &other);
	assert_string_equal(t.trace, other.trace);
	assert_int_equal(strlen(t.trace), 32);
	assert_string_equal(t.parent, "");
	trace_of("", 8, &other);
	assert_string_not_equal(t.trace, other.trace);
}

static void
spans_differ(void **state)
{
	struct trace	 t;
	char		 a[17], b[17];

	(void)state;
	trace_of("", 7, &t);
	trace_span(&t, STAGE_INGEST, 7, 1, a);
	trace_span(&t, STAGE_ASSESSMENT, 7, 1, b);
	assert_string_not_equal(a, b);
	trace_span(&t, STAGE_INGEST, 7, 2, b);
	assert_string_not_equal(a, b);
	trace_span(&t, STAGE_INGEST, 7, 1, b);
	assert_string_equal(a, b);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(observations_fall_within_their_bound),
		cmocka_unit_test(only_what_is_new_is_added),
		cmocka_unit_test(traces_are_read),
		cmocka_unit_test(spans_differ),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
