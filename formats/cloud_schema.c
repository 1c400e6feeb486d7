#include <stdio.h>
#include <string.h>

#include "formats/cloud_schema.h"
#include "formats/cloud_shapes.h"
#include "formats/cloudevents.h"

#define FILE_END	".json"
#define DAY_PATTERN	"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|" \
			"3[01]))?)?$"
#define TIME_PATTERN	"^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt]"
#define CODE_PATTERN	"^[A-Za-z0-9-]{1,40}$"
#define TRUST_PATTERN	"^[RT][A-Za-z0-9]{2}$"

enum { NAME_MAX_BYTES = 400, NAME_TEXT = 64 };

const char *
cloud_schema_name(enum event_kind kind, struct arena *a)
{
	return arena_printf(a, "%s" CLOUD_TYPE_VERSION FILE_END,
	    event_kind_name(kind));
}

enum event_kind
cloud_schema_parse(const char *name)
{
	size_t	 n = strlen(name),
		 end = strlen(CLOUD_TYPE_VERSION FILE_END);
	char	 kind[NAME_TEXT];

	if (n <= end || n - end >= sizeof(kind) ||
	    strcmp(name + n - end, CLOUD_TYPE_VERSION FILE_END) != 0)
		return KIND_NONE;
	snprintf(kind, sizeof(kind), "%.*s", (int)(n - end), name);
	return event_kind_parse(kind);
}

/* ---- one field ------------------------------------------------------------ */

static void
text(struct json *j, const char *key, size_t least, size_t most)
{
	json_object(j, key);
	json_text(j, "type", "string");
	if (least != 0)
		json_int(j, "minLength", (int64_t)least);
	json_int(j, "maxLength", (int64_t)most);
	json_end(j);
}

static void
pattern(struct json *j, const char *key, const char *expression,
    const char *description)
{
	json_object(j, key);
	json_text(j, "type", "string");
	json_text(j, "pattern", expression);
	if (description != NULL)
		json_text(j, "description", description);
	json_end(j);
}

static void
words(struct json *j, const char *key, const struct vocabulary *w)
{
	unsigned	 v;

	json_object(j, key);
	json_array(j, "enum");
	for (v = 1; v < w->count; v++)
		json_text(j, NULL, vocabulary_name(w, v));
	json_end(j);
	json_end(j);
}

/* What is either so or not may also be said as true and false. */
static void
number(struct json *j, const char *key, size_t most)
{
	json_object(j, key);
	json_array(j, "type");
	json_text(j, NULL, "integer");
	if (most == 1)
		json_text(j, NULL, "boolean");
	json_end(j);
	json_int(j, "minimum", 0);
	json_int(j, "maximum", (int64_t)most);
	json_end(j);
}

static void
amount(struct json *j, const char *key)
{
	json_object(j, key);
	json_text(j, "type", "number");
	json_text(j, "description", "With at most three decimals.");
	json_end(j);
}

static void	 object(struct json *, const char *key, const struct shape *);
static void	 field(struct json *, const char *key, const struct field *);

/* An entry with a single field may be written as that value alone. */
static void
entry(struct json *j, const struct shape *s)
{
	if (s->nfield != 1) {
		object(j, "items", s);
		return;
	}
	json_object(j, "items");
	json_array(j, "anyOf");
	field(j, NULL, &s->field[0]);
	object(j, NULL, s);
	json_end(j);
	json_end(j);
}

static void
list(struct json *j, const char *key, const struct field *f)
{
	json_object(j, key);
	json_text(j, "type", "array");
	if (f->flags & FIELD_NEEDED)
		json_int(j, "minItems", 1);
	json_int(j, "maxItems", (int64_t)f->max);
	entry(j, f->of);
	json_end(j);
}

