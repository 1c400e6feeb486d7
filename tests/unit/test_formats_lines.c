/*
 * CloudEvents in files: every kind, in every wrapping; what is wrong with one
 * is said as at any other door, and takes no other with it.
 */
#include <unistd.h>
#include <zlib.h>

#include "base/clock.h"
#include "formats/cloud_write.h"
#include "formats/cloudevents.h"
#include "proto/convert.h"
#include "tests/lib/harvest.h"
#include "tests/lib/invent.h"
#include "tests/lib/test.h"

enum { TRIES = 20000, EACH = 4 };

#define GOOD(id) \
	"{\"specversion\":\"1.0\",\"id\":\"" id "\",\"source\":\"/t\"," \
	"\"type\":\"uk.sixthkey.inspection.reported.v1\",\"data\":{" \
	"\"provider\":\"RGT\",\"report\":{\"rated\":\"2019-02-26\"," \
	"\"cell\":[{\"question\":\"safe\",\"rating\":\"good\"}]}}}"

/* Some of each kind that would be accepted, the same every time. */
struct choice {
	struct invent	 in;
	size_t		 tried, of[KIND_COUNT];
};

static int
choose(struct choice *c, struct event *ev)
{
	struct err	 e;

	while (c->tried < TRIES) {
		*ev = invent_event(&c->in, c->tried++);
		if (c->of[ev->kind] < EACH &&
		    event_check(ev, clock_today(), &e) == 0)
			return ++c->of[ev->kind] != 0;
	}
	return 0;
}

static size_t
write_events(const char *before, const char *between, const char *after,
    int indent, struct buf *out)
{
	struct arena	*a = arena_new(0);
	struct choice	 c = { .in = { 20181, a } };
	struct event	 ev;
	struct json	 j;
	size_t		 n = 0;

	buf_text(out, before);
	while (choose(&c, &ev)) {
		buf_text(out, n++ == 0 ? "" : between);
		json_init(&j, out, indent);
		cloud_write(&ev, &j, NULL);
	}
	buf_text(out, after);
	arena_free(&a);
	return n;
}

static void
compare_events(const struct harvest *h, const char *label)
{
	struct arena	*a = arena_new(0);
	struct choice	 c = { .in = { 20181, a } };
	struct event	 ev;
	uint8_t		 was[32], is[32];
	size_t		 n = 0;

	while (choose(&c, &ev)) {
		event_digest(&ev, was);
		event_digest(&h->event[n], is);
		if (strcmp(ev.source_id, h->event[n].source_id) != 0 ||
		    memcmp(was, is, sizeof(was)) != 0)
			fail_msg("%s: %s came back as another", label,
			    ev.source_id);
		n++;
	}
	arena_free(&a);
}

/* The kinds that chance makes no lawful event of. */
static unsigned
further_kinds(void)
{
	static const char	 text[] =
	    "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/t\",\"type\":"
	    "\"uk.sixthkey.use-of-resources.evidenced.v1\",\"data\":{"
	    "\"provider\":\"RGT\",\"evidence\":{\"as_of\":\"2019-02-26\","
	    "\"metric\":[{\"id\":\"pre-procedure-elective-bed-days\","
	    "\"value\":0.12,\"period\":\"2018\",\"source\":\"A\"}]}}}\n"
	    "{\"specversion\":\"1.0\",\"id\":\"2\",\"source\":\"/t\",\"type\":"
	    "\"uk.sixthkey.publication.approved.v1\",\"data\":{"
	    "\"provider\":\"RGT\",\"workflow\":{\"about\":\"00112233445566"
	    "778899aabbccddeeff00112233445566778899aabbccddeeff\","
	    "\"on\":\"2019-02-26\",\"who\":\"R. Shah\","
	    "\"role\":\"reviewer\"}}}\n"
	    "{\"specversion\":\"1.0\",\"id\":\"3\",\"source\":\"/t\",\"type\":"
	    "\"uk.sixthkey.review.opened.v1\",\"data\":{\"provider\":"
	    "\"RGT\",\"workflow\":{\"about\":\"https://example.org/r\","
	    "\"on\":\"2019-02-26\",\"who\":\"R. Shah\","
	    "\"role\":\"chief executive\",\"text\":\"No.\"}}}\n"
	    "{\"specversion\":\"1.0\",\"id\":\"display/RGT/2019-02-26\","
	    "\"source\":\"/sixthkey/clock\",\"type\":"
	    "\"uk.sixthkey.clock.reached.v1\",\"data\":{\"provider\":"
	    "\"RGT\",\"reached\":{\"on\":\"2019-02-26\","
	    "\"rule\":\"display\"}}}\n";
	struct harvest		*h = harvest_text(text);
	unsigned		 kinds = 0;
	size_t			 i;

	for (i = 0; i < h->nreject; i++)
		fail_msg("%s: %s", h->reject[i].field, h->reject[i].reason);
	for (i = 0; i < h->nevent; i++)
		kinds |= 1u << h->event[i].kind;
	harvest_free(&h);
	return kinds;
}

