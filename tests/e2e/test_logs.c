/*
 * What a run says: JSON where nobody watches, one line a fact, ids on every
 * line, one line a failure, no secrets.
 */
#include <fcntl.h>
#include <jansson.h>
#include <unistd.h>

#include "base/clock.h"
#include "tests/e2e/operator.h"
#include "tests/lib/webline.h"

#define SECRET	"planted-secret"
#define TRACE	"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"

static struct webline	 w;
static char		 path[] = "/tmp/sixthkey-logs.XXXXXX";

/* Everything that the programs say from here on goes to the file. */
static int
divert(void)
{
	int	 was = dup(STDERR_FILENO), fd = mkstemp(path);

	assert_true(was >= 0 && fd >= 0);
	dup2(fd, STDERR_FILENO);
	close(fd);
	return was;
}

static void
wait_until(const char *sql, const char *expected)
{
	int64_t	 from = clock_ms();

	while (strcmp(pg_value(w.pg, "%s", sql), expected) != 0) {
		assert_true(clock_ms() - from < SETTLE_S * 1000);
		test_pause(50);
	}
}

/* What no stage can read, and a connection that is lost. */
static void
trouble(void)
{
	pg_value(w.pg, "insert into sixthkey.event (kind, worker, source, "
	    "source_id, subject, digest, payload, trace) values (2, 1, "
	    "'/t', '1', 'RGT', sha256('x'), '\\xff', '" TRACE "')");
	wait_until("select count(*) from sixthkey.aside where verdict = 3",
	    "1");
	pg_value(w.pg, "select count(pg_terminate_backend(pid)) from "
	    "pg_stat_activity where usename like 'sixthkey%%'");
	feed(w.line, 20, 20);
	wait_until("select count(*) from sixthkey.publication", "40");
}

struct seen {
	int	 lines, failures, lost;
};

static const char *
text(const json_t *o, const char *key)
{
	return json_string_value(json_object_get(o, key));
}

static void
take(const char *line, struct seen *s)
{
	json_t	*o = json_loads(line, JSON_REJECT_DUPLICATES, NULL);

	if (o == NULL)
		fail_msg("not JSON: %s", line);
	if (text(o, "ts") == NULL || text(o, "level") == NULL ||
	    text(o, "prog") == NULL || text(o, "did") == NULL)
		fail_msg("without its names: %s", line);
	if (text(o, "instance") == NULL || strlen(text(o, "instance")) != 32)
		fail_msg("by nobody: %s", line);
	if (text(o, "worker") != NULL && strlen(text(o, "worker")) != 32)
		fail_msg("no id of a worker: %s", line);
	if (strstr(line, SECRET) != NULL || strstr(line, "sk_0123") != NULL)
		fail_msg("a secret: %s", line);
	s->lines++;
	s->lost += strstr(text(o, "did"), "database") != NULL ||
	    strstr(line, "connection") != NULL;
	if (strcmp(text(o, "level"), "error") == 0) {
		s->failures++;
		assert_int_equal(json_integer_value(json_object_get(o,
		    "event")), 21);
		assert_string_equal(text(o, "trace"), TRACE);
		assert_string_equal(text(o, "stage"), "assessment");
		assert_non_null(text(o, "error"));
	}
	json_decref(o);
}

static void
a_run_says_what_it_does(void **state)
{
	struct seen	 s = { 0 };
	struct reply	 r;
	char		*line = NULL;
	size_t		 size = 0;
	FILE		*f;
	int		 was = divert();

	(void)state;
	setenv("PGPASSWORD", SECRET, 1);
	webline_start(&w);
	feed(w.line, 0, 20);
	http_ask(w.port, "GET", "/v1/events/1", AUTH, NULL, &r);
	trouble();
	webline_stop(&w);
	dup2(was, STDERR_FILENO);
	unsetenv("PGPASSWORD");
	f = fopen(path, "r");
	assert_non_null(f);
	while (getline(&line, &size, f) > 0)
		take(line, &s);
	free(line);
	fclose(f);
	unlink(path);
	assert_true(s.lines > 20);
	assert_true(s.lost > 0);
	assert_int_equal(s.failures, 1);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(a_run_says_what_it_does),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
