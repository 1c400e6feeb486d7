/*
 * Two consecutive monthly files of "Latest ratings": the second gives
 * duplicates, and events for exactly the organisations whose rows changed.
 * What is in it no more stays as it was.
 */
#include <unistd.h>

#include "base/buf.h"
#include "tests/lib/harvest.h"
#include "tests/lib/line.h"
#include "tests/lib/test.h"
#include "tests/lib/verb.h"

enum { LINE = 2000, PATH = 300, SETTLE_S = 60, ALL = 17 };

#define JANUARY	"examples/latest-ratings-2021-01.csv"

/* What a month brings, by the beginning of a row. */
struct change {
	const char	*row, *from, *to;	/* NULL: the row is gone */
};

static void
replace(char line[LINE], const char *from, const char *to)
{
	char	 rest[LINE], *at = strstr(line, from);

	if (at == NULL)
		return;
	snprintf(rest, sizeof(rest), "%s", at + strlen(from));
	snprintf(at, (size_t)(line + LINE - at), "%s%s", to, rest);
}

/* 0 where the row is gone. */
static int
change(char line[LINE], const struct change *c, size_t n)
{
	size_t	 i;

	for (i = 0; i < n; i++)
		if (strncmp(line, c[i].row, strlen(c[i].row)) == 0) {
			if (c[i].from == NULL)
				return 0;
			replace(line, c[i].from, c[i].to);
		}
	return 1;
}

static void
write_month(const char *path, const struct change *c, size_t n)
{
	FILE	*in = fopen(JANUARY, "r"), *out = fopen(path, "w");
	char	 line[LINE];

	assert_non_null(in);
	assert_non_null(out);
	while (fgets(line, sizeof(line), in) != NULL)
		if (change(line, c, n))
			fputs(line, out);
	fclose(in);
	assert_int_equal(fclose(out), 0);
}

/* Two organisations of the example, as they are in it. */
static void
pick(struct change c[3], char id[2][60])
{
	FILE	*in = fopen(JANUARY, "r");
	char	 line[LINE], last[60] = "";
	int	 n = 0;

	assert_non_null(in);
	assert_non_null(fgets(line, sizeof(line), in));
	while (n < 2 && fgets(line, sizeof(line), in) != NULL) {
		line[strcspn(line, ",") + 1] = '\0';
		if (strcmp(line, last) == 0)
			continue;
		snprintf(last, sizeof(last), "%.59s", line);
		snprintf(id[n++], sizeof(id[0]), "%.59s", line);
	}
	fclose(in);
	assert_int_equal(n, 2);
	c[0] = (struct change){ id[0], ",Good,", ",Inadequate," };
	c[1] = (struct change){ id[0], "28/12/2016", "20/01/2021" };
	c[2] = (struct change){ id[1], NULL, NULL };
}

static void
february_brings_what_changed(void **state)
{
	struct change	 c[3];
	char		 id[2][60], january[PATH], february[PATH], want[200];
	struct line	*l;
	long		 gone;

	(void)state;
	pick(c, id);
	pg_fresh(pg_shared());
	l = line_start(pg_shared(), 1, NULL, NULL);
	setenv("SIXTHKEY_DB", pg_conninfo(pg_shared(), "reader"), 1);
	setenv("SIXTHKEY_SUBMIT", line_submit(l), 1);
	snprintf(january, PATH, "%s/01_January_2021_Latest_ratings.csv",
	    harvest_folder());
	snprintf(february, PATH, "%s/01_February_2021_Latest_ratings.csv",
	    harvest_folder());
	write_month(january, NULL, 0);
	write_month(february, c, 3);
	VERB(0, "feed", "--json", january);
	verb_said("\"accepted\":17,\"duplicate\":0,");
	line_settle(l, ALL, SETTLE_S);
	gone = strtol(pg_value(pg_shared(), "select count(*) from "
	    "sixthkey.event where subject = '%.*s'",
	    (int)strcspn(id[1], ","), id[1]), NULL, 10);
	assert_true(gone > 0);
	VERB(0, "feed", "--json", february);
	snprintf(want, sizeof(want), "\"accepted\":1,\"duplicate\":%ld,"
	    "\"conflict\":0,\"rejected\":0", ALL - 1 - gone);
	verb_said(want);
	line_settle(l, ALL + 1, SETTLE_S);
	assert_string_equal(pg_value(pg_shared(), "select subject || ' ' || "
	    "max(version) from sixthkey.released_version group by subject "
	    "having max(version) > 1"), pg_value(pg_shared(), "select "
	    "'%.*s 2'", (int)strcspn(id[0], ","), id[0]));
	VERB(0, "get", "ratings", "--limit", "0", "-o", "csv");
	snprintf(want, sizeof(want), "\n%s", id[1]);
	verb_said(want);
	unlink(january);
	unlink(february);
	line_stop(&l);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(february_brings_what_changed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
