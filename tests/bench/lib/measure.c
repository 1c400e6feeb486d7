#include <dirent.h>
#include <fcntl.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

#include "tests/bench/lib/bench.h"
#include "tests/lib/test.h"

enum { FSYNCS = 201, PAGE = 8192 };

static int64_t
read_clock(clockid_t id)
{
	struct timespec	 t;

	clock_gettime(id, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

int64_t
bench_us(void)
{
	return read_clock(CLOCK_MONOTONIC);
}

int64_t
bench_wall_us(void)
{
	return read_clock(CLOCK_REALTIME);
}

struct usage {
	int		 parent;
	uint64_t	 own, ended;	/* ticks; of children waited for */
};

/* Field 4 is the parent, 14 to 17 are user and system time in ticks, of the
 * process and of its children that have ended. */
static int
read_stat(int pid, struct usage *u)
{
	char			 path[64], text[1024], *rest;
	unsigned long long	 t[4];
	FILE			*f;
	size_t			 n;

	snprintf(path, sizeof(path), "/proc/%d/stat", pid);
	f = fopen(path, "r");
	if (f == NULL)
		return -1;
	n = fread(text, 1, sizeof(text) - 1, f);
	fclose(f);
	text[n] = '\0';
	rest = strrchr(text, ')');
	if (rest == NULL || sscanf(rest + 2, "%*c %d %*d %*d %*d %*d %*u %*u "
	    "%*u %*u %*u %llu %llu %llu %llu", &u->parent, &t[0], &t[1], &t[2],
	    &t[3]) != 5)
		return -1;
	u->own = t[0] + t[1];
	u->ended = t[2] + t[3];
	return 0;
}

static uint64_t
us(uint64_t ticks)
{
	return ticks * 1000000 / (uint64_t)sysconf(_SC_CLK_TCK);
}

uint64_t
bench_cpu(int pid)
{
	struct usage	 u;

	return read_stat(pid, &u) == 0 ? us(u.own) : 0;
}

static int
master(struct pg *pg)
{
	return (int)strtol(pg_value(pg, "select pg_read_file("
	    "'postmaster.pid', 0, 20)"), NULL, 10);
}

uint64_t
bench_cpu_server(struct pg *pg)
{
	int		 first = master(pg);
	DIR		*proc = opendir("/proc");
	struct dirent	*d;
	struct usage	 u;
	uint64_t	 sum = 0;

	assert_non_null(proc);
	while ((d = readdir(proc)) != NULL) {
		int	 pid = (int)strtol(d->d_name, NULL, 10);

		if (pid > 0 && read_stat(pid, &u) == 0 && (pid == first ||
		    u.parent == first))
			sum += us(u.own);
	}
	closedir(proc);
	return sum;
}

uint64_t
bench_cpu_ended(struct pg *pg)
{
	struct usage	 u;

	return read_stat(master(pg), &u) == 0 ? us(u.ended) : 0;
}

uint64_t
bench_wal(struct pg *pg)
{
	return strtoull(pg_value(pg, "select (pg_current_wal_lsn() - "
	    "'0/0'::pg_lsn)::bigint"), NULL, 10);
}

/* As PostgreSQL writes its log: into room that the file has already. */
double
bench_fsync_us(const char *folder)
{
	char	 path[200], page[PAGE] = "x";
	double	 took[FSYNCS];
	int	 fd, i;

	snprintf(path, sizeof(path), "%s/fsync-XXXXXX", folder);
	fd = mkstemp(path);
	if (fd < 0)
		fail_msg("%s cannot be made", path);
	unlink(path);
	for (i = 0; i < FSYNCS; i++) {
		int64_t	 from;

		assert_int_equal(pwrite(fd, page, PAGE, 0), PAGE);
		if (i == 0)
			fsync(fd);
		from = bench_us();
		assert_int_equal(pwrite(fd, page, PAGE, 0), PAGE);
		assert_int_equal(fdatasync(fd), 0);
		took[i] = (double)(bench_us() - from);
	}
	close(fd);
	bench_sort(took, FSYNCS);
	return bench_quantile(took, FSYNCS, 0.5);
}

void
bench_settings(struct json *j, struct pg *pg)
{
	static const char *const	 names[] = { "server_version", "fsync",
					    "synchronous_commit",
					    "full_page_writes",
					    "shared_buffers", "max_wal_size",
					    "commit_delay" };
	char				 at[32];
	struct utsname			 u;
	time_t				 now = bench_wall_us() / 1000000;
	struct tm			 tm;
	size_t				 i;

	strftime(at, sizeof(at), "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&now, &tm));
	json_text(j, "at", at);
	json_object(j, "machine");
	json_int(j, "cores", sysconf(_SC_NPROCESSORS_ONLN));
	json_int(j, "memory_mb", sysconf(_SC_PHYS_PAGES) / 1024 *
	    sysconf(_SC_PAGESIZE) / 1024);
	uname(&u);
	json_text(j, "kernel", u.release);
	json_end(j);
	json_object(j, "server");
	for (i = 0; i < sizeof(names) / sizeof(*names); i++)
		json_text(j, names[i], pg_value(pg, "show %s", names[i]));
	json_end(j);
}
