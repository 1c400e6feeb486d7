/*
 * Where the logs are, `sixthkey logs` finds them: in a folder, else in journald,
 * of one program or of all, and as they grow.
 */
#include <poll.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/cmd.h"
#include "tests/lib/harvest.h"
#include "tests/lib/test.h"
#include "tests/lib/verb.h"

enum { PATIENCE_MS = 30000, PATH = 300, SEEN = 8192 };

static void
write_file(const char *name, const char *text, const char *mode)
{
	char	 path[PATH];
	FILE	*f;

	snprintf(path, sizeof(path), "%s/%s", harvest_folder(), name);
	assert_non_null(f = fopen(path, mode));
	assert_true(fputs(text, f) >= 0);
	assert_int_equal(fclose(f), 0);
	assert_int_equal(chmod(path, 0700), 0);
}

static const struct {
	const char	*label, *words[4], *said, *silent;
	int		 code;
} rows[] = {
	{ "all", { "logs" }, "a broker's line", "not a log", EXIT_OK },
	{ "of all, each", { "logs" }, "a worker's line", "not a log",
	    EXIT_OK },
	{ "one", { "logs", "broker" }, "a broker's line", "a worker's line",
	    EXIT_OK },
	{ "one by its whole name", { "logs", "sixthkey-assessment" },
	    "a worker's line", "a broker's line", EXIT_OK },
	{ "what comes next", { "logs", "broker" }, "sixthkey logs --follow",
	    "doctor", EXIT_OK },
	{ "mistyped", { "logs", "asessment" },
	    "did you mean \"sixthkey-assessment\"", "line", EXIT_USAGE },
	{ "no program at all", { "logs", "../in" }, "no program \"../in\"",
	    "line", EXIT_USAGE },
	{ "it never ran here", { "logs", "web" }, "web.log; SIXTHKEY_LOGS",
	    "line", EXIT_NOINPUT },
	{ "two", { "logs", "web", "broker" }, "takes one program", "line",
	    EXIT_USAGE },
};

static void
a_folder_has_them(void **unused)
{
	size_t	 i;

	(void)unused;
	write_file("broker.log", "a broker's line\n", "w");
	write_file("assessment.log", "a worker's line\n", "w");
	write_file("notes", "not a log\n", "w");
	setenv("SIXTHKEY_LOGS", harvest_folder(), 1);
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		print_message("%s\n", rows[i].label);
		verb_run(rows[i].code, rows[i].words);
		verb_said(rows[i].said);
		verb_silent(rows[i].silent);
	}
}

/* Until it has said this. */
static void
see(int fd, const char *part)
{
	char		 seen[SEEN];
	size_t		 n = 0;
	ssize_t		 got = 0;
	struct pollfd	 p = { .fd = fd, .events = POLLIN };

	for (;;) {
		seen[n] = '\0';
		if (strstr(seen, part) != NULL)
			return;
		if (poll(&p, 1, PATIENCE_MS) != 1 || n == SEEN - 1 ||
		    (got = read(fd, seen + n, SEEN - 1 - n)) <= 0)
			fail_msg("no \"%s\" in %s", part, seen);
		n += (size_t)got;
	}
}

static void
it_goes_on_as_they_grow(void **unused)
{
	struct verb	 v;
	int		 status;

	(void)unused;
	write_file("publication.log", "before\n", "w");
	v = VERB_BEGIN("logs", "-f", "publication");
	see(v.out, "before\n");
	write_file("publication.log", "after\n", "a");
	see(v.out, "after\n");
	assert_int_equal(kill(v.pid, SIGTERM), 0);
	assert_int_equal(waitpid(v.pid, &status, 0), v.pid);
	close(v.out);
}

/* Whoever is called journalctl says how it was called. */
static void
without_a_folder_journald_is_asked(void **unused)
{
	char	 path[PATH + 1000];

	(void)unused;
	unsetenv("SIXTHKEY_LOGS");
	write_file("journalctl", "#!/bin/sh\necho \"asked: $*\"\n", "w");
	snprintf(path, sizeof(path), "%s:%.900s", harvest_folder(),
	    getenv("PATH"));
	setenv("PATH", path, 1);
	VERB(EXIT_OK, "logs", "web");
	verb_said("asked: -u sixthkey-web -n 100 --no-pager\n");
	VERB(EXIT_OK, "logs", "--follow");
	verb_said("asked: -u sixthkey-* -n 100 -f\n");
	write_file("journalctl", "#!/bin/sh\nexit 1\n", "w");
	VERB(EXIT_UNAVAILABLE, "logs");
	verb_said("set SIXTHKEY_LOGS to it");
	setenv("PATH", harvest_folder(), 1);
	snprintf(path, sizeof(path), "%s/journalctl", harvest_folder());
	assert_int_equal(unlink(path), 0);
	VERB(EXIT_UNAVAILABLE, "logs");
	verb_said("journalctl");
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(a_folder_has_them),
		cmocka_unit_test(it_goes_on_as_they_grow),
		cmocka_unit_test(without_a_folder_journald_is_asked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
