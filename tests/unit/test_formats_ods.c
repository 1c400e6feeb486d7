#include <sys/resource.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "formats/ods.h"
#include "tests/lib/harvest.h"
#include "tests/lib/spread.h"
#include "tests/lib/test.h"

enum {
#ifdef __SANITIZE_ADDRESS__
	ROWS = 20000,		/* memory is another matter there */
#else
	ROWS = 320000,
#endif
	MOST_KB = 64 * 1024
};

static void
path_of(char path[200], const char *name)
{
	snprintf(path, 200, "%s/%s", harvest_folder(), name);
}

/* What the reader makes of a spreadsheet with this content. */
static struct harvest *
harvest_sheets(const char *sheets)
{
	struct buf	 b = { 0 };
	struct harvest	*h;
	char		 path[200];

	path_of(path, "01_November_2021_Latest_ratings.ods");
	buf_printf(&b, "%s%s%s", SPREAD_BEGIN, sheets, SPREAD_END);
	spread_write(path, "content.xml", b.data, b.len);
	h = harvest_path(path);
	unlink(path);
	buf_release(&b);
	return h;
}

/* The text of the first sheet, through ods_read alone. */
static char *
sheet_text(const char *sheets, struct err *e)
{
	struct buf	 b = { 0 };
	struct ods	*o;
	char		 path[200], room[7];
	long		 n = -1;

	path_of(path, "text.ods");
	buf_printf(&b, "%s%s%s", SPREAD_BEGIN, sheets, SPREAD_END);
	spread_write(path, "content.xml", b.data, b.len);
	buf_clear(&b);
	buf_text(&b, "");
	o = ods_open(path, e);
	assert_non_null(o);
	if (ods_sheet(o, e) == 1)
		while ((n = ods_read(o, room, sizeof(room), e)) > 0)
			buf_add(&b, room, (size_t)n);
	ods_close(&o);
	unlink(path);
	if (n == 0)
		return b.data;
	buf_release(&b);
	return NULL;
}

#define SHEET(rows)	"<table:table table:name=\"a\">" rows "</table:table>"
#define ROW(cells)	"<table:table-row>" cells "</table:table-row>"
#define CELL(text)	"<table:table-cell><text:p>" text \
			"</text:p></table:table-cell>"

static const struct {
	const char	*label, *sheets, *text;
} fields[] = {
	{ "two cells", SHEET(ROW(CELL("a") CELL("b"))),
	    "\"a\",\"b\"\n" },
	{ "quotation marks", SHEET(ROW(CELL("a \"b\""))),
	    "\"a \"\"b\"\"\"\n" },
	{ "no sheet", "", NULL },
	{ "no row", SHEET(""), "" },
	{ "a repeated cell", SHEET(ROW("<table:table-cell "
	    "table:number-columns-repeated=\"2\"><text:p>x</text:p>"
	    "</table:table-cell>" CELL("y"))),
	    "\"x\",\"x\",\"y\"\n" },
	{ "empty cells are kept inside and dropped at the end",
	    SHEET(ROW(CELL("a") "<table:table-cell "
	    "table:number-columns-repeated=\"2\"/>" CELL("b")
	    "<table:table-cell table:number-columns-repeated="
	    "\"16384\"/>")), "\"a\",,,\"b\"\n" },
	{ "covered cells count", SHEET(ROW("<table:covered-table-cell "
	    "table:number-columns-repeated=\"2\"/>" CELL("b"))),
	    ",,\"b\"\n" },
	{ "rows are as wide as the header", SHEET(ROW(CELL("a")
	    CELL("b") CELL("c")) ROW(CELL("d"))),
	    "\"a\",\"b\",\"c\"\n\"d\",,\n" },
	{ "repeated rows", SHEET("<table:table-row "
	    "table:number-rows-repeated=\"3\">" CELL("a")
	    "</table:table-row>"), "\"a\"\n\"a\"\n\"a\"\n" },
	{ "empty rows count", SHEET(ROW(CELL("a"))
	    "<table:table-row table:number-rows-repeated=\"2\">"
	    "<table:table-cell/></table:table-row>" ROW(CELL("b"))),
	    "\"a\"\n\n\n\"b\"\n" },
	{ "a million empty rows at the end do not", SHEET(
	    ROW(CELL("a")) "<table:table-row "
	    "table:number-rows-repeated=\"1048575\">"
	    "<table:table-cell/></table:table-row>"), "\"a\"\n" },
	{ "paragraphs and spaces", SHEET(ROW("<table:table-cell>"
	    "<text:p>a<text:s text:c=\"2\"/>b</text:p><text:p>c"
	    "<text:line-break/>d</text:p></table:table-cell>")),
	    "\"a  b c d\"\n" },
	{ "a span and a link", SHEET(ROW("<table:table-cell><text:p>"
	    "a<text:span>b</text:span><text:a>c</text:a></text:p>"
	    "</table:table-cell>")), "\"abc\"\n" },
	{ "a comment is not text", SHEET(ROW("<table:table-cell>"
	    "<office:annotation><text:p>no</text:p>"
	    "</office:annotation><text:p>yes</text:p>"
	    "</table:table-cell>")), "\"yes\"\n" },
	{ "a date is what it is", SHEET(ROW("<table:table-cell "
	    "office:value-type=\"date\" office:date-value="
	    "\"2019-02-26T00:00:00\"><text:p>26.2.19</text:p>"
	    "</table:table-cell>")), "\"2019-02-26\"\n" },
	{ "line ends do not shift rows", SHEET(ROW(CELL("a\nb"))),
	    "\"a b\"\n" },
	{ "a table in a cell", SHEET(ROW("<table:table-cell>"
	    SHEET(ROW(CELL("inner"))) "<text:p>outer</text:p>"
	    "</table:table-cell>")), "\"outer\"\n" },
};

