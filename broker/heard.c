#include <stdlib.h>

#include "broker/heard.h"

enum { BITS = 64, WORDS = HEARD_IDS / BITS };

static uint64_t *
word_of(const struct heard *h, uint64_t id)
{
	return &h->word[id / BITS % WORDS];
}

/* Room for a newer id: the oldest lose their places, word by word. */
static void
slide(struct heard *h, uint64_t id)
{
	uint64_t	 base = (id / BITS + 1) * BITS - HEARD_IDS;

	if (base - h->base > HEARD_IDS)
		h->base = base - HEARD_IDS;
	for (; h->base < base; h->base += BITS)
		*word_of(h, h->base) = 0;
}

void
heard_add(struct heard *h, uint64_t id)
{
	if (h->word == NULL)
		h->word = calloc(WORDS, sizeof(*h->word));
	if (h->word == NULL)
		abort();
	if (id >= h->base + HEARD_IDS)
		slide(h, id);
	if (id >= h->base)
		*word_of(h, id) |= (uint64_t)1 << id % BITS;
}

uint64_t
heard_gap(const struct heard *h, uint64_t id)
{
	uint64_t	 rest;

	for (id++; h->word != NULL && id >= h->base &&
	    id < h->base + HEARD_IDS; id = (id / BITS + 1) * BITS) {
		rest = ~*word_of(h, id) >> id % BITS;
		if (rest != 0)
			return id + (uint64_t)__builtin_ctzll(rest);
	}
	return id;
}

void
heard_forget(struct heard *h, int64_t now)
{
	free(h->word);
	*h = (struct heard){ .since = now };
}
