/*
 * Events over HTTP on a real line: what is answered, and what is refused.
 */
#include "base/clock.h"
#include "tests/lib/pg.h"
#include "tests/lib/test.h"
#include "tests/lib/verb.h"
#include "tests/lib/webline.h"

enum { SETTLE_S = 120 };

static int64_t		 accepted;	/* events that the line has taken */

static void
post(const char *type, const char *more, const char *text, struct reply *out)
{
	char		 headers[600];
	struct buf	 b = { 0 };

	snprintf(headers, sizeof(headers), "Content-Type: %s\r\n%s", type,
	    more);
	buf_text(&b, text);
	http_ask(web.port, "POST", "/v1/events", headers, &b, out);
	buf_release(&b);
}

/* ---- what is answered --------------------------------------------------- */

#define EVENT(id, source, mark) \
	"{\"specversion\":\"1.0\",\"id\":\"" id "\",\"source\":\"" source \
	"\",\"type\":\"uk.sixthkey.inspection.reported.v1\",\"subject\":" \
	"\"RGT\",\"data\":{\"report\":{\"rated\":\"2019-02-26\",\"cell\":" \
	"[{\"question\":\"safe\",\"rating\":\"" mark "\"}]}}}"
#define ONE	"application/cloudevents+json"
#define MANY	"application/cloudevents-batch+json"
#define BINARY	AUTH "ce-specversion: 1.0\r\nce-id: b1\r\nce-source: /files/t\r\n" \
		"ce-type: uk.sixthkey.inspection.reported.v1\r\n" \
		"ce-subject: RGT\r\n"

static const struct {
	const char	*label, *type, *more, *text;
	int		 status;
	const char	*has;
	int		 taken;
} posts[] = {
	{ "accepted", ONE, AUTH, EVENT("1", "/files/t", "good"), 202,
	    "Location: /v1/events/", 1 },
	{ "the same again", ONE, AUTH, EVENT("1", "/files/t", "good"), 200,
	    "\"duplicate\"", 0 },
	{ "other content", ONE, AUTH, EVENT("1", "/files/t", "inadequate"), 409,
	    "\"pointer\":\"/id\"", 0 },
	{ "the caller's name", ONE, AUTH "X-Correlation-ID: abc-1\r\n",
	    EVENT("1", "/files/t", "good"), 200, "X-Correlation-ID: abc-1", 0 },
	{ "binary", "application/json", BINARY, "{\"report\":{\"rated\":"
	    "\"2019-02-26\",\"cell\":[{\"question\":\"caring\",\"rating\":"
	    "\"good\"}]}}", 202, "\"accepted\"", 1 },
	{ "a batch", MANY, AUTH, "[" EVENT("2", "/files/t", "good") ","
	    EVENT("3", "/files/t/below", "good") "]", 202, "\"accepted\":2", 2 },
	{ "an empty batch", MANY, AUTH, "[]", 200, "\"events\":[]", 0 },
	{ "a batch with a fault", MANY, AUTH, "[" EVENT("4", "/files/t", "good") ","
	    EVENT("5", "/files/t", "goodish") "]", 422,
	    "\"pointer\":\"/1/data/report/cell/0/rating\"", 0 },
	{ "a batch with a conflict", MANY, AUTH, "["
	    EVENT("8", "/files/t", "good") "," EVENT("1", "/files/t",
	    "inadequate") "]", 409, "\"pointer\":\"/1/id\"", 0 },
	{ "a batch with a conflict in itself", MANY, AUTH, "["
	    EVENT("8", "/files/t", "good") "," EVENT("9", "/files/t", "good")
	    "," EVENT("8", "/files/t", "inadequate") "]", 409,
	    "\"pointer\":\"/2/id\"", 0 },
	{ "a batch of one with a conflict", MANY, AUTH, "["
	    EVENT("1", "/files/t", "inadequate") "]", 409, "\"conflict\":1", 0 },
	{ "no token", ONE, "", EVENT("6", "/files/t", "good"), 401,
	    "WWW-Authenticate", 0 },
	{ "a wrong token", ONE, "Authorization: Bearer sk_x\r\n",
	    EVENT("6", "/files/t", "good"), 401, "not known", 0 },
	{ "another's source", ONE, AUTH, EVENT("6", "/other", "good"), 403,
	    "speaks for /files/t", 0 },
	{ "our own source", ONE, AUTH, EVENT("6", "/sixthkey/clock", "good"),
	    403, "Nobody outside", 0 },
	{ "not its kind", ONE, AUTH, "{\"specversion\":\"1.0\",\"id\":\"7\","
	    "\"source\":\"/files/t\",\"type\":\"uk.sixthkey.rating.recomputed.v1\","
	    "\"subject\":\"RGT\",\"data\":{\"recompute\":{\"on\":\"2019-01-01\","
	    "\"reason\":\"r\",\"author\":\"a\"}}}", 403, "may send", 0 },
	{ "no JSON", ONE, AUTH, "{", 400, "not well formed", 0 },
	{ "no media type of ours", "text/plain", AUTH, "x", 415,
	    "Accept-Post", 0 },
	{ "no ce- headers", "application/json", AUTH, "{}", 415, "binary", 0 },
	{ "no protobuf", "application/cloudevents+protobuf", AUTH, "\377\377",
	    400, "are no ", 0 },
};

