#include <stdlib.h>
#include <string.h>

#include "broker/actions.h"

void
actions_init(struct actions *a)
{
	memset(a, 0, sizeof(*a));
	a->arena = arena_new(0);
}

void
actions_release(struct actions *a)
{
	arena_free(&a->arena);
	free(a->item);
	a->item = NULL;
	a->n = a->cap = 0;
}

void
actions_reset(struct actions *a)
{
	arena_reset(a->arena);
	a->n = 0;
}

struct action *
actions_add(struct actions *a, enum action_type type)
{
	struct action	*item;

	if (a->n == a->cap) {
		a->cap = a->cap == 0 ? 16 : a->cap * 2;
		a->item = realloc(a->item, a->cap * sizeof(*a->item));
		if (a->item == NULL)
			abort();
	}
	item = &a->item[a->n++];
	memset(item, 0, sizeof(*item));
	item->type = type;
	return item;
}
