/*
 * CloudEvents: every kind of event goes out and comes back the same, in JSON
 * and in protobuf, and what is wrong is said with its place.
 */
#include "formats/cloud_write.h"
#include "formats/cloudevents.h"
#include "proto/convert.h"
#include "tests/lib/fill.h"
#include "tests/lib/invent.h"
#include "tests/lib/test.h"

enum { EVENTS = 2000, TODAY = 20000, BATCH = 50 };

/* What the check says of an event, it says of its copy. */
static void
same(const struct event *x, const struct cloud_item *item)
{
	uint8_t		 a[32], b[32];
	struct err	 e = { 0 };

	if (item->wrong && event_check(x, TODAY, &e) == 0)
		fail_msg("%s: %s: \"%s\" %s", event_kind_name(x->kind),
		    item->fault.pointer, item->fault.value,
		    item->fault.reason);
	assert_int_equal(item->wrong, event_check(x, TODAY, &e) != 0);
	event_digest(x, a);
	event_digest(&item->event, b);
	if (memcmp(a, b, sizeof(a)) != 0)
		fail_msg("%s came back as another", event_kind_name(x->kind));
	assert_string_equal(x->source, item->event.source);
	assert_string_equal(x->source_id, item->event.source_id);
}

static struct bytes
of(const struct buf *b)
{
	return (struct bytes){ (const uint8_t *)b->data, b->len };
}

static void
json_comes_back(void **state)
{
	struct arena		*a = arena_new(0);
	struct invent		 in = { 20181, a };
	struct buf		 b = { 0 };
	struct json		 j;
	struct cloud_item	 item;
	struct event		 ev;
	size_t			 i;

	(void)state;
	for (i = 0; i < EVENTS; i++) {
		ev = invent_event(&in, i);
		buf_clear(&b);
		json_init(&j, &b, 0);
		cloud_write(&ev, &j, NULL);
		cloud_read_json_one(of(&b), TODAY, a, &item);
		same(&ev, &item);
		arena_reset(a);
	}
	buf_release(&b);
	arena_free(&a);
}

/* Whatever the check says of them: every field of every kind. */
static void
every_field_comes_back(void **state)
{
	struct arena		*a = arena_new(0);
	struct buf		 b = { 0 };
	struct json		 j;
	struct cloud_item	 item;
	struct amendment	 m;
	unsigned		 k;

	(void)state;
	for (k = KIND_ORGANISATION_SUCCEEDED; k < KIND_COUNT; k++) {
		struct event	 ev = { .source = "/a", .source_id = "1",
				    .kind = (enum event_kind)k,
				    .provider = "RZ9", .location = "",
				    .name = "Z", .trace = "" };

		fill_event(&ev, k, a);
		if (k == KIND_EVENT_CORRECTED) {
			m = *ev.amendment;
			m.kind = KIND_RATING_DEVIATED;
			ev.amendment = &m;
		}
		buf_clear(&b);
		json_init(&j, &b, 0);
		cloud_write(&ev, &j, NULL);
		cloud_read_json_one(of(&b), TODAY, a, &item);
		same(&ev, &item);
	}
	buf_release(&b);
	arena_free(&a);
}

/* The event itself packed, inside a batch. */
static void
protobuf_comes_back(void **state)
{
	struct arena		*a = arena_new(0);
	struct invent		 in = { 7, a };
	struct event		 ev[BATCH];
	struct cloud		 c[BATCH], *back;
	struct cloud_attribute	 attr[BATCH][4];
	struct buf		 packed[BATCH] = { { 0 } }, frame = { 0 };
	struct cloud_item	 item;
	struct err		 e = { 0 };
	size_t			 i, n;

	(void)state;
	for (i = 0; i < BATCH; i++) {
		ev[i] = invent_event(&in, i);
		event_pack(&ev[i], &packed[i]);
		attr[i][0] = (struct cloud_attribute){ "id", ev[i].source_id };
		attr[i][1] = (struct cloud_attribute){ "source", ev[i].source };
		attr[i][2] = (struct cloud_attribute){ "specversion", "1.0" };
		attr[i][3] = (struct cloud_attribute){ "type",
		    cloud_type(ev[i].kind, a) };
		c[i] = (struct cloud){ attr[i], 4, CLOUD_TYPED, of(&packed[i]),
		    CLOUD_DATA_TYPE };
	}
	cloud_pack_batch(c, BATCH, &frame);
	assert_int_equal(cloud_unpack_batch(of(&frame), BATCH, a, &back, &n,
	    &e), 0);
	assert_int_equal(n, BATCH);
	for (i = 0; i < BATCH; i++) {
		cloud_read(&back[i], TODAY, a, &item);
		same(&ev[i], &item);
		buf_release(&packed[i]);
	}
	assert_int_equal(cloud_unpack_batch(of(&frame), BATCH - 1, a, &back,
	    &n, &e), -1);
	buf_release(&frame);
	arena_free(&a);
}

