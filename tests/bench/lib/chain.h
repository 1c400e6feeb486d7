/*
 * chain.h - four stages in a row, each a thread that may go as far as the one
 * before it has come.
 */
#ifndef TESTS_BENCH_LIB_CHAIN_H
#define TESTS_BENCH_LIB_CHAIN_H

#include <pthread.h>
#include <stddef.h>
#include <stdint.h>

enum { CHAIN_STAGES = 4 };

struct chain {
	pthread_mutex_t	 lock;
	pthread_cond_t	 moved;
	uint64_t	 all;
	uint64_t	 done[CHAIN_STAGES + 1]; /* [0]: what has been fed */
};

void		chain_init(struct chain *, uint64_t all, uint64_t fed);

/* Wait until the stage before is past `from`; returns how far it is. */
uint64_t	chain_wait(struct chain *, int stage, uint64_t from);
void		chain_pass(struct chain *, int stage, uint64_t upto);

/* Wait until less than `room` of what was fed is not through. */
void		chain_room(struct chain *, uint64_t room);

/* One thread for each of n things of this size, until all have ended; returns
 * the µs that it took. */
int64_t		chain_run(void *(*work)(void *), void *things, size_t n,
		    size_t size);

#endif
