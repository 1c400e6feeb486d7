/*
 * What is refused of a file is kept as the event that it was to be: the wrong
 * word mended in it says the same as the same word mended in the file.
 */
#include "base/clock.h"
#include "formats/cloudevents.h"
#include "formats/refused.h"
#include "proto/convert.h"
#include "tests/lib/harvest.h"
#include "tests/lib/test.h"

enum { TEXT = 4000 };

/* `from` the word found first is replaced. */
static void
put(char out[TEXT], const char *text, size_t n, const char *from,
    const char *to)
{
	const char	*at = memmem(text, n, from, strlen(from));

	if (at == NULL) {
		fail_msg("no \"%s\" in %.*s", from, (int)n, text);
		return;
	}
	snprintf(out, TEXT, "%.*s%s%.*s", (int)(at - text), text, to,
	    (int)(n - (size_t)(at - text) - strlen(from)), at + strlen(from));
}

/* An event by what it says. */
static void
compare(const char *label, const struct event *mended,
    const struct event *expected)
{
	uint8_t	 a[32], b[32];

	event_digest(mended, a);
	event_digest(expected, b);
	if (memcmp(a, b, sizeof(a)) != 0)
		fail_msg("%s: the mended event says something else", label);
	assert_string_equal(mended->source, expected->source);
}

static const struct {
	const char	*label, *text, *wrong, *right;
	const char	*mended;	/* in the event: "" as right */
	size_t		 event;		/* of the right file */
} drafts[] = {
	{ "trust CSV, a rating", "ods_code,trust,report_date,safe,"
	    "effective,caring,responsive,well_led,combined,"
	    "source_url\nRGT,\"A, B\",2019-02,,good,good,Godo,good,"
	    "good,https://x\n", "Godo", "Good", "", 0 },
	{ "trust CSV, a date", "ods_code,trust,report_date,safe,"
	    "effective,caring,responsive,well_led\n"
	    "RGT,A,2019-02-30,good,good,good,good,good\n",
	    "2019-02-30", "2019-02-28", "", 0 },
	{ "Latest ratings", "Location ID,Location Name,Service / "
	    "Population Group,Domain,Latest Rating,Publication Date,"
	    "Inherited Rating (Y/N),URL,Provider ID\n"
	    "1-1,Home,Surgery,Safe,Godo,26/02/2019,Y,u,1-9\n", "Godo",
	    "Good", "", 0 },
	{ "Latest ratings, an American date", "Location ID,Location "
	    "Name,Service / Population Group,Domain,Latest Rating,"
	    "Publication Date,URL,Provider ID\n"
	    "1-1,Home,Overall,Safe,Good,02/26/2019,u,1-9\n",
	    "02/26/2019", "26/02/2019", "2019-02-26", 0 },
	{ "care directory", "Location Name,Location ID,Primary "
	    "inspection category,Location HSCA start date,Location "
	    "Latest Overall Rating,Provider ID\n"
	    "Home,1-1,A,26/02/2019,,1-9\n", "26/02/2019", "2/26/2019",
	    "2019-02-26", 0 },
	{ "key questions", "location_id,level,report_date,safe,"
	    "effective,caring,responsive,well_led,overall\n"
	    "RGT01,service:surgery,2019-02-26,good,,good,Godo,good,"
	    "good\n", "Godo", "good", "", 0 },
	{ "an answer of CQC's", "{\"providerId\":\"RGT\",\"name\":"
	    "\"A\",\"currentRatings\":{\"overall\":{\"reportDate\":"
	    "\"2019-02-26\",\"reportLinkId\":\"aa\","
	    "\"keyQuestionRatings\":[{\"name\":\"Safe\",\"rating\":"
	    "\"Godo\"}]}}}", "Godo", "Good", "", 1 },
};

static void
the_draft_mended_is_the_file_mended(void **state)
{
	struct harvest		*h, *right;
	struct cloud_item	 item;
	char			 text[TEXT];
	size_t			 i;

	(void)state;
	for (i = 0; i < sizeof(drafts) / sizeof(drafts[0]); i++) {
		const struct reject	*r;

		h = harvest_text(drafts[i].text);
		put(text, drafts[i].text, strlen(drafts[i].text), drafts[i].wrong,
		    drafts[i].right);
		right = harvest_text(text);
		if (h->nreject != 1 || right->nreject != 0)
			fail_msg("%s: %zu refused, mended %zu",
			    drafts[i].label, h->nreject, right->nreject);
		r = &h->reject[0];
		put(text, (const char *)r->text.data, r->text.len,
		    drafts[i].wrong, drafts[i].mended[0] != '\0' ?
		    drafts[i].mended : drafts[i].right);
		if (cloud_read_json_one((struct bytes){ (const uint8_t *)text,
		    strlen(text) }, clock_today(), h->arena, &item) != 0)
			fail_msg("%s: %s %s", drafts[i].label,
			    item.fault.pointer, item.fault.reason);
		compare(drafts[i].label, &item.event,
		    &right->event[drafts[i].event]);
		assert_string_equal(item.event.source_id, r->id);
		harvest_free(&h);
		harvest_free(&right);
	}
}

