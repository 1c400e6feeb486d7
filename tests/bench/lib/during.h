/*
 * during.h - a command that watches a line while it is measured.
 */
#ifndef TESTS_BENCH_LIB_DURING_H
#define TESTS_BENCH_LIB_DURING_H

#include "tests/bench/lib/rig.h"

/*
 * "COMMAND NAME=PID …", as the shell takes it, with every process of the line:
 * producer, broker, stages, and those of PostgreSQL with "postgres:" before
 * whom they serve or what they do.  It is over when it is told to stop by
 * SIGINT and has ended.
 */
int	during_begin(struct rig *, const char *command);
void	during_end(int pid);

#endif
