/* What a rating's explanation says, from statements to words and pages. */
#include "tests/lib/test.h"

#include "cli/account.h"
#include "cli/departure.h"
#include "cli/page.h"
#include "explain/account.h"
#include "explain/why.h"

enum { CELLS_MAX = 16 };

/* One report about a trust: the six questions, quality and combined. */
struct trust {
	const char	*label;
	enum mark	 six[6], quality, combined;
	const char	*text;		/* must be said */
};

#define I	MARK_INADEQUATE
#define RI	MARK_IMPROVE
#define G	MARK_GOOD
#define O	MARK_OUTSTANDING
#define N	MARK_NOT_STATED

static const enum question questions[] = {
	QUESTION_SAFE, QUESTION_EFFECTIVE, QUESTION_CARING,
	QUESTION_RESPONSIVE, QUESTION_WELL_LED, QUESTION_RESOURCES
};

/* Everything that a sheet of one or two reports needs. */
struct world {
	struct arena		*arena;
	struct report_cell	 cell[2][CELLS_MAX];
	struct report		 report[2];
	struct judgement	 judgement;
	struct statement	 statement[3];
	struct state		 state;
	struct sheet		 sheet;
};

static struct statement
blank(const struct world *w)
{
	return (struct statement){ .subject = "RXX",
	    .digest = w->state.nstatement + 1, .event = { .source = "/t",
	    .source_id = "1", .provider = "RXX", .location = "",
	    .name = "A <b>\"Trust\"</b>", .trace = "",
	    .kind = KIND_INSPECTION_REPORTED } };
}

static void
add_cell(struct report *r, struct report_cell *cell, enum question q,
    enum mark m)
{
	if (m == MARK_NONE)
		return;
	cell[r->ncell++] = (struct report_cell){ .location = "",
	    .service = "", .question = q, .mark = m };
}

static void
add_report(struct world *w, const char *date, const struct trust *t)
{
	size_t			 nth = w->state.nstatement, i;
	struct report		*r = &w->report[nth];
	struct report_cell	*cell = w->cell[nth];

	*r = (struct report){ .link = "https://example.org/r",
	    .rated = day_parse(date), .cell = cell };
	for (i = 0; i < 6; i++)
		add_cell(r, cell, questions[i], t->six[i]);
	add_cell(r, cell, QUESTION_OVERALL, t->quality);
	add_cell(r, cell, QUESTION_COMBINED, t->combined);
	w->statement[nth] = blank(w);
	w->statement[nth].event.report = r;
	w->state.nstatement++;
}

static void
add_judgement(struct world *w, const char *date, enum mark from, enum mark to)
{
	struct statement	*s = &w->statement[w->state.nstatement];

	*s = blank(w);
	w->judgement = (struct judgement){ .location = "", .service = "",
	    .question = QUESTION_OVERALL, .rated = day_parse(date),
	    .from = from, .to = to, .reason = "well-led <i>shone</i>",
	    .author = "A. Inspector", .approver = "A Panel",
	    .reference = "P-7" };
	s->event.kind = KIND_RATING_DEVIATED;
	s->event.judgement = &w->judgement;
	w->state.nstatement++;
}

static void
open_world(struct world *w)
{
	*w = (struct world){ .arena = arena_new(0) };
	w->state.subject = "RXX";
	w->state.statement = w->statement;
}

static const char *
said(struct world *w, struct buf *b)
{
	sheet_from_state(&w->sheet, &w->state, INT32_MAX, w->arena);
	buf_clear(b);
	account_text(&w->sheet, 0, w->arena, b);
	return b->data;
}

static void
expect(const char *label, const char *text, const char *part)
{
	if (strstr(text, part) == NULL)
		fail_msg("%s: \"%s\" is not in\n%s", label, part, text);
}

