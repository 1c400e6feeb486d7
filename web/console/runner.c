#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/log.h"
#include "operations/bulk.h"
#include "web/background.h"
#include "web/console/runner.h"

/* While the line or the database is away. */
enum { WORD = 64, REST_MS = 2000, PATIENCE_MS = 600000 };

struct job {
	char		 snapshot[WORD], who[WORD];
	int64_t		 stuck;		/* since when; 0: it is not */
	struct job	*next;
};

struct runner {
	const char		*conninfo;
	const struct bulk_line	*line;
	struct background	 thread;	/* lock: of what follows */
	struct job		*first, **end;
};

static int
steps(struct runner *r, struct bulk_work *w, struct job *j, struct err *e)
{
	int	 rc = bulk_begin(w, e);

	for (rc = rc == 0 ? 1 : rc; rc == 1 && !background_over(&r->thread);) {
		rc = bulk_step(w, e);
		if (rc == 1)
			j->stuck = 0;
	}
	return rc;
}

/* 0: all of it, or as far as may be; -1. */
static int
work(struct runner *r, struct db *db, struct job *j, struct err *e)
{
	struct arena		*a = arena_new(0);
	struct bulk_state	 s;
	struct bulk_work	 w = { db, NULL, &s, { j->who, "" }, 0,
				    r->line };
	int			 rc = bulk_read(db, j->snapshot, a, &s, e);

	if (rc == 1) {
		w.bulk = bulk_named(s.verb);
		rc = steps(r, &w, j, e);
	}
	if (rc < 0 && bulk_is_taken(e))
		rc = 0;
	arena_free(&a);
	return rc < 0 ? -1 : 0;
}

/* May it go on by itself?  Says the first and the last of what is in its way. */
static int
is_patient(struct job *j, const struct err *e)
{
	int64_t	 now = clock_ms();
	int	 first = j->stuck == 0;

	if (first)
		j->stuck = now;
	if (e->kind == ERR_AGAIN && now - j->stuck < PATIENCE_MS) {
		if (first)
			LOG(WARN, "an operation waits", LOG_TEXT("snapshot",
			    j->snapshot), LOG_TEXT("error", e->text));
		return 1;
	}
	LOG(WARN, "an operation has stopped", LOG_TEXT("snapshot",
	    j->snapshot), LOG_TEXT("error", e->text));
	return 0;
}

/* True: it is to be tried again. */
static int
run_job(struct runner *r, struct job *j)
{
	struct err	 e = { 0 };
	struct db	*db = db_open(r->conninfo, "sixthkey-web", bulk_queries,
			    NULL, NULL, &e);
	int		 failed = db == NULL || work(r, db, j, &e) != 0;

	db_close(&db);
	return failed && is_patient(j, &e);
}

/* NULL at the end. */
static struct job *
next(struct runner *r)
{
	struct job	*j;

	pthread_mutex_lock(&r->thread.lock);
	while (r->first == NULL && !r->thread.ends)
		pthread_cond_wait(&r->thread.woken, &r->thread.lock);
	j = r->first;
	if (j != NULL && (r->first = j->next) == NULL)
		r->end = &r->first;
	pthread_mutex_unlock(&r->thread.lock);
	return j;
}

/* Behind the others, which may be able to go on. */
static void
put(struct runner *r, struct job *j)
{
	j->next = NULL;
	pthread_mutex_lock(&r->thread.lock);
	*r->end = j;
	r->end = &j->next;
	pthread_cond_signal(&r->thread.woken);
	pthread_mutex_unlock(&r->thread.lock);
}

static void *
run(void *arg)
{
	struct runner	*r = arg;
	struct job	*j;

	while ((j = next(r)) != NULL) {
		if (!background_over(&r->thread) && run_job(r, j)) {
			background_rest(&r->thread, REST_MS);
			put(r, j);
		} else {
			free(j);
		}
	}
	return NULL;
}

struct runner *
runner_open(const char *conninfo, const struct bulk_line *line)
{
	struct runner	*r = calloc(1, sizeof(*r));

	if (r == NULL)
		abort();
	r->conninfo = conninfo;
	r->line = line;
	r->end = &r->first;
	background_start(&r->thread, run, r);
	return r;
}

void
runner_take(struct runner *r, const char *snapshot, const char *who)
{
	struct job	*j = calloc(1, sizeof(*j));

	if (j == NULL)
		abort();
	snprintf(j->snapshot, sizeof(j->snapshot), "%s", snapshot);
	snprintf(j->who, sizeof(j->who), "%s", who);
	put(r, j);
}

void
runner_close(struct runner **rp)
{
	struct runner	*r = *rp;

	if (r == NULL)
		return;
	background_end(&r->thread);
	free(r);
	*rp = NULL;
}
