#include <malloc.h>
#include <unistd.h>
#include <zlib.h>

#include "base/buf.h"
#include "rules/day.h"
#include "tests/lib/harvest.h"
#include "tests/lib/test.h"

#define HEADER	"Location ID,Location Name,Service / Population Group,Domain," \
		"Latest Rating,Publication Date,Inherited Rating (Y/N),URL," \
		"Provider ID,Provider Name,Brand ID,Brand Name\n"
#define ROW(id, group, domain, rating, date, inherited) \
		id ",Home," group "," domain "," rating "," date "," \
		inherited ",http://x.example/" id ",1-9,Owner,-,-\n"

static void
an_organisation_gives_a_report_a_date(void **state)
{
	struct harvest	*h = harvest_text(HEADER
	    ROW("1-1", "Critical care", "Overall", "Good", "19/03/2019", "N")
	    ROW("1-1", "Overall", "Overall", "Outstanding", "20/03/2020", "N")
	    ROW("1-1", "Critical care", "Safe", "Inadequate", "19/03/2019", "")
	    ROW("1-1", "Overall", "Well-led", "Not Rated", "20/03/2020", "Y")
	    ROW("1-2", "Overall", "Overall", "Good", "20/03/2020", "N"));
	const struct event		*ev = &h->event[0];
	const struct report_cell	*cell;
	char				 day[DAY_TEXT];

	(void)state;
	assert_string_equal(h->format, "Latest ratings CSV");
	assert_int_equal(h->nevent, 3);
	assert_int_equal(h->nreject, 0);
	assert_string_equal(ev->source, "/files/cqc-latest-ratings");
	assert_string_equal(ev->provider, "1-9");
	assert_string_equal(ev->location, "1-1");
	assert_string_equal(ev->name, "Home");
	assert_string_equal(day_text(ev->report->rated, day), "2019-03-19");
	assert_int_equal(ev->report->ncell, 2);
	cell = harvest_cell(ev, "Critical care", QUESTION_SAFE);
	assert_int_equal(cell->mark, MARK_INADEQUATE);
	assert_string_equal(cell->location, "1-1");
	ev = &h->event[1];
	assert_string_equal(day_text(ev->report->rated, day), "2020-03-20");
	assert_int_equal(harvest_cell(ev, "", QUESTION_OVERALL)->mark,
	    MARK_OUTSTANDING);
	assert_int_equal(harvest_cell(ev, "", QUESTION_OVERALL)->inherited, 0);
	assert_int_equal(harvest_cell(ev, "", QUESTION_WELL_LED)->mark,
	    MARK_NOT_RATED);
	assert_int_equal(harvest_cell(ev, "", QUESTION_WELL_LED)->inherited, 1);
	assert_string_equal(h->event[2].location, "1-2");
	harvest_free(&h);
}

/* Notices, the older name of a column, and the sheet of providers. */
static void
older_and_other_shapes_are_known(void **state)
{
	struct harvest	*h = harvest_text(
	    "This file shows the latest ratings.\n\"Two, on one day,\"\n\n"
	    " Provider ID ,Provider Name,Provider Type,"
	    "Service / Population Group,Key Question,Latest Rating,"
	    "Publication Date,Report Type\n"
	    "RGT,Cambridge,NHS Healthcare Organisation,Overall,Overall,Good,"
	    "26/02/2019,Provider\n"
	    "RGT,Cambridge,NHS Healthcare Organisation,Overall,Safe,"
	    "Requires improvement,26/02/2019,Provider\n");
	const struct event	*ev = &h->event[0];

	(void)state;
	assert_int_equal(h->nevent, 1);
	assert_string_equal(ev->provider, "RGT");
	assert_string_equal(ev->location, "");
	assert_string_equal(ev->name, "Cambridge");
	assert_int_equal(ev->report->ncell, 2);
	assert_string_equal(harvest_cell(ev, "", QUESTION_SAFE)->location, "");
	harvest_free(&h);
}

static void
two_ratings_of_one_day_are_both_kept(void **state)
{
	struct harvest	*h = harvest_text(HEADER
	    ROW("1-1", "Older people", "Overall", "Good", "14/08/2018", "N")
	    ROW("1-1", "Older people", "Overall", "Inadequate", "14/08/2018",
	    "N")
	    ROW("1-1", "Older people", "Overall", "Good", "14/08/2018", "N"));

	(void)state;
	assert_int_equal(h->nevent, 1);
	assert_int_equal(h->event[0].report->ncell, 2);
	harvest_free(&h);
}

