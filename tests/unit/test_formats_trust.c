#include "rules/day.h"
#include "tests/lib/harvest.h"
#include "tests/lib/test.h"

#define HEADER	"ods_code,trust,report_date,safe,effective,caring," \
		"responsive,well_led,quality_overall,use_of_resources," \
		"combined,source_url,note\n"

static void
one_row_is_one_report(void **state)
{
	static const char	 row[] = HEADER
				    "RGT,\"Cambridge, University Hospitals\","
				    "2019-02-26,good,Good,outstanding,"
				    "Requires improvement,OUTSTANDING,good,"
				    "outstanding,good,https://x.example/r,n\n";
	struct harvest		*h = harvest_bytes("ratings-2019-07-01.csv",
				    row, sizeof(row) - 1);
	const struct event	*ev = &h->event[0];
	char			 text[DAY_TEXT];

	(void)state;
	assert_string_equal(h->format, "trust ratings CSV");
	assert_int_equal(h->nevent, 1);
	assert_int_equal(h->nreject, 0);
	assert_int_equal(ev->kind, KIND_INSPECTION_REPORTED);
	assert_string_equal(ev->source, "/files/trust-ratings");
	assert_string_equal(ev->provider, "RGT");
	assert_string_equal(ev->location, "");
	assert_string_equal(ev->name, "Cambridge, University Hospitals");
	assert_int_equal(ev->revision, 20190701);
	assert_string_equal(ev->report->link, "https://x.example/r");
	assert_string_equal(day_text(ev->report->rated, text), "2019-02-26");
	assert_int_equal(ev->report->ncell, 8);
	assert_int_equal(harvest_cell(ev, "", QUESTION_RESPONSIVE)->mark,
	    MARK_IMPROVE);
	assert_int_equal(harvest_cell(ev, "", QUESTION_COMBINED)->mark,
	    MARK_GOOD);
	assert_memory_equal(ev->source_id, "RGT/2019-02-26#", 15);
	assert_int_equal(strlen(ev->source_id), 15 + 16);
	harvest_free(&h);
}

/* What an empty cell means depends on its column and on the rest. */
static void
silence_is_told_from_absence(void **state)
{
	static const struct {
		const char	*label, *cells;
		enum mark	 safe, overall, resources, combined;
	} rows[] = {
		{ "only the overall", ",,,,,good,,",
		    MARK_NOT_STATED, MARK_GOOD, MARK_NONE, MARK_NONE },
		{ "only a key question", ",good,,,,,,",
		    MARK_NOT_STATED, MARK_NONE, MARK_NONE, MARK_NONE },
		{ "combined without use of resources", ",,,,,good,,good",
		    MARK_NOT_STATED, MARK_GOOD, MARK_NOT_STATED, MARK_GOOD },
		{ "use of resources without combined", "good,,,,,,good,",
		    MARK_GOOD, MARK_NONE, MARK_GOOD, MARK_NONE },
		{ "published non-rating", "Inspected but not rated,,,,,not_"
		    "rated,,", MARK_INSPECTED_NOT_RATED, MARK_NOT_RATED,
		    MARK_NONE, MARK_NONE },
	};
	static const enum question	 questions[] = { QUESTION_SAFE,
					    QUESTION_OVERALL,
					    QUESTION_RESOURCES,
					    QUESTION_COMBINED };
	const struct report_cell	*cell;
	struct harvest			*h;
	char				 text[500];
	size_t				 i, q;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		snprintf(text, sizeof(text), HEADER "RGT,,2019,%s,,\n",
		    rows[i].cells);
		h = harvest_text(text);
		if (h->nevent != 1)
			fail_msg("%s: no event", rows[i].label);
		for (q = 0; q < 4; q++) {
			const enum mark want[] = { rows[i].safe,
			    rows[i].overall, rows[i].resources,
			    rows[i].combined };

			cell = harvest_cell(&h->event[0], "", questions[q]);
			if ((cell == NULL ? MARK_NONE : cell->mark) != want[q])
				fail_msg("%s: %s", rows[i].label,
				    question_name(questions[q]));
		}
		harvest_free(&h);
	}
}

