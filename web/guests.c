#include <stdlib.h>
#include <sys/socket.h>

#include "base/clock.h"
#include "web/background.h"
#include "web/guests.h"

enum { AWAITED = 1, SERVED = 0 };
enum { LOOK_MS = 1000 };

struct guest {
	struct guests	*of;
	struct guest	*next, **at;
	int		 fd, state;
	int64_t		 since_ms;
};

struct guests {
	struct background	 thread;	/* lock: of what follows */
	struct guest		*first;
	int64_t			 patience_ms;
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

	do {
		pthread_mutex_lock(&all->thread.lock);
		cut_slow(all, clock_ms());
		pthread_mutex_unlock(&all->thread.lock);
	} while (!background_rest(&all->thread, LOOK_MS));
	return NULL;
}

struct guests *
guests_open(int64_t patience_ms)
{
	struct guests	*all = calloc(1, sizeof(*all));

	if (all == NULL)
		abort();
	all->patience_ms = patience_ms;
	background_start(&all->thread, run, all);
	return all;
}

void
guests_close(struct guests **gp)
{
	struct guests	*all = *gp;

	background_end(&all->thread);
	free(all);
	*gp = NULL;
}

struct guest *
guest_enter(struct guests *all, int fd)
{
	struct guest	*g = malloc(sizeof(*g));

	if (g == NULL)
		abort();
	pthread_mutex_lock(&all->thread.lock);
	*g = (struct guest){ all, all->first, &all->first, fd, AWAITED,
	    clock_ms() };
	if (g->next != NULL)
		g->next->at = &g->next;
	all->first = g;
	pthread_mutex_unlock(&all->thread.lock);
	return g;
}

void
guest_leave(struct guest *g)
{
	pthread_mutex_lock(&g->of->thread.lock);
	*g->at = g->next;
	if (g->next != NULL)
		g->next->at = g->at;
	pthread_mutex_unlock(&g->of->thread.lock);
	free(g);
}

static void
turn(struct guest *g, int state)
{
	pthread_mutex_lock(&g->of->thread.lock);
	g->state = state;
	g->since_ms = clock_ms();
	pthread_mutex_unlock(&g->of->thread.lock);
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