static void
every_answer_fits(void **state)
{
	static struct reply	 r;
	size_t			 i;

	(void)state;
	for (i = 0; i < sizeof(posts) / sizeof(posts[0]); i++) {
		post(posts[i].type, posts[i].more, posts[i].text, &r);
		reply_expect(posts[i].label, &r, posts[i].status, posts[i].has);
		accepted += posts[i].taken;
	}
	http_ask(web.port, "POST", "/v1/events?partial=true", AUTH
	    "Content-Type: " MANY "\r\n", &(struct buf){ .len = 0 }, &r);
	reply_expect("no body", &r, 400, "not well formed");
	http_ask(web.port, "OPTIONS", "/v1/events", "", NULL, &r);
	reply_expect("options", &r, 204, "cloudevents-batch+json");
	http_ask(web.port, "DELETE", "/v1/events", "", NULL, &r);
	reply_expect("another method", &r, 405, "Allow: POST, OPTIONS");
	assert_string_equal(pg_value(web.pg, "select count(*) from "
	    "sixthkey.event"), "4");
}

static void
some_of_a_batch(void **state)
{
	static struct reply	 r;
	struct buf		 b = { 0 };

	(void)state;
	buf_text(&b, "[" EVENT("10", "/files/t", "good") ","
	    EVENT("11", "/files/t", "goodish") "]");
	http_ask(web.port, "POST", "/v1/events?partial=true", AUTH
	    "Content-Type: " MANY "\r\n", &b, &r);
	reply_expect("partial", &r, 202, "\"accepted\":1,\"rejected\":1");
	accepted++;
	buf_release(&b);
	line_settle(web.line, accepted, SETTLE_S);
	http_ask(web.port, "GET", "/v1/events/1", AUTH, NULL, &r);
	reply_expect("journey", &r, 200, "\"stage\":\"publication\"");
	http_ask(web.port, "GET", "/metrics", "", NULL, &r);
	reply_expect("metrics", &r, 200,
	    "sixthkey_web_events_total{answer=\"accepted\"} 5");
}

static void
the_public_reads(void **state)
{
	static struct reply	 r;

	(void)state;
	pg_publish(web.pg, "RXX", 1, "2020-03-01", "{\"v\":1}");
	pg_publish(web.pg, "RXX", 2, "2020-05-01", "{\"v\":2}");
	http_ask(web.port, "GET", "/v1/trusts/RXX", "", NULL, &r);
	reply_expect("trust", &r, 200, "{\"v\":2}");
	http_ask(web.port, "GET", "/v1/trusts/RXX?version=1", "", NULL, &r);
	reply_expect("a version", &r, 200, "{\"v\":1}");
	reply_expect("its digest", &r, 200, "ETag: \"afbf9d0f3560b0fd");
	http_ask(web.port, "GET", "/v1/trusts/RXX?known=2020-04-01", "", NULL,
	    &r);
	reply_expect("as known then", &r, 200, "{\"v\":1}");
	http_ask(web.port, "GET", "/v1/trusts/RXX?version=1", "If-None-Match: "
	    "\"afbf9d0f3560b0fd7795e81c42a0a79ee6b6fc67e064f77826aee642cad28d91"
	    "\"\r\n", NULL, &r);
	reply_expect("unchanged", &r, 304, "");
	http_ask(web.port, "GET", "/v1/trusts/RXX?version=x", "", NULL, &r);
	reply_expect("no version", &r, 400, "?version");
	http_ask(web.port, "GET", "/v1/trusts/RXX/versions", "", NULL, &r);
	reply_expect("versions", &r, 200, "\"version\":1");
	http_ask(web.port, "GET", "/v1/trusts/RGT/explanation", "", NULL, &r);
	reply_expect("why", &r, 200, "\"ruleset\":\"nhs-quality-2017-06\"");
	reply_expect("for anybody", &r, 200, "Access-Control-Allow-Origin: *");
	http_ask(web.port, "GET", "/v1/trusts/RGT/explanation?version=99", "",
	    NULL, &r);
	reply_expect("no such version", &r, 404, "no such version");
	http_ask(web.port, "GET", "/v1/trusts/RZZ", "", NULL, &r);
	reply_expect("nobody", &r, 404, "Nothing is published");
}

/* A token by the command line, as a header and by its name. */
struct hand {
	char	 head[200], name[16];
};

static void
make_token(struct hand *t)
{
	const char	*said = strstr(VERB(0, "keys", "new", "token",
			    "--source", "/files/u", "--kinds",
			    "inspection.reported"), "sk_");

	assert_non_null(said);
	snprintf(t->head, sizeof(t->head), "Authorization: Bearer %.80s\r\n",
	    said);
	snprintf(t->name, sizeof(t->name), "%.15s", said);
}

