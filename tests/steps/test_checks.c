/*
 * What assessment finds wrong inside one event, by row.
 */
#include "proto/convert.h"
#include "proto/event_text.h"
#include "tests/lib/test.h"
#include "workers/assessment/step.h"

enum { LINES = 4 };

/* An event about one organisation, and the checks it must raise, in order. */
static const struct row {
	const char	*label, *provider, *cell[LINES], *check[LINES];
	const char	*link;
} rows[] = {
	{ "nothing wrong", "RGT",
	    { "- | - | safe | good", "- | - | use_of_resources | good",
	    "- | - | combined | good" }, { NULL }, NULL },
	{ "two ratings for one cell", "RGT",
	    { "- | - | safe | good", "- | - | safe | inadequate" },
	    { "two-ratings" }, NULL },
	{ "one rating twice", "RGT",
	    { "- | - | safe | good", "- | - | safe | good" }, { NULL }, NULL },
	{ "two ratings on two dates", "RGT",
	    { "- | - | safe | good | 2018-01-01",
	    "- | - | safe | inadequate | 2019-01-01" }, { NULL }, NULL },
	{ "two ratings at two places", "RGT",
	    { "RGT01 | - | safe | good", "RGT02 | - | safe | inadequate" },
	    { NULL }, NULL },
	{ "the address of another trust", "RTH",
	    { "- | - | safe | good" }, { "link-of-another" },
	    "https://www.cqc.org.uk/provider/RF4/reports" },
	{ "its own address", "RTH",
	    { "- | - | safe | good" }, { NULL },
	    "https://www.cqc.org.uk/provider/RTH" },
	{ "the address of no trust", "RTH",
	    { "- | - | safe | good" }, { NULL },
	    "https://www.cqc.org.uk/provider/1-101" },
	{ "all at once", "1-101633224",
	    { "- | - | use_of_resources | not_stated",
	    "- | - | use_of_resources | good", "- | - | combined | good" },
	    { "two-ratings" }, NULL },
};

static const struct event *
write_down(const struct row *r, struct event_text *t, struct arena *a)
{
	struct err	 e;
	size_t		 i;
	int		 rc;

	rc = event_text_begin(t, "/a | 1 | inspection.reported", a, &e);
	rc |= event_text_line(t, "provider", r->provider, a, &e);
	rc |= event_text_line(t, "rated", "2019-02-26", a, &e);
	if (r->link != NULL)
		rc |= event_text_line(t, "link", r->link, a, &e);
	for (i = 0; i < LINES && r->cell[i] != NULL; i++)
		rc |= event_text_line(t, "cell", r->cell[i], a, &e);
	if (rc != 0)
		fail_msg("%s: %s", r->label, e.text);
	return event_text_end(t);
}

static void
assess(const struct event *ev, struct arena *a, struct statement *out)
{
	struct task	 t = { .id = 1, .trace = "" };
	struct effects	 fx;
	struct buf	 b = { 0 };
	struct err	 e;

	event_pack(ev, &b);
	t.payload = arena_bytes(a, b.data, b.len);
	buf_release(&b);
	effects_init(&fx, assessment_worker.groups, a);
	assert_int_equal(assessment_worker.map(&t, &fx, &e), 0);
	assert_int_equal(statement_unpack(fx.succ->payload, a, out, &e), 0);
}

static void
checks_are_raised(void **state)
{
	struct event_text	 t;
	struct statement	 s;
	size_t			 i, k, n;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct arena	*a = arena_new(0);

		assess(write_down(&rows[i], &t, a), a, &s);
		for (n = 0; n < LINES && rows[i].check[n] != NULL; )
			n++;
		if (s.ncheck != n)
			fail_msg("%s: %zu checks, not %zu", rows[i].label,
			    s.ncheck, n);
		for (k = 0; k < n; k++) {
			assert_string_equal(s.check[k].id, rows[i].check[k]);
			assert_true(strlen(s.check[k].text) > 20);
		}
		arena_free(&a);
	}
}

static void
what_is_no_event_is_refused(void **state)
{
	static const uint8_t	 noise[] = { 0xff, 0x01, 0x02 };
	struct arena		*a = arena_new(0);
	struct task		 t = { .id = 1, .trace = "",
				    .payload = { noise, sizeof(noise) } };
	struct effects		 fx;
	struct err		 e = { 0 };

	(void)state;
	effects_init(&fx, assessment_worker.groups, a);
	assert_int_equal(assessment_worker.map(&t, &fx, &e), -1);
	assert_int_equal(e.kind, ERR_INPUT);
	assert_null(fx.first);
	assert_null(fx.succ);
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(checks_are_raised),
		cmocka_unit_test(what_is_no_event_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
