/*
 * queue.h - the four-stage job on a plain queue in PostgreSQL: a table for each
 * stage, taken from by "for update skip locked" and deleted, with the effect and
 * the next stage's message in the same transaction.
 */
#ifndef TESTS_BENCH_LIB_QUEUE_H
#define TESTS_BENCH_LIB_QUEUE_H

#include <stddef.h>
#include <stdint.h>

#include "tests/lib/pg.h"

/* As JSON. */
#define QUEUE_SETTINGS \
	"{\"client\":\"C, libpq in pipeline mode, binary arrays\"," \
	"\"workers_per_stage\":1,\"woken\":\"at once\"," \
	"\"autovacuum\":\"on, each 20,000 dead rows, no cost delay\"}"

/* Events a second through all four stages; every effect is there once. */
double	queue_run(struct pg *, uint64_t events, unsigned batch,
	    size_t payload);

#endif
