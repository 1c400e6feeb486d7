/*
 * The traps of CQC's files, one test each, named after the trap.
 */
#include "base/buf.h"
#include "tests/lib/harvest.h"
#include "tests/lib/test.h"

#define LATEST	HARVEST_LATEST
#define RATED	HARVEST_RATED
#define ROW	RATED("Safe", "Good", "26/02/2019")

#define CARE	"Location Name,Location ID,Primary inspection category," \
		"Location HSCA start date,Location Latest Overall Rating," \
		"Publication Date,Provider Name,Provider ID\n"

static void
notices_above_the_header(void **state)
{
	static const char *const	 notices[] = {
		"",
		"Contains public sector information\n",
		"Care directory\n\n\"Published, as at\n1 November\"\n",
		"This file\nhas,commas,in,its\nnotice lines\n1,2,3\n",
		"Latest ratings\n,,,,\nLocation ID is in column 1\n",
		"\xef\xbb\xbf\r\nNotice\r\n\r\n",
	};
	struct harvest	*h;
	struct buf	 b = { 0 };
	size_t		 i;

	(void)state;
	for (i = 0; i < sizeof(notices) / sizeof(notices[0]); i++) {
		buf_clear(&b);
		buf_printf(&b, "%s%s%s", notices[i], LATEST, ROW);
		h = harvest_all(b.data, 1);
		assert_string_equal(h->event[0].location, "RM317");
		harvest_free(&h);
	}
	buf_release(&b);
}

static void
a_dash_for_an_empty_brand(void **state)
{
	struct harvest	*h = harvest_all(LATEST ROW, 1);

	(void)state;
	assert_string_equal(h->event[0].name, "Oldham");
	assert_string_equal(h->event[0].provider, "RM3");
	harvest_free(&h);
}

static void
key_question_instead_of_domain(void **state)
{
	struct harvest	*h = harvest_all(
				    "Location ID,Service / Population Group,"
	    "Key Question,Latest Rating,Publication Date,Provider ID\n"
	    "RM317,Overall,Safe,Good,26/02/2019,RM3\n", 1);

	(void)state;
	assert_int_equal(harvest_mark(h, 0, QUESTION_SAFE), MARK_GOOD);
	harvest_free(&h);
}

/* CQC's order is Safe, Well-led, Caring, Responsive, Effective. */
static void
key_questions_by_name_and_not_by_place(void **state)
{
	struct harvest	*h = harvest_all(
				    "{\"providerId\":\"RGT\",\"name\":\"A\","
	    "\"currentRatings\":{\"overall\":{\"reportDate\":\"2019-02-26\","
	    "\"keyQuestionRatings\":["
	    "{\"name\":\"Safe\",\"rating\":\"Good\"},"
	    "{\"name\":\"Well-led\",\"rating\":\"Inadequate\"},"
	    "{\"name\":\"Caring\",\"rating\":\"Outstanding\"},"
	    "{\"name\":\"Responsive\",\"rating\":\"Requires improvement\"},"
	    "{\"name\":\"Effective\",\"rating\":\"Good\"}]}}}", 2);

	(void)state;
	assert_int_equal(harvest_mark(h, 1, QUESTION_WELL_LED),
	    MARK_INADEQUATE);
	assert_int_equal(harvest_mark(h, 1, QUESTION_EFFECTIVE), MARK_GOOD);
	harvest_free(&h);
	h = harvest_all("well_led,responsive,caring,effective,safe,report_date,"
	    "ods_code\nInadequate,good,good,good,Outstanding,2019-02-26,RGT\n",
	    1);
	assert_int_equal(harvest_mark(h, 0, QUESTION_WELL_LED),
	    MARK_INADEQUATE);
	assert_int_equal(harvest_mark(h, 0, QUESTION_SAFE), MARK_OUTSTANDING);
	harvest_free(&h);
}

