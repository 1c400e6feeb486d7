#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/digest.h"
#include "proto/convert.h"
#include "proto/state.h"

uint64_t
origin_of(const char *source, const char *source_id)
{
	struct buf	 key = { 0 };
	uint8_t		 d[DIGEST_SIZE];

	buf_printf(&key, "%s\n%s", source, source_id);
	digest(key.data, key.len, d);
	buf_release(&key);
	return digest_short(d);
}

void
statement_make(const struct event *ev, struct statement *s)
{
	uint8_t	 d[DIGEST_SIZE];

	event_digest(ev, d);
	*s = (struct statement){ .event = *ev, .subject = event_subject(ev),
	    .origin = origin_of(ev->source, ev->source_id),
	    .digest = digest_short(d) };
	s->event.id = 0;
	s->event.trace = s->event.via = "";
	s->event.sequence = 0;
}

static int
compare(const void *va, const void *vb)
{
	const struct statement	*a = va, *b = vb;

	if (a->digest != b->digest)
		return a->digest < b->digest ? -1 : 1;
	if (a->origin != b->origin)
		return a->origin < b->origin ? -1 : 1;
	return 0;
}

size_t
state_merge(const struct state *was, const struct statement *add, size_t n,
    struct arena *a, struct state *out)
{
	size_t			 total = was->nstatement + n, i, kept = 0;
	struct statement	*all = ARENA_ARRAY(a, total, struct statement);

	if (was->nstatement != 0)
		memcpy(all, was->statement, was->nstatement * sizeof(*all));
	if (n != 0)
		memcpy(all + was->nstatement, add, n * sizeof(*all));
	qsort(all, total, sizeof(*all), compare);
	for (i = 0; i < total; i++)
		if (kept == 0 || compare(&all[kept - 1], &all[i]) != 0)
			all[kept++] = all[i];
	n = kept - was->nstatement;
	*out = *was;
	out->statement = all;
	out->nstatement = kept;
	return n;
}
