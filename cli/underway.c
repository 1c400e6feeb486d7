#include <stdlib.h>
#include <string.h>

#include "cli/underway.h"

enum { AT_FIRST = 8192 };

struct slot {
	uint64_t	 tag;		/* 0: free */
	char		*id;
	uint64_t	 line;
};

struct underway {
	struct slot	*slot;
	uint64_t	 size;
	uint64_t	 oldest, newest;	/* tags; oldest above: none */
};

static struct slot *
slots_new(uint64_t n)
{
	struct slot	*s = calloc(n, sizeof(*s));

	if (s == NULL)
		abort();
	return s;
}

struct underway *
underway_new(void)
{
	struct underway	*u = malloc(sizeof(*u));

	if (u == NULL)
		abort();
	*u = (struct underway){ slots_new(AT_FIRST), AT_FIRST, 1, 0 };
	return u;
}

static struct slot *
slot_of(const struct underway *u, uint64_t tag)
{
	return &u->slot[tag % u->size];
}

/* Twice the size keeps apart what was apart. */
static void
grow(struct underway *u)
{
	struct underway	more = { slots_new(2 * u->size), 2 * u->size,
			    u->oldest, u->newest };
	uint64_t	i;

	for (i = 0; i < u->size; i++)
		if (u->slot[i].tag != 0)
			*slot_of(&more, u->slot[i].tag) = u->slot[i];
	free(u->slot);
	*u = more;
}

void
underway_add(struct underway *u, uint64_t tag, const char *id, uint64_t line)
{
	struct slot	*s;

	while (slot_of(u, tag)->tag != 0)
		grow(u);
	s = slot_of(u, tag);
	s->tag = tag;
	s->line = line;
	if (u->oldest > u->newest)
		u->oldest = tag;
	u->newest = tag;
	if ((s->id = strdup(id)) == NULL)
		abort();
}

void
underway_remove(struct underway *u, uint64_t tag)
{
	struct slot	*s = slot_of(u, tag);

	if (s->tag != tag)
		return;
	free(s->id);
	*s = (struct slot){ 0 };
	while (u->oldest <= u->newest &&
	    slot_of(u, u->oldest)->tag != u->oldest)
		u->oldest++;
}

const char *
underway_find(const struct underway *u, uint64_t tag)
{
	const struct slot	*s = slot_of(u, tag);

	return s->tag == tag && tag != 0 ? s->id : "";
}

uint64_t
underway_line(const struct underway *u, uint64_t tag)
{
	const struct slot	*s = slot_of(u, tag);

	return s->tag == tag ? s->line : 0;
}

uint64_t
underway_oldest(const struct underway *u)
{
	return u->oldest <= u->newest ? u->oldest : 0;
}

void
underway_free(struct underway **up)
{
	struct underway	*u = *up;
	uint64_t	 i;

	for (i = 0; i < u->size; i++)
		free(u->slot[i].id);
	free(u->slot);
	free(u);
	*up = NULL;
}
