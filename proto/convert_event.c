#include "base/digest.h"
#include "proto/convert.h"
#include "proto/wire_rows.h"

void
event_pack(const struct event *ev, struct buf *out)
{
	wire_write(&wire_event, ev, out);
}

int
event_unpack(struct bytes in, struct arena *a, struct event *ev,
    struct err *e)
{
	return wire_read(&wire_event, in, a, ev, e);
}

uint32_t
event_schema(struct bytes head)
{
	uint64_t	 schema = wire_number(head, EVENT_SCHEMA_FIELD);

	return schema == 0 ? SCHEMA_UNSAID : (uint32_t)schema;
}

void
event_digest(const struct event *ev, uint8_t out[32])
{
	struct event	 bare = *ev;
	struct buf	 b = { 0 };

	bare.id = 0;
	bare.source = bare.source_id = bare.trace = bare.via = "";
	bare.revision = bare.schema = bare.sequence = 0;
	event_pack(&bare, &b);
	digest(b.data, b.len, out);
	buf_release(&b);
}
