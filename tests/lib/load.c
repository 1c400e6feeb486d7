#include "tests/lib/load.h"

uint64_t
load_random(uint64_t seed, uint64_t i)
{
	uint64_t	 x = seed * 0x9e3779b97f4a7c15u + i;

	/* splitmix64: good enough to spread, the same everywhere */
	x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
	x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
	return x ^ (x >> 31);
}

static const char *
subject(unsigned i, struct arena *a)
{
	static const char	 digits[] =
				    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

	if (i < 36 * 36)
		return arena_printf(a, "R%c%c", digits[i / 36], digits[i % 36]);
	return arena_printf(a, "1-%09u", i);
}

const struct event *
load_event(const struct load *l, uint64_t i, struct arena *a)
{
	struct event		*ev = ARENA_NEW(a, struct event);
	struct report		*r = ARENA_NEW(a, struct report);
	struct report_cell	*c = ARENA_ARRAY(a, 8, struct report_cell);
	uint64_t		 x = load_random(l->seed, i);
	unsigned		 q;

	*ev = (struct event){ .source = l->source, .report = r,
	    .source_id = arena_printf(a, "%llu/%llu",
	    (unsigned long long)l->seed, (unsigned long long)i),
	    .kind = KIND_INSPECTION_REPORTED,
	    .provider = subject((unsigned)(i % l->subjects), a),
	    .location = "", .name = "", .trace = "" };
	*r = (struct report){ .link = arena_printf(a,
	    "https://example.org/%llu", (unsigned long long)i),
	    .rated = day_from(2018 + (int)(x % 5), 4 + (int)(x / 5 % 9),
	    1 + (int)(x / 45 % 28)), .cell = c, .ncell = 8 };
	for (q = QUESTION_SAFE; q < QUESTION_COUNT; q++)
		c[q - 1] = (struct report_cell){ .location = "",
		    .service = "", .question = (enum question)q,
		    .mark = (enum mark)(1 + (x >> (q * 3)) % 4) };
	return ev;
}
