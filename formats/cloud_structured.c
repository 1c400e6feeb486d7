/*
 * cloud_structured.c - CloudEvents as objects of JSON, one or a batch.
 */
#include <string.h>

#include "formats/base64.h"
#include "formats/cloud_json.h"
#include "formats/cloud_text.h"
#include "formats/json_memory.h"

static int
add_piece(const char *text, size_t n, void *out)
{
	buf_add(out, text, n);
	return 0;
}

static struct bytes
dump(const json_t *o, struct arena *a)
{
	struct buf	 b = { 0 };
	struct bytes	 out;

	json_dump_callback(o, add_piece, &b, JSON_COMPACT | JSON_ENCODE_ANY);
	out = arena_bytes(a, b.data == NULL ? "" : b.data, b.len);
	buf_release(&b);
	return out;
}

/* A value of theirs that cannot be written is left out.  (The linker knows
 * json_object() as the writer's of base/json.h.) */
struct bytes
cloud_text_json(const struct cloud *c, struct arena *a)
{
	json_t		*o = json_pack("{}"), *data = NULL;
	struct bytes	 out;
	size_t		 i;

	for (i = 0; i < c->nattribute; i++)
		json_object_set_new(o, c->attribute[i].name,
		    json_string(c->attribute[i].value));
	if (c->form == CLOUD_BYTES)
		data = json_loadb((const char *)c->data.data, c->data.len, 0,
		    NULL);
	if (c->form == CLOUD_BYTES && data == NULL)
		data = json_stringn((const char *)c->data.data, c->data.len);
	json_object_set_new(o, "data", data);
	out = dump(o, a);
	json_decref(o);
	return out;
}

static int
take_attribute(struct cloud *c, struct cloud_attribute *list, const char *name,
    const json_t *v, struct arena *a, struct cloud_fault *f)
{
	if (json_is_null(v))
		return 0;
	if (json_is_object(v) || json_is_array(v) || json_is_real(v)) {
		cloud_refuse(f, cloud_pointer(a, "", name), cloud_shown(v, a),
		    "an attribute is a text, a whole number or true or false");
		f->malformed = 1;
		return -1;
	}
	list[c->nattribute++] = (struct cloud_attribute){
	    arena_text(a, name), json_is_string(v) ?
	    arena_text(a, json_string_value(v)) : cloud_shown(v, a) };
	return 0;
}

/* Data that is no JSON stands in JSON as base64. */
static int
take_bytes(struct cloud *c, const json_t *v, const json_t *data,
    struct arena *a, struct cloud_fault *f)
{
	if (json_is_null(v))
		return 0;
	c->form = CLOUD_BYTES;
	if (data == NULL && json_is_string(v) &&
	    base64_read(json_string_value(v), a, &c->data) == 0)
		return 0;
	cloud_refuse(f, "/data_base64", cloud_shown(v, a), data == NULL ?
	    "expected a text in base64" : "stands beside data; expected one of "
	    "the two");
	f->malformed = 1;
	return -1;
}

static int
take_member(struct cloud *c, struct cloud_attribute *list, const char *name,
    const json_t *v, const json_t *data, struct arena *a,
    struct cloud_fault *f)
{
	if (v == data)
		return 0;
	if (strcmp(name, "data_base64") == 0)
		return take_bytes(c, v, data, a, f);
	return take_attribute(c, list, name, v, a, f);
}

static void
read_structured(json_t *o, int32_t today, struct arena *a,
    struct cloud_item *item)
{
	struct cloud_attribute	*list = ARENA_ARRAY(a, json_object_size(o) + 1,
	    struct cloud_attribute);
	struct cloud		 c = { .attribute = list, .data_type = "" };
	const char		*key;
	json_t			*v, *data = json_object_get(o, "data");

	item->wrong = 1;
	item->event = (struct event){ .source = "", .source_id = "" };
	if (!json_is_object(o)) {
		cloud_refuse(&item->fault, "", cloud_shown(o, a),
		    "expected a CloudEvent, which is an object");
		item->fault.malformed = 1;
		return;
	}
	json_object_foreach(o, key, v)
		if (take_member(&c, list, key, v, data, a, &item->fault) != 0)
			return;
	cloud_read_with(&c, data, today, a, item);
}

static void
read_whole(json_t *o, int32_t today, struct arena *a, struct cloud_item *item)
{
	read_structured(o, today, a, item);
	if (item->wrong)
		item->text = dump(o, a);
}

static json_t *
parse(struct bytes in, struct arena *a, struct cloud_fault *f)
{
	json_error_t	 at;
	json_t		*root;

	root = json_loadb((const char *)in.data, in.len,
	    JSON_REJECT_DUPLICATES, &at);
	if (root != NULL)
		return root;
	cloud_refuse(f, "", "", arena_printf(a, "The JSON is not well formed: "
	    "line %d, column %d: %s.", at.line, at.column, at.text));
	f->malformed = 1;
	return NULL;
}

static int
is_event(const json_t *root)
{
	return json_is_object(root) &&
	    json_object_get(root, "providerId") == NULL &&
	    json_object_get(root, "locationId") == NULL;
}

int
cloud_rewrite(struct bytes in, int indent, const char *note, struct buf *out)
{
	json_t	*root = json_loadb((const char *)in.data, in.len, 0, NULL);
	int	 fits = is_event(root);

	if (fits && note[0] != '\0')
		json_object_set_new(root, "refused", json_string(note));
	if (fits)
		json_dump_callback(root, add_piece, out, indent == 0 ?
		    JSON_COMPACT : JSON_INDENT((size_t)indent));
	json_decref(root);
	return fits ? 0 : -1;
}

int
cloud_read_json_one(struct bytes in, int32_t today, struct arena *a,
    struct cloud_item *item)
{
	json_t	*root;

	item->wrong = 1;
	item->event = (struct event){ .source = "", .source_id = "" };
	item->text = in;
	json_memory_begin();
	root = parse(in, a, &item->fault);
	if (root != NULL)
		read_whole(root, today, a, item);
	json_memory_end();
	return item->wrong ? -1 : 0;
}

static int
read_batch(const json_t *root, size_t max, int32_t today, struct arena *a,
    struct cloud_item **out, size_t *n, struct cloud_fault *f)
{
	size_t	 i;

	*n = json_array_size(root);
	if (!json_is_array(root) || *n > max) {
		cloud_refuse(f, "", cloud_shown(root, a), arena_printf(a,
		    "expected an array of at most %zu CloudEvents", max));
		f->malformed = 1;
		return -1;
	}
	*out = ARENA_ARRAY(a, *n, struct cloud_item);
	for (i = 0; i < *n; i++)
		read_whole(json_array_get(root, i), today, a, &(*out)[i]);
	return 0;
}

int
cloud_read_json(struct bytes in, size_t max, int32_t today, struct arena *a,
    struct cloud_item **out, size_t *n, struct cloud_fault *f)
{
	json_t	*root;
	int	 rc = -1;

	json_memory_begin();
	root = parse(in, a, f);
	if (root != NULL)
		rc = read_batch(root, max, today, a, out, n, f);
	json_memory_end();
	return rc;
}
