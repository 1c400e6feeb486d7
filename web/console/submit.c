#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/buf.h"
#include "proto/convert.h"
#include "web/console/submit.h"

enum { WAIT_S = 3 };	/* the desk serves nobody else meanwhile */

/* Belongs to who comes last: the door that is done, or who waited. */
struct errand {
	pthread_mutex_t	 lock;
	pthread_cond_t	 came;
	int		 done, left;
	struct arena	*arena;
	struct event	 event;
	struct door_item item;
	struct door_job	 job;
};

static void
errand_free(struct errand *r)
{
	pthread_cond_destroy(&r->came);
	pthread_mutex_destroy(&r->lock);
	arena_free(&r->arena);
	free(r);
}

static void
on_done(struct door_job *j)
{
	struct errand	*r = j->arg;
	int		 left;

	pthread_mutex_lock(&r->lock);
	r->done = 1;
	left = r->left;
	pthread_cond_signal(&r->came);
	pthread_mutex_unlock(&r->lock);
	if (left)
		errand_free(r);
}

/* A copy of the event that lives as long as the errand. */
static struct errand *
errand_new(const struct event *ev)
{
	struct errand		*r = calloc(1, sizeof(*r));
	struct err		 e = { 0 };
	struct buf		 b = { 0 };
	struct bytes		 packed;
	pthread_condattr_t	 attr;

	if (r == NULL)
		abort();
	r->arena = arena_new(0);
	event_pack(ev, &b);
	packed = arena_bytes(r->arena, b.data, b.len);
	buf_release(&b);
	if (event_unpack(packed, r->arena, &r->event, &e) != 0)
		abort();		/* it was packed just now */
	pthread_mutex_init(&r->lock, NULL);
	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&r->came, &attr);
	pthread_condattr_destroy(&attr);
	r->item.event = &r->event;
	r->job = (struct door_job){ &r->item, 1, r->arena, on_done, r, 0, 0, 0,
	    0, NULL };
	return r;
}

/* True when the door is done with it. */
static int
wait_for(struct errand *r)
{
	struct timespec	 until;
	int		 rc = 0, done;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += WAIT_S;
	pthread_mutex_lock(&r->lock);
	while (!r->done && rc != ETIMEDOUT)
		rc = pthread_cond_timedwait(&r->came, &r->lock, &until);
	done = r->done;
	r->left = !done;
	pthread_mutex_unlock(&r->lock);
	return done;
}

void
submit_event(struct door *d, const struct event *ev, struct submitted *out)
{
	struct errand	*r = errand_new(ev);

	*out = (struct submitted){ .answer = ANSWER_NONE };
	if (door_push(d, &r->job) != 0) {
		out->answer = ANSWER_BUSY;
	} else if (!wait_for(r)) {
		return;
	} else {
		out->answer = r->item.answer;
		out->id = r->item.id;
		snprintf(out->text, sizeof(out->text), "%s",
		    r->item.text == NULL ? "" : r->item.text);
	}
	errand_free(r);
}

static int
submit_one(void *arg, const struct event *ev, struct err *e)
{
	struct submitted	 s;

	submit_event(arg, ev, &s);
	return replay_answer(s.answer, s.text, e);
}

struct bulk_line
submit_line(struct door *d)
{
	return (struct bulk_line){ submit_one, d };
}
