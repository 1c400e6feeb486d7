/*
 * The rules against what was published: every disagreement is printed, their
 * number is pinned.  A disagreement is somebody's judgement, an award that is
 * explained nowhere, or a grid put together from several reports.
 */
#include <glob.h>
#include <jansson.h>

#include "formats/csv.h"
#include "formats/source.h"
#include "tests/rules/kit.h"

enum { PATH_SIZE = 1024 };

static const char *const	questions[] = {
	"safe", "effective", "caring", "responsive", "well_led"
};

static struct kit	k;

/* The folder, or the test is skipped. */
static const char *
data_path(const char *name, char path[PATH_SIZE])
{
	const char	*dir = test_realdata();

	if (dir == NULL) {
		print_message("skipped: no real data at ../shared/data\n");
		skip();
	}
	snprintf(path, PATH_SIZE, "%s/%s", dir, name);
	return path;
}

/* ---- five key questions and an overall ----------------------------------- */

struct score {
	size_t	whole, agreed;		/* all five rated */
	size_t	part, within;		/* some not stated */
};

static void
score_case(const struct csv *csv, struct score *s)
{
	const struct ruleset	*rules = set("nhs-quality-2017-06");
	enum rating		 r, overall;
	struct bounds		 b;
	uint8_t			 n[RATING_COUNT] = { 0 };
	size_t			 i;
	int			 within;

	for (i = 0; i < 5; i++) {
		r = rating_parse(csv_get(csv, questions[i]));
		assert_true(r != NONE || *csv_get(csv, questions[i]) == '\0');
		n[r]++;
	}
	overall = rating_parse(csv_get(csv, "overall"));
	assert_true(overall != NONE);
	i = n[NONE];
	n[NONE] = 0;
	b = rules_bounds(rules, n, i);
	within = b.low <= overall && overall <= b.high;
	if (!within)
		print_message("  %s %s %s: %s to %s, published %s\n",
		    csv_get(csv, "location_id"), csv_get(csv, "report_date"),
		    csv_get(csv, "level"), rating_code(b.low),
		    rating_code(b.high), rating_code(overall));
	*(i == 0 ? &s->whole : &s->part) += 1;
	*(i == 0 ? &s->agreed : &s->within) += (size_t)within;
}

static void
key_questions_give_the_overall(void **state)
{
	char		 path[PATH_SIZE];
	struct err	 e = { ERR_NONE, "" };
	struct source	*source;
	struct csv	*csv;
	struct score	 s = { 0 };

	(void)state;
	source = source_open(data_path("key-question-cases.csv", path), &e);
	assert_non_null(source);
	csv = csv_new(source);
	assert_int_equal(csv_next(csv, &e), 1);
	csv_header(csv);
	while (csv_next(csv, &e) == 1)
		score_case(csv, &s);
	csv_free(&csv);
	source_close(&source);
	assert_int_equal(s.whole, 1563);
	assert_int_equal(s.agreed, 1561);
	assert_int_equal(s.part, 115);
	/* Three reports re-rated two questions and left the overall alone. */
	assert_int_equal(s.within, 112);
}

/* ---- trusts -------------------------------------------------------------- */

static enum mark
mark_of(const char *word)
{
	enum mark	m = *word == '\0' ? MARK_NOT_STATED : mark_parse(word);

	if (m == MARK_NONE)
		fail_msg("\"%s\" is no word of ours", word);
	return m;
}

/* What a row of trust-ratings.csv calls the eight questions. */
static const char *const	trust_columns[QUESTION_COUNT] = {
	NULL, "safe", "effective", "caring", "responsive", "well_led",
	"quality_overall", "use_of_resources", "combined"
};

static void
print_departures(void)
{
	const struct cell	*c;
	char			 day[DAY_TEXT];
	size_t			 i;

	for (i = 0; i < k.ncell; i++) {
		c = &k.cell[i];
		print_message("  %s %s %s %s/%s %s: %s to %s, published %s\n",
		    k.facts.organisation, day_text(c->computed_on, day),
		    level_name(c->level), c->location, c->service,
		    question_code(c->question), rating_code(c->bounds.low),
		    rating_code(c->bounds.high),
		    mark_code(c->awarded->mark));
	}
}

