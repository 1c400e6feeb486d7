/*
 * Thousands of events of a file while ingest, broker and feed itself are
 * killed: every one is answered, none is lost, none is there twice, and what is
 * refused is kept once.  Then a spreadsheet as large as the published one, by
 * the clock and by its memory.
 *
 * $SIXTHKEY_FEED_EVENTS: how many, default 4000; $SIXTHKEY_FEED_ROWS: of the
 * spreadsheet, default 2000.
 */
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "cli/cmd.h"
#include "formats/cloud_write.h"
#include "tests/lib/harvest.h"
#include "tests/lib/line.h"
#include "tests/lib/load.h"
#include "tests/lib/spread.h"
#include "tests/lib/test.h"
#include "tests/lib/verb.h"

enum { SETTLE_S = 600, PATIENCE_MS = 180000, WRONG_EACH = 100, MOST_KB = 65536 };

static struct line	*line;

static int
set_up(void **state)
{
	(void)state;
	pg_fresh(pg_shared());
	line = line_start(pg_shared(), 1, NULL, NULL);
	setenv("SIXTHKEY_SUBMIT", line_submit(line), 1);
	setenv("SIXTHKEY_DB", pg_conninfo(pg_shared(), "reader"), 1);
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

static uint64_t
setting(const char *name, uint64_t otherwise)
{
	const char	*set = getenv(name);

	return set == NULL ? otherwise : strtoull(set, NULL, 10);
}

static const char *
path_of(const char *name)
{
	static char	 path[4][200];
	static int	 next;

	next = (next + 1) % 4;
	snprintf(path[next], sizeof(path[next]), "%s/%s", harvest_folder(),
	    name);
	return path[next];
}

/* Behind every hundredth event stands a line that is none. */
static void
write_events(const char *path, uint64_t n)
{
	const struct load	 load = { 7, 200, "/files/t" };
	FILE			*f = fopen(path, "w");
	struct arena		*a = arena_new(0);
	struct buf		 b = { 0 };
	struct json		 j;
	uint64_t		 i;

	assert_non_null(f);
	for (i = 0; i < n; i++) {
		buf_clear(&b);
		json_init(&j, &b, 0);
		cloud_write(load_event(&load, i, a), &j, NULL);
		fprintf(f, "%s\n", b.data);
		if (i % WRONG_EACH == 0)
			fprintf(f, "{\"specversion\":\"1.0\",\"id\":\"wrong "
			    "%d\",\"source\":\"/files/t\",\"type\":\"none\"}"
			    "\n", (int)i);
		arena_reset(a);
	}
	assert_int_equal(fclose(f), 0);
	buf_release(&b);
	arena_free(&a);
}

static uint64_t
count(const char *table)
{
	return strtoull(pg_value(pg_shared(), "select count(*) from "
	    "sixthkey.%s", table), NULL, 10);
}

static void
await(uint64_t events)
{
	int64_t	 from = clock_ms();

	while (count("event") < events) {
		if (clock_ms() - from > PATIENCE_MS)
			fail_msg("%d events", (int)count("event"));
		test_pause(5);
	}
}

static void
strike(enum stage stage)
{
	line_signal(line, stage, 0, SIGKILL);
	line_reap(line, stage, 0);
	line_again(line, stage, 0);
}

static void
kill_feed(struct verb v)
{
	kill(v.pid, SIGKILL);
	assert_int_equal(waitpid(v.pid, NULL, 0), v.pid);
	close(v.out);
}

static void
killed_and_nothing_lost(void **state)
{
	uint64_t	 n = setting("SIXTHKEY_FEED_EVENTS", 4000);
	const char	*path = path_of("kills.jsonl");
	int64_t		 from = clock_ms();
	struct verb	 v;

	(void)state;
	write_events(path, n);
	v = VERB_BEGIN("feed", "--resume", path);
	await(n / 5);
	strike(STAGE_INGEST);
	await(n * 2 / 5);
	kill_feed(v);
	v = VERB_BEGIN("feed", "--resume", path);
	await(n * 3 / 5);
	strike(STAGE_NONE);
	await(n * 4 / 5);
	kill_feed(v);
	VERB(EXIT_DATA, "feed", "--resume", "--json", path);
	verb_said("\"conflict\":0,");
	print_message("%d events of a file, with ingest, broker and feed "
	    "killed: %d s until durable\n", (int)n,
	    (int)((clock_ms() - from) / 1000));
	assert_int_equal(count("event"), n);
	assert_int_equal(count("quarantine"), (n + WRONG_EACH - 1) /
	    WRONG_EACH);
	line_settle(line, (int64_t)n, SETTLE_S);
	assert_string_equal(line_faults(line), "");
	unlink(path);
	unlink(path_of("kills.jsonl.rejects.csv"));
}

/* Peak memory of the program in kB. */
static long
run(const char *path)
{
	struct verb	 v = VERB_BEGIN("feed", path);
	struct rusage	 used;
	char		 said[4096];
	int		 status;

	while (read(v.out, said, sizeof(said)) > 0)
		continue;
	close(v.out);
	assert_int_equal(wait4(v.pid, &status, 0, &used), v.pid);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), EXIT_OK);
	return used.ru_maxrss;
}

static void
a_large_spreadsheet_needs_little_memory(void **state)
{
	unsigned	 rows = (unsigned)setting("SIXTHKEY_FEED_ROWS", 2000);
	const char	*path = path_of("01_September_2026_Latest_ratings.ods");
	uint64_t	 before = count("event");
	int64_t		 from;
	long		 kb;

	(void)state;
	spread_latest(path, rows, 1000);
	from = clock_ms();
	kb = run(path);
	print_message("%u rows of a spreadsheet: %d events, %d ms until "
	    "durable, at most %ld kB of memory\n", rows,
	    (int)(count("event") - before), (int)(clock_ms() - from), kb);
	assert_in_range(count("event") - before, rows / 10, rows);
	assert_in_range(kb, 0, MOST_KB);
	line_settle(line, (int64_t)count("event"), SETTLE_S);
	assert_string_equal(line_faults(line), "");
	unlink(path);
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(killed_and_nothing_lost),
		cmocka_unit_test(a_large_spreadsheet_needs_little_memory),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