static void
every_kind_in_every_wrapping(void **state)
{
	static const struct {
		const char	*label, *before, *between, *after;
		int		 indent;
	} rows[] = {
		{ "a line each", "", "\n", "\n", 0 },
		{ "no last line end", "", "\n", "", 0 },
		{ "blank lines", "\n\n", "\n\n", "\n", 0 },
		{ "byte order mark, CRLF", "\xef\xbb\xbf", "\r\n", "\r\n", 0 },
		{ "over several lines", "", "\n", "\n", 2 },
		{ "an array", "[", ",", "]", 0 },
		{ "an array of lines", "[\n", ",\n", "\n]\n", 0 },
	};
	struct harvest	*h;
	struct buf	 b = { 0 };
	unsigned	 kinds = 0;
	size_t		 i, j, n;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		buf_clear(&b);
		n = write_events(rows[i].before, rows[i].between,
		    rows[i].after, rows[i].indent, &b);
		h = harvest_bytes("events", b.data, b.len);
		if (h->failed || h->nreject != 0 || h->nevent != n)
			fail_msg("%s: %zu of %zu: %s", rows[i].label,
			    h->nevent, n, h->nreject != 0 ?
			    h->reject[0].reason : h->err.text);
		assert_string_equal(h->format, "CloudEvents JSON");
		compare_events(h, rows[i].label);
		for (j = 0; j < h->nevent; j++)
			kinds |= 1u << h->event[j].kind;
		harvest_free(&h);
	}
	assert_int_equal(kinds | further_kinds(), (1u << KIND_COUNT) - 2);
	buf_release(&b);
}

static void
gzip_is_undone(void **state)
{
	struct buf	 b = { 0 };
	size_t		 n = write_events("", "\n", "\n", 0, &b);
	struct harvest	*h;
	char		 path[200];
	gzFile		 gz;

	(void)state;
	snprintf(path, sizeof(path), "%s/events.gz", harvest_folder());
	gz = gzopen(path, "wb");
	assert_non_null(gz);
	assert_int_equal(gzwrite(gz, b.data, (unsigned)b.len), b.len);
	assert_int_equal(gzclose(gz), Z_OK);
	h = harvest_path(path);
	unlink(path);
	assert_int_equal(h->nevent, n);
	compare_events(h, "gzip");
	harvest_free(&h);
	buf_release(&b);
}

/* Pointer, value and sentence are those of the parser that every door has. */
static void
faults_are_said_as_at_any_door(void **state)
{
	static const struct {
		const char	*label, *text, *field, *value, *says;
	} rows[] = {
		{ "no version", "{\"id\":\"1\",\"source\":\"/t\",\"type\":"
		    "\"uk.sixthkey.inspection.reported.v1\"}", "/specversion",
		    "", "is missing" },
		{ "no id", "{\"specversion\":\"1.0\",\"source\":\"/t\","
		    "\"type\":\"uk.sixthkey.inspection.reported.v1\"}", "/id",
		    "", "is missing" },
		{ "a type misspelt", "{\"specversion\":\"1.0\",\"id\":\"1\","
		    "\"source\":\"/t\",\"type\":"
		    "\"uk.sixthkey.inspection.reportet.v1\"}", "/type",
		    "uk.sixthkey.inspection.reportet.v1",
		    "did you mean \"uk.sixthkey.inspection.reported.v1\"?" },
		{ "a rating misspelt", "{\"specversion\":\"1.0\",\"id\":\"1\","
		    "\"source\":\"/t\",\"type\":"
		    "\"uk.sixthkey.inspection.reported.v1\",\"data\":{"
		    "\"provider\":\"RGT\",\"report\":{\"rated\":"
		    "\"2019-02-26\",\"cell\":[{\"question\":\"safe\","
		    "\"rating\":\"Requires Improvment\"}]}}}",
		    "/data/report/cell/0/rating", "Requires Improvment",
		    "did you mean \"requires_improvement\"?" },
		{ "a date that is none", "{\"specversion\":\"1.0\",\"id\":"
		    "\"1\",\"source\":\"/t\",\"type\":"
		    "\"uk.sixthkey.inspection.reported.v1\",\"data\":{"
		    "\"provider\":\"RGT\",\"report\":{\"rated\":\"26/02\"}}}",
		    "/data/report/rated", "26/02", "expected" },
	};
	struct cloud_item	 item;
	struct harvest		*h;
	struct reject		*r;
	size_t			 i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		h = harvest_text(rows[i].text);
		assert_int_equal(h->nreject, 1);
		r = &h->reject[0];
		cloud_read_json_one((struct bytes){ (const uint8_t *)
		    rows[i].text, strlen(rows[i].text) }, clock_today(),
		    h->arena, &item);
		if (strcmp(r->field, rows[i].field) != 0 ||
		    strcmp(r->value, rows[i].value) != 0 ||
		    strstr(r->reason, rows[i].says) == NULL ||
		    strcmp(r->reason, item.fault.reason) != 0 || r->line != 1)
			fail_msg("%s: line %d, %s: \"%s\" %s", rows[i].label,
			    (int)r->line, r->field, r->value, r->reason);
		harvest_free(&h);
	}
}

