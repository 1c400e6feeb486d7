/*
 * Our own examples are read whole: nothing in them is refused, by the reader
 * or at the door.
 */
#include "formats/reader.h"
#include "proto/convert.h"
#include "rules/day.h"
#include "tests/lib/test.h"

static const struct example {
	const char	*path, *format;
	size_t		 events;
} examples[] = {
	{ "examples/trusts.csv", "trust ratings CSV", 80 },
	{ "examples/yeovil.json", "CQC API JSON", 3 },
	{ "examples/hospitals.json", "CQC API JSON", 11 },
	{ "examples/latest-ratings-2021-01.csv", "Latest ratings CSV", 17 },
};

static void
let_in(const struct example *x, const struct event *ev, struct arena *a)
{
	struct event	 back;
	struct buf	 b = { 0 };
	struct err	 e;

	event_pack(ev, &b);
	if (event_unpack(arena_bytes(a, b.data, b.len), a, &back, &e) != 0 ||
	    event_check(&back, day_parse("2024-06-30").serial, &e) != 0)
		fail_msg("%s: %s: %s", x->path, ev->source_id, e.text);
	buf_release(&b);
}

static void
read_example(const struct example *x)
{
	struct arena	*a = arena_new(0);
	struct reader	*r;
	struct event	 ev;
	struct reject	 no;
	struct err	 e;
	size_t		 n = 0;
	int		 rc;

	r = reader_open(x->path, &e);
	if (r == NULL)
		fail_msg("%s", e.text);
	while ((rc = reader_next(r, a, &ev, &no, &e)) == 1) {
		let_in(x, &ev, a);
		n++;
	}
	if (rc == 2)
		fail_msg("%s:%d: %s", x->path, (int)no.line, no.reason);
	assert_int_equal(rc, 0);
	assert_string_equal(reader_format(r), x->format);
	assert_int_equal(n, x->events);
	reader_close(&r);
	arena_free(&a);
}

static void
examples_are_read_whole(void **state)
{
	size_t	 i;

	(void)state;
	for (i = 0; i < sizeof(examples) / sizeof(examples[0]); i++)
		read_example(&examples[i]);
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(examples_are_read_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