/* Adds "RDD 2019-07-10 quality; " for each departure of one trust. */
static void
note_departures(char *out, size_t size)
{
	const struct cell	*c;
	char			 day[DAY_TEXT];
	size_t			 i, used;

	kit_departures(&k);
	print_departures();
	for (i = 0; i < k.ncell; i++) {
		c = &k.cell[i];
		used = strlen(out);
		snprintf(out + used, size - used, "%s %s %s; ",
		    k.facts.organisation, day_text(c->computed_on, day),
		    level_name(c->level));
	}
}

static void
trusts_depart_where_they_say(void **state)
{
	char		 path[PATH_SIZE], found[1024] = "", trust[16] = "";
	struct err	 e = { ERR_NONE, "" };
	struct source	*source;
	struct csv	*csv;
	size_t		 rows = 0;
	int		 q;

	(void)state;
	source = source_open(data_path("trust-ratings.csv", path), &e);
	assert_non_null(source);
	csv = csv_new(source);
	assert_int_equal(csv_next(csv, &e), 1);
	csv_header(csv);
	kit_open(&k, trust, 1);
	for (; csv_next(csv, &e) == 1; rows++) {
		if (strcmp(trust, csv_get(csv, "ods_code")) != 0) {
			note_departures(found, sizeof(found));
			snprintf(trust, sizeof(trust), "%s",
			    csv_get(csv, "ods_code"));
			kit_open(&k, trust, 1);
		}
		for (q = QUESTION_SAFE; q < QUESTION_COUNT; q++)
			kit_fact(&k, "", "", (enum question)q,
			    mark_of(csv_get(csv, trust_columns[q])),
			    csv_get(csv, "report_date"));
	}
	note_departures(found, sizeof(found));
	csv_free(&csv);
	source_close(&source);
	kit_close(&k);
	assert_int_equal(rows, 94);
	assert_string_equal(found, "RDD 2019-07-10 quality; "
	    "RDD 2019-07-10 combined; RXC 2020-02-27 quality; ");
}

/* ---- hospitals ----------------------------------------------------------- */

static const char *
text_at(const json_t *object, const char *name)
{
	const char	*s = json_string_value(json_object_get(object, name));

	return s != NULL ? s : "";
}

/* The cells of one row; what the source leaves empty is not a fact. */
static void
add_row(const json_t *row, const char *location, const char *service,
    const char *date)
{
	static const char	other[] = "other:";
	const char		*word;
	int			 q;

	for (q = QUESTION_SAFE; q <= QUESTION_OVERALL && *date != '\0'; q++) {
		word = text_at(row, question_code((enum question)q));
		if (strncmp(word, other, strlen(other)) == 0)
			word += strlen(other);
		if (*word != '\0')
			kit_fact(&k, location, service, (enum question)q,
			    mark_of(word), date);
	}
}

/* One grid: a location and its services, each perhaps with its own date. */
static void
add_grid(const json_t *grid, const char *location)
{
	const json_t	*row = json_object_get(grid, "location_row"), *services;
	const char	*date = text_at(grid, "report_date"), *own;
	size_t		 i;

	own = text_at(row, "report_date");
	add_row(row, location, "", *own != '\0' ? own : date);
	services = json_object_get(grid, "services");
	for (i = 0; i < json_array_size(services); i++) {
		row = json_array_get(services, i);
		own = text_at(row, "report_date");
		add_row(row, location, text_at(row, "service_name"),
		    *own != '\0' ? own : date);
	}
}

static void
add_location(const json_t *location)
{
	const char	*id = text_at(location, "location_id");
	const json_t	*historic = json_object_get(location, "historic");
	size_t		 i;

	add_grid(json_object_get(location, "current"), id);
	for (i = 0; i < json_array_size(historic); i++)
		add_grid(json_array_get(historic, i), id);
}

