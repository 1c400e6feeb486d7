#include <inttypes.h>
#include <string.h>
#include <time.h>

#include "proto/cloud.h"
#include "proto/cloudevents.pb-c.h"
#include "proto/convert_arena.h"

enum { OWN = 4, TIMESTAMP_MAX = 32 };

const char *
cloud_attribute(const struct cloud *c, const char *name)
{
	size_t	 i;

	for (i = 0; i < c->nattribute; i++)
		if (strcmp(c->attribute[i].name, name) == 0)
			return c->attribute[i].value;
	return "";
}

static const char *
timestamp_text(const Sixthkey__Cloud__Timestamp *t, struct arena *a)
{
	time_t		 seconds = t->seconds;
	struct tm	 tm;
	char		 text[TIMESTAMP_MAX];

	if (gmtime_r(&seconds, &tm) == NULL || strftime(text, sizeof(text),
	    "%Y-%m-%dT%H:%M:%SZ", &tm) == 0)
		return "";
	return arena_text(a, text);
}

/* NULL: bytes, which no attribute of ours is. */
static const char *
value_text(const Sixthkey__Cloud__Value *v, struct arena *a)
{
	switch (v == NULL ? SIXTHKEY__CLOUD__VALUE__ATTR__NOT_SET :
	    v->attr_case) {
	case SIXTHKEY__CLOUD__VALUE__ATTR_CE_STRING:
		return v->ce_string;
	case SIXTHKEY__CLOUD__VALUE__ATTR_CE_URI:
		return v->ce_uri;
	case SIXTHKEY__CLOUD__VALUE__ATTR_CE_URI_REF:
		return v->ce_uri_ref;
	case SIXTHKEY__CLOUD__VALUE__ATTR_CE_BOOLEAN:
		return v->ce_boolean ? "true" : "false";
	case SIXTHKEY__CLOUD__VALUE__ATTR_CE_INTEGER:
		return arena_printf(a, "%" PRId32, v->ce_integer);
	case SIXTHKEY__CLOUD__VALUE__ATTR_CE_TIMESTAMP:
		return timestamp_text(v->ce_timestamp, a);
	default:
		return NULL;
	}
}

static int
add_attribute(struct cloud_attribute *to, const char *name, const char *value,
    struct err *e)
{
	if (value == NULL)
		return err_set(e, ERR_INPUT, "/%.40s: is no text", name);
	*to = (struct cloud_attribute){ name, value };
	return convert_check("/attributes", name, e) != 0 ||
	    convert_check("/attributes", value, e) != 0 ? -1 : 0;
}

static void
to_data(const Sixthkey__Cloud__Cloud *m, struct cloud *c)
{
	const ProtobufCBinaryData	*b = &m->binary_data;

	c->data_type = "";
	if (m->data_case == SIXTHKEY__CLOUD__CLOUD__DATA_TEXT_DATA) {
		c->form = CLOUD_BYTES;
		c->data.data = (const uint8_t *)m->text_data;
		c->data.len = strlen(m->text_data);
	} else if (m->data_case == SIXTHKEY__CLOUD__CLOUD__DATA_BINARY_DATA) {
		c->form = CLOUD_BYTES;
		c->data = (struct bytes){ b->data, b->len };
	} else if (m->data_case == SIXTHKEY__CLOUD__CLOUD__DATA_PROTO_DATA) {
		c->form = CLOUD_TYPED;
		c->data_type = m->proto_data->type_url;
		c->data = (struct bytes){ m->proto_data->value.data,
		    m->proto_data->value.len };
	}
}

static int
to_cloud(const Sixthkey__Cloud__Cloud *m, struct arena *a, struct cloud *c,
    struct err *e)
{
	const struct cloud_attribute	 own[OWN] = { { "id", m->id },
	    { "source", m->source }, { "specversion", m->spec_version },
	    { "type", m->type } };
	struct cloud_attribute		*to = convert_room(a,
	    OWN + m->n_attributes, sizeof(*to), e);
	size_t				 i;

	if (to == NULL)
		return -1;
	*c = (struct cloud){ .attribute = to,
	    .nattribute = OWN + m->n_attributes };
	for (i = 0; i < OWN; i++)
		if (add_attribute(&to[i], own[i].name, own[i].value, e) != 0)
			return -1;
	for (i = 0; i < m->n_attributes; i++)
		if (add_attribute(&to[OWN + i], m->attributes[i]->key,
		    value_text(m->attributes[i]->value, a), e) != 0)
			return -1;
	to_data(m, c);
	return 0;
}