static const struct trust trusts[] = {
	{ "the form", { RI, G, G, G, G, RI }, G, G,
	    "  1. Inadequate?             needs 2 or more Inadequate     " },
	{ "found", { RI, G, G, G, G, RI }, G, G,
	    "  3. Requires improvement?   needs 3 or more Requires "
	    "improvement          2 found   no\n" },
	{ "decided", { RI, G, G, G, G, RI }, G, G,
	    "  5. otherwise Good  " },
	{ "margin", { RI, G, G, G, G, RI }, G, G,
	    "  Margin   one more Requires improvement in place of one Good "
	    "would make it Requires improvement\n" },
	{ "upward", { RI, G, G, G, G, RI }, G, G,
	    "  Upward   Outstanding needs two more Outstanding in place of "
	    "two Requires improvement\n" },
	{ "rule of two", { RI, G, G, G, G, RI }, G, G,
	    "  Note     under the plain \"rule of two\" this would be "
	    "Requires improvement\n" },
	{ "agreement", { RI, G, G, G, G, RI }, G, G,
	    "  Award    computed Good = awarded Good, no departure\n" },
	{ "departure", { G, G, O, RI, O, G }, O, O,
	    "  Award    Outstanding was awarded, the rules give Good; no "
	    "reason is recorded\n" },
	{ "the best", { O, O, O, O, O, O }, O, O,
	    "  Upward   there is nothing better\n" },
	{ "the worst", { I, I, I, I, I, I }, I, I,
	    "  Margin   there is nothing worse\n" },
	{ "unknown", { RI, G, G, N, G, RI }, N, G,
	    "  Unknown  responsive is not stated in any report up to this "
	    "date, so the rules give between Requires improvement and Good\n" },
	{ "two unknown", { RI, G, N, N, G, RI }, N, G,
	    "  Unknown  caring and responsive are not stated in any report" },
	{ "within bounds", { RI, G, G, N, G, RI }, N, G,
	    "  Award    awarded Good lies within what the rules give\n" },
	{ "nothing awarded", { RI, G, G, G, G, RI }, G, MARK_NONE,
	    "  Award    nothing was awarded; the rules give Good\n" },
	{ "no rating", { G, G, G, G, O, MARK_NOT_RATED }, MARK_NOT_RATED,
	    MARK_NOT_RATED, "\"Not rated\" is not a rating" },
	{ "well-led", { RI, G, G, G, G, RI }, G, G,
	    "awarded, not aggregated" },
	{ "no control characters", { RI, G, G, G, G, RI }, G, G,
	    "A <b>\"Trust\"</b> (RXX)   newest rating of 5 Feb 2020, "
	    "nothing published" },
};

static void
explanations_are_in_words(void **unused)
{
	struct buf	b = { 0 };
	struct world	w;
	size_t		i;

	(void)unused;
	for (i = 0; i < sizeof(trusts) / sizeof(trusts[0]); i++) {
		open_world(&w);
		add_report(&w, "2020-02-05", &trusts[i]);
		expect(trusts[i].label, said(&w, &b), trusts[i].text);
		arena_free(&w.arena);
	}
	buf_release(&b);
}

/* The same words that a published document has. */
static void
json_has_the_form_of_a_document(void **unused)
{
	static const struct {
		struct trust	 trust;
		const char	*part;
	} rows[] = {
		{ { "certain", { RI, G, G, G, G, RI }, G, G, "" },
		  "\"computed\":{\"rating\":\"good\",\"low\":\"good\","
		    "\"high\":\"good\",\"on\":\"2020-02-05\",\"ruleset\":"
		    "\"nhs-combined-2018-03\",\"row\":\"good\"" },
		{ { "margin", { RI, G, G, G, G, RI }, G, G, "" },
		  "\"better\":{\"to\":\"outstanding\",\"moves\":2}" },
		{ { "bounds", { RI, G, G, N, G, RI }, N, G, "" },
		  "\"computed\":{\"low\":"
		    "\"requires_improvement\",\"high\":\"good\"" },
		{ { "no row", { RI, G, G, N, G, RI }, N, G, "" },
		  "\",\"basis\":\"confirmed\",\"counts\"" },
		{ { "award", { RI, G, G, G, G, RI }, G, G, "" },
		  "\"awarded\":{\"rating\":\"good\",\"rated_on\":"
		    "\"2020-02-05\",\"report\":\"https://example.org/r\"}" },
	};
	struct buf	b = { 0 };
	struct world	w;
	size_t		i;

	(void)unused;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		open_world(&w);
		add_report(&w, "2020-02-05", &rows[i].trust);
		sheet_from_state(&w.sheet, &w.state, INT32_MAX, w.arena);
		buf_clear(&b);
		account_json(&w.sheet, w.arena, &b);
		expect(rows[i].trust.label, b.data, rows[i].part);
		arena_free(&w.arena);
	}
	buf_release(&b);
}

static void
a_recorded_reason_is_said(void **unused)
{
	static const struct trust	bristol = { "", { RI, G, O, G, O, G },
					    O, MARK_NONE, "" };
	struct buf			b = { 0 };
	struct world			w;

	(void)unused;
	open_world(&w);
	add_report(&w, "2019-08-16", &bristol);
	add_judgement(&w, "2019-08-16", MARK_GOOD, MARK_OUTSTANDING);
	expect("reason", said(&w, &b), "Outstanding was awarded, the rules "
	    "give Good; reason: well-led <i>shone</i> (A. Inspector, approved "
	    "by A Panel, P-7)\n");
	buf_release(&b);
	arena_free(&w.arena);
}