static void
both_spellings_of_requires_improvement(void **state)
{
	static const char *const	 words[] = { "Requires improvement",
	    "Requires Improvement", "REQUIRES IMPROVEMENT",
	    "requires_improvement", "Requires  improvement ",
	    "Requires-Improvement" };
	struct harvest	*h;
	struct buf	 b = { 0 };
	size_t		 i;

	(void)state;
	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		buf_clear(&b);
		buf_printf(&b, LATEST "RM317,Oldham,Overall,Safe,%s,"
		    "26/02/2019,Location,N,u,RM3,Northern,-,-\n", words[i]);
		h = harvest_all(b.data, 1);
		if (harvest_mark(h, 0, QUESTION_SAFE) != MARK_IMPROVE)
			fail_msg("\"%s\"", words[i]);
		harvest_free(&h);
	}
	buf_release(&b);
}

/* Only where the file is known to write them: elsewhere 02/03 is a day of
 * March, and a date that can be no other is refused. */
static void
us_dates_of_the_care_directory(void **state)
{
	static const struct {
		const char	*text, *date;
	} rows[] = {
		{ "2/26/2019 12:00:00 AM", "2019-02-26" },
		{ "2/3/2019 12:00:00 AM", "2019-02-03" },
		{ "12/01/2019", "2019-12-01" },
		{ "2019-02-26", "2019-02-26" },
	};
	struct harvest	*h;
	struct buf	 b = { 0 };
	char		 day[DAY_TEXT];
	size_t		 i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		buf_clear(&b);
		buf_printf(&b, CARE "Home,1-1,A,%s,Good,2/26/2019,O,1-9\n",
		    rows[i].text);
		h = harvest_all(b.data, 1);
		assert_string_equal(day_text(h->event[0].registration->as_of,
		    day), rows[i].date);
		assert_int_equal(harvest_skipped(h, "ratings without a date"),
		    1);
		harvest_free(&h);
	}
	buf_release(&b);
	h = harvest_text(LATEST RATED("Safe", "Good", "02/26/2019")
	    RATED("Caring", "Good", "2/3/2019"));
	assert_int_equal(h->nevent, 0);
	assert_int_equal(h->nreject, 2);
	harvest_free(&h);
}

static void
a_space_before_the_first_column_name(void **state)
{
	struct harvest	*h = harvest_all(" Location Name, Location ID,Primary "
	    "inspection category,Location HSCA start date,Location Latest "
	    "Overall Rating,Provider ID\nHome,1-1,A,2/26/2019,,1-9\n", 1);

	(void)state;
	assert_string_equal(h->event[0].name, "Home");
	harvest_free(&h);
	h = harvest_all(
	    " ods_code,report_date, safe,effective,caring,responsive,"
	    "well_led \n RGT , 2019-02-26,good,good,good,good,good\n", 1);
	assert_string_equal(h->event[0].provider, "RGT");
	harvest_free(&h);
}

/* Notices as wide as the table, and one cell for an address. */
static void
notices_of_the_cqc_directory(void **state)
{
	struct harvest	*h = harvest_all("CQC Locations data,,,,\r\n,,,,\r\n"
	    "This data was produced on 19 August 2026,,,,\r\n,,,,\r\n"
	    "Name,Address,Service types,CQC Location ID (for office use only),"
	    "CQC Provider ID (for office use only)\r\n"
	    "Home,\"1 Road, Town\",Residential,1-1,1-9\r\n", 1);

	(void)state;
	assert_string_equal(h->format, "CQC directory CSV");
	assert_string_equal(h->event[0].name, "Home");
	assert_string_equal(h->event[0].location, "1-1");
	assert_string_equal(h->event[0].provider, "1-9");
	harvest_free(&h);
}