#define HEAD	"\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/t\","
#define TYPE	"\"type\":\"uk.sixthkey.inspection.reported.v1\","
#define DATA	"\"data\":{\"provider\":\"RGT\",\"report\":{\"rated\":" \
		"\"2019-02-26\",\"cell\":[" CELL "]}}"
#define CELL	"{\"question\":\"safe\",\"rating\":\"good\"}"

static const struct {
	const char	*label, *text;
	const char	*pointer, *value, *reason;	/* NULL: it is right */
	int		 malformed;
} table[] = {
	{ "right", "{" HEAD TYPE "\"data\":{\"provider\":\"RGT\",\"report\":{"
	    "\"rated\":\"2019-02-26\",\"cell\":[" CELL "]}}}", NULL, NULL,
	    NULL, 0 },
	{ "the subject is enough", "{" HEAD TYPE "\"subject\":\"RGT\",\"data\":"
	    "{\"report\":{\"rated\":\"2019-02-26\",\"cell\":[" CELL "]}}}",
	    NULL, NULL, NULL, 0 },
	{ "an extension is no fault", "{" HEAD TYPE "\"severity\":3,\"data\":{"
	    "\"provider\":\"RGT\",\"report\":{\"rated\":\"2019-02-26\","
	    "\"cell\":[" CELL "]}}}", NULL, NULL, NULL, 0 },
	{ "data as bytes", "{" HEAD TYPE "\"data_base64\":\""
	    "eyJwcm92aWRlciI6IlJHVCIsInJlcG9ydCI6eyJyYXRlZCI6IjIwMTkt"
	    "MDItMjYiLCJjZWxsIjpbeyJxdWVzdGlvbiI6InNhZmUiLCJyYXRpbmci"
	    "OiJnb29kIn1dfX0=\"}", NULL,
	    NULL, NULL, 0 },
	{ "bytes that are none", "{" HEAD TYPE "\"data_base64\":\"eyJh\\n\"}",
	    "/data_base64", "eyJh\n", "expected a text in base64", 1 },
	{ "bytes cut short", "{" HEAD TYPE "\"data_base64\":\"eyJ\"}",
	    "/data_base64", "eyJ", "expected a text in base64", 1 },
	{ "bytes beside data", "{" HEAD TYPE "\"data\":{},\"data_base64\":"
	    "\"e30=\"}", "/data_base64", "e30=", "beside data", 1 },
	{ "bytes that hold no JSON", "{" HEAD TYPE "\"data_base64\":\"ew==\"}",
	    "/data", "", "not well-formed JSON", 1 },
	{ "no JSON", "{", "", "", "not well formed", 1 },
	{ "a name twice", "{\"id\":\"1\",\"id\":\"2\"}", "", "",
	    "not well formed", 1 },
	{ "no object", "[]", "", "an array", "expected a CloudEvent", 1 },
	{ "no version", "{\"id\":\"1\"}", "/specversion", "", "is missing", 1 },
	{ "another version", "{\"specversion\":\"0.3\"}", "/specversion",
	    "0.3", "expected \"1.0\"", 1 },
	{ "no id", "{\"specversion\":\"1.0\"}", "/id", "", "is missing", 1 },
	{ "no type", "{" HEAD "\"data\":{}}", "/type", "", "is missing", 1 },
	{ "an unknown type", "{" HEAD "\"type\":"
	    "\"uk.sixthkey.inspection.reportd.v1\"}", "/type",
	    "uk.sixthkey.inspection.reportd.v1",
	    "did you mean \"uk.sixthkey.inspection.reported.v1\"", 0 },
	{ "a type of the future", "{" HEAD "\"type\":"
	    "\"uk.sixthkey.inspection.reported.v2\"}", "/type",
	    "uk.sixthkey.inspection.reported.v2", "did you mean", 0 },
	{ "no data", "{" HEAD TYPE "\"subject\":\"RGT\"}", "/data", "",
	    "expected an object", 0 },
	{ "an unknown member", "{" HEAD TYPE "\"data\":{\"repot\":{}}}",
	    "/data/repot", "an object", "did you mean \"report\"", 0 },
	{ "an unknown member below", "{" HEAD TYPE "\"data\":{\"report\":{"
	    "\"rates\":\"2019-02-26\"}}}", "/data/report/rates", "2019-02-26",
	    "did you mean \"rated\"", 0 },
	{ "a wrong word", "{" HEAD TYPE "\"data\":{\"report\":{\"cell\":["
	    CELL ",{\"question\":\"saef\"}]}}}",
	    "/data/report/cell/1/question", "saef", "did you mean", 0 },
	{ "a number for a text", "{" HEAD TYPE "\"data\":{\"provider\":5}}",
	    "/data/provider", "5", "expected a text", 0 },
	{ "no array", "{" HEAD TYPE "\"data\":{\"report\":{\"cell\":{}}}}",
	    "/data/report/cell", "an object", "expected an array", 0 },
	{ "an impossible day", "{" HEAD TYPE "\"data\":{\"report\":{"
	    "\"rated\":\"2019-02-30\"}}}", "/data/report/rated", "2019-02-30",
	    "is not a date", 0 },
	{ "another subject", "{" HEAD TYPE "\"subject\":\"RWE\",\"data\":{"
	    "\"provider\":\"RGT\",\"report\":{\"rated\":\"2019-02-26\","
	    "\"cell\":[" CELL "]}}}", "/subject", "RWE",
	    "the data is about RGT", 0 },
	{ "nobody's", "{" HEAD TYPE "\"data\":{\"report\":{\"rated\":"
	    "\"2019-02-26\",\"cell\":[" CELL "]}}}", "/data/provider", "",
	    "is missing", 0 },
	{ "no time", "{" HEAD TYPE "\"time\":\"yesterday\",\"data\":{}}",
	    "/time", "yesterday", "is not a time", 0 },
	{ "a number", "{" HEAD TYPE "\"sequence\":\"17\",\"sequencetype\":"
	    "\"Integer\"," DATA "}", NULL, NULL, NULL, 0 },
	{ "a number as one", "{" HEAD TYPE "\"sequence\":17,\"sequencetype\":"
	    "\"Integer\"," DATA "}", NULL, NULL, NULL, 0 },
	{ "an order that is not counted", "{" HEAD TYPE "\"sequence\":\"b7\","
	    DATA "}", NULL, NULL, NULL, 0 },
	{ "an order of another type", "{" HEAD TYPE "\"sequence\":\"b7\","
	    "\"sequencetype\":\"Letters\"," DATA "}", NULL, NULL, NULL, 0 },
	{ "a number that is none", "{" HEAD TYPE "\"sequence\":\"b7\","
	    "\"sequencetype\":\"Integer\"," DATA "}", "/sequence", "b7",
	    "expected 1 to 2147483647", 0 },
	{ "before the first", "{" HEAD TYPE "\"sequence\":\"0\","
	    "\"sequencetype\":\"Integer\"," DATA "}", "/sequence", "0",
	    "is not a number of an event", 0 },
	{ "below that", "{" HEAD TYPE "\"sequence\":-1,"
	    "\"sequencetype\":\"Integer\"," DATA "}", "/sequence", "-1",
	    "is not a number of an event", 0 },
	{ "past the last", "{" HEAD TYPE "\"sequence\":\"2147483648\","
	    "\"sequencetype\":\"Integer\"," DATA "}", "/sequence",
	    "2147483648", "is not a number of an event", 0 },
	{ "counted without a number", "{" HEAD TYPE
	    "\"sequencetype\":\"Integer\"," DATA "}", "/sequence", "",
	    "is not a number of an event", 0 },
	{ "an escaped name", "{" HEAD TYPE "\"data\":{\"a/b~c\":1}}",
	    "/data/a~1b~0c", "1", "no member", 0 },
};

