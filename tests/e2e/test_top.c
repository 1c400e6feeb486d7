/*
 * The whole screen: on a terminal of its own, with keys pressed; and the doctor.
 */
#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "cli/cmd.h"
#include "tests/lib/line.h"
#include "tests/lib/pg.h"
#include "tests/lib/test.h"
#include "tests/lib/verb.h"

enum { PATIENCE_MS = 20000, SCREEN = 65536 };

struct terminal {
	int	 fd, pid;
	char	 seen[SCREEN];
	size_t	 n;
};

static void
begin_with(struct terminal *t, unsigned short rows, unsigned short columns,
    const char *filter)
{
	struct winsize	 size = { .ws_row = rows, .ws_col = columns };
	char		 bin[LINE_PATH], path[LINE_PATH + 16];

	line_programs(bin);
	snprintf(path, sizeof(path), "%s/sixthkey", bin);
	t->n = 0;
	t->pid = forkpty(&t->fd, NULL, NULL, &size);
	assert_true(t->pid >= 0);
	if (t->pid == 0) {
		execl(path, "sixthkey", "top", "--filter", filter,
		    (char *)NULL);
		_exit(127);
	}
}

static void
begin(struct terminal *t, unsigned short rows, unsigned short columns)
{
	begin_with(t, rows, columns, "");
}

static void
press(struct terminal *t, const char *keys)
{
	assert_int_equal(write(t->fd, keys, strlen(keys)), strlen(keys));
	t->n = 0;
}

/* What is on the screen from now on has this in it. */
static void
see(struct terminal *t, const char *part)
{
	struct pollfd	 p = { .fd = t->fd, .events = POLLIN };
	ssize_t		 n = 0;

	for (;;) {
		t->seen[t->n] = '\0';
		if (strstr(t->seen, part) != NULL)
			return;
		if (poll(&p, 1, PATIENCE_MS) != 1 || t->n == SCREEN - 1 ||
		    (n = read(t->fd, t->seen + t->n,
		    SCREEN - 1 - t->n)) <= 0)
			fail_msg("no \"%s\" in %s", part, t->seen);
		t->n += (size_t)n;
	}
}

/* All of the first screen that has this in its heading: what is left of the
 * screen before is dropped. */
static void
see_screen(struct terminal *t, const char *heading)
{
	const char	*from;

	see(t, heading);
	from = strstr(t->seen, heading);
	t->n -= (size_t)(from - t->seen);
	memmove(t->seen, from, t->n + 1);
	see(t, "q quit\033[J");
}

