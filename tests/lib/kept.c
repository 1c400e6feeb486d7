#include "tests/lib/kept.h"

struct arena	*kept_arena;

int
kept_up(void **state)
{
	(void)state;
	kept_arena = arena_new(0);
	return 0;
}

int
kept_down(void **state)
{
	(void)state;
	arena_free(&kept_arena);
	return 0;
}

struct bytes
kept(struct buf *b)
{
	struct bytes	 out = arena_bytes(kept_arena, b->data, b->len);

	buf_release(b);
	return out;
}