/* The day comes first here; and whoever has gone is not registered. */
static void
british_dates_of_active_locations(void **state)
{
	struct harvest	*h = harvest_all("Location ID,Location HSCA start date,"
	    "Location HSCA End Date,Location Name,Location Primary Inspection "
	    "Category,Location Latest Overall Rating,Provider ID\n"
	    "1-1,03/04/2019,,Home,Residential,Good,1-9\n"
	    "1-2,03/04/2019,05/06/2020,Gone,Residential,Good,1-9\n", 1);
	char		 day[DAY_TEXT];

	(void)state;
	assert_string_equal(h->format, "active locations CSV");
	assert_string_equal(day_text(h->event[0].registration->as_of, day),
	    "2019-04-03");
	assert_string_equal(h->event[0].registration->sector, "Residential");
	assert_int_equal(harvest_skipped(h,
	    "locations that are no longer registered"), 1);
	harvest_free(&h);
}

/* At a location "summary", at a provider and in history
 * "useOfResourcesSummary"; the ratings are the trust's either way. */
static void
summary_against_use_of_resources_summary(void **state)
{
	static const char *const	 texts[] = {
		"{\"locationId\":\"RGT01\",\"providerId\":\"RGT\","
		"\"name\":\"A\",\"currentRatings\":{\"overall\":{"
		"\"reportDate\":\"2019-02-26\",\"useOfResources\":{"
		"\"organisationId\":\"RGT\",\"summary\":\"Long\","
		"\"useOfResourcesRating\":\"Good\","
		"\"combinedQualitySummary\":\"Long\","
		"\"combinedQualityRating\":\"Good\"}}}}",
		"{\"providerId\":\"RGT\",\"name\":\"A\",\"currentRatings\":{"
		"\"overall\":{\"reportDate\":\"2019-02-26\","
		"\"useOfResources\":{\"useOfResourcesSummary\":\"Long\","
		"\"useOfResourcesRating\":\"Good\","
		"\"combinedQualitySummary\":\"Long\","
		"\"combinedQualityRating\":\"Good\"}}}}",
		"{\"locationId\":\"RGT01\",\"providerId\":\"RGT\","
		"\"name\":\"A\",\"historicRatings\":[{\"reportDate\":"
		"\"2019-02-26\",\"overall\":{\"useOfResources\":{"
		"\"useOfResourcesSummary\":\"Long\","
		"\"useOfResourcesRating\":\"Good\","
		"\"combinedQualityRating\":\"Good\"}}}]}",
	};
	const struct report_cell	*c;
	struct harvest			*h;
	size_t				 i;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		h = harvest_all(texts[i], 2);
		c = harvest_cell(&h->event[1], "", QUESTION_RESOURCES);
		assert_int_equal(c->mark, MARK_GOOD);
		assert_string_equal(c->location, "");
		assert_int_equal(harvest_mark(h, 1, QUESTION_COMBINED),
		    MARK_GOOD);
		harvest_free(&h);
	}
}

/* Both are shown, says the file's README: both go in, side by side. */
static void
two_ratings_on_one_date(void **state)
{
	struct harvest	*h = harvest_all(
				    LATEST RATED("Safe", "Good", "26/02/2019")
	    RATED("Safe", "Requires improvement", "26/02/2019")
	    RATED("Safe", "Good", "26/02/2019"), 1);

	(void)state;
	assert_int_equal(h->event[0].report->ncell, 2);
	assert_int_equal(h->event[0].report->cell[0].mark, MARK_GOOD);
	assert_int_equal(h->event[0].report->cell[1].mark, MARK_IMPROVE);
	harvest_free(&h);
}