static void
a_snapshot_says_that_quality_moved_on(void **unused)
{
	static const struct trust	was = { "", { RI, G, G, G, G, RI },
					    G, G, "" };
	static const struct trust	now = { "", { I, I, G, G, G, MARK_NONE },
					    I, MARK_NONE, "" };
	struct buf			b = { 0 };
	struct world			w;

	(void)unused;
	open_world(&w);
	add_report(&w, "2020-02-05", &was);
	add_report(&w, "2021-05-06", &now);
	expect("moved", said(&w, &b), "  Since    this is a snapshot of 5 Feb "
	    "2020; its inputs have moved on since (6 May 2021) and would now "
	    "give Inadequate\n");
	sheet_from_state(&w.sheet, &w.state, day_parse("2020-12-31").serial,
	    w.arena);
	buf_clear(&b);
	account_text(&w.sheet, 0, w.arena, &b);
	assert_null(strstr(b.data, "moved on since"));
	buf_release(&b);
	arena_free(&w.arena);
}

/* No byte that a report brought can open a tag. */
static void
a_page_has_no_foreign_markup(void **unused)
{
	static const struct trust	t = { "", { RI, G, O, G, O, G }, O,
					    MARK_NONE, "" };
	static const struct edition	first = { 1, "2026-11-20" };
	struct buf			b = { 0 };
	struct world			w;

	(void)unused;
	open_world(&w);
	add_report(&w, "2019-08-16", &t);
	w.report[0].link = "javascript:alert(1)";
	add_judgement(&w, "2019-08-16", MARK_GOOD, MARK_OUTSTANDING);
	sheet_from_state(&w.sheet, &w.state, INT32_MAX, w.arena);
	w.sheet.edition = &first;
	w.sheet.nedition = 1;
	page_trust(&w.sheet, w.arena, &b);
	assert_null(strstr(b.data, "<b>"));
	assert_null(strstr(b.data, "<i>"));
	assert_null(strstr(b.data, "href=\"javascript:"));
	assert_null(strstr(b.data, "<script"));
	expect("name", b.data, "A &lt;b&gt;&quot;Trust&quot;&lt;/b&gt;");
	expect("reason", b.data, "well-led &lt;i&gt;shone&lt;/i&gt;");
	expect("word beside shape", b.data, "<use href=\"#great\"/></svg>"
	    "Outstanding</span>");
	buf_release(&b);
	arena_free(&w.arena);
}

static void
departures_are_rows_of_codes(void **unused)
{
	static const struct {
		struct trust	 trust;
		const char	*row[DEPARTURE_COLUMNS];
	} rows[] = {
		{ { "certain", { RI, RI, G, G, G, N }, O, MARK_NONE, "" },
		  { "RXX", "2019-08-16", "quality", "requires_improvement",
		    "outstanding", "nhs-quality-2017-06", "improve-2", "" } },
		{ { "bounds", { RI, N, G, G, N, N }, O, MARK_NONE, "" },
		  { "RXX", "2019-08-16", "quality", "inadequate..good",
		    "outstanding", "nhs-quality-2017-06", "", "" } },
	};
	const char		*row[DEPARTURE_COLUMNS];
	const struct cell	*c;
	struct world		 w;
	size_t			 i, k;

	(void)unused;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		open_world(&w);
		add_report(&w, "2019-08-16", &rows[i].trust);
		sheet_from_state(&w.sheet, &w.state, INT32_MAX, w.arena);
		c = sheet_find(&w.sheet, LEVEL_QUALITY, "", "",
		    QUESTION_OVERALL);
		assert_non_null(c);
		assert_true(c->departs);
		departure_words("RXX", c, w.arena, row);
		for (k = 0; k < DEPARTURE_COLUMNS; k++)
			assert_string_equal(row[k], rows[i].row[k]);
		arena_free(&w.arena);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(explanations_are_in_words),
		cmocka_unit_test(json_has_the_form_of_a_document),
		cmocka_unit_test(a_recorded_reason_is_said),
		cmocka_unit_test(a_snapshot_says_that_quality_moved_on),
		cmocka_unit_test(a_page_has_no_foreign_markup),
		cmocka_unit_test(departures_are_rows_of_codes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
