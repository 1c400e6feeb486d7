/*
 * cloud_lines.c - CloudEvents as objects of JSON: one a line, one after
 * another, or an array of them.  Each is read and refused as at any other door.
 */
#include <string.h>

#include "base/clock.h"
#include "formats/cloudevents.h"
#include "formats/draft.h"

/* What names itself keeps its name. */
static void
refuse(const struct reading *r, const struct cloud_item *item,
    struct arena *a, struct reject *out)
{
	*out = (struct reject){ .line = r->line,
	    .field = item->fault.pointer, .value = item->fault.value,
	    .reason = item->fault.reason };
	draft_make(&cloud_lines, r, 0, a, out);
	if (item->event.source[0] != '\0')
		out->source = item->event.source;
	if (item->event.source_id[0] != '\0')
		out->id = item->event.source_id;
}

static int
next(struct reading *r, struct arena *a, struct event *ev,
    struct reject *reject, struct err *e)
{
	struct cloud_item	 item = { .event = { .source = "",
				    .source_id = "" } };
	struct bytes		 text;
	int			 rc = pieces_next(r->pieces, &text, &r->line,
				    e);

	if (rc != 1)
		return rc;
	if (text.len > CLOUD_BYTES_MAX) {
		item.wrong = 1;
		item.fault = (struct cloud_fault){ .pointer = "", .value = "",
		    .reason = CLOUD_TOO_LARGE };
	} else {
		cloud_read_json_one(text, clock_today(), a, &item);
	}
	if (item.wrong) {
		refuse(r, &item, a, reject);
		return 2;
	}
	*ev = item.event;
	return 1;
}

const struct format	 cloud_lines = {
	.name = "CloudEvents JSON",
	.source = "/files/cloudevents",
	.next = next,
};
