/*
 * cloudevents.h - CloudEvents 1.0.2 to events and back.
 *
 * The type of an event is its kind: uk.sixthkey.inspection.reported.v1.  Its
 * data is an object with provider, location, name and one member for the
 * content of the kind (docs/schemas); or, as protobuf, a sixthkey.Event.
 */
#ifndef FORMATS_CLOUDEVENTS_H
#define FORMATS_CLOUDEVENTS_H

#include "base/err.h"
#include "proto/cloud.h"
#include "proto/event.h"

#define CLOUD_TYPE_PREFIX	"uk.sixthkey."
#define CLOUD_TYPE_VERSION	".v1"
#define CLOUD_DATA_TYPE		"type.googleapis.com/sixthkey.Event"

/* Of one event as it is written, at every door. */
enum { CLOUD_BYTES_MAX = EVENT_BYTES_MAX };
#define CLOUD_TOO_LARGE		"One event may have 256 KiB; refer to larger " \
				"evidence by its address."

/* What is wrong with an event, and where. */
struct cloud_fault {
	int		 malformed;	/* not even a CloudEvent */
	const char	*pointer;	/* into the JSON form; "": all of it */
	const char	*value;		/* as found, cut to 200 bytes */
	const char	*reason;	/* a sentence */
};

struct cloud_item {
	int			 wrong;	/* then `fault` is set, else `event` */
	struct event		 event;
	struct cloud_fault	 fault;
	struct bytes		 text;		/* of what is wrong, as JSON
						 * where it can be */
};

/* One JSON object, or an array of at most `max`.  -1: not even that, *fault
 * says why; else each item has come to an event or a fault.  Texts live in the
 * arena.  `today` as for event_check(), which every event has passed. */
int	cloud_read_json(struct bytes, size_t max, int32_t today,
	    struct arena *, struct cloud_item **, size_t *n,
	    struct cloud_fault *);
int	cloud_read_json_one(struct bytes, int32_t today, struct arena *,
	    struct cloud_item *);

/* Attributes and data apart: binary mode, and protobuf. */
void	cloud_read(const struct cloud *, int32_t today, struct arena *,
	    struct cloud_item *);

/* A JSON object as text, on one line or indented, with `note` as its attribute
 * "refused" where there is one.  -1: it is no object of JSON, or it is an
 * answer of CQC's. */
int	cloud_rewrite(struct bytes, int indent, const char *note,
	    struct buf *out);

/* "uk.sixthkey.inspection.reported.v1" and back; KIND_NONE: no such type. */
const char	*cloud_type(enum event_kind, struct arena *);
enum event_kind	 cloud_type_parse(const char *);

/* "/pointer: \"value\" …" of event_check() and shapes, taken apart. */
void	cloud_fault_parse(const char *sentence, const char *in_front,
	    struct arena *, struct cloud_fault *);

#endif
