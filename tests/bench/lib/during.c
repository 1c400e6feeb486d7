#include <errno.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "tests/bench/lib/during.h"
#include "tests/bench/lib/rig_inside.h"
#include "tests/lib/test.h"

static void
name_processes(struct rig *r, struct buf *b)
{
	unsigned	 s;
	int		 i;

	buf_printf(b, " producer=%d broker=%d", getpid(),
	    line_pid(r->line, STAGE_NONE, 0));
	for (s = STAGE_INGEST; s < STAGE_COUNT; s++)
		for (i = 0; i < r->plan.workers; i++)
			buf_printf(b, " %s=%d", stage_name((enum stage)s),
			    line_pid(r->line, (enum stage)s, i));
	buf_printf(b, " %s", pg_value(r->pg, "select string_agg(replace("
	    "'postgres:' || case backend_type when 'client backend' then "
	    "application_name else backend_type end, ' ', '-') || '=' || pid, "
	    "' ') from pg_stat_activity where pid <> pg_backend_pid() and "
	    "datname is not distinct from case backend_type when "
	    "'client backend' then current_database() end"));
}

int
during_begin(struct rig *r, const char *command)
{
	struct buf	 b = { 0 };
	pid_t		 pid;

	buf_printf(&b, "exec %s", command);
	name_processes(r, &b);
	fflush(stdout);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGINT);
		dup2(STDERR_FILENO, STDOUT_FILENO);
		execl("/bin/sh", "sh", "-c", b.data, (char *)NULL);
		_exit(127);
	}
	buf_release(&b);
	return pid;
}

void
during_end(int pid)
{
	int	 status;

	kill(pid, SIGINT);
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
}
