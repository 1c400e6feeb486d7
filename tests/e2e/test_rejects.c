/*
 * What is refused is kept, whichever door it came to: with its reason and where
 * it came from; it is mended, fed again, and is settled.
 */
#include <unistd.h>

#include "cli/cmd.h"
#include "proto/client.h"
#include "tests/lib/file.h"
#include "tests/lib/harvest.h"
#include "tests/lib/test.h"
#include "tests/lib/verb.h"
#include "tests/lib/webline.h"

enum { PATIENCE_MS = 30000, TEXT = 64 * 1024 };

#define HEADER	"ods_code,trust,report_date,safe,effective,caring," \
		"responsive,well_led,combined\n"
#define EVENT(id, rating) \
	"{\"specversion\":\"1.0\",\"id\":\"" id "\",\"source\":\"/files/t\"," \
	"\"type\":\"uk.sixthkey.inspection.reported.v1\",\"data\":{" \
	"\"provider\":\"RGT\",\"report\":{\"rated\":\"2019-02-26\"," \
	"\"cell\":[{\"question\":\"safe\",\"rating\":\"" rating "\"}]}}}"

static struct webline	 w;
static int64_t		 accepted;

static int
set_up(void **state)
{
	(void)state;
	webline_start(&w);
	setenv("SIXTHKEY_DB", pg_conninfo(w.pg, "reader"), 1);
	setenv("SIXTHKEY_OPERATOR_DB", pg_conninfo(w.pg, "operator"), 1);
	setenv("SIXTHKEY_SUBMIT", line_submit(w.line), 1);
	setenv("SIXTHKEY_REJECTS_DIR", harvest_folder(), 1);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	webline_stop(&w);
	return 0;
}

static const char *
path_of(const char *name)
{
	static char	 path[200];

	snprintf(path, sizeof(path), "%s/%s", harvest_folder(), name);
	return path;
}

static void
write_file(const char *name, const char *text)
{
	file_write(path_of(name), text);
}

static void
remove_file(const char *name)
{
	char	 beside[100];

	unlink(path_of(name));
	snprintf(beside, sizeof(beside), "%s.rejects.csv", name);
	unlink(path_of(beside));
}

/* The refusals that are open become events of a file, one word replaced. */
static void
mend(const char *wrong, const char *right)
{
	static char	 text[TEXT];
	const char	*all = VERB(EXIT_OK, "get", "rejects", "-o", "events"),
			*at = strstr(all, wrong);

	verb_said("\"refused\":\"");
	if (at == NULL)
		fail_msg("no \"%s\" in %s", wrong, all);
	else
		snprintf(text, sizeof(text), "%.*s%s%s", (int)(at - all), all,
		    right, at + strlen(wrong));
	write_file("mended.jsonl", text);
}

static void
is_settled(void)
{
	VERB(EXIT_OK, "get", "rejects", "-o", "csv");
	verb_silent("/files/");
	VERB(EXIT_OK, "get", "rejects", "--all", "-o", "csv");
	verb_said("mended by event ");
	verb_silent(",open,");
	remove_file("mended.jsonl");
	line_settle(w.line, ++accepted, 60);
	assert_string_equal(line_faults(w.line), "");
}

/* A row of a table becomes the event that it was to be. */
static void
the_row_of_a_table_is_mended(void **state)
{
	(void)state;
	write_file("in.csv", HEADER "RGT,A,2019-02-26,good,good,good,Godo,"
	    "good,good\n");
	VERB(EXIT_DATA, "feed", path_of("in.csv"));
	VERB(EXIT_OK, "get", "rejects", "-o", "csv");
	verb_said("id,at,source,source_id,came_by,standing,reason\n");
	verb_said(",/files/trust-ratings,refused/");
	verb_said("/in.csv:2,open,");
	verb_said("did you mean \"\"Good\"\"?");
	VERB(EXIT_OK, "get", "rejects");
	verb_said("Next:  sixthkey describe reject ID");
	mend("Godo", "good");
	VERB(EXIT_OK, "feed", path_of("mended.jsonl"));
	verb_said("accepted 1 ");
	is_settled();
	assert_string_equal(pg_value(w.pg, "select source from sixthkey.event "
	    "where source_id like 'refused/%%'"), "/files/trust-ratings");
	/* The same again is the same refusal. */
	VERB(EXIT_DATA, "feed", path_of("in.csv"));
	VERB(EXIT_OK, "get", "rejects", "-o", "csv");
	verb_silent("/files/");
	remove_file("in.csv");
}

