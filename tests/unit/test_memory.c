#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "tests/lib/test.h"

static void
arena_zeroes_aligns_and_limits(void **state)
{
	struct arena	*a = arena_new(1000);
	uint8_t		*p, *q;

	(void)state;
	p = arena_try(a, 1);
	q = arena_try(a, 900);
	assert_non_null(p);
	assert_non_null(q);
	assert_int_equal((uintptr_t)p % 16, 0);
	assert_int_equal((uintptr_t)q % 16, 0);
	assert_int_equal(q[899], 0);
	assert_null(arena_try(a, 200));
	assert_null(arena_try(a, SIZE_MAX));
	memset(q, 0xff, 900);
	arena_reset(a);
	assert_int_equal(arena_used(a), 0);
	q = arena_try(a, 900);
	assert_int_equal(q[0] | q[899], 0);
	arena_free(&a);
	assert_null(a);
	arena_free(&a);
}

static void
arena_outgrows_a_block(void **state)
{
	struct arena	*a = arena_new(0);
	char		*first = arena_text(a, "first"), *big;

	(void)state;
	big = arena_alloc(a, 1 << 20);
	big[(1 << 20) - 1] = 'x';
	assert_string_equal(first, "first");
	assert_string_equal(arena_text(a, NULL), "");
	assert_string_equal(arena_textn(a, "word", 2), "wo");
	assert_string_equal(arena_printf(a, "%d of %s", 3, "five"),
	    "3 of five");
	assert_memory_equal(arena_bytes(a, "a\0b", 3).data, "a\0b", 3);
	arena_free(&a);
}

/* And nothing of what was there before shows. */
static void
arena_takes_the_same_memory_again(void **state)
{
	enum { BLOCKS = 40, SIZE = 60000 };
	struct arena	*a = arena_new(0);
	char		*was[BLOCKS], *p;
	int		 i;

	(void)state;
	for (i = 0; i < BLOCKS; i++)
		was[i] = memset(arena_alloc(a, SIZE), 'x', SIZE);
	arena_reset(a);
	for (i = 0; i < BLOCKS; i++) {
		p = arena_alloc(a, SIZE);
		assert_ptr_equal(p, was[i]);
		assert_int_equal(p[0] | p[SIZE - 1], 0);
		memset(p, 'x', SIZE);
	}
	arena_reset(a);
	assert_string_equal(arena_text(a, "first"), "first");
	assert_string_equal(arena_printf(a, "%d of %s", 3, "five"), "3 of five");
	arena_free(&a);
}

static void
buf_grows(void **state)
{
	struct buf	 b = { 0 };
	int		 i;

	(void)state;
	for (i = 0; i < 1000; i++)
		buf_printf(&b, "%d,", i);
	assert_int_equal(b.len, 3890);
	assert_string_equal(b.data + b.len - 4, "999,");
	buf_clear(&b);
	assert_string_equal(b.data, "");
	memcpy(buf_room(&b, 3), "abc", 3);
	b.len += 3;
	buf_char(&b, 'd');
	buf_text(&b, "ef");
	assert_string_equal(b.data, "abcdef");
	buf_release(&b);
	assert_null(b.data);
}

static void
err_gathers_context(void **state)
{
	struct err	 e;
	char		 longer[500];

	(void)state;
	assert_int_equal(err_set(&e, ERR_INPUT, "%d is not it", 7), -1);
	assert_int_equal(err_add(&e, "line %d", 3), -1);
	assert_string_equal(e.text, "line 3: 7 is not it");
	assert_int_equal(e.kind, ERR_INPUT);
	memset(longer, 'x', sizeof(longer));
	longer[499] = '\0';
	err_add(&e, "%s", longer);
	assert_int_equal(strlen(e.text), sizeof(e.text) - 1);
	err_set(&e, ERR_AGAIN, "%s", longer);
	err_add(&e, "front");
	assert_int_equal(strlen(e.text), sizeof(e.text) - 1);
	assert_memory_equal(e.text, "front: xxx", 10);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(arena_zeroes_aligns_and_limits),
		cmocka_unit_test(arena_outgrows_a_block),
		cmocka_unit_test(arena_takes_the_same_memory_again),
		cmocka_unit_test(buf_grows),
		cmocka_unit_test(err_gathers_context),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
