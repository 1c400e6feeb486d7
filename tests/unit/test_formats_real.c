/* The real answers of CQC's API, in pinned numbers. */
#include <dirent.h>

#include "rules/day.h"
#include "tests/lib/harvest.h"
#include "tests/lib/test.h"

#define UNRATED	"entries without any rating"
#define NEWER	"assessment blocks of the newer framework"

struct totals {
	size_t		 files, registrations, reports, cells, inherited;
	size_t		 rejects;
	uint64_t	 unrated, newer;
};

static void
add_event(struct totals *t, const struct event *ev)
{
	struct err	 e;
	size_t		 i;

	if (event_check(ev, day_parse("2025-01-01").serial, &e) != 0)
		fail_msg("%s: %s", ev->source_id, e.text);
	if (ev->report == NULL) {
		t->registrations++;
		return;
	}
	t->reports++;
	t->cells += ev->report->ncell;
	for (i = 0; i < ev->report->ncell; i++)
		t->inherited += ev->report->cell[i].inherited != 0;
}

static void
add_file(struct totals *t, const char *path)
{
	struct harvest	*h = harvest_path(path);
	size_t		 i, j;

	assert_int_equal(h->failed, 0);
	t->files++;
	t->rejects += h->nreject;
	t->unrated += harvest_skipped(h, UNRATED);
	t->newer += harvest_skipped(h, NEWER);
	for (i = 0; i < h->nevent; i++) {
		add_event(t, &h->event[i]);
		for (j = 0; j < i; j++)
			assert_string_not_equal(h->event[i].source_id,
			    h->event[j].source_id);
	}
	harvest_free(&h);
}

static void
add_folder(struct totals *t, const char *dir, const char *name)
{
	char		 path[600];
	struct dirent	*entry;
	DIR		*d;

	snprintf(path, sizeof(path), "%s/api-json/%s", dir, name);
	d = opendir(path);
	assert_non_null(d);
	while ((entry = readdir(d)) != NULL) {
		if (entry->d_name[0] == '.')
			continue;
		snprintf(path, sizeof(path), "%.200s/api-json/%.20s/%s", dir,
		    name, entry->d_name);
		add_file(t, path);
	}
	closedir(d);
}

/* Reports and cells were counted from the same files by other means. */
static void
answers_come_through(void **state)
{
	const char	*dir = test_realdata();
	struct totals	 t = { 0 };

	(void)state;
	if (dir == NULL) {
		printf("skipped: no real data at ../shared/data\n");
		skip();
	}
	add_folder(&t, dir, "locations");
	add_folder(&t, dir, "providers");
	assert_int_equal(t.files, 62);
	assert_int_equal(t.registrations, 62);
	assert_int_equal(t.reports, 63);
	assert_int_equal(t.cells, 713);
	assert_int_equal(t.rejects, 0);
	assert_int_equal(t.unrated, 6);
	assert_int_equal(t.newer, 4);
}

/* The Royal Oldham Hospital, after the transfer from RW6 to RM3. */
static void
a_transferred_hospital_keeps_what_it_inherited(void **state)
{
	const char			*dir = test_realdata();
	const struct event		*ev;
	const struct report_cell	*cell;
	struct harvest			*h;
	char				 path[300], day[DAY_TEXT];

	(void)state;
	if (dir == NULL) {
		printf("skipped: no real data at ../shared/data\n");
		skip();
	}
	snprintf(path, sizeof(path), "%s/api-json/locations/"
	    "location_RM317.json", dir);
	h = harvest_path(path);
	assert_int_equal(h->nevent, 6);
	assert_string_equal(h->event[0].registration->sector,
	    "Acute hospital - NHS non-specialist");
	ev = &h->event[1];
	assert_string_equal(ev->provider, "RM3");
	assert_string_equal(ev->location, "RM317");
	assert_string_equal(day_text(ev->report->rated, day), "2021-02-10");
	assert_int_equal(ev->report->ncell, 10);
	cell = harvest_cell(ev, "", QUESTION_WELL_LED);
	assert_int_equal(cell->mark, MARK_GOOD);
	assert_int_equal(cell->inherited, 1);
	assert_string_equal(cell->location, "RM317");
	cell = harvest_cell(&h->event[2], "Medical care (including older "
	    "people's care)", QUESTION_SAFE);
	assert_int_equal(cell->mark, MARK_IMPROVE);
	assert_int_equal(cell->inherited, 0);
	harvest_free(&h);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(answers_come_through),
		cmocka_unit_test(
		    a_transferred_hospital_keeps_what_it_inherited),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