static int
end(struct terminal *t)
{
	int	status;

	assert_int_equal(waitpid(t->pid, &status, 0), t->pid);
	close(t->fd);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static void
the_screen_obeys_its_keys(void **unused)
{
	struct terminal	*t = calloc(1, sizeof(*t));

	(void)unused;
	assert_non_null(t);
	pg_fresh(pg_shared());
	setenv("SIXTHKEY_DB", pg_conninfo(pg_shared(), "reader"), 1);
	setenv("TERM", "xterm", 1);
	unsetenv("SIXTHKEY_CONTROL");
	pg_value(pg_shared(), "insert into sixthkey.event (kind, worker, "
	    "source, source_id, subject, digest, payload) values (2, 1, '/t', "
	    "'1', 'S', sha256('x'), '')");
	begin(t, 24, 100);
	see(t, "the books balance");
	see(t, "p pause");
	press(t, "p");
	see(t, "(PAUSED)");
	press(t, "d");
	see_screen(t, "by depth");
	assert_non_null(strstr(t->seen, "RATE/S"));
	assert_true(strstr(t->seen, "\nassessment") <
	    strstr(t->seen, "\ningest"));
	press(t, "\033[D");
	see(t, "by age");
	press(t, "\033[15~\033[A\033[C\033[C");
	see(t, "by rate");
	press(t, "\033OCq");
	see(t, "\033[?1049l");
	assert_int_equal(end(t), EXIT_OK);
	begin(t, 24, 80);
	see(t, "p pause");
	press(t, "\003");
	see(t, "\033[?1049l");
	assert_int_equal(end(t), EXIT_OK);
	free(t);
}

/* The widest line that was drawn, and how many there were: colours and the
 * moves of the cursor take no room. */
static void
measure(const char *text, size_t *widest, size_t *lines)
{
	size_t	 n = 0;

	for (*widest = *lines = 0; *text != '\0'; text++) {
		if (*text == '\033') {
			text += strcspn(text, "mKJHhl");
		} else if (*text == '\n') {
			n = 0;
			++*lines;
		} else if (*text != '\r' && ++n > *widest) {
			*widest = n;
		}
	}
}

/* Nothing wraps, nothing rolls, and what matters is there. */
static void
any_size_will_do(void **unused)
{
	static const struct {
		unsigned short	 rows, columns;
		const char	*end;
	} sizes[] = {
		{ 40, 120, "q quit\033[J" }, { 24, 80, "q quit\033[J" },
		{ 20, 60, "q quit\033[J" }, { 8, 40, "\033[K\033[J" },
	};
	struct terminal	*t = calloc(1, sizeof(*t));
	size_t		 i, widest, lines;

	(void)unused;
	assert_non_null(t);
	for (i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		print_message("%u x %u\n", sizes[i].columns, sizes[i].rows);
		begin(t, sizes[i].rows, sizes[i].columns);
		see(t, sizes[i].end);
		measure(t->seen, &widest, &lines);
		assert_true(widest <= sizes[i].columns);
		assert_true(lines < sizes[i].rows);
		assert_non_null(strstr(t->seen, "DEAD"));
		press(t, "q");
		see(t, "\033[?1049l");
		assert_int_equal(end(t), EXIT_OK);
	}
	free(t);
}

/* What a filter leaves, and that it is said. */
static const struct filtered {
	const char	*label, *keys, *heading, *there[3], *gone[3];
} filters[] = {
	{ "a stage", "/assess\n", "filter: assess", { "\nassessment" },
	    { "\ningest", "\npublication" } },
	{ "letter case", "\033/ASSESS\n", "filter: ASSESS",
	    { "\nassessment" }, { "\ningest" } },
	{ "several", "\033/ti\n", "filter: ti", { "\nquality-combination",
	    "\npublication" }, { "\ningest", "\nassessment" } },
	{ "keys are letters", "\033/q\n", "filter: q",
	    { "\nquality-combination" }, { "\ningest" } },
	{ "one letter less", "/zz\177\177u\n", "filter: qu",
	    { "\nquality-combination" }, { "\ningest" } },
	{ "nothing", "\033/xyzzy\n", "filter: xyzzy",
	    { "nothing has that in its name" },
	    { "\ningest", "\nSTAGE", "\npublication" } },
	{ "no pattern", "\033/.*%s\n", "filter: .*%s",
	    { "nothing has that in its name" }, { "\ningest" } },
	{ "cleared", "\033", "by line\033[K", { "\ningest", "\nassessment",
	    "\npublication" }, { "filter: ", "nothing has" } },
};

static void
a_filter_leaves_what_has_it(void **unused)
{
	struct terminal	*t = calloc(1, sizeof(*t));
	size_t		 i, k;

	(void)unused;
	assert_non_null(t);
	begin(t, 30, 100);
	see(t, "q quit\033[J");
	for (i = 0; i < sizeof(filters) / sizeof(filters[0]); i++) {
		const struct filtered	*f = &filters[i];

		print_message("%s\n", f->label);
		press(t, f->keys);
		see_screen(t, f->heading);
		for (k = 0; k < 3 && f->there[k] != NULL; k++)
			if (strstr(t->seen, f->there[k]) == NULL)
				fail_msg("no %s: %s", f->there[k], t->seen);
		for (k = 0; k < 3 && f->gone[k] != NULL; k++)
			if (strstr(t->seen, f->gone[k]) != NULL)
				fail_msg("%s: %s", f->gone[k], t->seen);
	}
	press(t, "/in");
	see(t, "filter: in_");
	see(t, "Esc clear\033[J");
	press(t, "\003");
	see(t, "\033[?1049l");
	assert_int_equal(end(t), EXIT_OK);
	free(t);
}

/* At any size it is said, also that nothing is left. */
static void
a_filter_may_be_given(void **unused)
{
	static const struct {
		unsigned short	 rows, columns;
		const char	*filter, *there;
	} rows[] = {
		{ 40, 120, "xyzzy", "nothing has that" },
		{ 24, 80, "xyzzy", "nothing has that" },
		{ 24, 60, "xyzzy", "nothing has that" },
		{ 24, 40, "xyzzy", "nothing has that" },
		{ 24, 40, "assess", "\nassessment" },
		{ 24, 40, "caf\u00e9 \033[2J", "filter: caf\u00e9 ?[2J" },
	};
	struct terminal	*t = calloc(1, sizeof(*t));
	size_t		 i, widest, lines;

	(void)unused;
	assert_non_null(t);
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		print_message("%u, %s\n", rows[i].columns, rows[i].filter);
		begin_with(t, rows[i].rows, rows[i].columns, rows[i].filter);
		see_screen(t, "filter: ");
		assert_non_null(strstr(t->seen, rows[i].there));
		measure(t->seen, &widest, &lines);
		assert_true(widest <= rows[i].columns);
		assert_true(lines < rows[i].rows);
		press(t, "q");
		see(t, "\033[?1049l");
		assert_int_equal(end(t), EXIT_OK);
	}
	free(t);
	VERB(EXIT_USAGE, "top", "--filter", "\xff");
	verb_said("--filter takes text of less than 64 bytes");
	VERB(EXIT_USAGE, "top", "--filtre", "a");
	verb_said("did you mean \"--filter\"?");
}

