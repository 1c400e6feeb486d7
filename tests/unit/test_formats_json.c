#include "base/buf.h"
#include "rules/day.h"
#include "tests/lib/harvest.h"
#include "tests/lib/test.h"

#define UNRATED	"entries without any rating"
#define NEWER	"assessment blocks of the newer framework"

/* The shape of a trust's answer, with use of resources. */
static const char	 trust[] =
	"{\"providerId\":\"RGT\",\"name\":\"Cambridge\","
	"\"type\":\"NHS Healthcare Organisation\","
	"\"organisationType\":\"Provider\","
	"\"locationIds\":[\"RGT01\",\"RGT02\"],"
	"\"registrationDate\":\"2010-04-01\","
	"\"lastReport\":{\"publicationDate\":\"2019-02-26\"},"
	"\"inspectionCategories\":[{\"code\":\"H9\",\"name\":\"Other\"},"
	"{\"code\":\"H1\",\"primary\":\"true\",\"name\":\"Acute\"}],"
	"\"currentRatings\":{\"overall\":{\"rating\":\"Good\","
	"\"reportDate\":\"2019-02-26\",\"reportLinkId\":\"aa\","
	"\"useOfResources\":{\"organisationId\":\"RGT\","
	"\"useOfResourcesSummary\":\"Long text\","
	"\"useOfResourcesRating\":\"Outstanding\","
	"\"combinedQualityRating\":\"Good\","
	"\"reportDate\":\"2019-02-27\",\"reportLinkId\":\"bb\"},"
	"\"keyQuestionRatings\":["
	"{\"name\":\"Well-led\",\"rating\":\"Outstanding\","
	"\"reportDate\":\"2019-02-26\",\"reportLinkId\":\"aa\"},"
	"{\"name\":\"Safe\",\"rating\":\"Requires improvement\","
	"\"reportDate\":\"2017-01-18\",\"reportLinkId\":\"cc\"}]}},"
	"\"historicRatings\":[{\"reportDate\":\"2017-01-18\","
	"\"reportLinkId\":\"cc\",\"overall\":{\"rating\":\"Good\","
	"\"keyQuestionRatings\":[{\"name\":\"Caring\","
	"\"rating\":\"Outstanding\"}]},\"serviceRatings\":[]}]}";

static void
a_provider_is_registered(void **state)
{
	struct harvest			*h = harvest_text(trust);
	const struct registration	*r = h->event[0].registration;
	char				 day[DAY_TEXT];

	(void)state;
	assert_string_equal(h->format, "CQC API JSON");
	assert_int_equal(h->nreject, 0);
	assert_int_equal(h->event[0].kind, KIND_ORGANISATION_REGISTERED);
	assert_string_equal(h->event[0].source, "/files/cqc-api");
	assert_memory_equal(h->event[0].source_id, "RGT/registered#", 15);
	assert_string_equal(h->event[0].name, "Cambridge");
	assert_int_equal(r->type, ORGANISATION_NHS_TRUST);
	assert_string_equal(r->sector, "Acute");
	assert_string_equal(day_text(r->as_of, day), "2019-02-26");
	assert_int_equal(r->nlocation, 2);
	assert_string_equal(r->location[1], "RGT02");
	harvest_free(&h);
}

/* Three dates and links in the current block, one of them met again in the
 * historic one. */
static void
each_date_and_link_is_one_report(void **state)
{
	static const struct {
		const char	*date, *link;
		size_t		 ncell;
	} rows[] = {
		{ "2019-02-26", "aa", 2 },
		{ "2017-01-18", "cc", 3 },
		{ "2019-02-27", "bb", 2 },
	};
	struct harvest	*h = harvest_text(trust);
	char		 day[DAY_TEXT];
	size_t		 i;

	(void)state;
	assert_int_equal(h->nevent, 4);
	for (i = 0; i < 3; i++) {
		const struct report *r = h->event[i + 1].report;

		assert_string_equal(day_text(r->rated, day), rows[i].date);
		assert_string_equal(r->link, rows[i].link);
		assert_int_equal(r->ncell, rows[i].ncell);
		assert_string_equal(day_text(r->cell[0].rated, day),
		    rows[i].date);
		assert_string_equal(r->cell[0].location, "");
	}
	assert_int_equal(harvest_cell(&h->event[2], "", QUESTION_SAFE)->mark,
	    MARK_IMPROVE);
	assert_int_equal(harvest_cell(&h->event[3], "",
	    QUESTION_RESOURCES)->mark, MARK_OUTSTANDING);
	assert_int_equal(harvest_cell(&h->event[3], "",
	    QUESTION_COMBINED)->mark, MARK_GOOD);
	harvest_free(&h);
}

