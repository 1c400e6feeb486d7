#include <sys/wait.h>
#include <unistd.h>

#include "tests/lib/npm.h"
#include "tests/lib/test.h"

enum { ARGUMENTS = 16, NOT_TO_BE_HAD = 77 };

void
npm_run(const char *script, const char *const *argument)
{
	char	*argv[ARGUMENTS + 3];
	size_t	 i, n = 0;
	int	 status;
	pid_t	 pid;

	argv[n++] = strdup("tests/npm/run");
	argv[n++] = strdup(script);
	while (*argument != NULL && n < ARGUMENTS + 2)
		argv[n++] = strdup(*argument++);
	argv[n] = NULL;
	fflush(stdout);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		dup2(STDERR_FILENO, STDOUT_FILENO);
		execv(argv[0], argv);
		_exit(127);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	for (i = 0; i < n; i++)
		free(argv[i]);
	if (WIFEXITED(status) && WEXITSTATUS(status) == NOT_TO_BE_HAD)
		skip();
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		fail_msg("tests/npm/%s ended with %d", script,
		    WEXITSTATUS(status));
}
