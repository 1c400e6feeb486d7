#include <assert.h>
#include <ctype.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/log.h"
#include "web/desk.h"
#include "web/http.h"

enum { WAITING_MAX = 1000, TOKENS_MS = 1000 };
enum { COL_NAME = 0, COL_SOURCE, COL_KINDS, COL_DIGEST };

struct asked {
	struct request	*request;
	desk_fn		*fn;
	struct asked	*next;
};

/* One of those who answer. */
struct clerk {
	struct desk	*desk;
	struct db	*db;		/* of the thread */
	pthread_t	 thread;
};

struct desk {
	const char	*conninfo;
	const enum query *statements;
	struct tokens	*tokens;
	desk_sorry_fn	*sorry;
	struct clerk	 clerk[DESK_CLERKS];
	size_t		 nclerk;
	pthread_mutex_t	 lock;		/* of all that stands below */
	pthread_cond_t	 woken;
	struct asked	*first, **end;
	size_t		 waiting;
	int		 ends;
	struct err	 trouble;
};

/* ERR_NONE: it is well. */
static void
note(struct desk *d, const struct err *e)
{
	int	 fresh;

	pthread_mutex_lock(&d->lock);
	fresh = d->trouble.kind == ERR_NONE && e->kind != ERR_NONE;
	d->trouble = *e;
	pthread_mutex_unlock(&d->lock);
	if (fresh)
		LOG(WARN, "the database does not answer",
		    LOG_TEXT("error", e->text));
}

static int
connected(struct clerk *c, struct err *e)
{
	if (c->db != NULL && !db_alive(c->db))
		db_close(&c->db);
	if (c->db == NULL)
		c->db = db_open(c->desk->conninfo, "sixthkey-web",
		    c->desk->statements, NULL, NULL, e);
	return c->db != NULL ? 0 : -1;
}

static int
bring_tokens(struct clerk *c, struct err *e)
{
	struct rows		*rows = db_run(c->db, Q_TOKEN_LIST, NULL, NULL,
				    e);
	struct token_row	*list;
	size_t			 i, n;

	if (rows == NULL)
		return -1;
	n = rows_count(rows);
	list = calloc(n + 1, sizeof(*list));
	if (list == NULL)
		abort();
	for (i = 0; i < n; i++)
		list[i] = (struct token_row){ rows_text(rows, i, COL_NAME),
		    rows_text(rows, i, COL_SOURCE),
		    rows_text(rows, i, COL_KINDS),
		    rows_bytea(rows, i, COL_DIGEST) };
	tokens_set(c->desk->tokens, list, n);
	free(list);
	rows_free(&rows);
	return 0;
}

static int
is_stale(struct tokens *t)
{
	int64_t	 age = t == NULL ? 0 : tokens_age(t);

	return age < 0 || age >= TOKENS_MS;
}

/* NULL: a second went by. */
static struct asked *
next(struct desk *d, int *ends)
{
	struct timespec	 until;
	struct asked	*a;
	int		 rc = 0;

	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec++;
	pthread_mutex_lock(&d->lock);
	while (d->first == NULL && !d->ends && rc != ETIMEDOUT)
		rc = pthread_cond_timedwait(&d->woken, &d->lock, &until);
	a = d->first;
	if (a != NULL) {
		d->first = a->next;
		if (d->first == NULL)
			d->end = &d->first;
		d->waiting--;
	}
	*ends = d->ends && a == NULL;
	pthread_mutex_unlock(&d->lock);
	return a;
}

void
desk_sorry(struct request *r, const char *say)
{
	answer_later(r, 503, 1, say);
}

static void
apologise(struct desk *d, struct request *r, const struct err *e)
{
	char	*say = arena_printf(r->arena, "%s.", db_excuse(e));

	buf_clear(&r->out);
	say[0] = (char)toupper((unsigned char)say[0]);
	d->sorry(r, say);
}

static void
answer(struct clerk *c, struct asked *a, struct err *e)
{
	int	 rc = e->kind != ERR_NONE ? -1 :
		    a->fn(c->db, a->request, e);

	if (rc >= 0)
		*e = (struct err){ 0 };
	note(c->desk, e);
	if (rc < 0)
		apologise(c->desk, a->request, e);
	if (rc != DESK_HANDED_ON)
		http_done(a->request);
	free(a);
}

static void *
run(void *arg)
{
	struct clerk	*c = arg;
	struct asked	*a;
	struct err	 e;
	int		 ends = 0;

	while (!ends) {
		e = (struct err){ 0 };
		if (connected(c, &e) == 0 && is_stale(c->desk->tokens))
			bring_tokens(c, &e);
		note(c->desk, &e);
		a = next(c->desk, &ends);
		if (a != NULL)
			answer(c, a, &e);
	}
	return NULL;
}

static void
seat(struct desk *d, size_t clerks)
{
	struct clerk	*c;

	assert(clerks > 0 && clerks <= DESK_CLERKS);
	for (d->nclerk = 0; d->nclerk < clerks; d->nclerk++) {
		c = &d->clerk[d->nclerk];
		c->desk = d;
		if (pthread_create(&c->thread, NULL, run, c) != 0)
			abort();
	}
}

struct desk *
desk_open(const char *conninfo, const enum query *statements,
    struct tokens *tokens, size_t clerks, desk_sorry_fn *sorry)
{
	struct desk	*d = calloc(1, sizeof(*d));

	if (d == NULL)
		abort();
	d->conninfo = conninfo;
	d->statements = statements;
	d->tokens = tokens;
	d->sorry = sorry;
	d->end = &d->first;
	pthread_mutex_init(&d->lock, NULL);
	pthread_cond_init(&d->woken, NULL);
	seat(d, clerks);
	return d;
}

void
desk_ask(struct desk *d, struct request *r, desk_fn *fn)
{
	struct asked	*a = malloc(sizeof(*a));
	int		 fits;

	if (a == NULL)
		abort();
	*a = (struct asked){ r, fn, NULL };
	pthread_mutex_lock(&d->lock);
	fits = d->waiting < WAITING_MAX && !d->ends;
	if (fits) {
		http_hold(r);
		d->waiting++;
		*d->end = a;
		d->end = &a->next;
		pthread_cond_signal(&d->woken);
	}
	pthread_mutex_unlock(&d->lock);
	if (fits)
		return;
	free(a);
	answer_later(r, 503, 1, "Too many questions wait; ask again soon.");
}

int
desk_ready(struct desk *d, char text[300])
{
	pthread_mutex_lock(&d->lock);
	snprintf(text, 300, "%.299s", d->trouble.text);
	pthread_mutex_unlock(&d->lock);
	return text[0] == '\0';
}

void
desk_excuse(struct desk *d, char text[300])
{
	pthread_mutex_lock(&d->lock);
	snprintf(text, 300, "%.299s", db_excuse(&d->trouble));
	pthread_mutex_unlock(&d->lock);
}

void
desk_drain(struct desk *d)
{
	size_t	 i;

	if (d == NULL)
		return;
	pthread_mutex_lock(&d->lock);
	d->ends = 1;
	pthread_cond_broadcast(&d->woken);
	pthread_mutex_unlock(&d->lock);
	for (i = 0; i < d->nclerk; i++)
		pthread_join(d->clerk[i].thread, NULL);
}

void
desk_close(struct desk **dp)
{
	struct desk	*d = *dp;
	size_t		 i;

	if (d == NULL)
		return;
	for (i = 0; i < d->nclerk; i++)
		db_close(&d->clerk[i].db);
	pthread_cond_destroy(&d->woken);
	pthread_mutex_destroy(&d->lock);
	free(d);
	*dp = NULL;
}