static void
a_line_of_cloudevents_is_mended(void **state)
{
	(void)state;
	write_file("in.jsonl", EVENT("row 1", "good") "\n"
	    EVENT("row 2", "Requires Improvment") "\n");
	VERB(EXIT_DATA, "feed", path_of("in.jsonl"));
	verb_said("accepted 1 ");
	accepted++;
	VERB(EXIT_OK, "get", "rejects", "-o", "jsonl");
	verb_said("\"source\":\"/files/t\",\"source_id\":\"row 2\"");
	verb_said("/in.jsonl:2\",\"standing\":\"open\"");
	verb_said("\"reason\":\"/data/report/cell/0/rating: \\\"Requires "
	    "Improvment\\\" is no rating; did you mean "
	    "\\\"requires_improvement\\\"?\"");
	mend("Requires Improvment", "requires_improvement");
	VERB(EXIT_OK, "feed", path_of("mended.jsonl"));
	is_settled();
	remove_file("in.jsonl");
}

static void
post(const char *headers, const char *text, int status, struct reply *r)
{
	struct buf	 b = { 0 };

	buf_text(&b, text);
	http_ask(w.port, "POST", "/v1/events", headers, &b, r);
	buf_release(&b);
	if (r->status != status)
		fail_msg("%d: %s", r->status, r->text);
}

#define JSON	AUTH "Content-Type: application/cloudevents+json\r\n"
#define MANY	AUTH "Content-Type: application/cloudevents-batch+json\r\n"
#define BINARY	AUTH "Content-Type: application/json\r\nce-specversion: 1.0\r\n" \
		"ce-id: http 3\r\nce-source: /files/t\r\n" \
		"ce-type: uk.sixthkey.inspection.reported.v1\r\n"

static void
a_request_is_mended(void **state)
{
	static const struct {
		const char	*label, *headers, *text, *id, *reason;
	} rows[] = {
		{ "structured", JSON, EVENT("http 1", "Godo"), "http 1",
		    "/data/report/cell/0/rating" },
		{ "one of a batch", MANY, "[" EVENT("none", "good") ","
		    EVENT("http 2", "Godo") "]", "http 2",
		    "/data/report/cell/0/rating" },
		{ "binary", BINARY, "{\"provider\":\"RGT\",\"report\":{"
		    "\"rated\":\"2019-02-26\",\"cell\":[{\"question\":"
		    "\"safe\",\"rating\":\"Godo\"}]}}", "http 3",
		    "/data/report/cell/0/rating" },
	};
	static struct reply	 r;
	size_t			 i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		post(rows[i].headers, rows[i].text, 422, &r);
		VERB(EXIT_OK, "get", "rejects", "-o", "csv");
		verb_said(rows[i].id);
		verb_said(rows[i].reason);
		verb_said(",HTTP,open,");
		verb_silent("none");
		mend("Godo", "good");
		VERB(EXIT_OK, "feed", path_of("mended.jsonl"));
		is_settled();
	}
}

/* With ?partial=true the others go in, and what is wrong is kept as well. */
static void
a_part_of_a_batch_is_kept(void **state)
{
	static struct reply	 r;
	struct buf		 b = { 0 };

	(void)state;
	buf_text(&b, "[" EVENT("part 1", "good") "," EVENT("part 2", "Godo")
	    "]");
	http_ask(w.port, "POST", "/v1/events?partial=true", MANY, &b, &r);
	buf_release(&b);
	assert_int_equal(r.status, 202);
	accepted++;
	VERB(EXIT_OK, "get", "rejects", "-o", "csv");
	verb_said("part 2");
	verb_silent("part 1");
	mend("Godo", "good");
	VERB(EXIT_OK, "feed", path_of("mended.jsonl"));
	is_settled();
}

static void
on_answer(void *arg, const struct client_answer *answer)
{
	*(enum answer *)arg = answer->answer;
}

static void
submit(const struct event *ev, enum answer expected)
{
	enum answer	 got = ANSWER_NONE;
	struct err	 e = { 0 };
	struct client	*c = client_open(line_submit(w.line), 0, on_answer,
			    &got, &e);

	assert_non_null(c);
	assert_int_equal(client_submit(c, ev, 1, PATIENCE_MS, &e), 0);
	assert_int_equal(client_flush(c, PATIENCE_MS, &e), 0);
	assert_int_equal(got, expected);
	client_close(&c);
}

/* A service in C that does not look before it submits. */
static void
what_came_over_zeromq_is_mended(void **state)
{
	static const struct report_cell	 cell = { .location = "",
	    .service = "", .question = QUESTION_SAFE, .mark = MARK_GOOD };
	struct report		 r = { .link = "", .cell = &cell, .ncell = 1,
				    .rated = day_parse("2060-02-26") };
	const struct event	 ev = { .source = "/files/t", .source_id =
	    "zmq 1", .kind = KIND_INSPECTION_REPORTED, .provider = "RGT",
	    .location = "", .name = "", .trace = "", .report = &r };

	(void)state;
	submit(&ev, ANSWER_REJECTED);
	VERB(EXIT_OK, "get", "rejects", "-o", "csv");
	verb_said(",zmq 1,ZeroMQ,open,");
	verb_said("is in the future");
	mend("2060-02-26", "2019-02-26");
	VERB(EXIT_OK, "feed", path_of("mended.jsonl"));
	is_settled();
}