static void
cells_become_fields(void **state)
{
	struct err	 e = { 0 };
	size_t		 i;

	(void)state;
	for (i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		char	*text = sheet_text(fields[i].sheets, &e);

		if ((text == NULL) != (fields[i].text == NULL) || (text != NULL &&
		    strcmp(text, fields[i].text) != 0))
			fail_msg("%s: %s (%s)", fields[i].label, text, e.text);
		free(text);
	}
}

static void
bombs_and_damage_are_refused(void **state)
{
	const struct {
		const char	*label, *sheets, *says;
	} row[] = {
		{ "too many rows", SHEET("<table:table-row "
		    "table:number-rows-repeated=\"1048576\">" CELL("a")
		    "</table:table-row>" ROW(CELL("b"))), "1048576 rows" },
		{ "repeats beyond a sheet", SHEET("<table:table-row "
		    "table:number-rows-repeated=\"99999999999\"/>"),
		    "number-rows-repeated is \"99999999999\"" },
		{ "a negative repeat", SHEET(ROW("<table:table-cell "
		    "table:number-columns-repeated=\"-1\"/>")),
		    "row 1: number-columns-repeated is \"-1\"" },
		{ "too many columns", SHEET(ROW("<table:table-cell "
		    "table:number-columns-repeated=\"5000\"><text:p>x</text:p>"
		    "</table:table-cell>")), "row 1: there are more than 256" },
		{ "many spaces", SHEET(ROW("<table:table-cell><text:p>"
		    "<text:s text:c=\"1000000\"/></text:p>"
		    "</table:table-cell>")), "c is \"1000000\"" },
		{ "an element that never ends", SHEET(ROW(CELL("a"))) "<office:x>",
		    "not well-formed" },
	};
	struct err	 e;
	size_t		 i;

	(void)state;
	for (i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		char	*text;
		int	 late;

		e = (struct err){ 0 };
		text = sheet_text(row[i].sheets, &e);
		late = text != NULL;
		free(text);
		if (late) {	/* behind the first sheet: the reader sees it */
			struct harvest *h = harvest_sheets(row[i].sheets);

			e = h->err;
			harvest_free(&h);
		}
		if (strstr(e.text, row[i].says) == NULL)
			fail_msg("%s: %s", row[i].label, e.text);
	}
}

static void
a_long_cell_is_refused(void **state)
{
	struct buf	 b = { 0 };
	struct err	 e = { 0 };
	size_t		 i;

	(void)state;
	buf_text(&b, "<table:table>" "<table:table-row><table:table-cell>"
	    "<text:p>");
	for (i = 0; i < 70000; i++)
		buf_char(&b, 'x');
	buf_text(&b, "</text:p></table:table-cell></table:table-row>"
	    "</table:table>");
	assert_null(sheet_text(b.data, &e));
	assert_non_null(strstr(e.text, "longer than 65536 bytes"));
	buf_release(&b);
}

