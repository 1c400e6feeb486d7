/*
 * Every form of file goes into a line: as it is, gzipped and through a pipe, and
 * says the same each time.
 */
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <zlib.h>

#include "base/buf.h"
#include "cli/cmd.h"
#include "tests/lib/file.h"
#include "tests/lib/harvest.h"
#include "tests/lib/line.h"
#include "tests/lib/spread.h"
#include "tests/lib/test.h"
#include "tests/lib/verb.h"

#define EVENT(id) \
	"{\"specversion\":\"1.0\",\"id\":\"" id "\",\"source\":\"/t\"," \
	"\"type\":\"uk.sixthkey.inspection.reported.v1\",\"data\":{" \
	"\"provider\":\"RGT\",\"report\":{\"rated\":\"2019-02-26\"," \
	"\"cell\":[{\"question\":\"safe\",\"rating\":\"good\"}]}}}"

static const struct form_of {
	const char	*label, *path, *text;	/* the one or the other */
	int		 events;
} forms[] = {
	{ "trust ratings CSV", "examples/trusts.csv", NULL, 80 },
	{ "CQC API JSON", "examples/hospitals.json", NULL, 11 },
	{ "Latest ratings CSV", "examples/latest-ratings-2021-01.csv", NULL,
	    17 },
	{ "CloudEvents JSON", NULL, EVENT("1") "\n" EVENT("2") "\n", 2 },
	{ "care directory CSV", NULL, " Location Name, Location ID,Primary "
	    "inspection category,Location HSCA start date,Location Latest "
	    "Overall Rating,Publication Date,Provider ID\n"
	    "Home,1-1,A,2/26/2019 12:00:00 AM,Good,2/26/2019,1-9\n"
	    "Other,1-2,A,2/27/2019 12:00:00 AM,,,1-9\n", 2 },
	{ "key question CSV", NULL, "location_id,level,report_date,safe,"
	    "effective,caring,responsive,well_led,overall\n"
	    "RGT01,location,2019-02-26,good,good,good,good,good,good\n", 1 },
};

static struct line	*line;
static int64_t		 accepted;

static int
set_up(void **state)
{
	(void)state;
	pg_fresh(pg_shared());
	line = line_start(pg_shared(), 1, NULL, NULL);
	setenv("SIXTHKEY_SUBMIT", line_submit(line), 1);
	setenv("SIXTHKEY_REJECTS_DIR", harvest_folder(), 1);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	line_stop(&line);
	return 0;
}

static void
read_form_of(const struct form_of *x, struct buf *out)
{
	buf_clear(out);
	if (x->path == NULL)
		buf_text(out, x->text);
	else
		file_read(x->path, out);
}

static void
write_gzip(const char *path, const struct buf *b)
{
	gzFile	 gz = gzopen(path, "wb");

	assert_non_null(gz);
	assert_int_equal(gzwrite(gz, b->data, (unsigned)b->len), b->len);
	assert_int_equal(gzclose(gz), Z_OK);
}

static void
feed(const char *path, const char *format, const char *became, int n)
{
	char	 said[200];

	VERB(EXIT_OK, "feed", "--json", path);
	snprintf(said, sizeof(said), "%s: %s, %d event%s\n", path, format, n,
	    n == 1 ? "" : "s");
	verb_said(said);
	snprintf(said, sizeof(said), "\"%s\":%d,", became, n);
	verb_said(said);
}

/* What feed calls "-": here a pipe, of which nobody knows the size. */
static void
feed_pipe(const struct buf *b, const char *format, int n)
{
	int	 ends[2], kept = dup(STDIN_FILENO);
	pid_t	 pid;

	assert_int_equal(pipe(ends), 0);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		close(ends[0]);
		_exit(write(ends[1], b->data, b->len) == (ssize_t)b->len ?
		    0 : 1);
	}
	close(ends[1]);
	dup2(ends[0], STDIN_FILENO);
	close(ends[0]);
	feed("-", format, "duplicate", n);
	dup2(kept, STDIN_FILENO);
	close(kept);
	assert_int_equal(waitpid(pid, NULL, 0), pid);
}

static void
every_form_in_every_wrapping(void **state)
{
	struct buf	 b = { 0 };
	char		 path[200], gz[220];
	size_t		 i;

	(void)state;
	snprintf(path, sizeof(path), "%s/file", harvest_folder());
	snprintf(gz, sizeof(gz), "%s.gz", path);
	for (i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		const struct form_of	*x = &forms[i];

		read_form_of(x, &b);
		file_write_bytes(path, b.data, b.len);
		write_gzip(gz, &b);
		VERB(EXIT_OK, "validate", path, gz);
		verb_said("rejected 0; nothing was submitted");
		feed(path, x->label, "accepted", x->events);
		feed(gz, x->label, "duplicate", x->events);
		feed_pipe(&b, x->label, x->events);
		accepted += x->events;
		unlink(path);
		unlink(gz);
	}
	buf_release(&b);
}

static void
a_spreadsheet_goes_in(void **state)
{
	char	 path[200];

	(void)state;
	snprintf(path, sizeof(path), "%s/01_November_2021_Latest_ratings.ods",
	    harvest_folder());
	spread_latest(path, 200, 50);
	feed(path, "Latest ratings ODS", "accepted", 25);
	accepted += 25;
	feed(path, "Latest ratings ODS", "duplicate", 25);
	verb_said("left out: 1 sheets that are not of ratings");
	assert_string_equal(pg_value(pg_shared(), "select count(*) from "
	    "sixthkey.event where source = '/files/cqc-latest-ratings'"),
	    "42");
	unlink(path);
	line_settle(line, accepted, 60);
	assert_string_equal(line_faults(line), "");
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(every_form_in_every_wrapping),
		cmocka_unit_test(a_spreadsheet_goes_in),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