int
cloud_unpack(struct bytes in, struct arena *a, struct cloud *c, struct err *e)
{
	Sixthkey__Cloud__Cloud	*m;

	m = convert_unpack(&sixthkey__cloud__cloud__descriptor, in, a, e);
	return m == NULL ? -1 : to_cloud(m, a, c, e);
}

int
cloud_unpack_batch(struct bytes in, size_t max, struct arena *a,
    struct cloud **out, size_t *n, struct err *e)
{
	Sixthkey__Cloud__Batch	*m;
	size_t			 i;

	m = convert_unpack(&sixthkey__cloud__batch__descriptor, in, a, e);
	if (m == NULL)
		return -1;
	if (m->n_events > max)
		return err_set(e, ERR_INPUT, "a batch of %zu events; expected "
		    "at most %zu", m->n_events, max);
	*n = m->n_events;
	*out = convert_room(a, *n, sizeof(**out), e);
	if (*out == NULL)
		return -1;
	for (i = 0; i < *n; i++)
		if (to_cloud(m->events[i], a, &(*out)[i], e) != 0)
			return err_add(e, "/%zu", i);
	return 0;
}

/* ---- and back -------------------------------------------------------------- */

static Sixthkey__Cloud__Attribute *
from_attribute(const struct cloud_attribute *from, struct arena *a)
{
	Sixthkey__Cloud__Attribute	*m = ARENA_NEW(a,
	    Sixthkey__Cloud__Attribute);
	Sixthkey__Cloud__Value		*v = ARENA_NEW(a,
	    Sixthkey__Cloud__Value);

	sixthkey__cloud__attribute__init(m);
	sixthkey__cloud__value__init(v);
	v->attr_case = SIXTHKEY__CLOUD__VALUE__ATTR_CE_STRING;
	v->ce_string = convert_text(from->value);
	m->key = convert_text(from->name);
	m->value = v;
	return m;
}

static int
is_own(const char *name)
{
	return strcmp(name, "id") == 0 || strcmp(name, "source") == 0 ||
	    strcmp(name, "specversion") == 0 || strcmp(name, "type") == 0;
}

static void
from_data(const struct cloud *c, struct arena *a, Sixthkey__Cloud__Cloud *m)
{
	if (c->form == CLOUD_BYTES) {
		m->data_case = SIXTHKEY__CLOUD__CLOUD__DATA_BINARY_DATA;
		m->binary_data = convert_binary(c->data);
	} else if (c->form == CLOUD_TYPED) {
		m->data_case = SIXTHKEY__CLOUD__CLOUD__DATA_PROTO_DATA;
		m->proto_data = ARENA_NEW(a, Sixthkey__Cloud__Any);
		sixthkey__cloud__any__init(m->proto_data);
		m->proto_data->type_url = convert_text(c->data_type);
		m->proto_data->value = convert_binary(c->data);
	}
}

static void
from_cloud(const struct cloud *c, struct arena *a, Sixthkey__Cloud__Cloud *m)
{
	size_t	 i;

	sixthkey__cloud__cloud__init(m);
	m->id = convert_text(cloud_attribute(c, "id"));
	m->source = convert_text(cloud_attribute(c, "source"));
	m->spec_version = convert_text(cloud_attribute(c, "specversion"));
	m->type = convert_text(cloud_attribute(c, "type"));
	m->attributes = ARENA_ARRAY(a, c->nattribute,
	    Sixthkey__Cloud__Attribute *);
	for (i = 0; i < c->nattribute; i++)
		if (!is_own(c->attribute[i].name))
			m->attributes[m->n_attributes++] =
			    from_attribute(&c->attribute[i], a);
	from_data(c, a, m);
}

void
cloud_pack(const struct cloud *c, struct buf *out)
{
	struct arena		*a = arena_new(0);
	Sixthkey__Cloud__Cloud	 m;

	from_cloud(c, a, &m);
	convert_pack(&m.base, out);
	arena_free(&a);
}

void
cloud_pack_batch(const struct cloud *c, size_t n, struct buf *out)
{
	struct arena		*a = arena_new(0);
	Sixthkey__Cloud__Batch	 m;
	Sixthkey__Cloud__Cloud	*each = ARENA_ARRAY(a, n,
	    Sixthkey__Cloud__Cloud);
	size_t			 i;

	sixthkey__cloud__batch__init(&m);
	m.n_events = n;
	m.events = ARENA_ARRAY(a, n, Sixthkey__Cloud__Cloud *);
	for (i = 0; i < n; i++) {
		from_cloud(&c[i], a, &each[i]);
		m.events[i] = &each[i];
	}
	convert_pack(&m.base, out);
	arena_free(&a);
}
