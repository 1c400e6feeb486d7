#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "broker/guests.h"

enum { SETTINGS_MOST = 4000 };	/* whatever a peer says */

static const char *
word(const char *s)
{
	return s == NULL ? "" : s;
}

void
told_keep(struct kept_told *k, const struct told *t, int64_t now)
{
	told_drop(k);
	k->settings = strndup(word(t->settings), SETTINGS_MOST);
	if (k->settings == NULL)
		abort();
	text_mend(k->settings);
	snprintf(k->digest, sizeof(k->digest), "%s", word(t->digest));
	text_mend(k->digest);
	k->began_ms = now - (int64_t)(t->up_ms < INT64_MAX / 2 ? t->up_ms :
	    INT64_MAX / 2);
}

void
told_drop(struct kept_told *k)
{
	free(k->settings);
	*k = (struct kept_told){ 0 };
}

struct told
told_report(const struct kept_told *k, int64_t now)
{
	return (struct told){ k->settings, k->digest,
	    (uint64_t)(now - k->began_ms) };
}

static void
leave(struct guests *g, size_t i)
{
	told_drop(&g->row[i].told);
	g->row[i] = g->row[--g->n];
}

static void
put(char out[GUEST_WORD], const char *s)
{
	snprintf(out, GUEST_WORD, "%s", word(s));
	text_mend(out);
}

/* Its row, or a new one, or that of the one who was silent longest. */
static struct guest *
place(struct guests *g, uint32_t peer)
{
	struct guest	*oldest = &g->row[0];
	size_t		 i;

	for (i = 0; i < g->n; i++) {
		if (g->row[i].peer == peer)
			return &g->row[i];
		if (g->row[i].heard_at < oldest->heard_at)
			oldest = &g->row[i];
	}
	if (g->n == GUESTS)
		return oldest;
	g->row[g->n] = (struct guest){ .heard_at = 0 };
	return &g->row[g->n++];
}

/* It came back by another way. */
static void
forget_namesakes(struct guests *g, uint32_t peer, const char *instance)
{
	size_t	 i = 0;

	while (i < g->n)
		if (g->row[i].peer != peer && strncmp(g->row[i].instance,
		    instance, GUEST_WORD - 1) == 0)
			leave(g, i);
		else
			i++;
}

static void
forget_silent(struct guests *g, int64_t now)
{
	size_t	 i = 0;

	while (i < g->n)
		if (now - g->row[i].heard_at > GUEST_MS)
			leave(g, i);
		else
			i++;
}

void
guests_hear(struct guests *g, uint32_t peer, const struct frame *query,
    int64_t now)
{
	struct guest	*at;

	forget_silent(g, now);
	if (*word(query->instance) == '\0')
		return;
	forget_namesakes(g, peer, query->instance);
	at = place(g, peer);
	at->peer = peer;
	put(at->instance, query->instance);
	put(at->program, query->text);
	put(at->name, query->name);
	put(at->build, query->build);
	told_keep(&at->told, &query->told, now);
	at->heard_at = now;
}

void
guests_release(struct guests *g)
{
	while (g->n > 0)
		leave(g, 0);
}

const struct guest_report *
guests_report(struct guests *g, int64_t now, struct arena *a, size_t *n)
{
	struct guest_report	*r;
	size_t			 i;

	forget_silent(g, now);
	r = ARENA_ARRAY(a, g->n, struct guest_report);
	for (i = 0; i < g->n; i++)
		r[i] = (struct guest_report){ g->row[i].program,
		    g->row[i].instance, g->row[i].name, g->row[i].build,
		    told_report(&g->row[i].told, now) };
	*n = g->n;
	return r;
}
