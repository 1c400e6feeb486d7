#include <pthread.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>

#include "base/clock.h"
#include "web/guests.h"

enum { AWAITED = 1, SERVED = 0 };

struct guest {
	struct guests	*of;
	struct guest	*next, **at;
	int		 fd, state;
	int64_t		 since_ms;
};

struct guests {
	pthread_t	 thread;
	pthread_mutex_t	 lock;		/* of all that stands below */
	pthread_cond_t	 woken;
	struct guest	*first;
	int64_t		 patience_ms;
	int		 ends;
};

/* MHD sees the end of the connection, and cleans up as after any other. */
static void
cut_slow(struct guests *all, int64_t now_ms)
{
	struct guest	*g;

	for (g = all->first; g != NULL; g = g->next)
		if (g->state == AWAITED &&
		    now_ms - g->since_ms > all->patience_ms)
			shutdown(g->fd, SHUT_RDWR);
}

static void *
run(void *arg)
{
	struct guests	*all = arg;
	struct timespec	 until;

	pthread_mutex_lock(&all->lock);
	while (!all->ends) {
		cut_slow(all, clock_ms());
		clock_gettime(CLOCK_REALTIME, &until);
		until.tv_sec++;
		pthread_cond_timedwait(&all->woken, &all->lock, &until);
	}
	pthread_mutex_unlock(&all->lock);
	return NULL;
}

struct guests *
guests_open(int64_t patience_ms)
{
	struct guests	*all = calloc(1, sizeof(*all));

	if (all == NULL)
		abort();
	all->patience_ms = patience_ms;
	pthread_mutex_init(&all->lock, NULL);
	pthread_cond_init(&all->woken, NULL);
	if (pthread_create(&all->thread, NULL, run, all) != 0)
		abort();
	return all;
}

void
guests_close(struct guests **gp)
{
	struct guests	*all = *gp;

	pthread_mutex_lock(&all->lock);
	all->ends = 1;
	pthread_cond_signal(&all->woken);
	pthread_mutex_unlock(&all->lock);
	pthread_join(all->thread, NULL);
	pthread_cond_destroy(&all->woken);
	pthread_mutex_destroy(&all->lock);
	free(all);
	*gp = NULL;
}

struct guest *
guest_enter(struct guests *all, int fd)
{
	struct guest	*g = malloc(sizeof(*g));

	if (g == NULL)
		abort();
	pthread_mutex_lock(&all->lock);
	*g = (struct guest){ all, all->first, &all->first, fd, AWAITED,
	    clock_ms() };
	if (g->next != NULL)
		g->next->at = &g->next;
	all->first = g;
	pthread_mutex_unlock(&all->lock);
	return g;
}

void
guest_leave(struct guest *g)
{
	pthread_mutex_lock(&g->of->lock);
	*g->at = g->next;
	if (g->next != NULL)
		g->next->at = g->at;
	pthread_mutex_unlock(&g->of->lock);
	free(g);
}

static void
turn(struct guest *g, int state)
{
	pthread_mutex_lock(&g->of->lock);
	g->state = state;
	g->since_ms = clock_ms();
	pthread_mutex_unlock(&g->of->lock);
}

void
guest_asked(struct guest *g)
{
	turn(g, SERVED);
}

void
guest_answered(struct guest *g)
{
	turn(g, AWAITED);
}