static void
faults_are_named(void **state)
{
	struct arena		*a = arena_new(0);
	struct cloud_item	 item;
	size_t			 i;

	(void)state;
	for (i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		cloud_read_json_one((struct bytes){
		    (const uint8_t *)table[i].text, strlen(table[i].text) },
		    TODAY, a, &item);
		if (item.wrong != (table[i].pointer != NULL))
			fail_msg("%s: %s", table[i].label, item.wrong ?
			    item.fault.reason : "was taken");
		if (!item.wrong)
			continue;
		if (strcmp(item.fault.pointer, table[i].pointer) != 0 ||
		    strcmp(item.fault.value, table[i].value) != 0 ||
		    strstr(item.fault.reason, table[i].reason) == NULL ||
		    item.fault.malformed != table[i].malformed)
			fail_msg("%s: %d %s \"%s\" %s", table[i].label,
			    item.fault.malformed, item.fault.pointer,
			    item.fault.value, item.fault.reason);
	}
	arena_free(&a);
}

/* Through JSON and protobuf, and it is no part of what the event says. */
static void
a_number_comes_back(void **state)
{
	static const char	 text[] = "{" HEAD TYPE "\"sequence\":\"402\","
				    "\"sequencetype\":\"Integer\"," DATA "}";
	struct arena		*a = arena_new(0);
	struct buf		 b = { 0 };
	struct json		 j;
	struct cloud_item	 item, again;
	struct event		 ev, bare;
	struct err		 e = { 0 };
	uint8_t			 d[2][32];

	(void)state;
	cloud_read_json_one((struct bytes){ (const uint8_t *)text,
	    sizeof(text) - 1 }, TODAY, a, &item);
	assert_int_equal(item.event.sequence, 402);
	json_init(&j, &b, 0);
	cloud_write(&item.event, &j, NULL);
	cloud_read_json_one(of(&b), TODAY, a, &again);
	assert_int_equal(again.event.sequence, 402);
	buf_clear(&b);
	event_pack(&item.event, &b);
	assert_int_equal(event_unpack(of(&b), a, &ev, &e), 0);
	assert_int_equal(ev.sequence, 402);
	bare = ev;
	bare.sequence = 0;
	event_digest(&ev, d[0]);
	event_digest(&bare, d[1]);
	assert_memory_equal(d[0], d[1], sizeof(d[0]));
	buf_release(&b);
	arena_free(&a);
}

static void
a_batch_says_which(void **state)
{
	static const char	 text[] = "[{" HEAD TYPE "\"subject\":\"RGT\","
	    "\"data\":{\"report\":{\"rated\":\"2019-02-26\",\"cell\":[" CELL
	    "]}}},{\"specversion\":\"1.0\"}]";
	struct bytes		 in = { (const uint8_t *)text,
				    sizeof(text) - 1 };
	struct arena		*a = arena_new(0);
	struct cloud_item	*item;
	struct cloud_fault	 f;
	size_t			 n;

	(void)state;
	assert_int_equal(cloud_read_json(in, 2, TODAY, a, &item, &n, &f), 0);
	assert_int_equal(n, 2);
	assert_false(item[0].wrong);
	assert_true(item[1].wrong);
	assert_string_equal(item[1].fault.pointer, "/id");
	assert_int_equal(cloud_read_json(in, 1, TODAY, a, &item, &n, &f), -1);
	assert_true(f.malformed);
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(json_comes_back),
		cmocka_unit_test(every_field_comes_back),
		cmocka_unit_test(protobuf_comes_back),
		cmocka_unit_test(faults_are_named),
		cmocka_unit_test(a_number_comes_back),
		cmocka_unit_test(a_batch_says_which),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
