/*
 * The wire form of facts: what is written is what protobuf-c would write, and
 * what cannot be read is refused.
 */
#include "proto/convert.h"
#include "proto/facts.pb-c.h"
#include "tests/lib/invent.h"
#include "tests/lib/kept.h"
#include "tests/lib/protobuf.h"
#include "tests/lib/test.h"

#define COUNT(a)	(sizeof(a) / sizeof((a)[0]))

enum { EVENTS = 3000, TOGETHER = 5 };

static void
facts_are_written_as_protobuf(void **state)
{
	struct invent		 g = { 7, kept_arena };
	struct state		 st = { .subject = "RZ9", .version = 1 };
	struct statement	 s[TOGETHER];
	struct event		 ev;
	struct buf		 b = { 0 };
	size_t			 i;

	(void)state;
	for (i = 0; i < EVENTS; i++) {
		ev = invent_event(&g, i);
		event_pack(&ev, &b);
		protobuf_writes(&sixthkey__event__descriptor, kept(&b));
		statement_make(&ev, &s[i % TOGETHER]);
		statement_pack(&s[i % TOGETHER], &b);
		protobuf_writes(&sixthkey__statement__descriptor,
		    kept(&b));
		if (i % TOGETHER != TOGETHER - 1)
			continue;
		st.nstatement = 0;
		state_merge(&st, s, TOGETHER, kept_arena, &st);
		state_pack(&st, &b);
		protobuf_writes(&sixthkey__state__descriptor,
		    kept(&b));
	}
}

static const struct {
	const char	*label, *bytes;
	size_t		 n;
	int		 good;
} rows[] = {
#define IS(s)	s, sizeof(s) - 1
	{ "nothing", IS(""), 1 },
	{ "a source", IS("\x0a\x01" "a"), 1 },
	{ "the last of two sources", IS("\x0a\x01" "b\x0a\x01" "a"), 1 },
	{ "an unknown number", IS("\xa0\x06\x01"), 1 },
	{ "unknown bytes", IS("\xa2\x06\x02\x01\x02"), 1 },
	{ "unknown, of eight bytes", IS("\xa1\x06" "12345678"), 1 },
	{ "unknown, of four bytes", IS("\xa5\x06" "1234"), 1 },
	{ "a source that is a number", IS("\x08\x01"), 0 },
	{ "a kind that is text", IS("\x1a\x01" "a"), 0 },
	{ "a kind that is none", IS("\x18\x7f"), 0 },
	{ "a text that ends behind the end", IS("\x0a\x02" "a"), 0 },
	{ "a text of nearly all memory",
	    IS("\x0a\xff\xff\xff\xff\xff\xff\xff\xff\x7f" "a"), 0 },
	{ "a number without an end", IS("\x18\x80"), 0 },
	{ "a number that is too long",
	    IS("\x18\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x00"), 0 },
	{ "field 0", IS("\x00\x01"), 0 },
	{ "a group", IS("\x0b\x0c"), 0 },
	{ "text that is not UTF-8", IS("\x0a\x01\xff"), 0 },
	{ "a report of half a cell", IS("\x82\x01\x03\x22\x02\x18"), 0 },
	{ "two contents", IS("\x82\x01\x00\x8a\x01\x00"), 0 },
	{ "a day that is none", IS("\x82\x01\x02\x10\x02"), 0 },
#undef IS
};

static void
what_is_wrong_is_refused(void **state)
{
	struct event	 ev;
	struct err	 e;
	size_t		 i;

	(void)state;
	for (i = 0; i < COUNT(rows); i++) {
		struct bytes in = arena_bytes(kept_arena, rows[i].bytes,
		    rows[i].n);

		if ((event_unpack(in, kept_arena, &ev, &e) == 0) !=
		    rows[i].good)
			fail_msg("%s: %s", rows[i].label, rows[i].good ?
			    e.text : "was read");
		if (!rows[i].good && (e.kind != ERR_INPUT ||
		    e.text[0] == '\0'))
			fail_msg("%s: nothing said", rows[i].label);
		if (rows[i].good && rows[i].n > 0 && rows[i].bytes[0] == 0x0a)
			assert_string_equal(ev.source, "a");
	}
}

/* Cells may stand on both sides of another field. */
static void
a_list_may_come_in_parts(void **state)
{
	static const char	 in[] = "\x82\x01\x0d"
				    "\x22\x02\x18\x01" "\x0a\x01" "l"
				    "\x22\x02\x18\x02" "\x10\x00";
	struct event		 ev;
	struct err		 e;

	(void)state;
	if (event_unpack(arena_bytes(kept_arena, in, sizeof(in) - 1),
	    kept_arena, &ev, &e) != 0)
		fail_msg("%s", e.text);
	assert_int_equal(ev.report->ncell, 2);
	assert_int_equal(ev.report->cell[0].question, QUESTION_SAFE);
	assert_int_equal(ev.report->cell[1].question, QUESTION_EFFECTIVE);
	assert_string_equal(ev.report->link, "l");
	assert_string_equal(ev.report->cell[1].service, "");
}

/* What a newer build wrote in a statement stays in the state. */
static void
a_state_keeps_what_it_does_not_know(void **state)
{
	static const char	 in[] = "\x0a\x03" "RZ9" "\x22\x08" "\x0a\x03"
				    "\x0a\x01" "a" "\xa0\x06\x05";
	struct state		 st;
	struct buf		 b = { 0 };
	struct err		 e;

	(void)state;
	if (state_unpack(arena_bytes(kept_arena, in, sizeof(in) - 1),
	    kept_arena, &st, &e) != 0)
		fail_msg("%s", e.text);
	state_pack(&st, &b);
	assert_int_equal(b.len, sizeof(in) - 1);
	assert_memory_equal(b.data, in, b.len);
	buf_release(&b);
}

static void
a_statement_has_an_event(void **state)
{
	struct statement	 s;
	struct err		 e;

	(void)state;
	assert_int_equal(statement_unpack(arena_bytes(kept_arena,
	    "\x12\x01" "R", 3), kept_arena, &s, &e), -1);
	assert_string_equal(e.text, "a statement without its event");
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(facts_are_written_as_protobuf),
		cmocka_unit_test(what_is_wrong_is_refused),
		cmocka_unit_test(a_list_may_come_in_parts),
		cmocka_unit_test(a_state_keeps_what_it_does_not_know),
		cmocka_unit_test(a_statement_has_an_event),
	};

	return cmocka_run_group_tests(tests, kept_up, kept_down);
}
