/*
 * cloudevents.c - attributes and data to an event, whatever form they came in.
 */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "formats/cloud_json.h"
#include "formats/cloud_shapes.h"
#include "formats/cloud_text.h"
#include "proto/convert.h"

enum { TYPE_TEXT = 64, INFLATED_MAX = 64 * 1024 * 1024, DATE = 10 };

/* An event on its way. */
struct reading_cloud {
	const struct cloud	*cloud;
	const json_t		*data;		/* NULL: none, or protobuf */
	struct event		*event;
	struct arena		*arena;
	struct cloud_fault	*fault;
};

const char *
cloud_type(enum event_kind kind, struct arena *a)
{
	return arena_printf(a, CLOUD_TYPE_PREFIX "%s" CLOUD_TYPE_VERSION,
	    event_kind_name(kind));
}

enum event_kind
cloud_type_parse(const char *type)
{
	size_t	 prefix = strlen(CLOUD_TYPE_PREFIX),
		 version = strlen(CLOUD_TYPE_VERSION), n = strlen(type);
	char	 kind[TYPE_TEXT];

	if (n <= prefix + version || n - prefix - version >= sizeof(kind) ||
	    strncmp(type, CLOUD_TYPE_PREFIX, prefix) != 0 ||
	    strcmp(type + n - version, CLOUD_TYPE_VERSION) != 0)
		return KIND_NONE;
	memcpy(kind, type + prefix, n - prefix - version);
	kind[n - prefix - version] = '\0';
	return event_kind_parse(kind);
}

static int
refuse_type(struct reading_cloud *r, const char *type)
{
	const char	*known[KIND_COUNT] = { NULL };
	unsigned	 k;

	for (k = KIND_NONE + 1; k < KIND_COUNT; k++)
		known[k - 1] = cloud_type((enum event_kind)k, r->arena);
	return cloud_refuse(r->fault, "/type", type, arena_printf(r->arena,
	    "is not a known type of event; expected one like %s%s", known[1],
	    cloud_meant(r->arena, type, known)));
}

static int
malformed(struct reading_cloud *r, const char *pointer, const char *value,
    const char *reason)
{
	cloud_refuse(r->fault, pointer, value, reason);
	r->fault->malformed = 1;
	return -1;
}

static int
read_envelope(struct reading_cloud *r)
{
	static const char *const	 needed[] = { "id", "source", "type" };
	const char			*version = cloud_attribute(r->cloud,
	    "specversion");
	size_t				 i;

	if (strcmp(version, "1.0") != 0)
		return malformed(r, "/specversion", version, version[0] == '\0' ?
		    "is missing; expected \"1.0\"" : "expected \"1.0\"");
	for (i = 0; i < sizeof(needed) / sizeof(needed[0]); i++)
		if (cloud_attribute(r->cloud, needed[i])[0] == '\0')
			return malformed(r, arena_printf(r->arena, "/%s",
			    needed[i]), "", "is missing; every CloudEvent has "
			    "id, source, specversion and type");
	return 0;
}

/* Of "2020-03-01T10:00:00Z" the number 20200301; 0: none; -1: refused. */
static int32_t
read_time(struct reading_cloud *r, const char *name)
{
	const char	*text = cloud_attribute(r->cloud, name);
	char		 date[DATE + 1] = "";
	struct day	 d;
	int		 y, m, day;

	if (text[0] == '\0')
		return 0;
	snprintf(date, sizeof(date), "%s", text);
	d = day_parse(date);
	if (d.precision != PRECISION_DAY || (text[DATE] != 'T' &&
	    text[DATE] != 't'))
		return cloud_refuse(r->fault, arena_printf(r->arena, "/%s",
		    name), text, "is not a time; expected one such as "
		    "2020-03-01T10:00:00Z");
	day_split(d, &y, &m, &day);
	return y * 10000 + m * 100 + day;
}

/* When upstream wrote it down tells which of two statements is newer. */
static int
read_times(struct reading_cloud *r)
{
	int32_t	 time = read_time(r, "time"),
		 recorded = time < 0 ? -1 : read_time(r, "recordedtime");

	if (time < 0 || recorded < 0)
		return -1;
	r->event->revision = (uint32_t)(recorded != 0 ? recorded : time);
	return 0;
}

/* What order the source gave it, and how it counts, from CloudEvents' own
 * extension.  A sequence that is not counted tells of no gap. */
