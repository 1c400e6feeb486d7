/*
 * fuzz_frame.c - whatever a peer sends: refused, or a frame that comes back the
 * same when it is packed and taken apart again.
 */
#include <stdlib.h>
#include <string.h>

#include "proto/convert.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena	*a = arena_new(0);
	struct frame	 f, again;
	struct buf	 once = { 0 }, twice = { 0 };
	struct err	 e = { 0 };

	if (frame_unpack((struct bytes){ data, n }, a, &f, &e) == 0) {
		frame_pack(&f, &once);
		if (frame_unpack((struct bytes){ (const uint8_t *)once.data,
		    once.len }, a, &again, &e) != 0)
			abort();
		frame_pack(&again, &twice);
		if (once.len != twice.len ||
		    memcmp(once.data, twice.data, once.len) != 0)
			abort();
	} else if (e.kind == ERR_NONE || e.text[0] == '\0')
		abort();
	buf_release(&once);
	buf_release(&twice);
	arena_free(&a);
	return 0;
}
