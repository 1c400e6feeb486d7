/*
 * The page for newcomers is true: each command in docs/feeding.md is run, and
 * says what stands below it ("…" is whatever it is).
 */
#include <sys/wait.h>
#include <unistd.h>

#include "tests/lib/harvest.h"
#include "tests/lib/line.h"
#include "tests/lib/test.h"

#define PAGE	"docs/feeding.md"
#define ANY	"…"

enum { SAID = 256 * 1024, LINE_MAX_BYTES = 1000 };

static struct line	*line;
static char		 said[SAID];
static int		 ran;

static int
set_up(void **state)
{
	char	 bin[LINE_PATH], path[LINE_PATH * 4];

	(void)state;
	pg_fresh(pg_shared());
	line = line_start(pg_shared(), 1, NULL, NULL);
	line_programs(bin);
	snprintf(path, sizeof(path), "%s:%s", bin, getenv("PATH"));
	setenv("PATH", path, 1);
	line_connect_verbs(line);
	setenv("SIXTHKEY_REJECTS_DIR", harvest_folder(), 1);
	return 0;
}

static int
tear_down(void **state)
{
	static const char *const	 left[] = { "wrong.jsonl", "wrong.csv" };
	char				 path[200];
	size_t				 i;

	(void)state;
	for (i = 0; i < sizeof(left) / sizeof(left[0]); i++) {
		snprintf(path, sizeof(path), "%s/%s.rejects.csv",
		    harvest_folder(), left[i]);
		unlink(path);
	}
	unlink("/tmp/mended.jsonl");
	line_stop(&line);
	return 0;
}

static void
run(const char *command)
{
	char	 both[LINE_MAX_BYTES + 20];
	FILE	*p;
	size_t	 n;

	snprintf(both, sizeof(both), "{ %s\n} 2>&1", command);
	p = popen(both, "re");
	assert_non_null(p);
	n = fread(said, 1, sizeof(said) - 1, p);
	said[n] = '\0';
	pclose(p);
	ran++;
}

/* A line of what was said has these pieces, in this order. */
static int
has_line(const char *from, const char *expected)
{
	const char	*at, *end;
	size_t		 n;

	for (; *from != '\0'; from = end + (*end == '\n')) {
		end = from + strcspn(from, "\n");
		at = from;
		for (const char *e = expected; at != NULL && *e != '\0';
		    e += n) {
			if (strncmp(e, ANY, sizeof(ANY) - 1) == 0) {
				n = sizeof(ANY) - 1;
				continue;
			}
			n = strstr(e, ANY) != NULL ?
			    (size_t)(strstr(e, ANY) - e) : strlen(e);
			at = memmem(at, (size_t)(end - at), e, n);
			at = at == NULL ? NULL : at + n;
		}
		if (at != NULL)
			return 1;
	}
	return 0;
}

static void
take_line(const char *text, int number)
{
	if (strncmp(text, "$ ", 2) == 0)
		run(text + 2);
	else if (text[0] != '\0' && !has_line(said, text))
		fail_msg(PAGE ":%d: \"%s\" is not in\n%s", number, text, said);
}

static void
every_command_says_what_the_page_says(void **state)
{
	FILE	*f = fopen(PAGE, "r");
	char	 text[LINE_MAX_BYTES];
	int	 number = 0, within = 0;

	(void)state;
	assert_non_null(f);
	while (fgets(text, sizeof(text), f) != NULL) {
		number++;
		text[strcspn(text, "\n")] = '\0';
		if (strncmp(text, "```", 3) == 0)
			within = strcmp(text, "```console") == 0;
		else if (within)
			take_line(text, number);
	}
	fclose(f);
	assert_in_range(ran, 10, 100);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(every_command_says_what_the_page_says),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
