/*
 * fuzz_message.c - payloads: the first byte chooses an event, a statement, a
 * state or a look.  What an event is taken for passes its check or is refused,
 * and packs to the same bytes from then on.
 */
#include <stdlib.h>
#include <string.h>

#include "proto/convert.h"
#include "tests/fuzz/fuzz.h"

enum { TODAY = 20000 };

static void
try_event(struct bytes in, struct arena *a, struct err *e)
{
	struct event	 ev, again;
	struct buf	 once = { 0 }, twice = { 0 };

	if (event_unpack(in, a, &ev, e) != 0 || event_check(&ev, TODAY, e) != 0)
		return;
	if (event_subject(&ev) == NULL)
		abort();
	event_pack(&ev, &once);
	if (event_unpack((struct bytes){ (const uint8_t *)once.data,
	    once.len }, a, &again, e) != 0)
		abort();
	event_pack(&again, &twice);
	if (once.len != twice.len ||
	    memcmp(once.data, twice.data, once.len) != 0)
		abort();
	buf_release(&once);
	buf_release(&twice);
}

static void
try_statement(struct bytes in, struct arena *a, struct err *e)
{
	struct statement	 s;
	struct buf		 b = { 0 };

	if (statement_unpack(in, a, &s, e) == 0)
		statement_pack(&s, &b);
	buf_release(&b);
}

static void
try_state(struct bytes in, struct arena *a, struct err *e)
{
	struct state	 s;
	struct buf	 b = { 0 };

	if (state_unpack(in, a, &s, e) == 0)
		state_pack(&s, &b);
	buf_release(&b);
}

static void
try_look(struct bytes in, struct arena *a, struct err *e)
{
	struct look	 l;

	(void)look_unpack(in, a, &l, e);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static void	(*const tries[])(struct bytes, struct arena *,
			    struct err *) = {
		try_event, try_statement, try_state, try_look
	};
	struct arena	*a = arena_new(0);
	struct err	 e = { 0 };

	if (n > 0)
		tries[data[0] % 4]((struct bytes){ data + 1, n - 1 }, a, &e);
	arena_free(&a);
	return 0;
}
