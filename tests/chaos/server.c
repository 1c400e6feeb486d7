#include <dirent.h>
#include <errno.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/statvfs.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "tests/chaos/ask.h"
#include "tests/chaos/server.h"

enum { STAT_PARENT = 1 };
enum { PATH = 300, ANSWER_MS = 8000, PAUSE_MS = 50 };

static char *
data(struct pg *pg, char out[PATH])
{
	snprintf(out, PATH, "%s/data", pg_socket(pg));
	return out;
}

static int
write_file(const char *path, const char *text)
{
	FILE	*f = fopen(path, "w");

	if (f == NULL)
		return -1;
	fputs(text, f);
	return fclose(f);
}

/* A name space for mounts that ends with us; a plain user needs one for ids
 * too. */
static int
own_space(void)
{
	char	 text[80];
	uid_t	 uid = geteuid();
	gid_t	 gid = getegid();

	if (unshare(uid == 0 ? CLONE_NEWNS : CLONE_NEWNS | CLONE_NEWUSER) != 0)
		return -1;
	if (uid != 0) {
		snprintf(text, sizeof(text), "%u %u 1", uid, uid);
		if (write_file("/proc/self/setgroups", "deny") != 0 ||
		    write_file("/proc/self/uid_map", text) != 0)
			return -1;
		snprintf(text, sizeof(text), "%u %u 1", gid, gid);
		if (write_file("/proc/self/gid_map", text) != 0)
			return -1;
	}
	return mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL);
}

static int
run(const char *const *argv)
{
	pid_t	 pid = fork();
	int	 status = -1;

	if (pid == 0) {
		execvp(argv[0], (char *const *)(uintptr_t)argv);
		_exit(127);
	}
	return pid > 0 && waitpid(pid, &status, 0) == pid && status == 0 ?
	    0 : -1;
}

static int
move_data(struct pg *pg)
{
	char		 to[PATH], away[PATH + 8], all[PATH + 16];
	const char	*copy[] = { "cp", "-a", all, to, NULL };

	data(pg, to);
	snprintf(away, sizeof(away), "%s.away", to);
	snprintf(all, sizeof(all), "%s/.", away);
	return rename(to, away) != 0 || run((const char *[]){ "mkdir", to,
	    NULL }) != 0 || mount("chaos", to, "tmpfs", 0, "mode=700") != 0 ||
	    run(copy) != 0 ? -1 : 0;
}

const char *
server_own_disk(struct pg *pg)
{
	if (own_space() != 0)
		return "needs a name space for mounts";
	pg_kill(pg);
	if (move_data(pg) != 0) {
		perror("a disk of its own");
		exit(EXIT_FAILURE);
	}
	pg_up(pg);
	return NULL;
}

void
server_disk(struct pg *pg, int full)
{
	char		 path[PATH], option[60] = "size=50%,mode=700";
	struct statvfs	 v;

	if (statvfs(data(pg, path), &v) != 0)
		return;
	if (full)
		snprintf(option, sizeof(option), "size=%lluk,mode=700",
		    (unsigned long long)((v.f_blocks - v.f_bfree) * v.f_frsize /
		    1024 + 64));
	if (mount(NULL, path, NULL, MS_REMOUNT, option) != 0)
		perror("remount");
}

/* False for a process that only waits to be buried. */
static int
lives(pid_t pid)
{
	char	 path[64], text[300] = "";
	FILE	*f;

	snprintf(path, sizeof(path), "/proc/%d/stat", pid);
	f = fopen(path, "r");
	if (f == NULL)
		return 0;
	if (fgets(text, sizeof(text), f) == NULL)
		text[0] = '\0';
	fclose(f);
	return strstr(text, ") Z ") == NULL;
}

static pid_t
postmaster(struct pg *pg)
{
	char	 path[PATH + 20], dir[PATH], text[40] = "";
	FILE	*f;

	snprintf(path, sizeof(path), "%s/postmaster.pid", data(pg, dir));
	f = fopen(path, "r");
	if (f == NULL)
		return 0;
	if (fgets(text, sizeof(text), f) == NULL)
		text[0] = '\0';
	fclose(f);
	return (pid_t)strtol(text, NULL, 10);
}

void
server_surely(struct pg *pg)
{
	int64_t	 until = clock_ms() + ANSWER_MS;
	pid_t	 pid = postmaster(pg);

	while (pid != 0 && lives(pid) && clock_ms() < until) {
		if (ask_up(pg))
			return;
		poll(NULL, 0, PAUSE_MS);
	}
	pg_kill(pg);
	pg_up(pg);
}

/* Field `n` behind the name in a process's line, state first; 0: it is gone. */
static long
stat_field(pid_t pid, int n)
{
	char	 path[64], text[400] = "", *at;
	FILE	*f;

	snprintf(path, sizeof(path), "/proc/%d/stat", pid);
	f = fopen(path, "r");
	if (f == NULL)
		return 0;
	at = fgets(text, sizeof(text), f) == NULL ? NULL : strrchr(text, ')');
	fclose(f);
	for (at = at == NULL ? NULL : at + 2; at != NULL && n > 0; n--) {
		at = strchr(at, ' ');
		at = at == NULL ? NULL : at + 1;
	}
	return at == NULL ? 0 : strtol(at, NULL, 10);
}

/* The postmaster and its children, one by one. */
static void
each_process(struct pg *pg, void (*fn)(pid_t, void *), void *arg)
{
	pid_t		 top = postmaster(pg), pid;
	DIR		*dir = opendir("/proc");
	struct dirent	*d;

	while (top > 1 && dir != NULL && (d = readdir(dir)) != NULL) {
		pid = (pid_t)strtol(d->d_name, NULL, 10);
		if (pid > 1 && (pid == top ||
		    stat_field(pid, STAT_PARENT) == top))
			fn(pid, arg);
	}
	if (dir != NULL)
		closedir(dir);
}

static void
signal_one(pid_t pid, void *arg)
{
	kill(pid, *(int *)arg);
}

void
server_signal(struct pg *pg, int signo)
{
	each_process(pg, signal_one, &signo);
}

int
server_terminate(struct pg *pg)
{
	struct ask	*a = ask_open(pg, NULL);
	struct answers	*r = NULL;
	int		 n = -1;

	if (a != NULL)
		r = ask(a, "select pg_terminate_backend(pid)"
		    " from pg_stat_activity where usename like 'sixthkey%'",
		    NULL);
	if (r != NULL)
		n = answers_count(r);
	answers_free(&r);
	ask_close(&a);
	return n;
}
