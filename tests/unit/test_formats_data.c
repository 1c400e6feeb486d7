/*
 * Published files of every shape: what is taken of them, what is left out and
 * why, and what is refused.  The page for newcomers has the same figures.
 */
#include <dirent.h>

#include "base/buf.h"
#include "formats/reader.h"
#include "rules/day.h"
#include "tests/lib/test.h"

enum { WHAT_MAX = 4 };

struct counts {
	size_t		 files, events, ratings, refused;
	struct skipped	 what[WHAT_MAX];	/* was left out */
	size_t		 nwhat;
};

/* Files of a folder, or the one file of that name. */
static const struct shape_of {
	const char	*path, *format;
} shapes[] = {
	{ "trust-ratings.csv", "trust ratings CSV" },
	{ "key-question-cases.csv", "key question CSV" },
	{ "latest-ratings-2021-01-overall.csv.gz", "Latest ratings CSV" },
	{ "care-directory-head.csv", "care directory CSV" },
	{ "location-grids", "CQC API JSON" },
	{ "api-json/locations", "CQC API JSON" },
	{ "api-json/providers", "CQC API JSON" },
};

static void
add_skipped(struct counts *c, const struct reader *r)
{
	const struct skipped	*s;
	size_t			 i, j, n = reader_skipped(r, &s);

	for (i = 0; i < n; i++) {
		for (j = 0; j < c->nwhat; j++)
			if (strcmp(c->what[j].what, s[i].what) == 0)
				break;
		assert_true(j < WHAT_MAX);
		if (j == c->nwhat)
			c->what[c->nwhat++] = (struct skipped){ s[i].what, 0 };
		c->what[j].count += s[i].count;
	}
}

static void
add_file(struct counts *c, const char *path, const char *format)
{
	struct arena	*a = arena_new(0);
	struct err	 e = { 0 };
	struct event	 ev;
	struct reject	 reject;
	struct reader	*r = reader_open(path, &e);
	int		 kind;

	if (r == NULL)
		fail_msg("%s", e.text);
	assert_string_equal(reader_format(r), format);
	while ((kind = reader_next(r, a, &ev, &reject, &e)) > 0) {
		if (kind == 1 && event_check(&ev,
		    day_parse("2026-10-01").serial, &e) != 0)
			fail_msg("%s: %s", path, e.text);
		c->events += kind == 1;
		c->refused += kind == 2;
		c->ratings += kind == 1 && ev.report != NULL ?
		    ev.report->ncell : 0;
		arena_reset(a);
	}
	assert_int_equal(kind, 0);
	add_skipped(c, r);
	c->files++;
	reader_close(&r);
	arena_free(&a);
}

static int
is_data(const struct dirent *d)
{
	const char	*dot = strrchr(d->d_name, '.');

	return dot != NULL && strcmp(dot, ".json") == 0;
}

static void
add_all(struct counts *c, const char *path, const char *format)
{
	struct dirent	**name;
	char		  file[700];
	int		  i, n = scandir(path, &name, is_data, alphasort);

	if (n < 0)
		add_file(c, path, format);
	for (i = 0; i < n; i++) {
		snprintf(file, sizeof(file), "%s/%s", path, name[i]->d_name);
		add_file(c, file, format);
		free(name[i]);
	}
	if (n >= 0)
		free(name);
}

static void
write_row(const char *path, const struct counts *c, struct buf *out)
{
	size_t	 i;

	buf_printf(out, "| `%s` | %zu | %zu | %zu |", path, c->files,
	    c->events, c->ratings);
	for (i = 0; i < c->nwhat; i++)
		buf_printf(out, "%s %llu %s", i > 0 ? "," : "",
		    (unsigned long long)c->what[i].count, c->what[i].what);
	buf_printf(out, " | %zu |", c->refused);
}

static void
read_page(struct buf *out)
{
	FILE	*f = fopen("docs/feeding.md", "r");
	int	 ch;

	assert_non_null(f);
	while ((ch = fgetc(f)) != EOF)
		buf_char(out, (char)ch);
	fclose(f);
}

static void
every_shape_goes_in_and_is_counted(void **state)
{
	const char	*dir = test_realdata();
	struct buf	 page = { 0 }, row = { 0 };
	char		 path[400];
	size_t		 i;

	(void)state;
	if (dir == NULL) {
		print_message("skipped: no real data at ../shared/data\n");
		skip();
	}
	read_page(&page);
	for (i = 0; i < sizeof(shapes) / sizeof(shapes[0]); i++) {
		struct counts	 c = { 0 };

		snprintf(path, sizeof(path), "%s/%s", dir, shapes[i].path);
		add_all(&c, path, shapes[i].format);
		buf_clear(&row);
		write_row(shapes[i].path, &c, &row);
		print_message("%s\n", row.data);
		if (strstr(page.data, row.data) == NULL)
			print_message("not in docs/feeding.md: %s", row.data);
	}
	buf_release(&page);
	buf_release(&row);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(every_shape_goes_in_and_is_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
