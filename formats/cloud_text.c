/*
 * cloud_text.c - what was refused of a packed event, as the event in JSON that
 * it was to be.
 */
#include "base/json.h"
#include "formats/cloud_text.h"
#include "formats/cloud_write.h"
#include "proto/convert.h"

struct bytes
cloud_text_packed(const struct cloud *c, struct arena *a)
{
	struct buf	 b = { 0 };
	struct event	 ev;
	struct bytes	 out;
	struct json	 j;
	struct err	 e;

	if (event_unpack(c->data, a, &ev, &e) != 0)
		return arena_bytes(a, c->data.data, c->data.len);
	ev.source = cloud_attribute(c, "source");
	ev.source_id = cloud_attribute(c, "id");
	json_init(&j, &b, 0);
	cloud_write(&ev, &j, NULL);
	out = arena_bytes(a, b.data, b.len);
	buf_release(&b);
	return out;
}
