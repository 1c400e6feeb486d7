/*
 * background.h - a thread beside those that serve requests, with a lock for what
 * both use.  Its end does not wait for its pauses.
 */
#ifndef WEB_BACKGROUND_H
#define WEB_BACKGROUND_H

#include <pthread.h>

struct background {
	pthread_t	 thread;
	pthread_mutex_t	 lock;		/* of `ends`, and what its owner says */
	pthread_cond_t	 woken;		/* signalled at the end, too */
	int		 ends;
};

/* Ends the program where there can be no thread. */
void	background_start(struct background *, void *(*run)(void *), void *arg);

/* Asks it to end and waits until it has; what it used may be freed then. */
void	background_end(struct background *);

/* In the thread: is it to end?  The second waits first, `ms` at most, and may
 * be woken early. */
int	background_over(struct background *);
int	background_rest(struct background *, long ms);

#endif
