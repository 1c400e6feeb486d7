#include <string.h>

#include "formats/cloud_write.h"
#include "formats/refused.h"
#include "web/kept.h"

static const char *
source_of(const struct cloud_item *c, const struct grant *g, struct arena *a)
{
	const char	*source = c->event.source;

	if (source[0] == '/' && strncmp(source, "/sixthkey/", 10) != 0 &&
	    (g == NULL || grant_source(g, source)))
		return source;
	return g == NULL ? "/http" : arena_text(a, g->source);
}

/* An event that is wrong only beside others has been read whole. */
static struct bytes
text_of(const struct cloud_item *c, struct arena *a)
{
	struct buf	 b = { 0 };
	struct bytes	 out;
	struct json	 j;

	if (!c->wrong || c->text.len > 0)
		return c->text;
	json_init(&j, &b, 0);
	cloud_write(&c->event, &j, NULL);
	out = arena_bytes(a, b.data, b.len);
	buf_release(&b);
	return out;
}

size_t
kept_items(const struct intake_events *ev, const struct grant *g,
    struct arena *a, struct door_item *out)
{
	struct event	*event;
	size_t		 i, n = 0;

	for (i = 0; i < ev->n; i++) {
		const struct cloud_item	*c = &ev->item[i];
		const struct refused	 r = { .id = c->event.source_id,
			.source = source_of(c, g, a), .via = "HTTP",
			.fault = c->fault, .text = text_of(c, a) };

		if (!c->wrong)
			continue;
		event = ARENA_NEW(a, struct event);
		*event = refused_event(&r, a);
		out[n++].event = event;
	}
	return n;
}
