/*
 * The same file as programs save it: text and spreadsheets say the same,
 * however they were written.
 */
#include <unistd.h>

#include "base/buf.h"
#include "tests/lib/harvest.h"
#include "tests/lib/spread.h"
#include "tests/lib/test.h"

#define LATEST	HARVEST_LATEST
#define RATED	HARVEST_RATED
#define ROW	RATED("Safe", "Good", "26/02/2019")

#define TRUST	"ods_code,trust,report_date,safe,effective,caring," \
		"responsive,well_led,combined,source_url\n"

/* However a file was saved, it says the same. */
static void
what_programs_do_to_a_file(void **state)
{
	static const struct {
		const char	*label, *text;
	} rows[] = {
		{ "as it is", LATEST ROW },
		{ "byte order mark", "\xef\xbb\xbf" LATEST ROW },
		{ "CRLF", "Location ID,Provider ID,Service / Population Group,"
		    "Domain,Latest Rating,Publication Date,URL,Location Name"
		    "\r\nRM317,RM3,Overall,Safe,Good,26/02/2019,u,Oldham"
		    "\r\n" },
		{ "no line end at the end", LATEST "RM317,Oldham,Overall,Safe,"
		    "Good,26/02/2019,Location,N,u,RM3,Northern,-,-" },
		{ "columns in another order, and more of them",
		    "Domain,New,Publication Date,Latest Rating,Provider ID,"
		    "Service / Population Group,URL,Location Name,Location ID"
		    "\nSafe,?,26/02/2019,Good,RM3,Overall,u,Oldham,RM317\n" },
		{ "letter case", "LOCATION ID,location name,SERVICE / "
		    "POPULATION GROUP,domain,Latest rating,publication DATE,"
		    "url,provider id\nRM317,Oldham,OVERALL,SAFE,GOOD,"
		    "26/02/2019,u,RM3\n" },
		{ "everything quoted", "\"Location ID\",\"Location Name\","
		    "\"Service / Population Group\",\"Domain\",\"Latest "
		    "Rating\",\"Publication Date\",\"URL\",\"Provider ID\"\n"
		    "\"RM317\",\"Oldham\",\"Overall\",\"Safe\",\"Good\","
		    "\"26/02/2019\",\"u\",\"RM3\"\n" },
		{ "line ends within quotes", "Location ID,Location Name,"
		    "\"Location Street\nAddress\",Service / Population Group,"
		    "Domain,Latest Rating,Publication Date,URL,Provider ID\n"
		    "RM317,Oldham,\"Rochdale\nRoad, OL1\",Overall,Safe,Good,"
		    "26/02/2019,u,RM3\n" },
		{ "empty rows", "\n,,\n" LATEST "\n,,,,,,,,,,,,\n" ROW
		    ",,,,,,,,,,,,\n\n" },
		{ "blanks that do not break", LATEST
		    "RM317\xc2\xa0,Oldham,Overall,\xc2\xa0Safe,Good,"
		    "26/02/2019,Location,N,u,RM3,Northern,-,-\n" },
		{ "an ISO date", LATEST RATED("Safe", "Good", "2019-02-26") },
		{ "a date with a time", LATEST RATED("Safe", "Good",
		    "26/02/2019 00:00:00") },
		{ "a date in words", LATEST RATED("Safe", "Good",
		    "26 February 2019") },
		{ "a date in short words", LATEST RATED("Safe", "Good",
		    "26 Feb 2019") },
	};
	struct harvest	*h;
	size_t		 i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		h = harvest_text(rows[i].text);
		if (h->failed || h->nreject != 0 || h->nevent != 1)
			fail_msg("%s: %s", rows[i].label, h->nreject != 0 ?
			    h->reject[0].reason : h->err.text);
		harvest_rated_on(h, 0, "2019-02-26");
		assert_string_equal(h->event[0].name, "Oldham");
		assert_int_equal(harvest_mark(h, 0, QUESTION_SAFE), MARK_GOOD);
		harvest_free(&h);
	}
}

static void
windows_1252_characters(void **state)
{
	struct harvest	*h = harvest_all(TRUST "RGT,St\xa0" "Mary\x92s \x96 "
	    "Caf\xe9,2019-02-26,good,good,good,good,good,,u\n"
	    "RXX,Caf\u00e9,2019-02-26,good,good,good,good,good,,u\n", 2);

	(void)state;
	assert_string_equal(h->event[0].name,
	    "St\u00a0Mary\u2019s \u2013 Caf\u00e9");
	assert_string_equal(h->event[1].name, "Caf\u00e9");
	harvest_free(&h);
}

/* ---- spreadsheets ------------------------------------------------------------- */

#define CELL(t)	"<table:table-cell><text:p>" t "</text:p></table:table-cell>"
#define ODS_ROW(cells)	"<table:table-row>" cells "</table:table-row>"
#define NAMES	ODS_ROW(CELL("Location ID") CELL("Location Name") \
		CELL("Service / Population Group") CELL("Domain") \
		CELL("Latest Rating") CELL("Publication Date") CELL("URL") \
		CELL("Provider ID"))