/* The file gives one place's overall and no question of it. */
static void
an_overall_may_stand_alone(void **state)
{
	struct harvest			*h = harvest_text(HEADER
	    ROW("1-1", "Overall", "Overall", "Good", "14/08/2018", "N")
	    ROW("1-1", "Overall", "Safe", "Good", "14/08/2017", "N")
	    ROW("1-1", "Older people", "Overall", "Good", "14/08/2018", "N")
	    ROW("1-1", "Surgery", "Overall", "Not rated", "14/08/2018", "N"));
	const struct event		*ev = &h->event[0];

	(void)state;
	assert_int_equal(h->nevent, 2);
	assert_false(harvest_cell(ev, "", QUESTION_OVERALL)->alone);
	assert_true(harvest_cell(ev, "Older people",
	    QUESTION_OVERALL)->alone);
	assert_false(harvest_cell(ev, "Surgery", QUESTION_OVERALL)->alone);
	assert_false(harvest_cell(&h->event[1], "", QUESTION_SAFE)->alone);
	harvest_free(&h);
}

static void
wrong_rows_are_left_out_of_their_report(void **state)
{
	static const struct {
		const char	*label, *row, *field, *value, *says;
	} rows[] = {
		{ "unknown word", ROW("1-1", "Overall", "Safe", "Goood",
		    "01/02/2019", "N"), "Latest Rating", "Goood",
		    "did you mean \"Good\"?" },
		{ "unknown question", ROW("1-1", "Overall", "Saef", "Good",
		    "01/02/2019", "N"), "Domain", "Saef",
		    "did you mean \"Safe\"?" },
		{ "American date", ROW("1-1", "Overall", "Safe", "Good",
		    "02/26/2019", "N"), "Publication Date", "02/26/2019",
		    "dd/mm/yyyy" },
		{ "short date", ROW("1-1", "Overall", "Safe", "Good",
		    "1/2/2019", "N"), "Publication Date", "1/2/2019",
		    "dd/mm/yyyy" },
		{ "day zero", ROW("1-1", "Overall", "Safe", "Good",
		    "00/02/2019", "N"), "Publication Date", "00/02/2019",
		    "dd/mm/yyyy" },
		{ "no date", ROW("1-1", "Overall", "Safe", "Good", "", "N"),
		    "Publication Date", "", "dd/mm/yyyy" },
		{ "inherited what", ROW("1-1", "Overall", "Safe", "Good",
		    "01/02/2019", "maybe"), "Inherited Rating (Y/N)", "maybe",
		    "neither Y nor N" },
		{ "no service", ROW("1-1", "", "Safe", "Good", "01/02/2019",
		    "N"), "Service / Population Group", "", "which service" },
		{ "bad code", ROW("1/1", "Overall", "Safe", "Good",
		    "01/02/2019", "N"), "Location ID", "1/1",
		    "not the code of an organisation" },
		{ "shifted row", "1-1,Home, Sweet,Overall,Safe,Good,01/02/2019"
		    ",N,u,1-9,Owner,-,-\n", "", "", "has 13 fields" },
	};
	struct harvest	*h;
	char		 text[1500];
	size_t		 i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		snprintf(text, sizeof(text), "%s%s%s%s", HEADER,
		    ROW("1-1", "Overall", "Overall", "Good", "01/02/2019", "N"),
		    rows[i].row, ROW("1-1", "Overall", "Caring", "Good",
		    "01/02/2019", "N"));
		h = harvest_text(text);
		harvest_refused(h, rows[i].label, 3, rows[i].field,
		    rows[i].value, rows[i].says);
		assert_int_equal(h->nevent, 1);
		assert_int_equal(h->event[0].report->ncell, 2);
		harvest_free(&h);
	}
}

static void
rows_without_a_rating_are_counted(void **state)
{
	struct harvest	*h = harvest_text(HEADER
	    ROW("1-1", "Overall", "Overall", "", "", "")
	    ROW("1-1", "Overall", "Safe", "-", "01/02/2019", "")
	    ROW("1-1", "Overall", "Caring", "Good", "01/02/2019", "-"));

	(void)state;
	assert_int_equal(h->nevent, 1);
	assert_int_equal(h->nreject, 0);
	assert_int_equal(harvest_skipped(h, "rows without a rating"), 2);
	harvest_free(&h);
}

static void
a_header_that_lacks_a_column_is_named(void **state)
{
	struct harvest	*h = harvest_text("Location ID,Provider ID,Domain,"
			    "Latest Rating,Publication Date\n");

	(void)state;
	assert_int_equal(h->failed, 1);
	assert_non_null(strstr(h->err.text, "Latest ratings CSV, but lacks "
	    "the column \"Service / Population Group\""));
	harvest_free(&h);
}

