/*
 * What travels comes back: every kind of event and every type of frame, with
 * every field set.
 */
#include "proto/convert.h"
#include "tests/lib/kept.h"
#include "tests/lib/test.h"

#define COUNT(a)	(sizeof(a) / sizeof((a)[0]))

static void
same_day(struct day a, struct day b)
{
	assert_int_equal(a.serial, b.serial);
	assert_int_equal(a.precision, b.precision);
}

static void
same_cell(const struct report_cell *a, const struct report_cell *b)
{
	assert_string_equal(a->location, b->location);
	assert_string_equal(a->service, b->service);
	assert_int_equal(a->question, b->question);
	assert_int_equal(a->mark, b->mark);
	assert_int_equal(a->inherited, b->inherited);
	assert_int_equal(a->alone, b->alone);
	same_day(a->rated, b->rated);
}

static void
same_report(const struct report *a, const struct report *b)
{
	size_t	 i;

	assert_int_equal(a == NULL, b == NULL);
	if (a == NULL)
		return;
	assert_string_equal(a->link, b->link);
	same_day(a->rated, b->rated);
	same_day(a->published, b->published);
	same_day(a->inspected, b->inspected);
	assert_int_equal(a->ncell, b->ncell);
	for (i = 0; i < a->ncell; i++)
		same_cell(&a->cell[i], &b->cell[i]);
}

static void
same_registration(const struct registration *a, const struct registration *b)
{
	size_t	 i;

	assert_int_equal(a == NULL, b == NULL);
	if (a == NULL)
		return;
	assert_int_equal(a->type, b->type);
	assert_string_equal(a->sector, b->sector);
	same_day(a->as_of, b->as_of);
	assert_int_equal(a->nlocation, b->nlocation);
	for (i = 0; i < a->nlocation; i++)
		assert_string_equal(a->location[i], b->location[i]);
}

static void
same_judgement(const struct judgement *a, const struct judgement *b)
{
	assert_int_equal(a == NULL, b == NULL);
	if (a == NULL)
		return;
	assert_string_equal(a->location, b->location);
	assert_string_equal(a->service, b->service);
	assert_int_equal(a->question, b->question);
	same_day(a->rated, b->rated);
	assert_int_equal(a->from, b->from);
	assert_int_equal(a->to, b->to);
	assert_string_equal(a->reason, b->reason);
	assert_string_equal(a->author, b->author);
	assert_string_equal(a->approver, b->approver);
	assert_string_equal(a->reference, b->reference);
}

static void
same_event(const struct event *a, const struct event *b)
{
	assert_string_equal(a->source, b->source);
	assert_string_equal(a->source_id, b->source_id);
	assert_int_equal(a->kind, b->kind);
	assert_string_equal(a->provider, b->provider);
	assert_string_equal(a->location, b->location);
	assert_string_equal(a->name, b->name);
	assert_int_equal(a->revision, b->revision);
	assert_string_equal(a->trace, b->trace);
	assert_string_equal(a->via, b->via);
	same_report(a->report, b->report);
	same_registration(a->registration, b->registration);
	same_judgement(a->judgement, b->judgement);
}

/* ---- events --------------------------------------------------------------- */

static const struct report_cell	 cells[] = {
	{ "", "", QUESTION_COMBINED, MARK_GOOD, { 0 }, 0, 0 },
	{ "RGT01", "", QUESTION_OVERALL, MARK_GOOD, { 0 }, 0, 1 },
	{ "RGT01", "Surgery", QUESTION_SAFE, MARK_INSUFFICIENT_EVIDENCE,
	    { 17927, PRECISION_MONTH }, 1, 0 },
	{ "RGT01", "Surgery", QUESTION_WELL_LED, MARK_NOT_STATED,
	    { 17926, PRECISION_DAY }, 0, 0 },
};
static const struct report	 report = { "https://example.org/r",
	{ 18261, PRECISION_YEAR }, { 18300, PRECISION_DAY }, cells,
	COUNT(cells), { 18200, PRECISION_DAY } };
static const char *const	 places[] = { "RGT01", "RGT02" };
static const struct registration registration = { ORGANISATION_NHS_TRUST,
	"NHS Healthcare Organisation", { 17953, PRECISION_DAY }, places,
	COUNT(places) };