#define VALUES(id, date) \
		ODS_ROW(CELL(id) CELL("Oldham") CELL("Overall") CELL("Safe") \
		CELL("Good") date CELL("u") CELL("RM3"))
#define DATE	CELL("26/02/2019")
#define SHEET(name, style, rows) \
		"<table:table table:name=\"" name "\" table:style-name=\"" \
		style "\">" rows "</table:table>"
#define STYLES	"<office:automatic-styles><style:style " \
		"xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" " \
		"style:name=\"ta1\" style:family=\"table\">" \
		"<style:table-properties table:display=\"true\"/></style:style>" \
		"<style:style " \
		"xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" " \
		"style:name=\"ta2\" style:family=\"table\">" \
		"<style:table-properties table:display=\"false\"/>" \
		"</style:style></office:automatic-styles>"

static struct harvest *
harvest_sheets(const char *sheets)
{
	static const char	 body[] = "<office:body>";
	const char		*begin = strstr(SPREAD_BEGIN, body);
	struct buf		 b = { 0 };
	struct harvest		*h;
	char			 path[200];

	snprintf(path, sizeof(path), "%s/trap.ods", harvest_folder());
	buf_printf(&b, "%.*s%s%s%s%s", (int)(begin - SPREAD_BEGIN),
	    SPREAD_BEGIN, STYLES, begin, sheets, SPREAD_END);
	spread_write(path, "content.xml", b.data, b.len);
	h = harvest_path(path);
	unlink(path);
	buf_release(&b);
	return h;
}

static void
sheets_in_any_order_under_any_name(void **state)
{
	static const char *const	 books[] = {
		SHEET("README", "ta1", ODS_ROW(CELL("Latest ratings"))
		    ODS_ROW(CELL("Two ratings on one date are both shown.")))
		SHEET("Locations", "ta1", NAMES VALUES("RM317", DATE)),
		SHEET("Sheet1", "ta1", NAMES VALUES("RM317", DATE))
		SHEET("Notes", "ta1", ODS_ROW(CELL("Notes"))),
		SHEET("Empty", "ta1", "") SHEET("x", "ta1",
		    ODS_ROW(CELL("A notice")) ODS_ROW("<table:table-cell/>")
		    NAMES VALUES("RM317", DATE)),
	};
	struct harvest	*h;
	size_t		 i;

	(void)state;
	for (i = 0; i < sizeof(books) / sizeof(books[0]); i++) {
		h = harvest_sheets(books[i]);
		if (h->failed || h->nevent != 1 || h->nreject != 0)
			fail_msg("book %zu: %s", i, h->err.text);
		assert_string_equal(h->event[0].location, "RM317");
		harvest_free(&h);
	}
}

/* Nobody who looks at the file sees them. */
static void
hidden_sheets_are_counted_and_left_out(void **state)
{
	struct harvest	*h = harvest_sheets(
	    SHEET("Old", "ta2", NAMES VALUES("RM399", DATE))
	    SHEET("Locations", "ta1", NAMES VALUES("RM317", DATE))
	    SHEET("Older", "ta2", NAMES VALUES("RM398", DATE)));

	(void)state;
	assert_int_equal(h->nevent, 1);
	assert_string_equal(h->event[0].location, "RM317");
	assert_int_equal(harvest_skipped(h, "hidden sheets"), 2);
	harvest_free(&h);
}

/* A cell that is a date is that date in every format, however it is shown. */
static void
date_cells_are_dates_not_texts(void **state)
{
#define CELL_OF_DAY \
	"<table:table-cell office:value-type=\"date\" office:date-value=" \
	"\"2019-04-03\"><text:p>04/03/19</text:p></table:table-cell>"
	struct harvest	*h = harvest_sheets(SHEET("a", "ta1", NAMES
	    VALUES("RM317", CELL_OF_DAY)));
	char		 day[DAY_TEXT];

	(void)state;
	harvest_rated_on(h, 0, "2019-04-03");
	harvest_free(&h);
	h = harvest_sheets(SHEET("a", "ta1", ODS_ROW(CELL("Location Name")
	    CELL("Location ID") CELL("Primary inspection category")
	    CELL("Location HSCA start date")
	    CELL("Location Latest Overall Rating") CELL("Provider ID"))
	    ODS_ROW(CELL("Home") CELL("1-1") CELL("A") CELL_OF_DAY
	    "<table:table-cell/>" CELL("1-9"))));
	assert_int_equal(h->nevent, 1);
	assert_string_equal(day_text(h->event[0].registration->as_of, day),
	    "2019-04-03");
	harvest_free(&h);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(what_programs_do_to_a_file),
		cmocka_unit_test(windows_1252_characters),
		cmocka_unit_test(sheets_in_any_order_under_any_name),
		cmocka_unit_test(hidden_sheets_are_counted_and_left_out),
		cmocka_unit_test(date_cells_are_dates_not_texts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
