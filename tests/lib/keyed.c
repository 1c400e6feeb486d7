#include <ftw.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/err.h"
#include "tests/lib/keyed.h"
#include "tests/lib/line.h"
#include "tests/lib/ports.h"
#include "tests/lib/test.h"

enum { ARGS = 20, WORDS = 300, DEPTH = 16 };

struct file {				/* a key file, as a program has it */
	struct key_conf	 key;
	char		 name[CONF_TEXT_MAX], end[4][CONF_TEXT_MAX];
};

static const struct conf_key rows[] = {
	KEY_CONF_ROWS(struct file, key),
	CONF_ROW_TEXT(struct file, name, "", ""),
	{ "broker", CONF_TEXT, offsetof(struct file, end[0]), "", 0, 500, "" },
	{ "submit", CONF_TEXT, offsetof(struct file, end[1]), "", 0, 500, "" },
	{ "control", CONF_TEXT, offsetof(struct file, end[2]), "", 0, 500, "" },
	{ 0 }
};

int
keyed_run(const struct keyed *k, const char *words)
{
	char	 bin[LINE_PATH], program[LINE_PATH + 16], copy[WORDS];
	char	*argv[ARGS] = { program }, *rest = copy;
	int	 n = 1, status;
	pid_t	 pid;

	line_programs(bin);
	snprintf(program, sizeof(program), "%s/sixthkey", bin);
	snprintf(copy, sizeof(copy), "keys %s --dir .", words);
	while (n < ARGS - 1 && (argv[n] = strsep(&rest, " ")) != NULL)
		n++;
	argv[n] = NULL;
	pid = fork();
	if (pid == 0) {
		if (chdir(k->dir) == 0 && freopen("/dev/null", "w", stdout) &&
		    freopen("/dev/null", "w", stderr))
			execv(program, argv);
		_exit(127);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WEXITSTATUS(status);
}

void
keyed_add(const struct keyed *k, const char *fmt, ...)
{
	char	 words[WORDS];
	va_list	 ap;

	va_start(ap, fmt);
	vsnprintf(words, sizeof(words), fmt, ap);
	va_end(ap);
	if (keyed_run(k, words) != 0)
		fail_msg("sixthkey keys %s", words);
}

void
keyed_open(struct keyed *k)
{
	int		 port[KEYED_DOORS], i;
	unsigned	 s;

	*k = (struct keyed){ .dir = "/tmp/sixthkey-keys-XXXXXX" };
	assert_non_null(mkdtemp(k->dir));
	ports_free(port, KEYED_DOORS);
	for (i = 0; i < KEYED_DOORS; i++)
		snprintf(k->end[i], sizeof(k->end[i]), "tcp://127.0.0.1:%d",
		    port[i]);
	keyed_add(k, "new broker --workers %s --submit %s --control %s",
	    k->end[KEYED_WORKERS], k->end[KEYED_SUBMIT],
	    k->end[KEYED_CONTROL]);
	for (s = STAGE_INGEST; s < STAGE_COUNT; s++)
		keyed_add(k, "new worker --stage %s --broker %s",
		    stage_name((enum stage)s), k->end[KEYED_WORKERS]);
}

static int
remove_one(const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)st, (void)type, (void)at;
	return remove(path);
}

void
keyed_close(struct keyed *k)
{
	nftw(k->dir, remove_one, DEPTH, FTW_DEPTH | FTW_PHYS);
}

struct key_conf
keyed_read(const struct keyed *k, const char *name)
{
	char		 path[100];
	struct file	 f;
	struct err	 e;

	snprintf(path, sizeof(path), "%s/%s.key", k->dir, name);
	if (conf_file(rows, &f, path, &e) != 0)
		fail_msg("%s", e.text);
	return f.key;
}
