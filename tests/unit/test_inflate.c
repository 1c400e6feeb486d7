/*
 * What a small message may become in memory, where its arena has no limit.
 */
#include "proto/convert.h"
#include "tests/lib/test.h"

/* Two bytes of an empty task stand for a hundred in memory. */
static void
a_frame_inflates_to_a_limit(void **state)
{
	struct frame	 f;
	struct arena	*a = arena_new(0);
	struct buf	 b = { 0 };
	struct err	 e;

	(void)state;
	buf_add(&b, "S6\1\4", 4);
	while (b.len + 2 <= FRAME_BYTES_MAX)
		buf_add(&b, "b", 2);
	assert_int_equal(frame_unpack((struct bytes){
	    (const uint8_t *)b.data, b.len }, a, &f, &e), -1);
	assert_int_equal(e.kind, ERR_INPUT);
	assert_non_null(strstr(e.text, "inflate"));
	assert_in_range(arena_used(a), 0, 65 * 1024 * 1024);
	buf_release(&b);
	arena_free(&a);
}

/* Two bytes of an empty statement stand for some hundreds. */
static void
a_state_inflates_to_a_limit(void **state)
{
	enum { STATEMENTS = 400000 };
	struct state	 st;
	struct arena	*a = arena_new(0);
	struct buf	 b = { 0 };
	struct err	 e;
	size_t		 i;

	(void)state;
	for (i = 0; i < STATEMENTS; i++)
		buf_add(&b, "\x22\x00", 2);
	assert_int_equal(state_unpack((struct bytes){
	    (const uint8_t *)b.data, b.len }, a, &st, &e), -1);
	assert_int_equal(e.kind, ERR_INPUT);
	assert_non_null(strstr(e.text, "inflate"));
	assert_in_range(arena_used(a), 0, 65 * 1024 * 1024);
	buf_release(&b);
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(a_frame_inflates_to_a_limit),
		cmocka_unit_test(a_state_inflates_to_a_limit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
