#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/log.h"
#include "web/console/watch.h"

enum { LOOKED_MS = 30000, OFTEN_S = 1, SELDOM_S = 5, NOW_S = 2 };

static const enum query statements[] = {
	Q_SHOW_STAGES, Q_SHOW_SETTINGS, Q_NONE
};

struct watch {
	struct watch_conf	 conf;
	pthread_t		 thread;
	pthread_mutex_t		 lock;
	pthread_cond_t		 woken;
	int			 ends;
	uint64_t		 wanted, served;	/* looks at once */
	pthread_cond_t		 fresh;		/* there was one */
	int64_t			 looked_ms;	/* a page did, last */
	int64_t			 at_ms;		/* of the figures; 0: none */
	struct figures		 now;
};

/* ---- one look, in the thread ----------------------------------------------- */

static int
read_pauses(struct db *db, struct figures *f, struct err *e)
{
	struct rows	*rows = db_run(db, Q_SHOW_SETTINGS, NULL, NULL, e);

	if (rows == NULL)
		return -1;
	setting_pauses(rows, f->pause);
	rows_free(&rows);
	return 0;
}

/* Tenths of a second each: the last ten seconds' records make them. */
static void
add_past(struct figures *f)
{
	int	 s;

	for (s = STAGE_INGEST; s < STAGE_COUNT; s++) {
		if (f->npast == WATCH_PAST)
			memmove(f->past[s], f->past[s] + 1,
			    (WATCH_PAST - 1) * sizeof(f->past[s][0]));
		f->past[s][f->npast < WATCH_PAST ? f->npast : WATCH_PAST - 1] =
		    (uint32_t)f->books.stage[s].recent;
	}
	if (f->npast < WATCH_PAST)
		f->npast++;
}

static int
look(struct watch *w, struct db *db, struct figures *f, struct err *e)
{
	struct arena	*a = arena_new(0);
	int		 rc = books_read(&f->books, db, e);

	if (rc == 0)
		rc = read_pauses(db, f, e);
	if (rc == 0) {
		line_ask(&f->line, w->conf.key, w->conf.control, a);
		add_past(f);
	}
	arena_free(&a);
	return rc;
}

static void
publish(struct watch *w, const struct figures *f, uint64_t served,
    const struct err *e)
{
	int	 fresh;

	pthread_mutex_lock(&w->lock);
	fresh = e->kind != ERR_NONE && w->now.trouble.kind == ERR_NONE;
	if (e->kind == ERR_NONE) {
		w->now = *f;
		w->at_ms = clock_ms();
	}
	w->now.trouble = *e;
	w->served = served;
	pthread_cond_broadcast(&w->fresh);
	pthread_mutex_unlock(&w->lock);
	if (fresh)
		LOG(WARN, "there are no new figures",
		    LOG_TEXT("error", e->text));
}

/* Until the next look is due; false at the end. */
static int
rest(struct watch *w, uint64_t *wanted)
{
	struct timespec	 until;
	int		 rc = 0, goes_on;

	clock_gettime(CLOCK_REALTIME, &until);
	pthread_mutex_lock(&w->lock);
	until.tv_sec += w->looked_ms != 0 &&
	    clock_ms() - w->looked_ms < LOOKED_MS ? OFTEN_S : SELDOM_S;
	while (!w->ends && w->wanted == *wanted && rc != ETIMEDOUT)
		rc = pthread_cond_timedwait(&w->woken, &w->lock, &until);
	*wanted = w->wanted;
	goes_on = !w->ends;
	pthread_mutex_unlock(&w->lock);
	return goes_on;
}

static void *
run(void *arg)
{
	struct watch	*w = arg;
	struct figures	*f = calloc(1, sizeof(*f));
	struct db	*db = NULL;
	uint64_t	 wanted = 0;
	struct err	 e;

	if (f == NULL)
		abort();
	do {
		e = (struct err){ 0 };
		if (db != NULL && !db_alive(db))
			db_close(&db);
		if (db == NULL)
			db = db_open(w->conf.db, "sixthkey-web", statements,
			    NULL, NULL, &e);
		if (db != NULL)
			look(w, db, f, &e);
		publish(w, f, wanted, &e);
	} while (rest(w, &wanted));
	db_close(&db);
	free(f);
	return NULL;
}

/* ---- for the others --------------------------------------------------------- */

struct watch *
watch_open(const struct watch_conf *conf)
{
	struct watch	*w = calloc(1, sizeof(*w));

	if (w == NULL)
		abort();
	w->conf = *conf;
	pthread_mutex_init(&w->lock, NULL);
	pthread_cond_init(&w->woken, NULL);
	pthread_cond_init(&w->fresh, NULL);
	if (pthread_create(&w->thread, NULL, run, w) != 0)
		abort();
	return w;
}

void
watch_figures(struct watch *w, struct figures *out)
{
	pthread_mutex_lock(&w->lock);
	*out = w->now;
	out->age_ms = w->at_ms == 0 ? -1 : clock_ms() - w->at_ms;
	w->looked_ms = clock_ms();
	pthread_mutex_unlock(&w->lock);
}

void
watch_now(struct watch *w)
{
	struct timespec	 until;
	uint64_t	 mine;
	int		 rc = 0;

	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += NOW_S;
	pthread_mutex_lock(&w->lock);
	mine = ++w->wanted;
	pthread_cond_signal(&w->woken);
	while (w->served < mine && rc != ETIMEDOUT)
		rc = pthread_cond_timedwait(&w->fresh, &w->lock, &until);
	pthread_mutex_unlock(&w->lock);
}

void
watch_close(struct watch **wp)
{
	struct watch	*w = *wp;

	if (w == NULL)
		return;
	pthread_mutex_lock(&w->lock);
	w->ends = 1;
	pthread_cond_signal(&w->woken);
	pthread_mutex_unlock(&w->lock);
	pthread_join(w->thread, NULL);
	pthread_cond_destroy(&w->woken);
	pthread_cond_destroy(&w->fresh);
	pthread_mutex_destroy(&w->lock);
	free(w);
	*wp = NULL;
}