static void
words_that_are_no_ratings(void **state)
{
	static const struct {
		const char	*word;
		enum mark	 mark;
	} rows[] = {
		{ "Not Rated", MARK_NOT_RATED },
		{ "Not applicable", MARK_NOT_APPLICABLE },
		{ "Inspected but not rated", MARK_INSPECTED_NOT_RATED },
		{ "No published rating", MARK_NO_PUBLISHED_RATING },
		{ "Insufficient evidence to rate",
		    MARK_INSUFFICIENT_EVIDENCE },
	};
	struct harvest	*h;
	struct buf	 b = { 0 };
	size_t		 i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		buf_clear(&b);
		buf_printf(&b, "%s%sRM317,Oldham,Overall,Caring,%s,26/02/2019,"
		    "Location,,u,RM3,Northern,-,-\n", LATEST, ROW,
		    rows[i].word);
		h = harvest_all(b.data, 1);
		assert_int_equal(harvest_mark(h, 0, QUESTION_CARING),
		    rows[i].mark);
		harvest_free(&h);
	}
	buf_release(&b);
}

/* The organisation's own rating is where both say Overall. */
static void
overall_of_a_service_is_not_that_of_the_location(void **state)
{
	struct harvest	*h = harvest_all(LATEST
	    RATED("Overall", "Good", "26/02/2019")
	    "RM317,Oldham,Surgery,Overall,Inadequate,26/02/2019,CoreService,"
	    "Y,u,RM3,Northern,-,-\n", 1);

	(void)state;
	assert_int_equal(harvest_mark(h, 0, QUESTION_OVERALL), MARK_GOOD);
	assert_int_equal(harvest_cell(&h->event[0], "Surgery",
	    QUESTION_OVERALL)->mark, MARK_INADEQUATE);
	assert_int_equal(harvest_cell(&h->event[0], "Surgery",
	    QUESTION_OVERALL)->inherited, 1);
	harvest_free(&h);
}

/* Beside `overall` where it is old; or no `overall` at all; and blocks of the
 * newer framework, which are counted. */
static void
answers_old_and_new(void **state)
{
	struct harvest	*h = harvest_all(
				    "{\"locationId\":\"1-5\",\"providerId\":"
	    "\"1-4\",\"name\":\"A\",\"currentRatings\":{\"reportDate\":"
	    "\"2016-01-02\",\"overall\":{\"rating\":\"Good\","
	    "\"keyQuestionRatings\":[{\"name\":\"Safe\",\"rating\":"
	    "\"Good\"}]}}}\n"
	    "{\"locationId\":\"1-6\",\"providerId\":\"1-4\",\"name\":\"B\","
	    "\"currentRatings\":{\"reportDate\":\"2016-01-02\","
	    "\"serviceRatings\":[{\"name\":\"surgery\",\"rating\":"
	    "\"Good\"}]},\"assessment\":[{\"percentageScore\":71},{}]}\n"
	    "{\"providerId\":\"1-4\",\"name\":\"C\",\"assessment\":[{}],"
	    "\"currentRatings\":{},\"historicRatings\":[]}\n", 5);

	(void)state;
	harvest_rated_on(h, 1, "2016-01-02");
	assert_int_equal(harvest_mark(h, 1, QUESTION_SAFE), MARK_GOOD);
	assert_int_equal(harvest_cell(&h->event[3], "Surgery",
	    QUESTION_OVERALL)->mark, MARK_GOOD);
	assert_int_equal(harvest_skipped(h,
	    "assessment blocks of the newer framework"), 3);
	harvest_free(&h);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(notices_above_the_header),
		cmocka_unit_test(a_dash_for_an_empty_brand),
		cmocka_unit_test(key_question_instead_of_domain),
		cmocka_unit_test(key_questions_by_name_and_not_by_place),
		cmocka_unit_test(both_spellings_of_requires_improvement),
		cmocka_unit_test(us_dates_of_the_care_directory),
		cmocka_unit_test(notices_of_the_cqc_directory),
		cmocka_unit_test(british_dates_of_active_locations),
		cmocka_unit_test(a_space_before_the_first_column_name),
		cmocka_unit_test(summary_against_use_of_resources_summary),
		cmocka_unit_test(two_ratings_on_one_date),
		cmocka_unit_test(words_that_are_no_ratings),
		cmocka_unit_test(
		    overall_of_a_service_is_not_that_of_the_location),
		cmocka_unit_test(answers_old_and_new),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