static void
dates_keep_their_precision(void **state)
{
	static const char *const	 dates[] = { "2019-02-26", "2019-05",
					    "2019" };
	struct harvest			*h;
	char				 text[400], day[DAY_TEXT];
	size_t				 i;

	(void)state;
	for (i = 0; i < 3; i++) {
		snprintf(text, sizeof(text), HEADER "RGT,,%s,,,,,,good,,,,\n",
		    dates[i]);
		h = harvest_text(text);
		assert_int_equal(h->nevent, 1);
		assert_string_equal(day_text(h->event[0].report->rated, day),
		    dates[i]);
		assert_int_equal(h->event[0].report->cell[0].rated.precision,
		    PRECISION_NONE);
		harvest_free(&h);
	}
}

/* Each bad row stands between two good ones, which must come through. */
static void
wrong_rows_are_refused_with_a_reason(void **state)
{
	static const struct {
		const char	*label, *row, *field, *value, *says;
	} rows[] = {
		{ "unknown word", "RGT,,2019,good,godo,,,,good,,,,",
		    "effective", "godo", "did you mean \"Good\"?" },
		{ "far from any word", "RGT,,2019,yes,,,,,good,,,,", "safe",
		    "yes", "is not a published rating word" },
		{ "code too long", "RGTX,,2019,,,,,,good,,,,", "ods_code",
		    "RGTX", "three capital letters or digits" },
		{ "code in small letters", "Rgt,,2019,,,,,,good,,,,",
		    "ods_code", "Rgt", "as in RGT" },
		{ "not a trust", "5J5,,2019,,,,,,good,,,,", "ods_code", "5J5",
		    "R or T first" },
		{ "no code", ",,2019,,,,,,good,,,,", "ods_code", "",
		    "as in RGT" },
		{ "day that does not exist", "RGT,,2019-02-30,,,,,,good,,,,",
		    "report_date", "2019-02-30", "not a date" },
		{ "English date", "RGT,,26/02/2019,,,,,,good,,,,",
		    "report_date", "26/02/2019", "2019-02-26" },
		{ "month zero", "RGT,,2019-00,,,,,,good,,,,", "report_date",
		    "2019-00", "not a date" },
		{ "no date", "RGT,,,,,,,,good,,,,", "report_date", "",
		    "not a date" },
		{ "no rating", "RGT,,2019,,,,,,,,,,", "", "",
		    "The row states no rating." },
		{ "a field short", "RGT,,2019,good", "", "",
		    "The record has 4 fields; the header has 13." },
		{ "an unquoted comma", "RGT,A, B,2019,,,,,,good,,,,", "", "",
		    "has 14 fields" },
		{ "name that is not UTF-8", "RGT,caf\x81,2019,,,,,,good,,,,",
		    "trust", "caf\x81", "not UTF-8" },
		{ "a word of another language", "RGT,,2019,\xff\xfe,,,,,good,"
		    ",,,", "safe", "\u00ff\u00fe", "is not a published rating word" },
	};
	struct harvest	*h;
	char		 text[900];
	size_t		 i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		snprintf(text, sizeof(text), HEADER
		    "RAA,,2019,,,,,,good,,,,\n%s\nRBB,,2019,,,,,,good,,,,\n",
		    rows[i].row);
		h = harvest_text(text);
		harvest_refused(h, rows[i].label, 3, rows[i].field,
		    rows[i].value, rows[i].says);
		assert_int_equal(h->nevent, 2);
		harvest_free(&h);
	}
}

static void
a_long_value_is_cut_between_characters(void **state)
{
	char		 word[402], text[900];
	struct harvest	*h;
	size_t		 i;

	(void)state;
	for (i = 0; i < 400; i += 2)
		memcpy(word + i, "\xc3\xa9", 2);
	word[0] = word[1] = 'x';
	memmove(word + 1, word + 2, 398);
	word[399] = '\0';
	snprintf(text, sizeof(text), HEADER "RGT,,2019,%s,,,,,good,,,,\n",
	    word);
	h = harvest_text(text);
	assert_int_equal(h->nreject, 1);
	assert_int_equal(strlen(h->reject[0].value), 199);
	harvest_free(&h);
}

static void
the_header_decides(void **state)
{
	static const struct {
		const char	*label, *text, *says;
	} rows[] = {
		{ "lacks a column", "ods_code,report_date,safe,effective,"
		    "caring,well_led,quality_overall,combined\n",
		    "line 1: this looks like the header of a trust ratings "
		    "CSV, but lacks the column \"responsive\"" },
		{ "another table", "a,b,c\n1,2,3\n", "none of the known "
		    "formats" },
		{ "no text at all", "\n\n", "none of the known formats" },
		{ "empty", "", "the file is empty" },
		{ "mark alone", "\xef\xbb\xbf", "the file is empty" },
		{ "a spreadsheet that is cut off", "PK\3\4rest", "cut off" },
		{ "UTF-16", "\xff\xfeo", "UTF-16" },
	};
	struct harvest	*h;
	size_t		 i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		h = harvest_text(rows[i].text);
		harvest_failed(h, rows[i].label, "/file: ");
		harvest_failed(h, rows[i].label, rows[i].says);
		harvest_free(&h);
	}
}

