#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "web/background.h"
#include "web/console/watch.h"

enum { PAUSE_MS = 1000 };

struct watch {
	struct pictures		*pictures;
	struct background	 thread;	/* lock: of what follows */
	int64_t			 taken_ms;	/* of the picture; 0: none yet */
	struct figures		 now;
};

/* ---- in the thread ---------------------------------------------------------- */

static void
add_past(struct figures *f)
{
	size_t	 at = f->npast < WATCH_PAST ? f->npast : WATCH_PAST - 1;
	int	 s;

	for (s = STAGE_INGEST; s < STAGE_COUNT; s++) {
		if (f->npast == WATCH_PAST)
			memmove(f->past[s], f->past[s] + 1,
			    (WATCH_PAST - 1) * sizeof(f->past[s][0]));
		f->past[s][at] = (uint32_t)f->books.stage[s].recent;
	}
	f->npast = at + 1;
}

/* Whoever leads; without a leader, nobody is there. */
static void
take_line(struct line_view *v, const struct picture *p)
{
	const struct broker_picture	*b = picture_leader(p);
	const struct stage_report	*r;
	int				 s;

	*v = (struct line_view){ .there = b != NULL && b->there };
	for (s = STAGE_INGEST; s < STAGE_COUNT && v->there; s++)
		if ((r = picture_stage(b, (enum stage)s)) != NULL)
			v->stage[s] = *r;
}

static void
take(struct watch *w)
{
	const struct picture	*p = pictures_look(w->pictures);

	pthread_mutex_lock(&w->thread.lock);
	if (p->database && p->taken_ms != w->taken_ms) {
		w->taken_ms = p->taken_ms;
		w->now.books = p->books;
		take_line(&w->now.line, p);
		add_past(&w->now);
	}
	pthread_mutex_unlock(&w->thread.lock);
	pictures_leave(w->pictures);
}

static void *
run(void *arg)
{
	struct watch	*w = arg;

	do
		take(w);
	while (!background_rest(&w->thread, PAUSE_MS));
	return NULL;
}

/* ---- for the others --------------------------------------------------------- */

struct watch *
watch_open(struct pictures *pictures)
{
	struct watch	*w = calloc(1, sizeof(*w));

	if (w == NULL)
		abort();
	w->pictures = pictures;
	background_start(&w->thread, run, w);
	return w;
}

void
watch_figures(struct watch *w, struct figures *out)
{
	pthread_mutex_lock(&w->thread.lock);
	*out = w->now;
	out->age_ms = w->taken_ms == 0 ? -1 : clock_ms() - w->taken_ms;
	pthread_mutex_unlock(&w->thread.lock);
}

void
watch_close(struct watch **wp)
{
	struct watch	*w = *wp;

	if (w == NULL)
		return;
	background_end(&w->thread);
	free(w);
	*wp = NULL;
}