/* At a location the text is called "summary", and the rating is its trust's. */
static void
a_location_shows_its_trusts_use_of_resources(void **state)
{
	struct harvest	*h = harvest_text(
	    "{\"locationId\":\"RGT01\",\"providerId\":\"RGT\",\"name\":\"A\","
	    "\"registrationDate\":\"2010-04-01\",\"type\":\"NHS\","
	    "\"currentRatings\":{\"overall\":{\"organisationId\":\"RGT01\","
	    "\"rating\":\"Good\",\"reportDate\":\"2019-02-26\","
	    "\"reportLinkId\":\"aa\",\"useOfResources\":{"
	    "\"organisationId\":\"RGT\",\"summary\":\"Long text\","
	    "\"useOfResourcesRating\":\"Good\","
	    "\"combinedQualityRating\":\"Good\"}}}}");
	const struct report_cell	*cell;

	(void)state;
	assert_int_equal(h->nreject, 0);
	assert_int_equal(h->nevent, 2);
	assert_int_equal(h->event[0].registration->type,
	    ORGANISATION_LOCATION);
	assert_string_equal(h->event[0].registration->sector, "NHS");
	assert_string_equal(h->event[1].provider, "RGT");
	assert_string_equal(h->event[1].location, "RGT01");
	cell = harvest_cell(&h->event[1], "", QUESTION_OVERALL);
	assert_string_equal(cell->location, "RGT01");
	assert_int_equal(cell->inherited, 0);
	cell = harvest_cell(&h->event[1], "", QUESTION_RESOURCES);
	assert_string_equal(cell->location, "");
	assert_int_equal(cell->inherited, 0);
	assert_int_equal(harvest_cell(&h->event[1], "",
	    QUESTION_COMBINED)->mark, MARK_GOOD);
	harvest_free(&h);
}

/* Older answers: the date beside `overall`, or no `overall` at all. */
static void
older_answers_are_read(void **state)
{
	struct harvest	*h = harvest_text(
	    "{\"locationId\":\"1-5\",\"providerId\":\"1-4\",\"name\":\"A\","
	    "\"historicRatings\":null,\"currentRatings\":"
	    "{\"reportDate\":\"2016-01-02\",\"serviceRatings\":["
	    "{\"name\":\"old\",\"rating\":\"Good\",\"organisationId\":\"1-3\","
	    "\"keyQuestionRatings\":[]},"
	    "{\"name\":\"unheard\",\"rating\":\"Good\"},"
	    "{\"name\":\"named\",\"rating\":\"Good\"}]},"
	    "\"inspectionAreas\":[{\"inspectionAreaId\":\"named\","
	    "\"inspectionAreaName\":\"A named service\"}]}");
	const struct event	*ev = &h->event[1];

	(void)state;
	assert_int_equal(h->nevent, 2);
	assert_int_equal(h->nreject, 0);
	assert_string_equal(ev->report->link, "");
	assert_int_equal(ev->report->ncell, 3);
	assert_int_equal(harvest_cell(ev, "Older people",
	    QUESTION_OVERALL)->inherited, 1);
	assert_int_equal(harvest_cell(ev, "unheard",
	    QUESTION_OVERALL)->inherited, 0);
	assert_non_null(harvest_cell(ev, "A named service",
	    QUESTION_OVERALL));
	harvest_free(&h);
}

static void
objects_come_alone_in_lines_or_in_an_array(void **state)
{
#define OBJECT(n) "{\"providerId\":\"1-" #n "\",\"name\":\"a } \\\" [\"}"
	static const struct {
		const char	*label, *text;
		size_t		 nevent;
	} rows[] = {
		{ "one", OBJECT(1), 1 },
		{ "lines", OBJECT(1) "\n" OBJECT(2) "\r\n\n" OBJECT(3), 3 },
		{ "array", " [ " OBJECT(1) ",\n" OBJECT(2) "]\n", 2 },
		{ "empty array", "[]", 0 },
		{ "byte order mark", "\xef\xbb\xbf" OBJECT(1), 1 },
	};
	struct harvest	*h;
	size_t		 i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		h = harvest_text(rows[i].text);
		if (h->failed || h->nevent != rows[i].nevent ||
		    h->nreject != 0)
			fail_msg("%s: %s", rows[i].label, h->err.text);
		harvest_free(&h);
	}
}

