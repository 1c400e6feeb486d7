#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/text.h"
#include "explain/subjects.h"
#include "web/background.h"
#include "web/console/impact.h"

enum { KEPT = 6 };	/* pairs of rule sets; the oldest makes room */

struct impacts {
	const char		*conninfo;
	struct background	 thread;	/* lock: of what follows */
	struct impact		 kept[KEPT];
	struct impact		*due[KEPT];	/* asked for, in turn */
	size_t			 ndue;
};

/* ---- in the thread --------------------------------------------------------------- */

/* One run, apart from what is kept until it is over. */
struct run {
	struct impacts	*of;
	struct impact	*now;
};

static void
keep_change(struct impact *m, const struct facts *f,
    const struct identity *who, const struct compared *it)
{
	struct impact_change	*c;

	if (m->nchange == IMPACT_CHANGES)
		return;
	c = &m->change[m->nchange++];
	snprintf(c->id, sizeof(c->id), "%s", f->organisation);
	snprintf(c->name, sizeof(c->name), "%s", who->name);
	text_mend(c->name);
	memcpy(c->by, it->by, sizeof(c->by));
	c->awarded = it->cell->awarded != NULL ? it->cell->awarded->mark :
	    MARK_NONE;
}

static int
look_at_one(void *arg, const struct facts *f, const struct identity *who,
    uint32_t version, struct arena *a)
{
	struct run	*r = arg;
	struct compared	 it;

	(void)version;
	if (compare_count(&r->now->sum, f, INT32_MAX, a, &it))
		keep_change(r->now, f, who, &it);
	return background_over(&r->of->thread);
}

static void
work(struct impacts *s, struct impact *m)
{
	static const enum query	 all[] = { Q_SHOW_STATES, Q_NONE };
	struct run		 r = { s, m };
	struct db		*db = db_open(s->conninfo, "sixthkey-web", all,
				    NULL, NULL, &m->why);
	int			 rc = db == NULL ? -1 : subjects_walk(db, NULL,
				    look_at_one, &r, &m->why);

	m->state = rc == 0 ? IMPACT_DONE : IMPACT_FAILED;
	m->took_ms = clock_ms() - m->began_ms;
	if (rc != 0)
		LOG(WARN, "the impact of a rule set was not found out",
		    LOG_TEXT("error", m->why.text));
	db_close(&db);
}

/* The place of the next, of which `now` gets what is known; NULL at the end. */
static struct impact *
next(struct impacts *s, struct impact *now)
{
	struct impact	*m;

	pthread_mutex_lock(&s->thread.lock);
	while (s->ndue == 0 && !s->thread.ends)
		pthread_cond_wait(&s->thread.woken, &s->thread.lock);
	m = s->thread.ends ? NULL : s->due[0];
	if (m != NULL) {
		memmove(s->due, s->due + 1, --s->ndue * sizeof(s->due[0]));
		*now = *m;
	}
	pthread_mutex_unlock(&s->thread.lock);
	return m;
}

static void *
run(void *arg)
{
	struct impacts	*s = arg;
	struct impact	*now = malloc(sizeof(*now)), *place;

	if (now == NULL)
		abort();
	while ((place = next(s, now)) != NULL) {
		work(s, now);
		pthread_mutex_lock(&s->thread.lock);
		*place = *now;
		pthread_mutex_unlock(&s->thread.lock);
	}
	free(now);
	return NULL;
}

/* ---- for the others -------------------------------------------------------------- */

static struct impact *
find(struct impacts *s, const struct ruleset *const set[2])
{
	size_t	 i;

	for (i = 0; i < KEPT; i++)
		if (s->kept[i].state != IMPACT_NONE &&
		    s->kept[i].sum.set[0] == set[0] &&
		    s->kept[i].sum.set[1] == set[1])
			return &s->kept[i];
	return NULL;
}

/* An empty place, or that of the oldest which is not being worked on; NULL:
 * all of them are. */
static struct impact *
make_room(struct impacts *s)
{
	struct impact	*oldest = NULL;
	size_t		 i;

	for (i = 0; i < KEPT; i++)
		if (s->kept[i].state != IMPACT_RUNS && (oldest == NULL ||
		    s->kept[i].began_ms < oldest->began_ms))
			oldest = &s->kept[i];
	return oldest;
}

void
impacts_ask(struct impacts *s, const struct ruleset *const set[2])
{
	struct impact	*m;

	pthread_mutex_lock(&s->thread.lock);
	m = find(s, set);
	if (m == NULL)
		m = make_room(s);
	if (m != NULL && m->state != IMPACT_RUNS) {
		memset(m, 0, sizeof(*m));
		m->state = IMPACT_RUNS;
		m->began_ms = clock_ms();
		m->sum.set[0] = set[0];
		m->sum.set[1] = set[1];
		s->due[s->ndue++] = m;
		pthread_cond_signal(&s->thread.woken);
	}
	pthread_mutex_unlock(&s->thread.lock);
}

void
impacts_look(struct impacts *s, const struct ruleset *const set[2],
    struct impact *out)
{
	const struct impact	*m;

	pthread_mutex_lock(&s->thread.lock);
	m = find(s, set);
	if (m != NULL)
		*out = *m;
	else
		memset(out, 0, sizeof(*out));
	pthread_mutex_unlock(&s->thread.lock);
}

struct impacts *
impacts_open(const char *conninfo)
{
	struct impacts	*s = calloc(1, sizeof(*s));

	if (s == NULL)
		abort();
	s->conninfo = conninfo;
	background_start(&s->thread, run, s);
	return s;
}

void
impacts_close(struct impacts **sp)
{
	struct impacts	*s = *sp;

	if (s == NULL)
		return;
	background_end(&s->thread);
	free(s);
	*sp = NULL;
}
