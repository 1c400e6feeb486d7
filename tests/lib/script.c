#include <sys/wait.h>
#include <unistd.h>

#include "tests/lib/script.h"
#include "tests/lib/test.h"

enum { NOT_TO_BE_HAD = 77 };

void
script_run(const char *const *argv)
{
	int	 status;
	pid_t	 pid;

	fflush(stdout);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		dup2(STDERR_FILENO, STDOUT_FILENO);
		execv(argv[0], (char **)(uintptr_t)argv);
		_exit(127);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	if (WIFEXITED(status) && WEXITSTATUS(status) == NOT_TO_BE_HAD)
		skip();
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		fail_msg("%s %s ended with %d", argv[0], argv[1] == NULL ? "" :
		    argv[1], WEXITSTATUS(status));
}
