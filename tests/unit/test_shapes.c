/*
 * Contents by their rows: what travels comes back, and what people write is
 * read.
 */
#include "proto/convert.h"
#include "tests/lib/fill.h"
#include "tests/lib/test.h"

#define COUNT(a)	(sizeof(a) / sizeof((a)[0]))

static struct arena	*arena;

static int
setup(void **state)
{
	(void)state;
	arena = arena_new(0);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

/* Field by field, lists too. */
static void
same_body(const struct shape *s, const void *x, const void *y)
{
	size_t	 i, j, n, m;

	for (i = 0; i < s->nfield; i++) {
		const struct field	*f = &s->field[i];
		const char		*xs, *ys;

		if (f->type == FIELD_TEXT || f->type == FIELD_CODE)
			assert_string_equal(field_text(f, x),
			    field_text(f, y));
		else if (f->type == FIELD_AMOUNT)
			assert_true(field_amount(f, x) == field_amount(f, y));
		else if (f->type == FIELD_DAY)
			assert_memory_equal(FIELD_OF(f, x), FIELD_OF(f, y),
			    sizeof(struct day));
		else if (f->type != FIELD_LIST)
			assert_int_equal(field_word(f, x), field_word(f, y));
		else {
			xs = field_list(f, x, &n);
			ys = field_list(f, y, &m);
			assert_int_equal(n, m);
			for (j = 0; j < n; j++)
				same_body(f->of, xs + j * f->of->size,
				    ys + j * f->of->size);
		}
	}
}

static struct event
whole(enum event_kind kind, unsigned seed)
{
	struct event	 ev = { .source = "/a", .source_id = "1",
			    .kind = kind, .provider = "RZ9", .location = "",
			    .name = "", .trace = "" };

	fill_event(&ev, seed, arena);
	return ev;
}

static struct bytes
packed(const struct event *ev)
{
	struct buf	 b = { 0 };
	struct bytes	 out;

	event_pack(ev, &b);
	out = arena_bytes(arena, b.data, b.len);
	buf_release(&b);
	return out;
}

/* Every field set: the same fields, and packed again the same bytes. */
static void
every_kind_comes_back(void **state)
{
	struct event	 back;
	struct err	 e;
	unsigned	 k, seed;

	(void)state;
	for (k = KIND_RATING_DEVIATED + 1; k < KIND_COUNT; k++)
		for (seed = 0; seed < 9; seed++) {
			struct event	 ev = whole((enum event_kind)k, seed);
			struct bytes	 x = packed(&ev), y;

			if (event_unpack(x, arena, &back, &e) != 0)
				fail_msg("%s: %s", event_kind_name(ev.kind),
				    e.text);
			same_body(event_part_of(ev.kind)->shape,
			    event_body(&ev, event_part_of(ev.kind)),
			    event_body(&back, event_part_of(ev.kind)));
			y = packed(&back);
			assert_int_equal(x.len, y.len);
			assert_memory_equal(x.data, y.data, x.len);
			assert_true(x.len > 20);
		}
}

static void
amounts_come_back(void **state)
{
	static const int64_t	 amounts[] = { AMOUNT_NONE, -5000, -1, 0, 1,
				    INT64_C(999999999999) };
	struct metric_value	 m = { .id = "a", .period = "", .source = "",
				    .peer_group = "" };
	struct evidence		 v = { .commentary = "", .metric = &m,
				    .nmetric = 1 };
	struct event		 ev = whole(KIND_RESOURCES_EVIDENCED, 1), back;
	struct err		 e;
	size_t			 i;

	(void)state;
	ev.evidence = &v;
	for (i = 0; i < COUNT(amounts); i++) {
		m.value = amounts[i];
		assert_int_equal(event_unpack(packed(&ev), arena, &back, &e),
		    0);
		assert_true(back.evidence->metric[0].value == amounts[i]);
	}
}

static void
two_contents_are_refused(void **state)
{
	struct event	 ev = whole(KIND_RESOURCES_AWARDED, 1), back;
	struct err	 e;

	(void)state;
	ev.proposal = fill_body(&shape_proposal, 1, arena);
	assert_int_equal(event_unpack(packed(&ev), arena, &back, &e), -1);
	assert_int_equal(e.kind, ERR_INPUT);
	assert_non_null(strstr(e.text, "2 contents"));
}

static const struct written {
	const char	*field, *text;
	const char	*refusal;	/* NULL: it is read, as … */
	int64_t		 amount;
} written[] = {
	{ "value", "5", NULL, 5000 },
	{ "value", "-0.125", NULL, -125 },
	{ "value", "1234567.1", NULL, 1234567100 },
	{ "value", "", NULL, AMOUNT_NONE },
	{ "value", "1.2345", "at most three decimals", 0 },
	{ "value", "1.", "at most three decimals", 0 },
	{ "value", ".5", "at most three decimals", 0 },
	{ "value", "12 days", "at most three decimals", 0 },
	{ "value", "1234567890123456", "at most three decimals", 0 },
	{ "quartile", "5", "is not a number up to 4", 0 },
	{ "quartile", "4", NULL, 4 },
};

static void
figures_are_read(void **state)
{
	const struct shape	*of = shape_field(&shape_evidence,
				    "metric")->of;
	struct err		 e;
	size_t			 i;

	(void)state;
	for (i = 0; i < COUNT(written); i++) {
		const struct written	*w = &written[i];
		const struct field	*f = shape_field(of, w->field);
		struct metric_value	 m;
		int			 rc;

		shape_clear(of, &m);
		rc = field_read(f, &m, w->text, arena, &e);
		if (rc != (w->refusal == NULL ? 0 : -1))
			fail_msg("%s: %d", w->text, rc);
		if (rc != 0)
			assert_non_null(strstr(e.text, w->refusal));
		else if (f->type == FIELD_AMOUNT)
			assert_true(m.value == w->amount);
		else
			assert_int_equal(m.quartile, w->amount);
	}
}

static void
a_word_that_was_perhaps_meant(void **state)
{
	const struct field	*f = shape_field(&shape_succession, "is");
	struct succession	 s = { 0 };
	struct err		 e;

	(void)state;
	assert_int_equal(field_read(f, &s, "predecesor", arena, &e), -1);
	assert_non_null(strstr(e.text, "did you mean \"predecessor\"?"));
	assert_int_equal(field_read(f, &s, "predecessor", arena, &e), 0);
	assert_int_equal(s.is, SIDE_PREDECESSOR);
}

#define TEST(f)	cmocka_unit_test_setup_teardown(f, setup, teardown)

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		TEST(every_kind_comes_back),
		TEST(amounts_come_back),
		TEST(two_contents_are_refused),
		TEST(figures_are_read),
		TEST(a_word_that_was_perhaps_meant),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