/* Whatever form it came in, what is kept of a CloudEvent reads as it did. */
static void
a_refused_cloudevent_keeps_what_it_says(void **state)
{
	static const struct cloud_attribute	 attributes[] = {
		{ "specversion", "1.0" }, { "id", "7" }, { "source", "/t" },
		{ "type", "uk.sixthkey.inspection.reported.v1" },
		{ "datacontenttype", "application/json" },
	};
	static const char	 data[] = "{\"provider\":\"RGT\",\"report\":{"
	    "\"rated\":\"2019-02-26\",\"cell\":[{\"question\":\"safe\","
	    "\"rating\":\"Godo\"}]}}";
	struct cloud		 c = { attributes, 5, CLOUD_BYTES,
		{ (const uint8_t *)data, sizeof(data) - 1 }, "" };
	struct arena		*a = arena_new(0);
	struct cloud_item	 item, again;

	(void)state;
	cloud_read(&c, clock_today(), a, &item);
	assert_int_equal(item.wrong, 1);
	cloud_read_json_one(item.text, clock_today(), a, &again);
	assert_string_equal(again.fault.pointer, item.fault.pointer);
	assert_string_equal(again.fault.value, "Godo");
	assert_string_equal(again.event.source_id, "7");
	arena_free(&a);
}

/* A packed event that cannot be true is kept as JSON. */
static void
a_refused_packed_event_is_kept_as_json(void **state)
{
	static const struct report_cell		 cell = { .location = "",
	    .service = "", .question = QUESTION_SAFE, .mark = MARK_GOOD };
	static const struct cloud_attribute	 attributes[] = {
		{ "specversion", "1.0" }, { "id", "7" }, { "source", "/t" },
		{ "type", "uk.sixthkey.inspection.reported.v1" },
		{ "datacontenttype", "application/protobuf" },
	};
	struct report		 r = { .link = "", .cell = &cell, .ncell = 1,
		.rated = day_parse("2060-01-01") };
	const struct event	 ev = { .source = "/t", .source_id = "7",
		.kind = KIND_INSPECTION_REPORTED, .provider = "RGT",
		.location = "", .name = "", .trace = "", .report = &r };
	struct arena		*a = arena_new(0);
	struct buf		 b = { 0 };
	struct cloud		 c = { attributes, 5, CLOUD_BYTES, { 0 }, "" };
	struct cloud_item	 item, again;

	(void)state;
	event_pack(&ev, &b);
	c.data = (struct bytes){ (const uint8_t *)b.data, b.len };
	cloud_read(&c, clock_today(), a, &item);
	assert_int_equal(item.wrong, 1);
	cloud_read_json_one(item.text, clock_today(), a, &again);
	assert_string_equal(again.fault.pointer, "/data/report/rated");
	assert_string_equal(again.fault.value, "2060-01-01");
	c.data = (struct bytes){ (const uint8_t *)"\xff\xff", 2 };
	cloud_read(&c, clock_today(), a, &item);
	assert_int_equal(item.text.len, 2);
	buf_release(&b);
	arena_free(&a);
}

static void
a_refusal_says_where_what_and_why(void **state)
{
	static const struct {
		const char	*pointer, *value, *reason, *sentence;
	} rows[] = {
		{ "/type", "x", "is not known", "/type: \"x\" is not known" },
		{ "/id", "", "is missing", "/id: is missing" },
		{ "safe", "godo", "\"godo\" is no rating",
		    "safe: \"godo\" is no rating" },
		{ "report_date", "2/3", "This is not a date.",
		    "report_date: \"2/3\": This is not a date." },
		{ "/a", "b", "/a: \"b\" is wrong", "/a: \"b\" is wrong" },
		{ "", "", "The JSON is cut off.", "/: The JSON is cut off." },
	};
	struct arena	*a = arena_new(0);
	size_t		 i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct refused	 r = { .source = "/t", .id = "",
			.via = "HTTP", .fault = { 0, rows[i].pointer,
			rows[i].value, rows[i].reason } };
		struct event		 ev = refused_event(&r, a);

		assert_string_equal(ev.refusal->reason, rows[i].sentence);
		assert_memory_equal(ev.source_id, "refused/", 8);
		assert_string_equal(ev.via, "HTTP");
	}
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(the_draft_mended_is_the_file_mended),
		cmocka_unit_test(a_refused_cloudevent_keeps_what_it_says),
		cmocka_unit_test(a_refused_packed_event_is_kept_as_json),
		cmocka_unit_test(a_refusal_says_where_what_and_why),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
