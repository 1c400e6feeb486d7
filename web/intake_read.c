#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "web/intake_read.h"

enum { ATTRIBUTES_MAX = 64, INFLATED_MAX = 64 * 1024 * 1024 };

const char *const	 intake_types = "application/cloudevents+json, "
    "application/cloudevents-batch+json, application/cloudevents+protobuf, "
    "application/cloudevents-batch+protobuf, application/json, "
    "application/protobuf";

typedef int	 read_fn(struct request *, size_t max, int32_t today,
		    struct intake_events *);

static struct bytes
body(const struct request *r)
{
	return (struct bytes){ (const uint8_t *)(r->body.data == NULL ? "" :
	    r->body.data), r->body.len };
}

static void
one(struct request *r, struct intake_events *out)
{
	out->item = ARENA_NEW(r->arena, struct cloud_item);
	out->n = 1;
}

static int
read_json(struct request *r, size_t max, int32_t today,
    struct intake_events *out)
{
	(void)max;
	one(r, out);
	cloud_read_json_one(body(r), today, r->arena, out->item);
	return 0;
}

static int
read_json_batch(struct request *r, size_t max, int32_t today,
    struct intake_events *out)
{
	struct cloud_fault	 f;

	out->batch = 1;
	if (cloud_read_json(body(r), max, today, r->arena, &out->item, &out->n,
	    &f) == 0)
		return 0;
	answer_problem(r, 400, f.pointer, f.value, f.reason);
	return -1;
}

/* What a small message inflates to has a bound of its own. */
static int
read_protobuf(struct request *r, size_t max, int32_t today,
    struct intake_events *out)
{
	struct cloud	*c = ARENA_NEW(r->arena, struct cloud);
	struct err	 e = { 0 };
	size_t		 i;
	int		 rc;

	r->wire = arena_new(INFLATED_MAX);
	rc = out->batch ? cloud_unpack_batch(body(r), max, r->wire, &c,
	    &out->n, &e) : cloud_unpack(body(r), r->wire, c, &e);
	if (rc != 0)
		answer_problem(r, 400, "", "", arena_text(r->arena, e.text));
	else if (!out->batch)
		out->n = 1;
	out->item = ARENA_ARRAY(r->arena, out->n, struct cloud_item);
	for (i = 0; rc == 0 && i < out->n; i++)
		cloud_read(&c[i], today, r->arena, &out->item[i]);
	return rc;
}

static int
read_protobuf_batch(struct request *r, size_t max, int32_t today,
    struct intake_events *out)
{
	out->batch = 1;
	return read_protobuf(r, max, today, out);
}

/* ---- binary mode --------------------------------------------------------------- */

static int
hex(char c)
{
	return isdigit((unsigned char)c) ? c - '0' :
	    isxdigit((unsigned char)c) ? tolower((unsigned char)c) - 'a' + 10 :
	    -1;
}

/* Headers carry what is not ASCII as %C3%A9. */
static const char *
decode(struct arena *a, const char *s)
{
	char	*out = arena_text(a, s), *to = out;

	for (; *s != '\0'; s++)
		if (s[0] == '%' && hex(s[1]) >= 0 && hex(s[2]) >= 0) {
			*to++ = (char)(hex(s[1]) * 16 + hex(s[2]));
			s += 2;
		} else {
			*to++ = *s;
		}
	*to = '\0';
	return out;
}

static const char *
lower(struct arena *a, const char *s)
{
	char	*out = arena_text(a, s), *at;

	for (at = out; *at != '\0'; at++)
		*at = (char)tolower((unsigned char)*at);
	return out;
}

static int
read_binary(struct request *r, size_t max, int32_t today,
    struct intake_events *out)
{
	struct cloud_attribute	*list = ARENA_ARRAY(r->arena,
	    ATTRIBUTES_MAX + 1, struct cloud_attribute);
	struct cloud		 c = { .attribute = list, .form = CLOUD_BYTES,
	    .data = body(r), .data_type = "" };
	size_t			 i;

	(void)max;
	for (i = 0; i < r->nheader && c.nattribute < ATTRIBUTES_MAX; i++)
		if (strncasecmp(r->header[i].name, "ce-", 3) == 0)
			list[c.nattribute++] = (struct cloud_attribute){
			    lower(r->arena, r->header[i].name + 3),
			    decode(r->arena, r->header[i].value) };
	list[c.nattribute++] = (struct cloud_attribute){ "datacontenttype",
	    request_header(r, "Content-Type") };
	one(r, out);
	cloud_read(&c, today, r->arena, out->item);
	return 0;
}

/* ---- which one --------------------------------------------------------------- */

static const struct {
	const char	*type;
	read_fn		*fn;
	int		 binary;	/* only with ce- headers */
} forms[] = {
	{ "application/cloudevents+json", read_json, 0 },
	{ "application/cloudevents-batch+json", read_json_batch, 0 },
	{ "application/cloudevents+protobuf", read_protobuf, 0 },
	{ "application/cloudevents-batch+protobuf", read_protobuf_batch, 0 },
	{ "application/json", read_binary, 1 },
	{ "application/protobuf", read_binary, 1 },
};

static read_fn *
form_of(const struct request *r)
{
	const char	*type = request_header(r, "Content-Type");
	size_t		 i, n = strcspn(type, "; \t");

	for (i = 0; i < sizeof(forms) / sizeof(forms[0]); i++)
		if (strlen(forms[i].type) == n &&
		    strncasecmp(forms[i].type, type, n) == 0 &&
		    (!forms[i].binary ||
		    request_header(r, "ce-specversion")[0] != '\0'))
			return forms[i].fn;
	return NULL;
}

/* The caller's trace, where the event has none of its own. */
static void
carry_trace(const struct request *r, struct intake_events *ev)
{
	const char	*trace = request_header(r, "traceparent");
	size_t		 i;

	for (i = 0; i < ev->n && trace[0] != '\0'; i++)
		if (!ev->item[i].wrong && ev->item[i].event.trace[0] == '\0' &&
		    strlen(trace) <= EVENT_ID_MAX)
			ev->item[i].event.trace = trace;
}

int
intake_read(struct request *r, size_t max, int32_t today,
    struct intake_events *out)
{
	read_fn	*fn = form_of(r);

	*out = (struct intake_events){ 0 };
	if (fn == NULL || request_header(r, "Content-Encoding")[0] != '\0') {
		answer_set(r, "Accept-Post", intake_types);
		answer_problem(r, 415, "", request_header(r, "Content-Type"),
		    "Send a CloudEvent without a content encoding: binary "
		    "(with ce- headers), structured or a batch; as JSON or "
		    "protobuf.");
		return -1;
	}
	if (fn(r, max, today, out) != 0)
		return -1;
	if (!out->batch && r->body.len > INTAKE_EVENT_BYTES) {
		answer_problem(r, 413, "", "", "One event may have 256 KiB; "
		    "refer to larger evidence by its address.");
		return -1;
	}
	carry_trace(r, out);
	return 0;
}
