#include <stdlib.h>
#include <time.h>

#include "web/background.h"

void
background_start(struct background *b, void *(*run)(void *), void *arg)
{
	b->ends = 0;
	pthread_mutex_init(&b->lock, NULL);
	pthread_cond_init(&b->woken, NULL);
	if (pthread_create(&b->thread, NULL, run, arg) != 0)
		abort();
}

void
background_end(struct background *b)
{
	pthread_mutex_lock(&b->lock);
	b->ends = 1;
	pthread_cond_signal(&b->woken);
	pthread_mutex_unlock(&b->lock);
	pthread_join(b->thread, NULL);
	pthread_cond_destroy(&b->woken);
	pthread_mutex_destroy(&b->lock);
}

int
background_over(struct background *b)
{
	int	 ends;

	pthread_mutex_lock(&b->lock);
	ends = b->ends;
	pthread_mutex_unlock(&b->lock);
	return ends;
}

int
background_rest(struct background *b, long ms)
{
	struct timespec	 until;
	int		 ends;

	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_nsec += ms % 1000 * 1000000L;
	until.tv_sec += ms / 1000 + until.tv_nsec / 1000000000;
	until.tv_nsec %= 1000000000;
	pthread_mutex_lock(&b->lock);
	if (!b->ends)
		pthread_cond_timedwait(&b->woken, &b->lock, &until);
	ends = b->ends;
	pthread_mutex_unlock(&b->lock);
	return ends;
}
