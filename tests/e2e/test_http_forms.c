/*
 * Events over HTTP in the forms that no text can hold, in part, and with tokens
 * that are rotated or limited.
 */
#include "formats/cloudevents.h"
#include "proto/convert.h"
#include "tests/lib/load.h"
#include "tests/lib/pg.h"
#include "tests/lib/test.h"
#include "tests/lib/webline.h"

enum { SETTLE_S = 120, BATCH = 5 };

#define POST(more, body, r) \
	http_ask(web.port, "POST", "/v1/events", AUTH more, (body), (r))
#define PROTOBUF	"Content-Type: application/cloudevents+protobuf\r\n"
#define MANY_PROTOBUF \
	"Content-Type: application/cloudevents-batch+protobuf\r\n"
#define MANY	"Content-Type: application/cloudevents-batch+json\r\n"

static const struct load load = { 77, 40, "/files/t" };

static int64_t
stored(const char *source)
{
	return strtoll(pg_value(web.pg, "select count(*) from sixthkey.event "
	    "where source = '%s'", source), NULL, 10);
}

/* ---- protobuf ------------------------------------------------------------- */

/* An event of the load as a CloudEvent with the packed event as its data. */
static struct cloud
packed(uint64_t number, enum cloud_data form, struct arena *a)
{
	const struct event	*ev = load_event(&load, number, a);
	struct cloud_attribute	*at = ARENA_ARRAY(a, 5,
				    struct cloud_attribute);
	struct buf		 b = { 0 };
	struct bytes		 data;

	event_pack(ev, &b);
	data = arena_bytes(a, b.data, b.len);
	buf_release(&b);
	at[0] = (struct cloud_attribute){ "id", ev->source_id };
	at[1] = (struct cloud_attribute){ "source", ev->source };
	at[2] = (struct cloud_attribute){ "specversion", "1.0" };
	at[3] = (struct cloud_attribute){ "type", cloud_type(ev->kind, a) };
	at[4] = (struct cloud_attribute){ "datacontenttype",
	    "application/protobuf" };
	return (struct cloud){ at, 5, form, data, CLOUD_DATA_TYPE };
}

static void
protobuf_is_taken_in_every_form(void **state)
{
	static struct reply	 r;
	struct arena		*a = arena_new(0);
	struct cloud		 c[BATCH];
	struct buf		 b = { 0 };
	char			 head[600];
	size_t			 i;

	(void)state;
	for (i = 0; i < BATCH; i++)
		c[i] = packed(i, i % 2 == 0 ? CLOUD_TYPED : CLOUD_BYTES, a);
	cloud_pack(&c[0], &b);
	POST(PROTOBUF, &b, &r);
	reply_expect("structured", &r, 202, "Location: /v1/events/");
	POST(PROTOBUF, &b, &r);
	reply_expect("the same", &r, 200, "\"duplicate\"");
	buf_clear(&b);
	cloud_pack_batch(c, BATCH, &b);
	POST(MANY_PROTOBUF, &b, &r);
	reply_expect("a batch", &r, 202, "\"accepted\":4,\"duplicate\":1");
	buf_clear(&b);
	c[0] = packed(BATCH, CLOUD_BYTES, a);
	buf_add(&b, c[0].data.data, c[0].data.len);
	snprintf(head, sizeof(head), "Content-Type: application/protobuf\r\n"
	    AUTH "ce-specversion: 1.0\r\nce-id: %s\r\nce-source: /files/t\r\n"
	    "ce-type: uk.sixthkey.inspection.reported.v1\r\n",
	    cloud_attribute(&c[0], "id"));
	http_ask(web.port, "POST", "/v1/events", head, &b, &r);
	reply_expect("binary", &r, 202, "\"accepted\"");
	assert_int_equal(stored("/files/t"), BATCH + 1);
	line_settle(web.line, BATCH + 1, SETTLE_S);
	buf_release(&b);
	arena_free(&a);
}

/* One by one and all together: nothing of it is taken. */
static void
wrong_protobuf_is_refused(void **state)
{
	static const struct {
		const char	*label, *attribute, *value;
		int		 status;
		const char	*has;
	} cases[] = {
		{ "another version", "specversion", "0.3", 400,
		    "\"pointer\":\"/specversion\"" },
		{ "another type", "type", "uk.sixthkey.review.opened.v1", 422,
		    "\"pointer\":\"/type\"" },
		{ "no type of ours", "type", "x", 422, "not a known type" },
		{ "another's source", "source", "/else", 403,
		    "speaks for /files/t" },
		{ "another media type", "datacontenttype", "text/xml", 422,
		    "\"pointer\":\"/datacontenttype\"" },
	};
	static struct reply	 r;
	struct arena		*a = arena_new(0);
	struct buf		 b = { 0 };
	size_t			 i, j;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct cloud		 c = packed(100, CLOUD_BYTES, a);
		struct cloud_attribute	 at[5];

		for (j = 0; j < 5; j++) {
			at[j] = c.attribute[j];
			if (strcmp(at[j].name, cases[i].attribute) == 0)
				at[j].value = cases[i].value;
		}
		c.attribute = at;
		buf_clear(&b);
		cloud_pack(&c, &b);
		POST(PROTOBUF, &b, &r);
		reply_expect(cases[i].label, &r, cases[i].status, cases[i].has);
	}
	assert_int_equal(stored("/files/t"), BATCH + 1);
	buf_release(&b);
	arena_free(&a);
}

