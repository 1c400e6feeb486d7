/*
 * bench.h - what the parts of a benchmark share.
 */
#ifndef TESTS_BENCH_BENCH_H
#define TESTS_BENCH_BENCH_H

#include <stddef.h>
#include <stdint.h>

#include "tests/lib/pg.h"

/* CPU of a process so far, user and system, in µs; 0 once it is gone. */
uint64_t	bench_cpu(int pid);

/* The same of all processes of a throw-away PostgreSQL that are there. */
uint64_t	bench_cpu_server(struct pg *);

/* Bytes of write-ahead log since the server was made. */
uint64_t	bench_wal(struct pg *);

/*
 * The floor: four chained stages that only record, each on a connection of its
 * own, `batch` rows of `bytes` bytes in one statement.  Events a second through
 * all four.
 */
double		floor_run(struct pg *, uint64_t events, unsigned batch,
		    size_t bytes);

/* The q-th part (0..1) of n sorted figures. */
double		bench_quantile(const double *sorted, size_t n, double q);
void		bench_sort(double *, size_t n);

#endif