static void
field(struct json *j, const char *key, const struct field *f)
{
	switch (f->type) {
	case FIELD_TEXT:
		text(j, key, f->flags & FIELD_NEEDED, f->max);
		break;
	case FIELD_CODE:
		pattern(j, key, CODE_PATTERN, NULL);
		break;
	case FIELD_DAY:
		pattern(j, key, DAY_PATTERN, f->flags & FIELD_AHEAD ? NULL :
		    "Up to today; a month or a year where no more is known.");
		break;
	case FIELD_WORD:
		words(j, key, f->words);
		break;
	case FIELD_NUMBER:
		number(j, key, f->max);
		break;
	case FIELD_AMOUNT:
		amount(j, key);
		break;
	case FIELD_LIST:
		list(j, key, f);
		break;
	}
}

/* ---- one content ------------------------------------------------------------ */

static void
closed(struct json *j)
{
	json_bool(j, "additionalProperties", 0);
	json_end(j);
}

static void
object(struct json *j, const char *key, const struct shape *s)
{
	size_t	 i;

	json_object(j, key);
	json_text(j, "type", "object");
	json_array(j, "required");
	for (i = 0; i < s->nfield; i++)
		if (s->field[i].flags & FIELD_NEEDED)
			json_text(j, NULL, s->field[i].name);
	json_end(j);
	json_object(j, "properties");
	for (i = 0; i < s->nfield; i++)
		field(j, s->field[i].name, &s->field[i]);
	json_end(j);
	closed(j);
}

/* Kinds that a correction may put in another's place. */
static int
replaces(enum event_kind kind)
{
	return kind != KIND_NONE && kind != KIND_EVENT_CORRECTED &&
	    kind != KIND_EVENT_RETRACTED;
}

/* Several kinds share a content: the first stands for it. */
static int
is_first(enum event_kind kind)
{
	unsigned	 k;

	for (k = KIND_NONE + 1; k < kind; k++)
		if (replaces((enum event_kind)k) &&
		    cloud_part_of((enum event_kind)k).shape ==
		    cloud_part_of(kind).shape)
			return 0;
	return 1;
}

static void
corrected_content(struct json *j)
{
	const struct shape	*s;
	unsigned		 k;

	for (k = KIND_NONE + 1; k < KIND_COUNT; k++)
		if (replaces((enum event_kind)k) &&
		    is_first((enum event_kind)k)) {
			s = cloud_part_of((enum event_kind)k).shape;
			object(j, s->name, s);
		}
}

/* { KEY: { "required": [WORD] } }, or without the key. */
static void
requires(struct json *j, const char *key, const char *word)
{
	json_object(j, key);
	json_array(j, "required");
	json_text(j, NULL, word);
	json_end(j);
	json_end(j);
}

/* What is corrected says of which kind it is, and brings the new content. */
static void
corrected_rules(struct json *j)
{
	unsigned	 k;

	json_array(j, "allOf");
	json_object(j, NULL);
	json_object(j, "properties");
	requires(j, "amendment", "kind");
	json_end(j);
	json_end(j);
	for (k = KIND_NONE + 1; k < KIND_COUNT; k++) {
		if (!replaces((enum event_kind)k))
			continue;
		json_object(j, NULL);
		json_object(j, "if");
		json_object(j, "properties");
		json_object(j, "amendment");
		json_object(j, "properties");
		json_object(j, "kind");
		json_text(j, "const", event_kind_name((enum event_kind)k));
		json_end(j);
		json_end(j);
		json_end(j);
		json_end(j);
		json_end(j);
		requires(j, "then", cloud_part_of((enum event_kind)k).shape->
		    name);
		json_end(j);
	}
	json_end(j);
}

