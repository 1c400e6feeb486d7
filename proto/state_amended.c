#include <string.h>

#include "proto/state.h"

/* What is known of a statement while amendments are sorted out. */
enum standing { OPEN, COUNTS, DROPPED };

struct amending {
	const struct state	*state;
	enum standing		*standing;
	uint64_t		*target;	/* origin; of amendments alone */
};

static uint64_t
target_of(const struct statement *s)
{
	const struct amendment	*m = s->event.amendment;

	return m == NULL ? 0 : origin_of(m->source, m->id);
}

/* From what amends it: counts if nothing that may count does. */
static enum standing
judge(const struct amending *am, size_t at)
{
	enum standing	 s = COUNTS;
	size_t		 i;

	for (i = 0; i < am->state->nstatement; i++) {
		if (am->state->statement[i].event.amendment == NULL ||
		    am->target[i] != am->state->statement[at].origin)
			continue;
		if (am->standing[i] == COUNTS)
			return DROPPED;
		if (am->standing[i] == OPEN)
			s = OPEN;
	}
	return s;
}

/* What stays open stands in a circle: then amendments do nothing. */
static void
settle(const struct amending *am)
{
	size_t	 n = am->state->nstatement, i;
	int	 changed = 1;

	while (changed) {
		changed = 0;
		for (i = 0; i < n; i++)
			if (am->standing[i] == OPEN &&
			    (am->standing[i] = judge(am, i)) != OPEN)
				changed = 1;
	}
	for (i = 0; i < n; i++)
		if (am->standing[i] == OPEN)
			am->standing[i] =
			    am->state->statement[i].event.amendment != NULL ?
			    DROPPED : COUNTS;
}

static int
has_origin(const struct state *st, uint64_t origin)
{
	size_t	 i;

	for (i = 0; i < st->nstatement; i++)
		if (st->statement[i].origin == origin)
			return 1;
	return 0;
}

size_t
state_amended(const struct state *st, struct arena *a, struct state *out)
{
	size_t			 n = st->nstatement, i, stray = 0;
	struct amending		 am = { st, ARENA_ARRAY(a, n, enum standing),
				    ARENA_ARRAY(a, n, uint64_t) };
	struct statement	*kept;

	*out = *st;
	for (i = 0; i < n && st->statement[i].event.amendment == NULL; )
		i++;
	if (i == n)
		return 0;
	for (i = 0; i < n; i++)
		am.target[i] = target_of(&st->statement[i]);
	settle(&am);
	kept = ARENA_ARRAY(a, n, struct statement);
	out->statement = kept;
	out->nstatement = 0;
	for (i = 0; i < n; i++) {
		if (am.standing[i] != COUNTS)
			continue;
		stray += am.target[i] != 0 && !has_origin(st, am.target[i]);
		kept[out->nstatement] = st->statement[i];
		kept[out->nstatement].kept.len = 0;
		if (st->statement[i].event.kind == KIND_EVENT_CORRECTED)
			kept[out->nstatement].event.kind = (enum event_kind)
			    st->statement[i].event.amendment->kind;
		out->nstatement++;
	}
	return stray;
}

int
statement_is_public(const struct statement *s)
{
	static const char	 files[] = "/files/";

	return strncmp(s->event.source, files, sizeof(files) - 1) == 0;
}

int
event_rates(const struct event *ev)
{
	return ev->report != NULL || ev->award != NULL;
}