static void
add_trust(const json_t *trust)
{
	const json_t	*rows = json_object_get(trust, "trust_rows"), *row;
	size_t		 i;
	int		 q;

	for (i = 0; i < json_array_size(rows); i++) {
		row = json_array_get(rows, i);
		for (q = QUESTION_SAFE; q < QUESTION_COUNT; q++)
			kit_fact(&k, "", "", (enum question)q,
			    mark_of(text_at(row, trust_columns[q])),
			    text_at(row, "report_date"));
	}
}

/* Ratings that stand now, how many of them the rules give, and how many are
 * out of bounds; and how many ever were. */
struct level_score {
	size_t	awarded, computed, certain, departed, ever_departed;
};

static void
score_grid(struct level_score score[LEVEL_COUNT])
{
	const struct cell	*c;
	struct level_score	*s;
	size_t			 i;

	kit_evaluate(&k, "");
	for (i = 0; i < k.ncell; i++) {
		c = &k.cell[i];
		s = &score[c->level];
		if (c->awarded == NULL || mark_rating(c->awarded->mark) == NONE)
			continue;
		s->awarded++;
		s->computed += c->set != NULL;
		s->certain += c->set != NULL && c->bounds.low ==
		    c->bounds.high;
		s->departed += c->departs;
	}
	kit_departures(&k);
	print_departures();
	for (i = 0; i < k.ncell; i++)
		score[k.cell[i].level].ever_departed++;
}

static void
score_file(const char *path, struct level_score score[LEVEL_COUNT])
{
	const char	*id[64];
	json_error_t	 e;
	json_t		*root = json_load_file(path, 0, &e);
	const json_t	*locations;
	size_t		 i;

	if (root == NULL)
		fail_msg("%s: %s", path, e.text);
	kit_open(&k, text_at(json_object_get(root, "trust"), "ods_code"), 1);
	locations = json_object_get(root, "locations");
	assert_in_range(json_array_size(locations), 1, 64);
	for (i = 0; i < json_array_size(locations); i++) {
		add_location(json_array_get(locations, i));
		id[i] = text_at(json_array_get(locations, i), "location_id");
	}
	add_trust(root);
	k.facts.location = id;
	k.facts.nlocation = i;
	score_grid(score);
	kit_close(&k);
	json_decref(root);
}

static void
hospitals_level_by_level(void **state)
{
	static const struct level_score	want[LEVEL_COUNT] = {
		[LEVEL_SERVICE_QUESTION] = { 230, 0, 0, 0, 0 },
		[LEVEL_SERVICE] = { 55, 48, 48, 0, 0 },
		[LEVEL_LOCATION_QUESTION] = { 44, 37, 36, 4, 6 },
		[LEVEL_LOCATION] = { 9, 9, 9, 0, 0 },
		[LEVEL_TRUST_QUESTION] = { 16, 12, 8, 0, 0 },
		[LEVEL_QUALITY] = { 4, 4, 3, 1, 1 },
		[LEVEL_RESOURCES] = { 3, 0, 0, 0, 0 },
		[LEVEL_COMBINED] = { 3, 3, 2, 0, 0 }
	};
	struct level_score	score[LEVEL_COUNT] = { { 0 } };
	char			path[PATH_SIZE];
	glob_t			files;
	size_t			i;

	(void)state;
	data_path("location-grids/*.json", path);
	assert_int_equal(glob(path, 0, NULL, &files), 0);
	assert_int_equal(files.gl_pathc, 5);
	for (i = 0; i < files.gl_pathc; i++)
		score_file(files.gl_pathv[i], score);
	globfree(&files);
	for (i = LEVEL_NONE + 1; i < LEVEL_COUNT; i++)
		print_message("  %s: %zu rated, of which %zu computed, %zu "
		    "certain, %zu departing; %zu departed ever\n",
		    level_name((enum level)i), score[i].awarded,
		    score[i].computed, score[i].certain, score[i].departed,
		    score[i].ever_departed);
	assert_memory_equal(score, want, sizeof(want));
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(key_questions_give_the_overall),
		cmocka_unit_test(trusts_depart_where_they_say),
		cmocka_unit_test(hospitals_level_by_level)
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