static void
columns_may_stand_in_any_order(void **state)
{
	struct harvest	*h = harvest_text("A notice, with a comma\r\n\r\n"
			    "combined, USE_OF_RESOURCES ,safe,effective,caring,"
			    "responsive,well_led,quality_overall,report_date,"
			    "ods_code\r\n"
			    "good,outstanding,,,,,,good,2019,RGT\r\n");

	(void)state;
	assert_int_equal(h->nevent, 1);
	assert_int_equal(harvest_cell(&h->event[0], "",
	    QUESTION_RESOURCES)->mark, MARK_OUTSTANDING);
	assert_string_equal(h->event[0].name, "");
	assert_string_equal(h->event[0].report->link, "");
	harvest_free(&h);
}

static void
a_row_is_known_by_what_it_says(void **state)
{
	static const char	 row[] = HEADER "RGT,,2019,,,,,,good,,,,\n";
	static const char	 other[] = HEADER "RGT,,2019,,,,,,,good,,,\n";
	struct harvest		*a = harvest_text(row), *c;
	struct harvest		*b = harvest_bytes("b-2021-01-01.csv", row,
				    sizeof(row) - 1);

	(void)state;
	c = harvest_text(other);
	assert_string_equal(a->event[0].source_id, b->event[0].source_id);
	assert_string_not_equal(a->event[0].source_id, c->event[0].source_id);
	harvest_free(&a);
	harvest_free(&b);
	harvest_free(&c);
}

static int32_t
today(void)
{
	return day_parse("2025-01-01").serial;
}

static const struct event *
find_event(const struct harvest *h, const char *start)
{
	size_t	 i;

	for (i = 0; i < h->nevent; i++)
		if (strncmp(h->event[i].source_id, start, strlen(start)) == 0)
			return &h->event[i];
	fail_msg("no event %s", start);
	return NULL;
}

static void
real_ratings_come_through(void **state)
{
	const char		*dir = test_realdata();
	const struct event	*ev;
	struct harvest		*h;
	struct err		 e;
	char			 path[300], day[DAY_TEXT];
	size_t			 i, cells = 0;

	(void)state;
	if (dir == NULL) {
		printf("skipped: no real data at ../shared/data\n");
		skip();
	}
	snprintf(path, sizeof(path), "%s/trust-ratings.csv", dir);
	h = harvest_path(path);
	assert_int_equal(h->failed, 0);
	assert_int_equal(h->nevent, 94);
	assert_int_equal(h->nreject, 0);
	assert_int_equal(h->nskipped, 0);
	for (i = 0; i < h->nevent; i++) {
		assert_int_equal(event_check(&h->event[i], today(), &e), 0);
		cells += h->event[i].report->ncell;
	}
	assert_int_equal(cells, 633);
	ev = find_event(h, "RA4/2019-05#");
	assert_string_equal(day_text(ev->report->rated, day), "2019-05");
	assert_int_equal(harvest_cell(ev, "", QUESTION_RESOURCES)->mark,
	    MARK_INADEQUATE);
	ev = find_event(h, "RA2/2020-06-22#");
	assert_int_equal(harvest_cell(ev, "", QUESTION_CARING)->mark,
	    MARK_NOT_STATED);
	assert_int_equal(harvest_cell(ev, "", QUESTION_RESOURCES)->mark,
	    MARK_OUTSTANDING);
	assert_null(harvest_cell(ev, "", QUESTION_COMBINED));
	harvest_free(&h);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(one_row_is_one_report),
		cmocka_unit_test(silence_is_told_from_absence),
		cmocka_unit_test(dates_keep_their_precision),
		cmocka_unit_test(wrong_rows_are_refused_with_a_reason),
		cmocka_unit_test(a_long_value_is_cut_between_characters),
		cmocka_unit_test(the_header_decides),
		cmocka_unit_test(columns_may_stand_in_any_order),
		cmocka_unit_test(a_row_is_known_by_what_it_says),
		cmocka_unit_test(real_ratings_come_through),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