static int
read_sequence(struct reading_cloud *r)
{
	const char	*text = cloud_attribute(r->cloud, "sequence");
	int64_t		 n;

	if (strcmp(cloud_attribute(r->cloud, "sequencetype"), "Integer") != 0)
		return 0;
	if (text_number(text, 1, EVENT_SEQUENCE_MAX, &n) != 0)
		return cloud_refuse(r->fault, "/sequence", text,
		    arena_printf(r->arena, "is not a number of an event; its "
		    "sequencetype is Integer, so expected 1 to %d",
		    EVENT_SEQUENCE_MAX));
	r->event->sequence = (uint32_t)n;
	return 0;
}

/* ---- data ------------------------------------------------------------------ */

static int
read_part(struct reading_cloud *r, enum event_kind kind, const char *key,
    const json_t *v)
{
	struct cloud_part	 p = cloud_part_of(kind);
	void			*body = arena_alloc(r->arena, p.shape->size);

	shape_clear(p.shape, body);
	if (cloud_read_shape(p.shape, v, arena_printf(r->arena, "/data/%s",
	    key), body, r->arena, r->fault) != 0)
		return -1;
	memcpy((char *)r->event + p.at, &body, sizeof(body));
	return 0;
}

/* The kinds whose content may stand in the data: one, or for a correction the
 * amendment and then what it puts in the place of the old. */
static enum event_kind
kind_of_member(const struct reading_cloud *r, const char *key)
{
	const struct cloud_part	 own = cloud_part_of(r->event->kind);
	const struct amendment	*m = r->event->amendment;
	struct cloud_part	 other;

	if (strcmp(own.shape->name, key) == 0)
		return r->event->kind;
	if (m == NULL)
		return KIND_NONE;
	other = cloud_part_of((enum event_kind)m->kind);
	return other.shape != NULL && strcmp(other.shape->name, key) == 0 ?
	    (enum event_kind)m->kind : KIND_NONE;
}

static int
refuse_member(struct reading_cloud *r, const char *key, const json_t *v)
{
	const char	*own = cloud_part_of(r->event->kind).shape->name;
	const char	*known[] = { "provider", "location", "name", own, NULL };

	return cloud_refuse(r->fault, cloud_pointer(r->arena, "/data", key),
	    cloud_shown(v, r->arena), arena_printf(r->arena, "%s has no member "
	    "of this name; expected provider, location, name or %s%s",
	    event_kind_name(r->event->kind), own,
	    cloud_meant(r->arena, key, known)));
}

static int
read_member(struct reading_cloud *r, const char *key, const json_t *v)
{
	const struct { const char *key, **to; } own[] = {
		{ "provider", &r->event->provider },
		{ "location", &r->event->location },
		{ "name", &r->event->name },
	};
	enum event_kind	 kind = kind_of_member(r, key);
	size_t		 i;

	if (json_is_null(v))
		return 0;
	for (i = 0; i < sizeof(own) / sizeof(own[0]); i++) {
		if (strcmp(own[i].key, key) != 0)
			continue;
		if (!json_is_string(v))
			return cloud_refuse(r->fault, cloud_pointer(r->arena,
			    "/data", key), cloud_shown(v, r->arena),
			    "expected a text");
		*own[i].to = arena_text(r->arena, json_string_value(v));
		return 0;
	}
	return kind == KIND_NONE ? refuse_member(r, key, v) :
	    read_part(r, kind, key, v);
}

static int
read_object(struct reading_cloud *r)
{
	union { const json_t *in; json_t *out; } u = { .in = r->data };
	const char	*key;
	const json_t	*amendment;
	json_t		*v;

	if (!json_is_object(r->data))
		return cloud_refuse(r->fault, "/data", r->data == NULL ? "" :
		    cloud_shown(r->data, r->arena), "expected an object");
	amendment = json_object_get(r->data, "amendment");
	if (amendment != NULL && cloud_part_of(r->event->kind).shape ==
	    &shape_amendment && read_member(r, "amendment", amendment) != 0)
		return -1;
	json_object_foreach(u.out, key, v)
		if (v != amendment && read_member(r, key, v) != 0)
			return -1;
	return 0;
}

static int
read_packed(struct reading_cloud *r)
{
	struct event	 was = *r->event;
	struct err	 e = { 0 };

	if (r->cloud->data.len > EVENT_BYTES_MAX ||
	    arena_used(r->arena) > INFLATED_MAX)
		return cloud_refuse(r->fault, "/data", "", "is too large");
	if (event_unpack(r->cloud->data, r->arena, r->event, &e) != 0) {
		cloud_fault_parse(e.text, "/data", r->arena, r->fault);
		return -1;
	}
	if (r->event->kind != was.kind)
		return cloud_refuse(r->fault, "/type", event_kind_name(
		    was.kind), arena_printf(r->arena, "the data is of the kind "
		    "%s", event_kind_name(r->event->kind)));
	r->event->source = was.source;
	r->event->source_id = was.source_id;
	r->event->id = 0;
	if (was.revision != 0)
		r->event->revision = was.revision;
	if (was.trace[0] != '\0')
		r->event->trace = was.trace;
	if (was.sequence != 0)
		r->event->sequence = was.sequence;
	return 0;
}

