#include <dirent.h>
#include <unistd.h>

#include "tests/bench/bench.h"
#include "tests/lib/test.h"

/* Field 4 is the parent, 14 and 15 are user and system time in ticks. */
static int
read_stat(int pid, int *parent, uint64_t *ticks)
{
	char			 path[64], text[1024], *rest;
	unsigned long long	 user, kernel;
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
	    "%*u %*u %*u %llu %llu", parent, &user, &kernel) != 3)
		return -1;
	*ticks = user + kernel;
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
	uint64_t	 ticks;
	int		 parent;

	return read_stat(pid, &parent, &ticks) == 0 ? us(ticks) : 0;
}

uint64_t
bench_cpu_server(struct pg *pg)
{
	long		 master = strtol(pg_value(pg, "select pg_read_file("
			    "'postmaster.pid', 0, 20)"), NULL, 10);
	DIR		*proc = opendir("/proc");
	struct dirent	*d;
	uint64_t	 ticks, sum = 0;
	int		 parent;

	assert_non_null(proc);
	while ((d = readdir(proc)) != NULL) {
		long	 pid = strtol(d->d_name, NULL, 10);

		if (pid > 0 && read_stat((int)pid, &parent, &ticks) == 0 &&
		    (pid == master || parent == master))
			sum += us(ticks);
	}
	closedir(proc);
	return sum;
}

uint64_t
bench_wal(struct pg *pg)
{
	return strtoull(pg_value(pg, "select (pg_current_wal_lsn() - "
	    "'0/0'::pg_lsn)::bigint"), NULL, 10);
}

static int
compare(const void *va, const void *vb)
{
	const double	*a = va, *b = vb;

	return (*a > *b) - (*a < *b);
}

void
bench_sort(double *x, size_t n)
{
	qsort(x, n, sizeof(*x), compare);
}

double
bench_quantile(const double *sorted, size_t n, double q)
{
	size_t	 i = (size_t)(q * (double)n);

	return n == 0 ? 0 : sorted[i < n ? i : n - 1];
}
