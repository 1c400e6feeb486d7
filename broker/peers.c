#include <stdlib.h>
#include <string.h>

#include "broker/peers.h"

enum { CHAINS = 1024 };

struct peer {
	struct peer	*by_id, *by_number;	/* in their chains */
	struct peer	*older, *newer;
	uint32_t	 number;
	enum door	 door;
	struct bus_peer	 id;
};

struct peers {
	struct peer	*by_id[CHAINS], *by_number[CHAINS];
	struct peer	*oldest, *newest;
	uint32_t	 count, most, last;
};

struct peers *
peers_new(uint32_t most)
{
	struct peers	*p = calloc(1, sizeof(*p));

	if (p == NULL)
		abort();
	p->most = most;
	return p;
}

static uint32_t
hash(enum door door, const struct bus_peer *id)
{
	uint32_t	 h = 2166136261u ^ (uint32_t)door;
	size_t		 i;

	for (i = 0; i < id->len; i++)
		h = (h ^ id->id[i]) * 16777619u;
	return h % CHAINS;
}

static struct peer *
find_id(const struct peers *p, enum door door, const struct bus_peer *id)
{
	struct peer	*at = p->by_id[hash(door, id)];

	for (; at != NULL; at = at->by_id)
		if (at->door == door && at->id.len == id->len &&
		    memcmp(at->id.id, id->id, id->len) == 0)
			break;
	return at;
}

static void
unlink_age(struct peers *p, struct peer *at)
{
	*(at->older == NULL ? &p->oldest : &at->older->newer) = at->newer;
	*(at->newer == NULL ? &p->newest : &at->newer->older) = at->older;
}

static void
link_newest(struct peers *p, struct peer *at)
{
	at->older = p->newest;
	at->newer = NULL;
	*(p->newest == NULL ? &p->oldest : &p->newest->newer) = at;
	p->newest = at;
}

static void
forget(struct peers *p, struct peer *gone)
{
	struct peer	**at = &p->by_id[hash(gone->door, &gone->id)];

	while (*at != gone)
		at = &(*at)->by_id;
	*at = gone->by_id;
	at = &p->by_number[gone->number % CHAINS];
	while (*at != gone)
		at = &(*at)->by_number;
	*at = gone->by_number;
	unlink_age(p, gone);
	p->count--;
	free(gone);
}

static struct peer *
meet(struct peers *p, enum door door, const struct bus_peer *id)
{
	struct peer	*at = calloc(1, sizeof(*at));
	struct peer	**chain;

	if (at == NULL)
		abort();
	at->number = ++p->last;
	at->door = door;
	at->id = *id;
	chain = &p->by_id[hash(door, id)];
	at->by_id = *chain;
	*chain = at;
	chain = &p->by_number[at->number % CHAINS];
	at->by_number = *chain;
	*chain = at;
	link_newest(p, at);
	if (++p->count > p->most)
		forget(p, p->oldest);
	return at;
}

uint32_t
peers_heard(struct peers *p, enum door door, const struct bus_peer *id)
{
	struct peer	*at = find_id(p, door, id);

	if (at == NULL)
		return meet(p, door, id)->number;
	unlink_age(p, at);
	link_newest(p, at);
	return at->number;
}

const struct bus_peer *
peers_find(const struct peers *p, uint32_t number, enum door *door)
{
	const struct peer	*at = p->by_number[number % CHAINS];

	while (at != NULL && at->number != number)
		at = at->by_number;
	if (at == NULL)
		return NULL;
	*door = at->door;
	return &at->id;
}

void
peers_free(struct peers **pp)
{
	if (*pp == NULL)
		return;
	while ((*pp)->oldest != NULL)
		forget(*pp, (*pp)->oldest);
	free(*pp);
	*pp = NULL;
}
