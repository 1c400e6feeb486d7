#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "broker/crew.h"

void
crew_init(struct crew *c, uint32_t count)
{
	int	 s;

	c->nsticky = count < CREW_STICKY ? count : CREW_STICKY;
	for (s = STAGE_INGEST; s < STAGE_COUNT; s++) {
		c->sticky[s] = calloc(c->nsticky, sizeof(**c->sticky));
		if (c->sticky[s] == NULL)
			abort();
	}
}

struct worker *
crew_find(const struct crew *c, uint32_t peer)
{
	struct worker	*w;

	for (w = c->head; w != NULL && w->peer != peer; w = w->next)
		;
	return w;
}

struct worker *
crew_instance(const struct crew *c, const char *instance)
{
	struct worker	*w;

	for (w = c->head; w != NULL; w = w->next)
		if (strncmp(w->instance, instance, CREW_INSTANCE - 1) == 0)
			break;
	return w;
}

struct worker *
crew_add(struct crew *c, uint32_t peer, const struct frame *hello)
{
	struct worker	*w = calloc(1, sizeof(*w));

	if (w == NULL)
		abort();
	w->peer = peer;
	w->stage = hello->stage;
	w->count_max = hello->count;
	w->bytes_max = hello->bytes;
	w->sure = hello->count != 0 && hello->bytes != 0;
	snprintf(w->instance, sizeof(w->instance), "%s", hello->instance);
	snprintf(w->name, sizeof(w->name), "%s",
	    hello->name == NULL || *hello->name == '\0' ? hello->instance :
	    hello->name);
	text_mend(w->name);
	snprintf(w->build, sizeof(w->build), "%s",
	    hello->build == NULL ? "" : hello->build);
	text_mend(w->build);
	w->schema_min = hello->schema_min;
	w->schema_max = hello->schema_max;
	w->next = c->head;
	c->head = w;
	return w;
}

void
crew_remove(struct crew *c, struct worker *w)
{
	struct worker	**at = &c->head;

	size_t		  i;

	while (*at != w)
		at = &(*at)->next;
	*at = w->next;
	for (i = 0; i < c->nsticky; i++)
		if (c->sticky[w->stage][i].worker == w)
			c->sticky[w->stage][i].worker = NULL;
	told_drop(&w->told);
	free(w);
}

void
crew_release(struct crew *c)
{
	int	 s;

	while (c->head != NULL)
		crew_remove(c, c->head);
	for (s = STAGE_INGEST; s < STAGE_COUNT; s++)
		free(c->sticky[s]);
}

void
worker_grant(struct worker *w, uint32_t count, uint64_t bytes)
{
	uint64_t	 sum = (uint64_t)w->flight.count + w->room + count;
	uint64_t	 more = sum > w->count_max ? sum - w->count_max : 0;

	if (w->bytes_max == 0)
		w->count_max = count;
	else if (!w->sure)
		w->count_max += more < w->strange ? (uint32_t)more : w->strange;
	if (!w->sure && bytes > w->bytes_max)
		w->bytes_max = bytes;
	w->strange = 0;
	w->room = (uint32_t)(sum < w->count_max ? sum : w->count_max) -
	    w->flight.count;
}

int
worker_fits(const struct worker *w, const struct msg *m)
{
	return w->room != 0 && !w->draining && !w->mute &&
	    m->task.payload.len <= w->bytes_max - w->bytes;
}

static struct sticky *
sticky_of(struct crew *c, const struct worker *w, const struct msg *m)
{
	return &c->sticky[w->stage][m->task.subject_hash % c->nsticky];
}

void
crew_fly(struct crew *c, struct worker *w, struct msg *m, int64_t now)
{
	struct sticky	*s = sticky_of(c, w, m);

	if (s->n++ == 0)
		s->worker = w;
	list_take(m);
	m->worker = w;
	m->sent_at = now;
	list_push(&w->flight, m);
	w->fresh++;
	w->room--;
	w->bytes += m->task.payload.len;
	w->idle_since = 0;
}

void
crew_land(struct crew *c, struct msg *m)
{
	struct worker	*w = m->worker;
	struct sticky	*s = sticky_of(c, w, m);

	if (--s->n == 0)
		s->worker = NULL;
	list_take(m);
	m->worker = NULL;
	w->bytes -= m->task.payload.len;
}

struct worker *
crew_choose(const struct crew *c, enum stage stage, const struct msg *m,
    const struct worker *but)
{
	struct worker	*w, *best = NULL;

	w = c->sticky[stage][m->task.subject_hash % c->nsticky].worker;
	if (w != NULL && w != but && worker_fits(w, m))
		return w;
	for (w = c->head; w != NULL; w = w->next)
		if (w->stage == stage && w != but && worker_fits(w, m) &&
		    (best == NULL || w->room > best->room))
			best = w;
	return best;
}

struct worker *
crew_quiet(const struct crew *c, enum stage stage, const struct msg *m)
{
	struct worker	*w, *best = NULL;

	for (w = c->head; w != NULL; w = w->next)
		if (w->stage == stage && !w->draining && !w->mute &&
		    w->count_max != 0 && m->task.payload.len <= w->bytes_max &&
		    (best == NULL || w->flight.count < best->flight.count))
			best = w;
	return best;
}

int
crew_hungry(const struct crew *c, enum stage stage, const struct worker *but)
{
	const struct worker	*w;

	for (w = c->head; w != NULL; w = w->next)
		if (w->stage == stage && w != but && w->room != 0 &&
		    !w->draining && !w->mute)
			return 1;
	return 0;
}
