#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "web/door.h"

enum { WINDOW = 8000, JOBS = 4096, EVENTS_MAX = 50000, ITEM_BITS = 16 };

struct door {
	struct client	*client;
	pthread_t	 thread;
	pthread_mutex_t	 lock;		/* of all that stands below */
	pthread_cond_t	 woken;
	struct door_job	*fresh, **fresh_end;
	size_t		 events;	/* in jobs that are not done */
	int		 ends;
	struct door_count count;
	char		 trouble[300];	/* "": the line answers */

	/* Of the thread alone. */
	struct door_job	*job[JOBS];	/* slot number % JOBS */
	struct door_job	*first, **end;	/* in the order they came */
	uint32_t	 number;
	int64_t		 answer_ms;
};

static void
on_answer(void *arg, const struct client_answer *answer)
{
	struct door	*d = arg;
	uint32_t	 number = (uint32_t)(answer->tag >> ITEM_BITS);
	size_t		 i = answer->tag & ((1u << ITEM_BITS) - 1);
	struct door_job	*j = d->job[number % JOBS];

	/* It may have gone without an answer before. */
	if (j == NULL || j->number != number ||
	    j->item[i].answer != ANSWER_NONE)
		return;
	j->item[i].answer = answer->answer;
	j->item[i].id = answer->event;
	j->item[i].text = arena_text(j->arena, answer->text);
	j->answered++;
}

/* ---- the thread -------------------------------------------------------------- */

/* New jobs get a number and a slot; what finds none waits for one. */
static void
take_fresh(struct door *d)
{
	struct door_job	*j;

	pthread_mutex_lock(&d->lock);
	while (d->fresh == NULL && d->first == NULL && !d->ends)
		pthread_cond_wait(&d->woken, &d->lock);
	while ((j = d->fresh) != NULL && d->job[(d->number + 1) % JOBS] == NULL) {
		d->fresh = j->next;
		if (d->fresh == NULL)
			d->fresh_end = &d->fresh;
		j->number = ++d->number;
		j->next = NULL;
		d->job[j->number % JOBS] = j;
		*d->end = j;
		d->end = &j->next;
	}
	pthread_mutex_unlock(&d->lock);
}

/* As many as the line has room for, oldest first.  0, or -1: no more now. */
static int
send_job(struct door *d, struct door_job *j, struct err *e)
{
	while (j->sent < j->n) {
		if (client_pending(d->client) >= WINDOW - 1)
			return -1;
		if (client_submit(d->client, j->item[j->sent].event,
		    (uint64_t)j->number << ITEM_BITS | j->sent, 0, e) != 0)
			return -1;
		j->sent++;
	}
	return 0;
}

static void
note_trouble(struct door *d, const char *text)
{
	int	 fresh;

	pthread_mutex_lock(&d->lock);
	fresh = d->trouble[0] == '\0' && text[0] != '\0';
	snprintf(d->trouble, sizeof(d->trouble), "%s", text);
	pthread_mutex_unlock(&d->lock);
	if (fresh)
		LOG(WARN, "the line does not answer", LOG_TEXT("error", text));
}

static void
finish(struct door *d, struct door_job *j)
{
	size_t	 i;

	d->job[j->number % JOBS] = NULL;
	pthread_mutex_lock(&d->lock);
	d->events -= j->n;
	for (i = 0; i < j->n; i++)
		d->count.answers[j->item[i].answer]++;
	pthread_mutex_unlock(&d->lock);
	if (j->answered < j->n)
		note_trouble(d, "the line did not answer in time");
	j->done(j);
}

static void
finish_done(struct door *d, int64_t now)
{
	struct door_job	**at = &d->first, *j;

	while ((j = *at) != NULL) {
		if (j->answered < j->n && now < j->until) {
			at = &j->next;
			continue;
		}
		*at = j->next;
		finish(d, j);
	}
	d->end = at;
}

static void
turn(struct door *d)
{
	struct door_job	*j;
	struct err	 e = { 0 };

	for (j = d->first; j != NULL && send_job(d, j, &e) == 0; j = j->next)
		;
	if (client_pending(d->client) > 0 &&
	    client_flush(d->client, 0, &e) == 0)
		note_trouble(d, "");
	else if (e.kind == ERR_SETUP)
		note_trouble(d, e.text);
}

static void *
run(void *arg)
{
	struct door	*d = arg;
	int		 ends = 0;

	while (!ends || d->first != NULL) {
		take_fresh(d);
		turn(d);
		pthread_mutex_lock(&d->lock);
		ends = d->ends && d->fresh == NULL;
		pthread_mutex_unlock(&d->lock);
		finish_done(d, clock_ms());
	}
	return NULL;
}

/* ---- from outside -------------------------------------------------------------- */

struct door *
door_open(const struct key_conf *key, const char *endpoint, int64_t answer_ms,
    struct err *e)
{
	struct door	*d = calloc(1, sizeof(*d));

	if (d == NULL)
		abort();
	d->fresh_end = &d->fresh;
	d->end = &d->first;
	d->answer_ms = answer_ms;
	pthread_mutex_init(&d->lock, NULL);
	pthread_cond_init(&d->woken, NULL);
	d->client = client_open_as(key, endpoint, WINDOW, on_answer, d, e);
	if (d->client == NULL) {
		free(d);
		return NULL;
	}
	if (pthread_create(&d->thread, NULL, run, d) != 0)
		abort();
	return d;
}

int
door_push(struct door *d, struct door_job *j)
{
	int	 fits;

	j->sent = j->answered = 0;
	j->until = clock_ms() + d->answer_ms;
	j->next = NULL;
	pthread_mutex_lock(&d->lock);
	fits = d->events + j->n <= EVENTS_MAX && !d->ends;
	if (fits) {
		d->events += j->n;
		*d->fresh_end = j;
		d->fresh_end = &j->next;
		pthread_cond_signal(&d->woken);
	}
	pthread_mutex_unlock(&d->lock);
	return fits ? 0 : -1;
}

int
door_ready(struct door *d, char text[300])
{
	pthread_mutex_lock(&d->lock);
	snprintf(text, 300, "%s", d->trouble);
	pthread_mutex_unlock(&d->lock);
	return text[0] == '\0';
}

struct door_count
door_counts(struct door *d)
{
	struct door_count	 c;

	pthread_mutex_lock(&d->lock);
	c = d->count;
	c.under_way = d->events;
	pthread_mutex_unlock(&d->lock);
	return c;
}

void
door_drain(struct door *d)
{
	if (d == NULL)
		return;
	pthread_mutex_lock(&d->lock);
	d->ends = 1;
	pthread_cond_signal(&d->woken);
	pthread_mutex_unlock(&d->lock);
	pthread_join(d->thread, NULL);
}

void
door_close(struct door **dp)
{
	struct door	*d = *dp;

	if (d == NULL)
		return;
	client_close(&d->client);
	pthread_cond_destroy(&d->woken);
	pthread_mutex_destroy(&d->lock);
	free(d);
	*dp = NULL;
}