#define LOCATION(ratings) \
	"{\"locationId\":\"1-5\",\"providerId\":\"1-4\",\"name\":\"A\"," \
	ratings "}"
#define OVERALL(inner) \
	LOCATION("\"currentRatings\":{\"reportDate\":\"2016-01-02\"," \
	"\"overall\":{\"rating\":\"Good\"," inner "}}")

/* The one value is refused, the overall beside it comes through. */
static void
wrong_values_are_refused_by_pointer(void **state)
{
	static const struct {
		const char	*label, *text, *field, *value, *says;
	} rows[] = {
		{ "unknown word", OVERALL("\"keyQuestionRatings\":[{\"name\":"
		    "\"Safe\",\"rating\":\"Goood\"}]"),
		    "/currentRatings/overall/keyQuestionRatings/0/rating",
		    "Goood", "did you mean \"Good\"?" },
		{ "unknown question", OVERALL("\"keyQuestionRatings\":[{"
		    "\"name\":\"Saef\",\"rating\":\"Good\"}]"),
		    "/currentRatings/overall/keyQuestionRatings/0/name",
		    "Saef", "did you mean \"Safe\"?" },
		{ "not a text", OVERALL("\"useOfResources\":{"
		    "\"useOfResourcesRating\":3}"), "/currentRatings/overall/"
		    "useOfResources/useOfResourcesRating", "", "not a text" },
		{ "not an array", OVERALL("\"keyQuestionRatings\":{}"),
		    "/currentRatings/overall/keyQuestionRatings", "",
		    "not an array" },
		{ "bad date", OVERALL("\"keyQuestionRatings\":[{\"name\":"
		    "\"Safe\",\"rating\":\"Good\",\"reportDate\":\"2016\"}]"),
		    "/currentRatings/overall/keyQuestionRatings/0/reportDate",
		    "2016", "to the day" },
		{ "no date", LOCATION("\"currentRatings\":{\"overall\":{"
		    "\"rating\":\"Good\"},\"serviceRatings\":[{\"name\":"
		    "\"old\",\"rating\":\"Good\",\"reportDate\":"
		    "\"2016-01-02\"}]}"), "/currentRatings/overall/rating",
		    "Good", "has no report date" },
		{ "service without a name", OVERALL("\"x\":0},"
		    "\"serviceRatings\":[{\"rating\":\"Good\"}],\"y\":{"
		    "\"z\":0"), "/currentRatings/serviceRatings/0", "",
		    "does not name its service" },
		{ "location id", OVERALL("\"x\":0},\"y\":0}"
		    ",\"locationIds\":[\"a b\"],\"z\":{\"y\":{\"x\":0"),
		    "/locationIds", "a b", "not the code" },
	};
	struct harvest	*h;
	size_t		 i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		h = harvest_text(rows[i].text);
		harvest_refused(h, rows[i].label, 1, rows[i].field,
		    rows[i].value, rows[i].says);
		assert_int_equal(h->nevent, 2);
		assert_int_equal(h->event[1].report->ncell, 1);
		harvest_free(&h);
	}
}

/* The object is refused, the next one comes through. */
static void
wrong_objects_are_refused_whole(void **state)
{
	static const struct {
		const char	*label, *text, *says;
	} rows[] = {
		{ "a list of ids", "{\"total\":1,\"locations\":[]}",
		    "neither a providerId nor a locationId" },
		{ "code with a blank", "{\"providerId\":\"R G\"}",
		    "not the code of an organisation" },
		{ "name that is a number", "{\"providerId\":\"RGT\","
		    "\"name\":1}", "The value is not a text." },
		{ "duplicate key", "{\"providerId\":\"RGT\",\n"
		    "\"providerId\":\"RGN\"}", "duplicate object key" },
		{ "not UTF-8", "{\"providerId\":\"RGT\",\n\"name\":\"\xff\"}",
		    "not well formed" },
		{ "NUL in a text", "{\"providerId\":\n\"R\\u0000\"}",
		    "not well formed" },
		{ "missing comma", "{\"providerId\":\"RGT\"\n\"name\":\"A\"}",
		    "not well formed" },
		{ "brackets crossed", "{\"providerId\":\n[}}",
		    "not well formed" },
	};
	struct harvest	*h;
	char		 text[300];
	size_t		 i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		snprintf(text, sizeof(text), "%s\n{\"providerId\":\"RAA\"}",
		    rows[i].text);
		h = harvest_text(text);
		if (h->nevent != 1 || h->nreject != 1 ||
		    strcmp(h->event[0].provider, "RAA") != 0 ||
		    strstr(h->reject[0].reason, rows[i].says) == NULL ||
		    h->reject[0].line !=
		    1 + (strchr(rows[i].text, '\n') != NULL))
			fail_msg("%s: %s", rows[i].label, h->nreject == 0 ?
			    h->err.text : h->reject[0].reason);
		harvest_free(&h);
	}
}

