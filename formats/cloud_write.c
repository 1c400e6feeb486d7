#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "formats/cloud_shapes.h"
#include "formats/cloud_write.h"
#include "formats/cloudevents.h"

enum { AMOUNT_TEXT = 32 };

static void write_shape(const struct shape *, const void *, struct json *,
    const char *key);

/* Thousandths as a decimal number. */
static void
write_amount(const struct field *f, const void *body, struct json *j)
{
	int64_t		 v = field_amount(f, body);
	uint64_t	 u = v < 0 ? (uint64_t)0 - (uint64_t)v : (uint64_t)v;
	char		 text[AMOUNT_TEXT];
	int		 n;

	if (v == AMOUNT_NONE)
		return;
	n = snprintf(text, sizeof(text), "%s%" PRIu64 ".%03" PRIu64,
	    v < 0 ? "-" : "", u / 1000, u % 1000);
	json_raw(j, f->name, text, (size_t)n);
}

static void
write_list(const struct field *f, const void *body, struct json *j)
{
	size_t		 i, n;
	const char	*list = field_list(f, body, &n);

	if (n == 0)
		return;
	json_array(j, f->name);
	for (i = 0; i < n; i++)
		write_shape(f->of, list + i * f->of->size, j, NULL);
	json_end(j);
}

static void
write_text(struct json *j, const char *key, const char *text)
{
	if (text[0] != '\0')
		json_text(j, key, text);
}

static void
write_field(const struct field *f, const void *body, struct json *j)
{
	struct day	 d;
	char		 text[DAY_TEXT];

	switch (f->type) {
	case FIELD_TEXT:
	case FIELD_CODE:
		write_text(j, f->name, field_text(f, body));
		break;
	case FIELD_DAY:
		memcpy(&d, FIELD_OF(f, body), sizeof(d));
		write_text(j, f->name, day_text(d, text));
		break;
	case FIELD_WORD:
		write_text(j, f->name, vocabulary_name(f->words,
		    field_word(f, body)));
		break;
	case FIELD_NUMBER:
		if (field_word(f, body) != 0)
			json_int(j, f->name, field_word(f, body));
		break;
	case FIELD_AMOUNT:
		write_amount(f, body, j);
		break;
	case FIELD_LIST:
		write_list(f, body, j);
		break;
	}
}

static void
write_shape(const struct shape *s, const void *body, struct json *j,
    const char *key)
{
	size_t	 i;

	json_object(j, key);
	for (i = 0; i < s->nfield; i++)
		write_field(&s->field[i], body, j);
	json_end(j);
}

static void
write_part(const struct event *ev, enum event_kind kind, struct json *j)
{
	struct cloud_part	 p = cloud_part_of(kind);
	const void		*body;

	if (p.shape == NULL)
		return;
	memcpy(&body, (const char *)ev + p.at, sizeof(body));
	if (body != NULL)
		write_shape(p.shape, body, j, p.shape->name);
}

void
cloud_write_time(uint32_t r, struct json *j)
{
	char	 text[40];

	if (day_from((int)(r / 10000), (int)(r / 100 % 100),
	    (int)(r % 100)).precision != PRECISION_DAY)
		return;
	snprintf(text, sizeof(text), "%04u-%02u-%02uT00:00:00Z", r / 10000,
	    r / 100 % 100, r % 100);
	json_text(j, "recordedtime", text);
}

static void
write_sequence(struct json *j, uint32_t n)
{
	char	 text[AMOUNT_TEXT];

	if (n == 0)
		return;
	snprintf(text, sizeof(text), "%u", n);
	json_text(j, "sequence", text);
	json_text(j, "sequencetype", "Integer");
}

void
cloud_write(const struct event *ev, struct json *j, const char *key)
{
	struct arena	*a = arena_new(0);

	json_object(j, key);
	json_text(j, "specversion", "1.0");
	json_text(j, "id", ev->source_id);
	json_text(j, "source", ev->source);
	json_text(j, "type", cloud_type(ev->kind, a));
	if (event_subject(ev) != NULL)
		json_text(j, "subject", event_subject(ev));
	cloud_write_time(ev->revision, j);
	write_text(j, "traceparent", ev->trace);
	write_sequence(j, ev->sequence);
	json_text(j, "datacontenttype", "application/json");
	json_object(j, "data");
	write_text(j, "provider", ev->provider);
	write_text(j, "location", ev->location);
	write_text(j, "name", ev->name);
	write_part(ev, ev->kind, j);
	if (ev->kind == KIND_EVENT_CORRECTED && ev->amendment != NULL)
		write_part(ev, (enum event_kind)ev->amendment->kind, j);
	json_end(j);
	json_end(j);
	arena_free(&a);
}