static const struct judgement	 judgement = { "RGT01", "Surgery",
	QUESTION_OVERALL, { 17953, PRECISION_DAY }, MARK_GOOD,
	MARK_OUTSTANDING, "small", "A. Reviewer", "B. Chair", "panel 12" };

#define EVENT(kind, body) { 0, "/files/a", "RGT/1", (kind), "RGT", "RGT01", \
	"Añ NHS Trust", 20190501, "00-4bf9", body, .via = "in.csv:3" }
static const struct event	 events[] = {
	EVENT(KIND_INSPECTION_REPORTED, .report = &report),
	EVENT(KIND_ORGANISATION_REGISTERED, .registration = &registration),
	EVENT(KIND_RATING_DEVIATED, .judgement = &judgement),
};

static struct bytes
packed_event(const struct event *ev)
{
	struct buf	 b = { 0 };

	event_pack(ev, &b);
	return kept(&b);
}

static void
events_come_back(void **state)
{
	struct event	 back;
	struct err	 e;
	size_t		 i;

	(void)state;
	for (i = 0; i < COUNT(events); i++) {
		if (event_unpack(packed_event(&events[i]), kept_arena, &back,
		    &e) != 0)
			fail_msg("%s: %s", event_kind_name(events[i].kind),
			    e.text);
		same_event(&events[i], &back);
	}
}

/* What could not be an event comes back with its reason and its bytes. */
static void
refusals_come_back(void **state)
{
	const struct refusal	 r = { "/id: is missing",
				    { (const uint8_t *)"{\0}", 3 } };
	const struct event	 ev = { .source = "/files/a",
				    .source_id = "1", .via = "in.jsonl:812",
				    .refusal = &r };
	struct event		 back;
	struct err		 e;

	(void)state;
	assert_int_equal(event_unpack(packed_event(&ev), kept_arena, &back,
	    &e), 0);
	assert_string_equal(back.via, "in.jsonl:812");
	assert_string_equal(back.refusal->reason, "/id: is missing");
	assert_int_equal(back.refusal->text.len, 3);
	assert_memory_equal(back.refusal->text.data, "{\0}", 3);
	assert_int_equal(event_unpack(packed_event(&events[0]), kept_arena,
	    &back, &e), 0);
	assert_null(back.refusal);
}

/* How an event came is no part of what it says. */
static void
the_way_is_not_in_the_digest(void **state)
{
	struct event	 a = events[0], b = events[0];
	uint8_t		 x[32], y[32];

	(void)state;
	b.via = "another.csv:7";
	event_digest(&a, x);
	event_digest(&b, y);
	assert_memory_equal(x, y, sizeof(x));
}

/* Dates of every precision, on both sides of 1970 and of a leap year. */
static void
dates_come_back(void **state)
{
	static const char *const	 dates[] = { "2019-02-26", "2019-02",
	    "2020-02", "2020-02-29", "2019", "2020", "1970-01-01", "1969",
	    "1969-12", "1948-07-05", "2100-12-31", "" };
	struct report			 r = { .link = "", .cell = cells,
					    .ncell = 1 };
	struct event			 ev = events[0], back;
	struct err			 e;
	size_t				 i;

	(void)state;
	ev.report = &r;
	for (i = 0; i < COUNT(dates); i++) {
		r.rated = day_parse(dates[i]);
		if (event_unpack(packed_event(&ev), kept_arena, &back, &e) != 0)
			fail_msg("\"%s\": %s", dates[i], e.text);
		same_day(r.rated, back.report->rated);
	}
}

/* The same content in another order has the same bytes, so one digest. */
static void
packing_is_canonical(void **state)
{
	const struct report_cell	 turned[] = { cells[2], cells[0],
					    cells[3], cells[1] };
	const char *const		 back[] = { "RGT02", "RGT01" };
	struct report			 r = report;
	struct registration		 g = registration;
	struct event			 a = events[0], b = events[1];
	struct bytes			 x, y;

	(void)state;
	r.cell = turned;
	a.report = &r;
	g.location = back;
	b.registration = &g;
	x = packed_event(&a);
	y = packed_event(&events[0]);
	assert_int_equal(x.len, y.len);
	assert_memory_equal(x.data, y.data, x.len);
	x = packed_event(&b);
	y = packed_event(&events[1]);
	assert_int_equal(x.len, y.len);
	assert_memory_equal(x.data, y.data, x.len);
}