static void
data(struct json *j, enum event_kind kind)
{
	const struct shape	*s = cloud_part_of(kind).shape;

	json_object(j, "data");
	json_text(j, "type", "object");
	json_array(j, "required");
	json_text(j, NULL, s->name);
	json_end(j);
	json_object(j, "properties");
	pattern(j, "provider", CODE_PATTERN, "ODS code of a trust, or the id "
	    "that CQC gave to the provider.");
	pattern(j, "location", CODE_PATTERN, "The id that CQC gave to it.");
	text(j, "name", 0, NAME_MAX_BYTES);
	object(j, s->name, s);
	if (kind == KIND_EVENT_CORRECTED)
		corrected_content(j);
	json_end(j);
	if (kind == KIND_EVENT_CORRECTED)
		corrected_rules(j);
	closed(j);
}

/* ---- the envelope ------------------------------------------------------------ */

static void
fixed(struct json *j, const char *key, const char *value)
{
	json_object(j, key);
	json_text(j, "const", value);
	json_end(j);
}

/* What an extension may be, which has any name: a plain value. */
static void
plain(struct json *j, const char *key, const char *description)
{
	static const char *const types[] = { "string", "integer", "boolean",
	    "null" };
	size_t			 i;

	json_object(j, key);
	json_array(j, "type");
	for (i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		json_text(j, NULL, types[i]);
	json_end(j);
	if (description != NULL)
		json_text(j, "description", description);
	json_end(j);
}

static void
attributes(struct json *j, enum event_kind kind)
{
	struct arena	*a = arena_new(0);

	fixed(j, "specversion", "1.0");
	text(j, "id", 1, EVENT_ID_MAX);
	text(j, "source", 1, EVENT_ID_MAX);
	fixed(j, "type", cloud_type(kind, a));
	json_object(j, "subject");
	json_text(j, "type", "string");
	json_end(j);
	pattern(j, "time", TIME_PATTERN, NULL);
	pattern(j, "recordedtime", TIME_PATTERN, "When upstream wrote it "
	    "down: of two statements about one day the later one counts.");
	text(j, "traceparent", 0, EVENT_ID_MAX);
	plain(j, "sequence", "Where sequencetype is Integer: 1 for the "
	    "source's first event, one more for each; what is missing is told.");
	plain(j, "sequencetype", NULL);
	pattern(j, "datacontenttype", "^application/json($|[; \\t])", NULL);
	arena_free(&a);
}

/* An event is about a provider or a location; a trust may be the subject. */
static void
about(struct json *j)
{
	static const char *const either[] = { "provider", "location" };
	size_t			 i;

	json_array(j, "anyOf");
	for (i = 0; i < sizeof(either) / sizeof(either[0]); i++) {
		json_object(j, NULL);
		json_object(j, "properties");
		requires(j, "data", either[i]);
		json_end(j);
		json_end(j);
	}
	json_object(j, NULL);
	json_array(j, "required");
	json_text(j, NULL, "subject");
	json_end(j);
	json_object(j, "properties");
	pattern(j, "subject", TRUST_PATTERN, NULL);
	json_end(j);
	json_end(j);
	json_end(j);
}

void
cloud_schema(enum event_kind kind, struct json *j)
{
	static const char *const needed[] = { "specversion", "id", "source",
	    "type", "data" };
	struct arena		*a = arena_new(0);
	size_t			 i;

	json_object(j, NULL);
	json_text(j, "$schema", "https://json-schema.org/draft/2020-12/schema");
	json_text(j, "$id", arena_printf(a, "/v1/schemas/%s",
	    cloud_schema_name(kind, a)));
	json_text(j, "title", cloud_type(kind, a));
	json_text(j, "description", "A CloudEvent in structured JSON; its data "
	    "alone is at #/properties/data.  Lengths are bounds in bytes.");
	json_text(j, "type", "object");
	json_array(j, "required");
	for (i = 0; i < sizeof(needed) / sizeof(needed[0]); i++)
		json_text(j, NULL, needed[i]);
	json_end(j);
	json_object(j, "properties");
	attributes(j, kind);
	data(j, kind);
	json_end(j);
	about(j);
	plain(j, "additionalProperties", NULL);
	json_end(j);
	arena_free(&a);
}