/* A database that goes away is waited for. */
static void
it_goes_on_when_the_database_comes_back(void **unused)
{
	struct terminal	*t = calloc(1, sizeof(*t));

	(void)unused;
	assert_non_null(t);
	begin(t, 24, 80);
	see(t, "the books balance");
	pg_kill(pg_shared());
	t->n = 0;
	see(t, "nothing newer is known");
	pg_up(pg_shared());
	do {
		t->n = 0;
		see(t, "q quit\033[J");
	} while (strstr(t->seen, "nothing newer") != NULL);
	press(t, "q");
	see(t, "\033[?1049l");
	assert_int_equal(end(t), EXIT_OK);
	free(t);
}

static void
without_a_terminal_it_says_what_to_do(void **unused)
{
	(void)unused;
	VERB(EXIT_USAGE, "top");
	verb_said("status --watch");
}

static void
the_doctor_says_what_is_missing(void **unused)
{
	(void)unused;
	pg_fresh(pg_shared());
	unsetenv("SIXTHKEY_CONTROL");
	unsetenv("SIXTHKEY_DB");
	VERB(EXIT_NO, "doctor");
	verb_said("SIXTHKEY_DB is not set");
	verb_said("sixthkey db migrate");
	setenv("SIXTHKEY_DB", pg_conninfo(pg_shared(), "reader"), 1);
	VERB(EXIT_NO, "doctor");
	verb_said("database  well");
	verb_said("books     well");
	verb_said("SIXTHKEY_CONTROL is not set");
	pg_value(pg_shared(), "insert into sixthkey.assessment (event_id, "
	    "outcome, worker, subject_hash, payload) values (1, 1, 1, 0, '')");
	VERB(EXIT_NO, "doctor");
	verb_said("Next:  sixthkey check ledger");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_screen_obeys_its_keys),
		cmocka_unit_test(any_size_will_do),
		cmocka_unit_test(a_filter_leaves_what_has_it),
		cmocka_unit_test(a_filter_may_be_given),
		cmocka_unit_test(it_goes_on_when_the_database_comes_back),
		cmocka_unit_test(without_a_terminal_it_says_what_to_do),
		cmocka_unit_test(the_doctor_says_what_is_missing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
