#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/text.h"
#include "cli/cmd.h"
#include "cli/sibling.h"

enum { PATH_MOST = 512, WORDS_MOST = 32, NOT_THERE = 127 };

const char	*const sibling_names[] = { "sixthkey-broker",
	"sixthkey-ingest", "sixthkey-assessment",
	"sixthkey-quality-combination", "sixthkey-publication",
	"sixthkey-web", NULL };

/* Beside ourselves, where it is there. */
static void
place(const char *program, char path[PATH_MOST])
{
	char	 self[PATH_MOST - 64];
	ssize_t	 n = readlink("/proc/self/exe", self, sizeof(self) - 1);

	snprintf(path, PATH_MOST, "%s", program);
	if (n <= 0)
		return;
	self[n] = '\0';
	*strrchr(self, '/') = '\0';
	snprintf(path, PATH_MOST, "%s/%.60s", self, program);
	if (access(path, X_OK) != 0)
		snprintf(path, PATH_MOST, "%s", program);
}

static void
become(const char *program, const char *const *words, int out)
{
	const char	*argv[WORDS_MOST + 2] = { program };
	char		 path[PATH_MOST];
	size_t		 n = 0;

	for (; words[n] != NULL && n < WORDS_MOST; n++)
		argv[n + 1] = words[n];
	place(program, path);
	dup2(out, STDOUT_FILENO);
	dup2(out, STDERR_FILENO);
	execvp(path, (char **)(uintptr_t)argv);
	_exit(NOT_THERE);
}

int
sibling_run(const char *program, const char *const *words, struct buf *said)
{
	char	 bytes[4096];
	int	 ends[2], status = -1;
	ssize_t	 n;
	pid_t	 pid;

	if (pipe(ends) != 0 || (pid = fork()) == -1)
		return -1;
	if (pid == 0)
		become(program, words, ends[1]);
	close(ends[1]);
	while ((n = read(ends[0], bytes, sizeof(bytes))) > 0)
		buf_add(said, bytes, (size_t)n);
	close(ends[0]);
	waitpid(pid, &status, 0);
	return WIFEXITED(status) && WEXITSTATUS(status) != NOT_THERE ?
	    WEXITSTATUS(status) : -1;
}

const char *
sibling_find(const char *word, struct arena *a)
{
	const char	*name = strncmp(word, "sixthkey-", 9) == 0 ? word :
			    arena_printf(a, "sixthkey-%s", word);
	size_t		 i;

	for (i = 0; sibling_names[i] != NULL; i++)
		if (strcmp(sibling_names[i], name) == 0)
			return name;
	return NULL;
}

int
sibling_none(const char *verb, const char *word, struct arena *a)
{
	const char	*near = text_nearest(arena_printf(a, "sixthkey-%s",
			    word), sibling_names);

	return cmd_misused(verb, "no program \"%s\"%s%s%s", word,
	    near == NULL ? "" : "; did you mean \"", near == NULL ? "" : near,
	    near == NULL ? "" : "\"?");
}