static void
other_archives_are_named(void **state)
{
	const struct {
		const char	*label, *entry, *text, *says;
	} row[] = {
		{ "Excel", "xl/workbook.xml", "<x/>",
		    "not an OpenDocument spreadsheet" },
		{ "entities", "content.xml", "<!DOCTYPE x [<!ENTITY a \"aaaa\">"
		    "]><x>&a;</x>", "document type declaration" },
		{ "a text document", "content.xml", "<x/>", "no sheet" },
	};
	struct harvest	*h;
	char		 path[200];
	size_t		 i;

	(void)state;
	path_of(path, "other.ods");
	for (i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		spread_write(path, row[i].entry, row[i].text,
		    strlen(row[i].text));
		h = harvest_path(path);
		if (!h->failed || strstr(h->err.text, row[i].says) == NULL)
			fail_msg("%s: %s", row[i].label, h->err.text);
		harvest_free(&h);
		unlink(path);
	}
}

/* The sheets of the published file: read me, locations, providers. */
static void
every_sheet_goes_through_the_code_of_the_csv(void **state)
{
	struct harvest	*h;
	char		 path[200];

	(void)state;
	path_of(path, "01_November_2021_Latest_ratings.ods");
	spread_latest(path, 40, 20);
	h = harvest_path(path);
	unlink(path);
	if (h->failed || h->nreject != 0)
		fail_msg("%s%s", h->err.text, h->reject[0].reason);
	assert_string_equal(h->format, "Latest ratings ODS");
	assert_int_equal(h->nevent, 6);
	assert_string_equal(h->event[0].source, "/files/cqc-latest-ratings");
	assert_int_equal(h->event[0].revision, 20211101);
	assert_string_equal(h->event[3].location, "1-000000003");
	assert_string_equal(h->event[3].provider, "1-101633224");
	assert_int_equal(h->event[3].report->ncell, 10);
	assert_string_equal(h->event[4].location, "");
	assert_string_equal(h->event[5].provider, "1-500000001");
	assert_string_equal(h->event[5].name, "Rectory Homes Limited");
	assert_int_equal(harvest_cell(&h->event[5], "Surgery",
	    QUESTION_WELL_LED)->mark, MARK_IMPROVE);
	assert_int_equal(harvest_skipped(h, "sheets that are not of ratings"),
	    1);
	harvest_free(&h);
}

/* A whole month of the country in little memory. */
static void
a_large_file_needs_little_memory(void **state)
{
	struct arena	*a = arena_new(0);
	struct err	 e = { 0 };
	struct event	 ev;
	struct reject	 reject;
	struct reader	*r;
	struct rusage	 used;
	char		 path[200];
	uint64_t	 events = 0, cells = 0;
	int64_t		 from;
	int		 rc;

	(void)state;
	path_of(path, "large.ods");
	spread_latest(path, ROWS, 1000);
	from = clock_ms();
	r = reader_open(path, &e);
	assert_non_null(r);
	while ((rc = reader_next(r, a, &ev, &reject, &e)) > 0) {
		assert_int_equal(rc, 1);
		events++;
		cells += ev.report->ncell;
		arena_reset(a);
	}
	reader_close(&r);
	unlink(path);
	assert_int_equal(rc, 0);
	assert_int_equal(events, (ROWS + 1000) / 10);
	assert_int_equal(cells, ROWS + 1000);
	assert_int_equal(getrusage(RUSAGE_SELF, &used), 0);
	print_message("%d rows in %lld ms, at most %ld kB of memory\n", ROWS,
	    (long long)(clock_ms() - from), used.ru_maxrss);
#ifndef __SANITIZE_ADDRESS__
	assert_true(used.ru_maxrss < MOST_KB);
#endif
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(cells_become_fields),
		cmocka_unit_test(bombs_and_damage_are_refused),
		cmocka_unit_test(a_long_cell_is_refused),
		cmocka_unit_test(other_archives_are_named),
		cmocka_unit_test(every_sheet_goes_through_the_code_of_the_csv),
		cmocka_unit_test(a_large_file_needs_little_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