/* What a digest is of: each row says whether a change of it must show. */
static void
digests_are_of_the_content(void **state)
{
	struct event	 other[] = { events[0], events[0], events[0],
			    events[0], events[0], events[0], events[0] };
	struct report	 r = report;
	const int	 shows[] = { 0, 0, 0, 0, 1, 1, 1 };
	uint8_t		 was[32], now[32];
	size_t		 i;

	(void)state;
	other[0].source = "/b";
	other[1].source_id = "2";
	other[2].revision = 1;
	other[3].trace = "";
	other[4].name = "";
	other[5].location = "";
	r.published = (struct day){ 0 };
	other[6].report = &r;
	event_digest(&events[0], was);
	for (i = 0; i < COUNT(other); i++) {
		event_digest(&other[i], now);
		if ((memcmp(was, now, sizeof(was)) != 0) != shows[i])
			fail_msg("row %zu", i);
	}
}

/* ---- what is kept --------------------------------------------------------- */

static const struct check	 checks[] = { { "two-ratings", "Two." },
	{ "resources-not-trust", "Not a trust." } };

static struct statement
statement_of(const struct event *ev)
{
	struct statement	 s;

	statement_make(ev, &s);
	s.check = checks;
	s.ncheck = COUNT(checks);
	return s;
}

static void
same_statement(const struct statement *a, const struct statement *b)
{
	size_t	 i;

	same_event(&a->event, &b->event);
	assert_string_equal(a->subject, b->subject);
	assert_true(a->origin == b->origin);
	assert_true(a->digest == b->digest);
	assert_int_equal(a->ncheck, b->ncheck);
	for (i = 0; i < a->ncheck; i++) {
		assert_string_equal(a->check[i].id, b->check[i].id);
		assert_string_equal(a->check[i].text, b->check[i].text);
	}
}

static void
states_come_back(void **state)
{
	struct statement	 s[COUNT(events)];
	struct state		 was = { .subject = "RGT", .version = 7 },
				 back;
	struct buf		 b = { 0 };
	struct err		 e;
	size_t			 i;

	(void)state;
	for (i = 0; i < COUNT(events); i++)
		s[i] = statement_of(&events[i]);
	assert_int_equal(state_merge(&was, s, COUNT(s), kept_arena, &was),
	    COUNT(s));
	memset(was.document, 0xa5, sizeof(was.document));
	state_pack(&was, &b);
	assert_int_equal(state_unpack(kept(&b), kept_arena, &back, &e), 0);
	assert_string_equal(back.subject, "RGT");
	assert_int_equal(back.version, 7);
	assert_memory_equal(back.document, was.document,
	    sizeof(was.document));
	assert_int_equal(back.nstatement, was.nstatement);
	for (i = 0; i < was.nstatement; i++)
		same_statement(&was.statement[i], &back.statement[i]);
}

static void
statements_and_looks_come_back(void **state)
{
	struct statement	 s = statement_of(&events[2]), back;
	struct look		 look;
	struct buf		 b = { 0 };
	struct err		 e;

	(void)state;
	statement_pack(&s, &b);
	assert_int_equal(statement_unpack(kept(&b), kept_arena, &back, &e), 0);
	same_statement(&s, &back);
	look_pack(&(struct look){ "RGT", 9 }, &b);
	assert_int_equal(look_unpack(kept(&b), kept_arena, &look, &e), 0);
	assert_string_equal(look.subject, "RGT");
	assert_int_equal(look.version, 9);
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(events_come_back),
		cmocka_unit_test(refusals_come_back),
		cmocka_unit_test(the_way_is_not_in_the_digest),
		cmocka_unit_test(dates_come_back),
		cmocka_unit_test(packing_is_canonical),
		cmocka_unit_test(digests_are_of_the_content),
		cmocka_unit_test(states_come_back),
		cmocka_unit_test(statements_and_looks_come_back),
	};

	return cmocka_run_group_tests(tests, kept_up, kept_down);
}