/* "application/json; charset=utf-8" is application/json. */
static int
is_type(const char *value, const char *type)
{
	size_t	 n = strcspn(value, "; \t");

	return n == strlen(type) && strncasecmp(value, type, n) == 0;
}

static int
check_json(struct reading_cloud *r, const char *type)
{
	if (type[0] == '\0' || is_type(type, "application/json"))
		return 0;
	return cloud_refuse(r->fault, "/datacontenttype", type,
	    "expected application/json or application/protobuf");
}

static int
read_text(struct reading_cloud *r)
{
	const char	*type = cloud_attribute(r->cloud, "datacontenttype");
	json_error_t	 at;
	json_t		*root;
	int		 rc;

	if (is_type(type, "application/protobuf"))
		return read_packed(r);
	if (check_json(r, type) != 0)
		return -1;
	root = json_loadb((const char *)r->cloud->data.data,
	    r->cloud->data.len, JSON_REJECT_DUPLICATES, &at);
	if (root == NULL)
		return malformed(r, "/data", "", arena_printf(r->arena,
		    "is not well-formed JSON: line %d, column %d: %s", at.line,
		    at.column, at.text));
	r->data = root;
	rc = read_object(r);
	r->data = NULL;
	json_decref(root);
	return rc;
}

static int
read_data(struct reading_cloud *r)
{
	const char	*type = r->cloud->data_type, *slash;

	if (r->cloud->form == CLOUD_NONE)
		return check_json(r, cloud_attribute(r->cloud,
		    "datacontenttype")) != 0 ? -1 : read_object(r);
	if (r->cloud->form == CLOUD_BYTES)
		return read_text(r);
	slash = strrchr(type, '/');
	if (strcmp(slash == NULL ? type : slash + 1, "sixthkey.Event") != 0)
		return cloud_refuse(r->fault, "/proto_data/type_url", type,
		    "expected " CLOUD_DATA_TYPE);
	return read_packed(r);
}

/* ---- the whole -------------------------------------------------------------- */

static int
read_subject(struct reading_cloud *r)
{
	const char	*subject = cloud_attribute(r->cloud, "subject"), *real;
	struct event	*ev = r->event;

	if (ev->provider[0] == '\0' && ev->location[0] == '\0' &&
	    trust_code(subject))
		ev->provider = subject;
	real = event_subject(ev);
	if (subject[0] == '\0' || real == NULL || strcmp(subject, real) == 0)
		return 0;
	return cloud_refuse(r->fault, "/subject", subject, arena_printf(
	    r->arena, "the data is about %.40s", real));
}

static int
check(struct reading_cloud *r, int32_t today)
{
	struct err	 e = { 0 };

	if (event_check(r->event, today, &e) == 0)
		return 0;
	cloud_fault_parse(e.text, "/data", r->arena, r->fault);
	return -1;
}

void
cloud_read_with(const struct cloud *c, const json_t *data, int32_t today,
    struct arena *a, struct cloud_item *item)
{
	struct reading_cloud	 r = { c, data, &item->event, a, &item->fault };
	const char		*type = cloud_attribute(c, "type");

	item->wrong = 1;
	item->event = (struct event){ .source = cloud_attribute(c, "source"),
	    .source_id = cloud_attribute(c, "id"), .provider = "",
	    .kind = cloud_type_parse(type), .location = "", .name = "",
	    .trace = cloud_attribute(c, "traceparent") };
	if (read_envelope(&r) != 0)
		return;
	if (item->event.kind == KIND_NONE) {
		refuse_type(&r, type);
		return;
	}
	item->wrong = read_times(&r) != 0 || read_sequence(&r) != 0 ||
	    read_data(&r) != 0 || read_subject(&r) != 0 || check(&r, today) != 0;
}

void
cloud_read(const struct cloud *c, int32_t today, struct arena *a,
    struct cloud_item *item)
{
	cloud_read_with(c, NULL, today, a, item);
	if (!item->wrong)
		return;
	item->text = c->form == CLOUD_TYPED || is_type(cloud_attribute(c,
	    "datacontenttype"), "application/protobuf") ?
	    cloud_text_packed(c, a) : cloud_text_json(c, a);
}