/* It says which event has its id, and from which file and line it came. */
static void
a_conflict_is_kept(void **state)
{
	char	 id[40];

	(void)state;
	write_file("again.jsonl", EVENT("row 1", "outstanding") "\n");
	VERB(EXIT_DATA, "feed", path_of("again.jsonl"));
	verb_said("conflict 1 ");
	VERB(EXIT_OK, "get", "rejects", "-o", "csv");
	verb_said("/again.jsonl:1,open,");
	verb_said("was used before by this source");
	snprintf(id, sizeof(id), "%s", pg_value(w.pg, "select "
	    "max(quarantine_id) from sixthkey.quarantine"));
	VERB(EXIT_OK, "describe", "reject", id);
	verb_said("came by     ");
	verb_said("\"rating\": \"outstanding\"");
	verb_said("Next:  sixthkey describe reject");
	VERB(EXIT_OK, "describe", "reject", id, "-o", "json");
	verb_said("\"event\": {\"specversion\":\"1.0\"");
	VERB(EXIT_OK, "describe", "reject", id, "-o", "events");
	verb_said("\"refused\":\"/id: ");
	VERB(EXIT_NOINPUT, "describe", "reject", "999999");
	VERB(EXIT_USAGE, "describe", "reject", "x");
	VERB(EXIT_USAGE, "get", "events", "-o", "events");
	VERB(EXIT_USAGE, "get", "events", "--all");
	remove_file("again.jsonl");
}

/* A row that is no row is kept as it stands. */
static void
what_is_no_event_is_kept_as_text(void **state)
{
	(void)state;
	write_file("short.csv", HEADER "RGT,\"A, B\",2019-02-26\n");
	VERB(EXIT_DATA, "feed", path_of("short.csv"));
	VERB(EXIT_OK, "get", "rejects", "-o", "events", "--limit", "1");
	verb_said("1 is not a CloudEvent");
	VERB(EXIT_OK, "describe", "reject", pg_value(w.pg, "select "
	    "max(quarantine_id) from sixthkey.quarantine"));
	verb_said("RGT,\"A, B\",2019-02-26");
	verb_said("mend it where it came from (");
	remove_file("short.csv");
}

/* By somebody, for a reason that stays; and only once. */
static void
what_nobody_mends_is_given_up(void **state)
{
	char	 id[40];

	(void)state;
	snprintf(id, sizeof(id), "%s", pg_value(w.pg, "select "
	    "max(quarantine_id) from sixthkey.quarantine"));
	VERB(EXIT_USAGE, "discard", "reject", id);
	VERB(EXIT_USAGE, "discard", "reject", "x", "--reason", "junk");
	VERB(EXIT_OK, "discard", "reject", id, "--reason", "a test row");
	verb_said("Discarded reject ");
	VERB(EXIT_NOINPUT, "discard", "reject", id, "--reason", "again");
	VERB(EXIT_OK, "get", "rejects", "-o", "csv");
	verb_silent("fields; the header has");
	VERB(EXIT_OK, "describe", "reject", id);
	verb_said("standing    discarded by ");
	verb_said(": a test row");
	verb_silent("Next:");
	VERB(EXIT_OK, "get", "audit");
	verb_said("a test row");
}

/* Only looking keeps nothing. */
static void
a_dry_run_keeps_nothing(void **state)
{
	long	 before = strtol(pg_value(w.pg, "select count(*) from "
		    "sixthkey.quarantine"), NULL, 10);

	(void)state;
	write_file("dry.csv", HEADER "RXX,A,2019-02-26,,,,Bda,,\n");
	VERB(EXIT_DATA, "feed", "--dry-run", path_of("dry.csv"));
	assert_int_equal(strtol(pg_value(w.pg, "select count(*) from "
	    "sixthkey.quarantine"), NULL, 10), before);
	remove_file("dry.csv");
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(the_row_of_a_table_is_mended),
		cmocka_unit_test(a_line_of_cloudevents_is_mended),
		cmocka_unit_test(a_request_is_mended),
		cmocka_unit_test(a_part_of_a_batch_is_kept),
		cmocka_unit_test(what_came_over_zeromq_is_mended),
		cmocka_unit_test(a_conflict_is_kept),
		cmocka_unit_test(what_is_no_event_is_kept_as_text),
		cmocka_unit_test(what_nobody_mends_is_given_up),
		cmocka_unit_test(a_dry_run_keeps_nothing),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
