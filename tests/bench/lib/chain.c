#include "tests/bench/lib/bench.h"
#include "tests/bench/lib/chain.h"
#include "tests/lib/test.h"

enum { THREADS = 8 };

void
chain_init(struct chain *c, uint64_t all, uint64_t fed)
{
	*c = (struct chain){ .all = all, .done = { fed } };
	pthread_mutex_init(&c->lock, NULL);
	pthread_cond_init(&c->moved, NULL);
}

uint64_t
chain_wait(struct chain *c, int stage, uint64_t from)
{
	uint64_t	 upto;

	pthread_mutex_lock(&c->lock);
	while ((upto = c->done[stage - 1]) == from)
		pthread_cond_wait(&c->moved, &c->lock);
	pthread_mutex_unlock(&c->lock);
	return upto;
}

void
chain_pass(struct chain *c, int stage, uint64_t upto)
{
	pthread_mutex_lock(&c->lock);
	c->done[stage] = upto;
	pthread_cond_broadcast(&c->moved);
	pthread_mutex_unlock(&c->lock);
}

void
chain_room(struct chain *c, uint64_t room)
{
	pthread_mutex_lock(&c->lock);
	while (c->done[0] - c->done[CHAIN_STAGES] >= room)
		pthread_cond_wait(&c->moved, &c->lock);
	pthread_mutex_unlock(&c->lock);
}

int64_t
chain_run(void *(*work)(void *), void *things, size_t n, size_t size)
{
	pthread_t	 thread[THREADS];
	int64_t		 from = bench_us();
	size_t		 i;

	assert_in_range(n, 1, THREADS);
	for (i = 0; i < n; i++)
		assert_int_equal(pthread_create(&thread[i], NULL, work,
		    (char *)things + i * size), 0);
	for (i = 0; i < n; i++)
		pthread_join(thread[i], NULL);
	return bench_us() - from;
}
