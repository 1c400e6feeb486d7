/*
 * bench.h - what the benchmarks share: what things cost, and figures of several
 * rounds.  What cannot be measured ends the program.
 */
#ifndef TESTS_BENCH_LIB_BENCH_H
#define TESTS_BENCH_LIB_BENCH_H

#include <stddef.h>
#include <stdint.h>

#include "base/json.h"
#include "tests/lib/pg.h"

enum { BENCH_ROUNDS = 200 };

/* PostgreSQL's own defaults of durability, which the throw-away server turns
 * off, and room in memory as a server of this size would be given. */
#define BENCH_SERVER \
	"fsync = on\nfull_page_writes = on\nsynchronous_commit = on\n" \
	"shared_buffers = 1GB\nmax_wal_size = 8GB\nmin_wal_size = 2GB\n"

/* Microseconds of a clock that never jumps, and of the wall's. */
int64_t		bench_us(void);
int64_t		bench_wall_us(void);

/* CPU of a process so far, user and system, in µs; 0 once it is gone. */
uint64_t	bench_cpu(int pid);

/* The same of all processes of a throw-away PostgreSQL that are there. */
uint64_t	bench_cpu_server(struct pg *);

/* The same of those that were there and have ended. */
uint64_t	bench_cpu_ended(struct pg *);

/* Bytes of write-ahead log since the server was made. */
uint64_t	bench_wal(struct pg *);

/* One 8 kB write and its way to the disk, median of many, in µs. */
double		bench_fsync_us(const char *folder);

/* One figure of several rounds. */
struct sample {
	double	 x[BENCH_ROUNDS];
	size_t	 n;
};
void		sample_add(struct sample *, double);
double		sample_median(const struct sample *);

/* "key": the median, "key_spread": [lowest, highest], of "key_rounds". */
void		sample_json(struct json *, const char *key,
		    const struct sample *, int decimals);

/* The q-th part (0..1) of n sorted figures. */
double		bench_quantile(const double *sorted, size_t n, double q);
void		bench_sort(double *, size_t n);

void		bench_number(struct json *, const char *key, double,
		    int decimals);

/* When and on what: "at", "machine", "server". */
void		bench_settings(struct json *, struct pg *);

/* The value of an option that is a number; ends the program with usage. */
uint64_t	bench_option(const char *text, uint64_t min, uint64_t max);

#endif
