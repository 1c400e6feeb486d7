/*
 * cloud_schema.h - what an event has to look like, as JSON Schema (2020-12),
 * made from the rows that read it.
 *
 * A schema asks for the plain form: what it lets through has the right shape,
 * and is refused only for what its values mean.  The reader takes more, such as
 * "Requires Improvement" for requires_improvement, or null for what is absent.
 */
#ifndef FORMATS_CLOUD_SCHEMA_H
#define FORMATS_CLOUD_SCHEMA_H

#include "base/arena.h"
#include "base/json.h"
#include "proto/event.h"

/* "inspection.reported.v1.json", and back; KIND_NONE: no such name. */
const char	*cloud_schema_name(enum event_kind, struct arena *);
enum event_kind	 cloud_schema_parse(const char *);

/* A CloudEvent of the kind in structured JSON. */
void		 cloud_schema(enum event_kind, struct json *);

#endif