/* Which lines come through (as the last digit of their id), which do not. */
static void
a_broken_line_takes_no_other_with_it(void **state)
{
	static const struct {
		const char	*label, *text;
		const char	*events, *lines;
	} rows[] = {
		{ "within a text", "{\"specversion\":\"1.\n" GOOD("2") "\n"
		    GOOD("3"), "23", "1" },
		{ "after a value", "{\"specversion\":\"1.0\"\n" GOOD("2") "\n",
		    "2", "1" },
		{ "in the middle, where a value must follow", GOOD("1")
		    "\n{\"specversion\":\n" GOOD("3") "\n", "13", "2" },
		{ "at the end", GOOD("1") "\n{\"specversion\":", "1", "2" },
		{ "at the end, with a line end", GOOD("1")
		    "\n{\"specversion\":\n", "1", "2" },
		{ "one bracket too many", GOOD("1") "\n" GOOD("2") "}\n"
		    GOOD("3"), "123", "2" },
		{ "not JSON at all", GOOD("1") "\nhello\n" GOOD("3"), "13",
		    "2" },
		{ "a number", GOOD("1") "\n42\n" GOOD("3"), "13", "2" },
		{ "no CloudEvent", GOOD("1") "\n{}\n" GOOD("3"), "13", "2" },
		{ "a key twice", GOOD("1") "\n{\"id\":\"1\",\"id\":\"2\"}\n"
		    GOOD("3"), "13", "2" },
		{ "no UTF-8", GOOD("1") "\n{\"id\":\"\xff\"}\n" GOOD("3"),
		    "13", "2" },
	};
	struct harvest	*h;
	char		 events[10], lines[10];
	size_t		 i, j;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		h = harvest_text(rows[i].text);
		assert_in_range(h->nevent, 0, sizeof(events) - 1);
		assert_in_range(h->nreject, 0, sizeof(lines) - 1);
		for (j = 0; j < h->nevent; j++)
			events[j] = h->event[j].source_id[0];
		events[j] = '\0';
		for (j = 0; j < h->nreject; j++)
			lines[j] = (char)('0' + h->reject[j].line);
		lines[j] = '\0';
		if (strcmp(events, rows[i].events) != 0 ||
		    strcmp(lines, rows[i].lines) != 0 || h->failed)
			fail_msg("%s: events %s, refused lines %s, %s",
			    rows[i].label, events, lines, h->err.text);
		harvest_free(&h);
	}
}

/* What is kept of it: its own name and its own bytes, to be mended. */
static void
what_is_refused_can_be_mended(void **state)
{
	static const char	 wrong[] = "{\"specversion\":\"1.0\","
	    "\"id\":\"7\",\"source\":\"/t\",\"type\":\"unheard\"}";
	static const char	 nameless[] = "{\"specversion\":\"1.0\"}";
	struct harvest		*h = harvest_text(wrong);
	struct reject		*r = &h->reject[0];

	(void)state;
	assert_string_equal(r->source, "/t");
	assert_string_equal(r->id, "7");
	assert_int_equal(r->text.len, strlen(wrong));
	assert_memory_equal(r->text.data, wrong, strlen(wrong));
	harvest_free(&h);

	h = harvest_text(nameless);
	r = &h->reject[0];
	assert_string_equal(r->source, "/files/cloudevents");
	assert_memory_equal(r->id, "refused/", 8);
	assert_int_equal(strlen(r->id), 24);
	harvest_free(&h);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(every_kind_in_every_wrapping),
		cmocka_unit_test(gzip_is_undone),
		cmocka_unit_test(faults_are_said_as_at_any_door),
		cmocka_unit_test(a_broken_line_takes_no_other_with_it),
		cmocka_unit_test(what_is_refused_can_be_mended),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