static void
broken_texts_end_the_file_with_a_sentence(void **state)
{
	static const struct {
		const char	*label, *text, *says;
	} rows[] = {
		{ "never ends", "\n{\"providerId\":\"RGT\"",
		    "line 2: the JSON object that starts here never ends" },
		{ "open quote", "{\"providerId\":\"RGT}",
		    "never ends" },
		{ "array never ends", "[{\"providerId\":\"RGT\"}",
		    "the JSON array never ends" },
		{ "words after it", "{\"providerId\":\n\"RGT\"}\nhello",
		    "line 3: expected a JSON object here" },
		{ "array of numbers", "[1,2]", "expected a JSON object here" },
		{ "after the array", "[]\n{}", "expected a JSON object here" },
		{ "two arrays", "[][]", "expected a JSON object here" },
		{ "comma first", "[,{}]", "expected a JSON object here" },
	};
	struct harvest	*h;
	size_t		 i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		h = harvest_text(rows[i].text);
		harvest_failed(h, rows[i].label, rows[i].says);
		harvest_free(&h);
	}
}

/* A bomb of nesting, and a text without an end. */
static void
bombs_are_not_parsed(void **state)
{
	struct buf	 text = { 0 };
	struct harvest	*h;
	size_t		 i;

	(void)state;
	buf_text(&text, "{\"a\":");
	for (i = 0; i < 1000000; i++)
		buf_char(&text, '[');
	h = harvest_bytes("file", text.data, text.len);
	assert_int_equal(h->failed, 1);
	assert_non_null(strstr(h->err.text, "line 1: the JSON nests more than "
	    "64 levels deep"));
	harvest_free(&h);

	buf_clear(&text);
	buf_text(&text, "\n{\"a\":\"");
	memset(buf_room(&text, 9000000), 'x', 9000000);
	text.len += 9000000;
	h = harvest_bytes("file", text.data, text.len);
	assert_int_equal(h->failed, 1);
	assert_non_null(strstr(h->err.text, "line 2: the JSON object that "
	    "starts here is longer than 8388608 bytes"));
	harvest_free(&h);
	buf_release(&text);
}

static void
what_is_left_out_is_counted(void **state)
{
	struct harvest	*h = harvest_text(LOCATION(
	    "\"assessment\":[{},{}],\"currentRatings\":{\"overall\":{"
	    "\"rating\":\"No published rating\"}},\"historicRatings\":["
	    "{\"reportDate\":\"2016-01-02\",\"reportLinkId\":\"a\"},"
	    "{\"reportDate\":\"2016-01-03\",\"reportLinkId\":\"b\",\"overall\":"
	    "{\"rating\":\"Inspected but not rated\"}}]"));

	(void)state;
	assert_int_equal(h->nevent, 2);
	assert_int_equal(h->nreject, 0);
	assert_int_equal(harvest_cell(&h->event[1], "",
	    QUESTION_OVERALL)->mark, MARK_INSPECTED_NOT_RATED);
	assert_int_equal(harvest_skipped(h, UNRATED), 2);
	assert_int_equal(harvest_skipped(h, NEWER), 2);
	harvest_free(&h);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(a_provider_is_registered),
		cmocka_unit_test(each_date_and_link_is_one_report),
		cmocka_unit_test(a_location_shows_its_trusts_use_of_resources),
		cmocka_unit_test(older_answers_are_read),
		cmocka_unit_test(objects_come_alone_in_lines_or_in_an_array),
		cmocka_unit_test(wrong_values_are_refused_by_pointer),
		cmocka_unit_test(wrong_objects_are_refused_whole),
		cmocka_unit_test(broken_texts_end_the_file_with_a_sentence),
		cmocka_unit_test(bombs_are_not_parsed),
		cmocka_unit_test(what_is_left_out_is_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
