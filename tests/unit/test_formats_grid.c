/*
 * Tables of key questions, and the grids of a trust's locations.
 */
#include "rules/day.h"
#include "tests/lib/harvest.h"
#include "tests/lib/test.h"

#define HEADER	"repository,type,current_or_historic,location_id," \
		"report_date,level,safe,effective,caring,responsive," \
		"well_led,overall\n"

static void
a_row_is_a_report_on_a_place(void **state)
{
	struct harvest		*h = harvest_text(HEADER
	    "r,NHS hospital,current,RM317,2020-02-07,service:care,good,good,"
	    "good,good,good,good\n"
	    "r,Care home,historic,1-116774008,2017-09-22,location,"
	    "requires_improvement,,,,requires_improvement,good\n"
	    "r,Care home,historic,1-116774008,,location,good,,,,,\n");
	const struct event	*ev = h->event;

	(void)state;
	assert_string_equal(h->format, "key question CSV");
	assert_int_equal(h->nevent, 2);
	assert_int_equal(h->nreject, 0);
	assert_int_equal(harvest_skipped(h, "rows without a date"), 1);
	assert_string_equal(ev[0].provider, "RM3");
	assert_string_equal(ev[0].location, "RM317");
	assert_int_equal(ev[0].report->ncell, 6);
	assert_non_null(harvest_cell(ev, "Medical care (including older "
	    "people's care)", QUESTION_WELL_LED));
	assert_string_equal(ev[1].provider, "");
	assert_int_equal(ev[1].report->ncell, 3);
	assert_int_equal(harvest_cell(&ev[1], "", QUESTION_OVERALL)->mark,
	    MARK_GOOD);
	assert_null(harvest_cell(&ev[1], "", QUESTION_CARING));
	harvest_free(&h);
}

static void
wrong_rows_are_refused(void **state)
{
	static const struct {
		const char	*row, *field;
	} rows[] = {
		{ "1-1,2017-09-22,town,good,,,,,", "level" },
		{ "1-1,2017-09-22,service:,good,,,,,", "level" },
		{ "1-1,22 Sep,location,good,,,,,", "report_date" },
		{ "1-1,2017-09-22,location,godo,,,,,", "safe" },
		{ "1/1,2017-09-22,location,good,,,,,", "location_id" },
	};
	struct harvest	*h;
	char		 text[400];
	size_t		 i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		snprintf(text, sizeof(text), HEADER "r,t,c,%s\n",
		    rows[i].row);
		h = harvest_text(text);
		assert_int_equal(h->nevent, 0);
		assert_int_equal(h->nreject, 1);
		assert_string_equal(h->reject[0].field, rows[i].field);
		harvest_free(&h);
	}
}

static const char	grid[] =
    "{\"trust\": {\"ods_code\": \"RA4\", \"name\": \"Yeovil\"},"
    "\"trust_rows\": [{\"report_date\": \"2019-05\", \"safe\": \"good\","
    "  \"quality_overall\": \"good\", \"source_url\": \"https://x\"}],"
    "\"locations\": ["
    " {\"location_id\": \"RA430\", \"source\": {\"url\": \"https://y\"},"
    "  \"current\": {\"report_date\": \"2019-05-08\","
    "   \"location_row\": {\"safe\": \"good\", \"caring\": \"\"},"
    "   \"services\": [{\"service_name\": \"Surgery\","
    "    \"report_date\": \"2016-07-27\","
    "    \"safe\": \"other:Inspected but not rated\"},"
    "    {\"service_code\": \"care\", \"overall\": \"good\"}]},"
    "  \"historic\": [{\"report_date\": \"2016-07-27\","
    "   \"location_row\": {\"safe\": \"%s\"}}]},"
    " {\"location_id\": \"RA401\", \"current\": {}}]}";

static const struct event *
find(const struct harvest *h, const char *rated, const char *link)
{
	char	 day[DAY_TEXT];
	size_t	 i;

	for (i = 0; i < h->nevent; i++)
		if (h->event[i].report != NULL &&
		    strcmp(day_text(h->event[i].report->rated, day),
		    rated) == 0 && strcmp(h->event[i].report->link, link) == 0)
			return &h->event[i];
	fail_msg("no report of %s", rated);
	return NULL;
}

static void
a_grid_is_all_reports_on_a_trust(void **state)
{
	char				 text[sizeof(grid) + 20];
	struct harvest			*h;
	const struct report_cell	*c;

	(void)state;
	snprintf(text, sizeof(text), grid, "inadequate");
	h = harvest_text(text);
	assert_int_equal(h->nreject, 0);
	assert_int_equal(h->nevent, 4);
	assert_string_equal(h->event[0].provider, "RA4");
	assert_int_equal(h->event[0].registration->nlocation, 2);
	c = harvest_cell(find(h, "2019-05-08", "https://y"),
	    "Medical care (including older people's care)", QUESTION_OVERALL);
	assert_string_equal(c->location, "RA430");
	assert_null(harvest_cell(find(h, "2019-05-08", "https://y"), "",
	    QUESTION_CARING));
	c = harvest_cell(find(h, "2016-07-27", "https://y"), "Surgery",
	    QUESTION_SAFE);
	assert_int_equal(c->mark, MARK_INSPECTED_NOT_RATED);
	c = harvest_cell(find(h, "2019-05", "https://x"), "",
	    QUESTION_CARING);
	assert_int_equal(c->mark, MARK_NOT_STATED);
	assert_string_equal(c->location, "");
	harvest_free(&h);
	snprintf(text, sizeof(text), grid, "awful");
	h = harvest_text(text);
	assert_int_equal(h->nreject, 1);
	assert_string_equal(h->reject[0].value, "awful");
	assert_int_equal(h->nevent, 4);
	harvest_free(&h);
}

static void
a_grid_of_nobody_is_refused(void **state)
{
	struct harvest	*h = harvest_text("{\"trust\": {\"ods_code\": "
	    "\"1-1\"}, \"locations\": []}");

	(void)state;
	assert_int_equal(h->nevent, 0);
	assert_int_equal(h->nreject, 1);
	assert_string_equal(h->reject[0].field, "ods_code");
	harvest_free(&h);
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(a_row_is_a_report_on_a_place),
		cmocka_unit_test(wrong_rows_are_refused),
		cmocka_unit_test(a_grid_is_all_reports_on_a_trust),
		cmocka_unit_test(a_grid_of_nobody_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