/* ---- in part ---------------------------------------------------------------- */

#define EVENT(id, mark) \
	"{\"specversion\":\"1.0\",\"id\":\"" id "\",\"source\":\"/files/t/p\"," \
	"\"type\":\"uk.sixthkey.inspection.reported.v1\",\"subject\":" \
	"\"RGT\",\"data\":{\"report\":{\"rated\":\"2019-02-26\",\"cell\":" \
	"[{\"question\":\"safe\",\"rating\":\"" mark "\"}]}}}"

static const struct {
	const char	*label, *path, *body;
	int		 status;
	const char	*has;
	int		 there;		/* events of /files/t/p then */
} parts[] = {
	{ "all are new", "/v1/events?partial=true", "[" EVENT("1", "good") ","
	    EVENT("2", "good") "]", 202, "\"accepted\":2", 2 },
	{ "every outcome", "/v1/events?partial=true", "[" EVENT("3", "good") ","
	    EVENT("1", "good") "," EVENT("2", "inadequate") ","
	    EVENT("4", "goodish") "]", 202,
	    "\"accepted\":1,\"duplicate\":1,\"conflict\":1,\"rejected\":1", 3 },
	{ "none is right", "/v1/events?partial=true", "[" EVENT("4", "goodish")
	    "]", 200, "\"pointer\":\"/data/report/cell/0/rating\"", 3 },
	{ "twice in one", "/v1/events?partial=true", "[" EVENT("5", "good") ","
	    EVENT("5", "good") "," EVENT("5", "inadequate") "]", 202,
	    "\"accepted\":1,\"duplicate\":1,\"conflict\":1", 4 },
	{ "whole, one is wrong", "/v1/events", "[" EVENT("6", "good") ","
	    EVENT("7", "goodish") "]", 422, "\"pointer\":\"/1/data/report/", 4 },
	{ "whole, one conflicts", "/v1/events", "[" EVENT("6", "good") ","
	    EVENT("1", "inadequate") "]", 409, "\"pointer\":\"/1/id\"", 4 },
	{ "whole, one was there", "/v1/events", "[" EVENT("6", "good") ","
	    EVENT("1", "good") "]", 202, "\"accepted\":1,\"duplicate\":1", 5 },
	{ "partial is true or not", "/v1/events?partial=1", "["
	    EVENT("7", "good") "," EVENT("8", "goodish") "]", 422,
	    "\"errors\"", 5 },
};

static void
a_batch_goes_in_whole_or_in_part(void **state)
{
	static struct reply	 r;
	struct buf		 b = { 0 };
	size_t			 i;

	(void)state;
	for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		buf_clear(&b);
		buf_text(&b, parts[i].body);
		http_ask(web.port, "POST", parts[i].path, AUTH MANY, &b, &r);
		reply_expect(parts[i].label, &r, parts[i].status, parts[i].has);
		if (stored("/files/t/p") != parts[i].there)
			fail_msg("%s: %lld events", parts[i].label,
			    (long long)stored("/files/t/p"));
	}
	buf_release(&b);
}

/* One event may be as large as a packed one, a request larger. */
static void
one_event_has_a_size(void **state)
{
	static struct reply	 r;
	struct buf		 b = { 0 };
	int			 i;

	(void)state;
	buf_text(&b, EVENT("9", "good"));
	for (i = 0; i < 300 * 1024; i++)
		buf_char(&b, ' ');
	POST("Content-Type: application/cloudevents+json\r\n", &b, &r);
	reply_expect("one", &r, 413, "256 KiB");
	buf_clear(&b);
	buf_text(&b, "[" EVENT("9", "good") "]");
	for (i = 0; i < 300 * 1024; i++)
		buf_char(&b, ' ');
	POST(MANY, &b, &r);
	reply_expect("a batch", &r, 202, "\"accepted\":1");
	buf_release(&b);
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(protobuf_is_taken_in_every_form),
		cmocka_unit_test(wrong_protobuf_is_refused),
		cmocka_unit_test(a_batch_goes_in_whole_or_in_part),
		cmocka_unit_test(one_event_has_a_size),
	};

	return cmocka_run_group_tests(tests, web_up, web_down);
}
