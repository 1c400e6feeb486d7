#include <stdlib.h>
#include <string.h>

#include "broker/idset.h"

/* Where the id is, or the free slot where it would be. */
static uint64_t *
place(const struct idset *s, uint64_t id)
{
	size_t	 i = (size_t)(id * 0x9e3779b97f4a7c15u >> 32);

	for (;; i++) {
		uint64_t	*at = &s->slot[i & (s->size - 1)];

		if (*at == id || *at == 0)
			return at;
	}
}

static void
grow(struct idset *s)
{
	struct idset	 was = *s;
	size_t		 i;

	s->size = was.size == 0 ? 64 : was.size * 2;
	s->slot = calloc(s->size, sizeof(*s->slot));
	if (s->slot == NULL)
		abort();
	for (i = 0; i < was.size; i++)
		if (was.slot[i] != 0)
			*place(s, was.slot[i]) = was.slot[i];
	free(was.slot);
}

void
idset_add(struct idset *s, uint64_t id)
{
	uint64_t	*at;

	if (s->n * 2 >= s->size)
		grow(s);
	at = place(s, id);
	s->n += *at == 0;
	*at = id;
}

int
idset_has(const struct idset *s, uint64_t id)
{
	return s->n != 0 && *place(s, id) == id;
}

void
idset_clear(struct idset *s)
{
	free(s->slot);
	memset(s, 0, sizeof(*s));
}
