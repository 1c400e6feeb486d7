#include "rules/day.h"
#include "tests/lib/harvest.h"
#include "tests/lib/test.h"

#define HEADER	" Location Name,Location ID,Primary inspection category," \
		"Location HSCA start date,Location Latest Overall Rating," \
		"Publication Date,Provider Name,Provider ID\n"

static void
a_row_registers_a_location(void **state)
{
	struct harvest		*h = harvest_text(HEADER
	    "Home,1-1,Residential social care,2025-01-02,Good,"
	    "1/2/2025 12:00:00 AM,Owner,1-9\n"
	    "\"Ward, the\",RGT01,Acute,2/26/2019 12:00:00 AM,,,Trust,RGT\n"
	    "No date,1-3,Other,,,,Owner,1-9\n");
	const struct event	*ev = h->event;
	char			 day[DAY_TEXT];

	(void)state;
	assert_string_equal(h->format, "care directory CSV");
	assert_int_equal(h->nevent, 3);
	assert_int_equal(h->nreject, 0);
	assert_int_equal(ev[0].kind, KIND_ORGANISATION_REGISTERED);
	assert_string_equal(ev[0].source, "/files/cqc-care-directory");
	assert_string_equal(ev[0].name, "Home");
	assert_string_equal(ev[0].provider, "1-9");
	assert_string_equal(ev[0].location, "1-1");
	assert_string_equal(ev[0].registration->sector,
	    "Residential social care");
	assert_int_equal(ev[0].registration->type, ORGANISATION_LOCATION);
	assert_string_equal(day_text(ev[0].registration->as_of, day),
	    "2025-01-02");
	assert_string_equal(day_text(ev[1].registration->as_of, day),
	    "2019-02-26");
	assert_string_equal(event_subject(&ev[1]), "RGT");
	assert_int_equal(ev[2].registration->as_of.precision, PRECISION_NONE);
	assert_int_equal(harvest_skipped(h, "ratings without a date"), 1);
	harvest_free(&h);
}

static void
wrong_values_are_refused_with_their_column(void **state)
{
	static const struct {
		const char	*label, *row, *field;
	} rows[] = {
		{ "no location", "Home,,A,2025-01-02,,,Owner,1-9\n",
		    "Location ID" },
		{ "no provider", "Home,1-1,A,2025-01-02,,,Owner,\n",
		    "Provider ID" },
		{ "day first", "Home,1-1,A,26/02/2019,,,Owner,1-9\n",
		    "Location HSCA start date" },
		{ "no date", "Home,1-1,A,soon,,,Owner,1-9\n",
		    "Location HSCA start date" },
		{ "a field too few", "Home,1-1,A,2025-01-02,,Owner,1-9\n", "" },
	};
	struct harvest	*h;
	char		 text[400];
	size_t		 i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		snprintf(text, sizeof(text), "%s%s", HEADER, rows[i].row);
		h = harvest_text(text);
		if (h->nevent != 0 || h->nreject != 1 ||
		    h->reject[0].line != 2 ||
		    strcmp(h->reject[0].field, rows[i].field) != 0)
			fail_msg("%s: %s", rows[i].label, h->reject[0].field);
		harvest_free(&h);
	}
}

/* All rows of the published file, for more of them than a harvest holds. */
static void
the_published_file_goes_in(void **state)
{
	const char	*dir = test_realdata();
	struct arena	*a = arena_new(0);
	struct err	 e = { 0 };
	struct event	 ev;
	struct reject	 reject;
	struct reader	*r;
	char		 path[400];
	int		 rc, n = 0;

	(void)state;
	if (dir == NULL) {
		arena_free(&a);
		print_message("skipped: no real data at ../shared/data\n");
		skip();
	}
	snprintf(path, sizeof(path), "%s/care-directory-head.csv", dir);
	r = reader_open(path, &e);
	assert_non_null(r);
	while ((rc = reader_next(r, a, &ev, &reject, &e)) == 1) {
		n++;
		if (event_check(&ev, 30000, &e) != 0)
			fail_msg("%s", e.text);
		arena_reset(a);
	}
	assert_int_equal(rc, 0);
	assert_int_equal(n, 999);
	reader_close(&r);
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(a_row_registers_a_location),
		cmocka_unit_test(wrong_values_are_refused_with_their_column),
		cmocka_unit_test(the_published_file_goes_in),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