/* Wait until the token is answered otherwise than this. */
static void
post_until(const struct hand *t, const char *id, int not, struct reply *r)
{
	int64_t	 from = clock_ms();
	char	 text[600];

	snprintf(text, sizeof(text), EVENT("%s", "/files/u", "good"), id);
	do
		post(ONE, t->head, text, r);
	while (r->status == not && clock_ms() - from < SETTLE_S * 1000);
}

/* The new one counts before the old one is revoked: nothing is refused. */
static void
a_token_is_rotated(void **state)
{
	static struct reply	 r;
	struct hand		 old, fresh;

	(void)state;
	setenv("SIXTHKEY_OPERATOR_DB", pg_conninfo(web.pg, "operator"), 1);
	VERB(64, "keys", "new", "token", "--source", "/files/u", "--kinds",
	    "inspection.reportd");
	verb_said("did you mean \"inspection.reported\"");
	make_token(&old);
	post_until(&old, "u1", 401, &r);
	reply_expect("made", &r, 202, "");
	make_token(&fresh);
	post_until(&fresh, "u2", 401, &r);
	reply_expect("a second one", &r, 202, "");
	post_until(&old, "u3", 401, &r);
	reply_expect("beside the first", &r, 202, "");
	VERB(0, "keys", "revoke", old.name);
	post_until(&old, "u3", 200, &r);
	reply_expect("revoked", &r, 401, "was revoked");
	post_until(&fresh, "u3", 0, &r);
	reply_expect("the second one still", &r, 200, "");
	VERB(0, "keys", "tokens");
	verb_said("/files/t");
	verb_said(fresh.name);
	verb_silent(old.name);
}

/* ---- hostile requests --------------------------------------------------- */

#define TO	"POST /v1/events HTTP/1.1\r\n"
#define HOST	"Host: localhost\r\n"

static const struct {
	const char	*label, *bytes;
} hostile[] = {
	{ "length and coding", TO HOST "Content-Length: 5\r\n"
	    "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" },
	{ "two lengths", TO HOST "Content-Length: 5\r\nContent-Length: 6\r\n"
	    "\r\nhello!" },
	{ "another coding", TO HOST "Transfer-Encoding: xchunked\r\n\r\n"
	    "0\r\n\r\n" },
	{ "a space before the colon", TO HOST "Content-Length : 5\r\n\r\n"
	    "hello" },
	{ "no host", TO "Content-Length: 5\r\n\r\nhello" },
	{ "two hosts", TO HOST HOST "Content-Length: 5\r\n\r\nhello" },
	{ "a length with a sign", TO HOST "Content-Length: +5\r\n\r\nhello" },
	{ "bare LF", "POST /v1/events HTTP/1.1\nHost: localhost\n"
	    "Content-Length: 5\n\nhello" },
	{ "bare LF behind the request", "POST /v1/events HTTP/1.1\n" HOST
	    "Content-Length: 5\r\n\r\nhello" },
	{ "bare LF behind a header", TO "Host: localhost\n"
	    "Content-Length: 5\r\n\r\nhello" },
	{ "no version", "POST /v1/events\r\n\r\n" },
	{ "an empty header and bare LF", TO HOST "X-A:\nContent-Length: 5\r\n"
	    "\r\nhello" },
	{ "two lengths in one", TO HOST "Content-Length: 5, 5\r\n\r\nhello" },
};

static void
hostile_requests_are_refused(void **state)
{
	static struct reply	 r;
	size_t			 i;

	(void)state;
	for (i = 0; i < sizeof(hostile) / sizeof(hostile[0]); i++) {
		http_raw(web.port, hostile[i].bytes, strlen(hostile[i].bytes),
		    &r);
		if (r.status != 400)
			fail_msg("%s: %.300s", hostile[i].label, r.text);
	}
	http_raw(web.port, TO HOST "Content-Length: 99999999\r\n\r\n",
	    strlen(TO HOST "Content-Length: 99999999\r\n\r\n"), &r);
	reply_expect("too large", &r, 413, "may have");
}

/* Whoever sends first and reads then would otherwise see a broken pipe. */
static void
too_large_is_read_before_it_is_refused(void **state)
{
	static char	 body[6000000];
	static struct reply	 r;
	struct buf	 all = { 0 };
	struct buf	 sent = { .data = body, .len = sizeof(body) };
	int		 i;

	(void)state;
	memset(body, ' ', sizeof(body));
	http_request(&all, "POST", "/v1/events", "", &sent);
	for (i = 0; i < 20; i++) {
		http_raw(web.port, all.data, all.len, &r);
		reply_expect("all of it sent", &r, 413, "may have");
	}
	buf_release(&all);
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(every_answer_fits),
		cmocka_unit_test(some_of_a_batch),
		cmocka_unit_test(the_public_reads),
		cmocka_unit_test(a_token_is_rotated),
		cmocka_unit_test(hostile_requests_are_refused),
		cmocka_unit_test(too_large_is_read_before_it_is_refused),
	};

	return cmocka_run_group_tests(tests, web_up, web_down);
}
