#include <fcntl.h>
#include <pty.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/lib/test.h"
#include "tests/lib/verb.h"

enum { WORDS = 20, SAID = 60000, PATH = 512 };

extern char	**environ;

static char	 said[SAID], snapshot[32];

/* build/test/e2e/test_x is run: the programs are in build/bin. */
static void
find_program(char path[PATH])
{
	char	 self[PATH - 16];
	ssize_t	 n = readlink("/proc/self/exe", self, sizeof(self) - 1);
	int	 up;

	assert_true(n > 0);
	self[n] = '\0';
	for (up = 0; up < 3; up++)
		*strrchr(self, '/') = '\0';
	snprintf(path, PATH, "%s/bin/sixthkey", self);
}

static void
read_all(int fd)
{
	size_t	 len = 0;
	ssize_t	 n;

	while (len + 1 < SAID &&
	    (n = read(fd, said + len, SAID - 1 - len)) > 0)
		len += (size_t)n;
	said[len] = '\0';
	close(fd);
}

static void
copy_words(const char *const *words, char *argv[WORDS + 2])
{
	int	i;

	argv[0] = strdup("sixthkey");
	for (i = 0; words[i] != NULL; i++) {
		assert_true(i < WORDS);
		argv[i + 1] = strdup(words[i]);
	}
	argv[i + 1] = NULL;
}

/* in: -1 leaves it as it is. */
static pid_t
spawn(const char *const *words, int in, int out, int err)
{
	posix_spawn_file_actions_t	 files;
	char				 path[PATH], *argv[WORDS + 2];
	int				 i;
	pid_t				 pid;

	find_program(path);
	copy_words(words, argv);
	posix_spawn_file_actions_init(&files);
	if (in >= 0)
		posix_spawn_file_actions_adddup2(&files, in, STDIN_FILENO);
	posix_spawn_file_actions_adddup2(&files, out, STDOUT_FILENO);
	posix_spawn_file_actions_adddup2(&files, err, STDERR_FILENO);
	assert_int_equal(posix_spawn(&pid, path, &files, NULL, argv, environ),
	    0);
	posix_spawn_file_actions_destroy(&files);
	for (i = 0; argv[i] != NULL; i++)
		free(argv[i]);
	return pid;
}

static int
reap(pid_t pid)
{
	int	 status;

	assert_int_equal(waitpid(pid, &status, 0), pid);
	if (!WIFEXITED(status))
		fail_msg("sixthkey died, status %x:\n%s", (unsigned)status,
		    said);
	return WEXITSTATUS(status);
}

struct verb
verb_begin(const char *const *words)
{
	int	 ends[2];
	pid_t	 pid;

	assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
	pid = spawn(words, -1, ends[1], ends[1]);
	close(ends[1]);
	return (struct verb){ pid, ends[0] };
}

int
verb_end(struct verb v)
{
	read_all(v.out);
	return reap(v.pid);
}

const char *
verb_terminal(int code, const char *const *words)
{
	int	 master, slave, got;
	pid_t	 pid;

	assert_int_equal(openpty(&master, &slave, NULL, NULL, NULL), 0);
	fcntl(master, F_SETFD, FD_CLOEXEC);
	pid = spawn(words, slave, slave, slave);
	close(slave);
	read_all(master);
	if ((got = reap(pid)) != code)
		fail_msg("sixthkey %s on a terminal: exit %d, not %d:\n%s",
		    words[0], got, code, said);
	return said;
}

/* What a file in memory holds; it is closed. */
static void
read_back(int fd, char text[SAID])
{
	ssize_t	 n = pread(fd, text, SAID - 1, 0);

	assert_true(n >= 0);
	text[n] = '\0';
	close(fd);
}

struct verb_apart
verb_apart(const char *const *words)
{
	static char	 out_text[SAID], err_text[SAID];
	int		 out = memfd_create("out", MFD_CLOEXEC);
	int		 err = memfd_create("err", MFD_CLOEXEC), code;

	assert_true(out >= 0 && err >= 0);
	code = reap(spawn(words, -1, out, err));
	read_back(out, out_text);
	read_back(err, err_text);
	return (struct verb_apart){ code, out_text, err_text };
}

const char *
verb_run(int code, const char *const *words)
{
	int	 got = verb_end(verb_begin(words));

	if (got != code)
		fail_msg("sixthkey %s: exit %d, not %d:\n%s", words[0], got,
		    code, said);
	return said;
}

void
verb_said(const char *part)
{
	if (strstr(said, part) == NULL)
		fail_msg("\"%s\" is not in\n%s", part, said);
}

void
verb_silent(const char *part)
{
	if (strstr(said, part) != NULL)
		fail_msg("\"%s\" is in\n%s", part, said);
}

const char *
verb_all(void)
{
	return said;
}

const char *
verb_snapshot(void)
{
	const char	*at = strstr(said, "--snapshot ");

	if (at == NULL)
		fail_msg("no snapshot in\n%s", said);
	else
		snprintf(snapshot, sizeof(snapshot), "%.*s",
		    (int)strcspn(at + 11, " \n"), at + 11);
	return snapshot;
}