/* A stray mark takes what it can until the cap, and no more. */
static void
a_stray_quote_stops_the_file_and_names_the_line(void **state)
{
	static const char	 start[] = HEADER
	    ROW("1-1", "Overall", "Overall", "Good", "01/02/2019", "N")
	    "\"1-2,Home";
	static const char	 row[] =
	    ROW("1-3", "Overall", "Overall", "Good", "01/02/2019", "N");
	struct buf		 text = { 0 };
	struct harvest		*h;
	size_t			 i;

	(void)state;
	buf_text(&text, start);
	for (i = 0; i < 2000; i++)
		buf_text(&text, row);
	h = harvest_bytes("file", text.data, text.len);
	assert_int_equal(h->failed, 1);
	assert_non_null(strstr(h->err.text, "line 3: field 1 is longer than "
	    "65536 bytes; look for a stray quotation mark"));
	harvest_free(&h);
	buf_release(&text);
}

/* A row cut in two must not pass for a whole organisation. */
static void
a_truncated_file_gives_no_half_report(void **state)
{
	char		 path[64];
	struct harvest	*h;
	gzFile		 gz;
	int		 i;

	(void)state;
	snprintf(path, sizeof(path), "%s/latest.gz", harvest_folder());
	gz = gzopen(path, "wb0");
	assert_non_null(gz);
	gzputs(gz, HEADER);
	for (i = 0; i < 2000; i++)
		gzprintf(gz, "1-%d,Home,Overall,Overall,Good,01/02/2019,N,"
		    "http://x.example/,1-9,Owner,-,-\n", i / 200);
	gzclose(gz);
	assert_int_equal(truncate(path, 140000), 0);
	h = harvest_path(path);
	unlink(path);
	assert_int_equal(h->failed, 1);
	assert_non_null(strstr(h->err.text, "latest.gz: the gzip data ends"));
	assert_true(h->nevent > 0 && h->nevent < 10);
	harvest_free(&h);
}

struct totals {
	size_t	 events, cells, rejects, inherited, most;
	size_t	 arena;
};

static void
add_event(struct totals *t, const struct event *ev, const struct arena *a)
{
	struct err	 e;
	size_t		 i;

	assert_int_equal(event_check(ev, day_parse("2022-01-01").serial, &e),
	    0);
	assert_int_equal(ev->revision, 20210131);
	t->events++;
	t->cells += ev->report->ncell;
	for (i = 0; i < ev->report->ncell; i++)
		t->inherited += ev->report->cell[i].inherited != 0;
	if (ev->report->ncell > t->most)
		t->most = ev->report->ncell;
	if (arena_used(a) > t->arena)
		t->arena = arena_used(a);
}

/* Bytes of the heap that are in use. */
static size_t
heap(void)
{
	struct mallinfo2	 m = mallinfo2();

	return m.uordblks + m.hblkhd;
}

static struct totals
read_large(const char *path)
{
	size_t		 start = heap();
	struct arena	*a = arena_new(0);
	struct totals	 t = { 0 };
	struct event	 ev;
	struct reject	 reject;
	struct err	 e;
	struct reader	*r = reader_open(path, &e);
	size_t		 most = 0;
	int		 rc;

	assert_non_null(r);
	while ((rc = reader_next(r, a, &ev, &reject, &e)) > 0) {
		if (rc == 1)
			add_event(&t, &ev, a);
		t.rejects += rc == 2;
		most = heap() > most ? heap() : most;
		arena_reset(a);
	}
	assert_int_equal(rc, 0);
	assert_true(most < start + 1024 * 1024);
	reader_close(&r);
	arena_free(&a);
	return t;
}

/* Totals counted from the same file by other means: 33,564 pairs of
 * organisation and date in 74,184 rows, 3,513 of them inherited. */
static void
the_real_file_comes_through_in_little_memory(void **state)
{
	const char	*dir = test_realdata();
	struct totals	 t;
	char		 path[300];

	(void)state;
	if (dir == NULL) {
		printf("skipped: no real data at ../shared/data\n");
		skip();
	}
	snprintf(path, sizeof(path), "%s/latest-ratings-2021-01-overall.csv.gz",
	    dir);
	t = read_large(path);
	assert_int_equal(t.events, 33564);
	assert_int_equal(t.cells, 74184);
	assert_int_equal(t.rejects, 0);
	assert_int_equal(t.inherited, 3513);
	assert_int_equal(t.most, 10);
	assert_true(t.arena < 8192);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(an_organisation_gives_a_report_a_date),
		cmocka_unit_test(older_and_other_shapes_are_known),
		cmocka_unit_test(two_ratings_of_one_day_are_both_kept),
		cmocka_unit_test(an_overall_may_stand_alone),
		cmocka_unit_test(wrong_rows_are_left_out_of_their_report),
		cmocka_unit_test(rows_without_a_rating_are_counted),
		cmocka_unit_test(a_header_that_lacks_a_column_is_named),
		cmocka_unit_test(
		    a_stray_quote_stops_the_file_and_names_the_line),
		cmocka_unit_test(a_truncated_file_gives_no_half_report),
		cmocka_unit_test(the_real_file_comes_through_in_little_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
