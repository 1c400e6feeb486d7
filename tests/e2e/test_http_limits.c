/*
 * What sixthkey-web answers when it is too much, or when the line stands still:
 * try again, and when; and what was meant to go in goes in once.
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/digest.h"
#include "tests/lib/pg.h"
#include "tests/lib/test.h"
#include "tests/lib/webline.h"

enum { PATIENCE_MS = 60000, BURST = 20, HELD = 1200 * 1024 };

#define MANY	"Content-Type: application/cloudevents-batch+json\r\n"
#define SECOND	"sk_ba9876543210_0123456789abcdef0123456789abcdef" \
		"0123456789abcdef0123456789abcdef"
#define OTHER	"Authorization: Bearer " SECOND "\r\n"

static const char *const	 more[] = { "rate=20", "burst=20",
	"answer_ms=1000", "held_bytes=1048576", NULL };

/* A batch of n events from number `from` on. */
static void
post(const char *auth, const char *source, int from, int n, struct reply *r)
{
	struct buf	 b = { 0 };
	char		 head[300];
	int		 i;

	for (i = from; i < from + n; i++)
		buf_printf(&b, "%c{\"specversion\":\"1.0\",\"id\":\"%d\","
		    "\"source\":\"%s\",\"type\":\"uk.sixthkey.inspection."
		    "reported.v1\",\"subject\":\"RGT\",\"data\":{\"report\":{"
		    "\"rated\":\"2019-02-26\",\"cell\":[{\"question\":\"safe\","
		    "\"rating\":\"good\"}]}}}", i == from ? '[' : ',', i,
		    source);
	buf_char(&b, ']');
	snprintf(head, sizeof(head), "%s" MANY, auth);
	http_ask(web.port, "POST", "/v1/events", head, &b, r);
	buf_release(&b);
}

static void
expect(const char *label, const struct reply *r, int status, const char *has)
{
	if (r->status != status || strstr(r->text, has) == NULL)
		fail_msg("%s: expected %d with \"%s\", got %.600s", label,
		    status, has, r->text);
}

/* Seconds of Retry-After; the test fails where there are none. */
static long
retry_after(const struct reply *r)
{
	const char	*at = strstr(r->text, "\r\nRetry-After: ");
	long		 s = at == NULL ? 0 : strtol(at +
			    strlen("\r\nRetry-After: "), NULL, 10);

	if (s < 1 || s > 60)
		fail_msg("Retry-After: %.600s", r->text);
	return s;
}

static void
add_second_token(void)
{
	static struct reply	 r;
	uint8_t			 d[DIGEST_SIZE];
	char			 hex[DIGEST_HEX];
	int64_t			 from = clock_ms();

	digest(SECOND, strlen(SECOND), d);
	pg_value(web.pg, "insert into sixthkey.source_token (token_id, source, "
	    "kinds, digest, who) values ('ba9876543210', '/other', '*', "
	    "'\\x%s', 'test')", digest_hex(d, DIGEST_SIZE, hex));
	do
		http_ask(web.port, "GET", "/v1/events/1", OTHER, NULL, &r);
	while (r.status == 401 && clock_ms() - from < PATIENCE_MS);
}

/* One source that sends too much does not hold up another. */
static void
too_much_of_one_source_is_told_when_to_come_again(void **state)
{
	static struct reply	 r;
	int64_t			 from = clock_ms();

	(void)state;
	add_second_token();
	post(AUTH, "/files/t", 0, BURST, &r);
	expect("a burst", &r, 202, "\"accepted\":20");
	post(AUTH, "/files/t", BURST, BURST, &r);
	while (r.status == 202 && clock_ms() - from < PATIENCE_MS)
		post(AUTH, "/files/t", BURST, BURST, &r);
	expect("too much", &r, 429, "application/problem+json");
	assert_true(retry_after(&r) <= 2);
	post(OTHER, "/other", 0, BURST, &r);
	expect("another source", &r, 202, "\"accepted\":20");
	do
		post(AUTH, "/files/t", BURST, BURST, &r);
	while (r.status == 429 && clock_ms() - from < PATIENCE_MS);
	assert_true(r.status == 202 || r.status == 200);
}

/* Nobody knows what became of it; the same again is answered as the first. */
static void
a_line_that_stands_still(void **state)
{
	static struct reply	 r;
	int64_t			 from = clock_ms();

	(void)state;
	line_signal(web.line, STAGE_NONE, 0, SIGSTOP);
	do
		post(OTHER, "/other", 100, 1, &r);
	while (r.status == 429 && clock_ms() - from < PATIENCE_MS);
	expect("no answer", &r, 503, "\"unknown\":1");
	retry_after(&r);
	http_ask(web.port, "GET", "/readyz", "", NULL, &r);
	expect("not ready", &r, 503, "the line did not answer");
	line_signal(web.line, STAGE_NONE, 0, SIGCONT);
	do
		post(OTHER, "/other", 100, 1, &r);
	while (r.status != 200 && r.status != 202 &&
	    clock_ms() - from < PATIENCE_MS);
	assert_true(r.status == 200 || r.status == 202);
	assert_string_equal(pg_value(web.pg, "select count(*) from "
	    "sixthkey.event where source = '/other' and source_id = '100'"),
	    "1");
}

static int
dial(void)
{
	struct sockaddr_in	 to = { .sin_family = AF_INET,
				    .sin_port = htons((uint16_t)web.port),
				    .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int			 fd = socket(AF_INET, SOCK_STREAM, 0);

	assert_true(fd >= 0);
	assert_int_equal(connect(fd, (struct sockaddr *)&to, sizeof(to)), 0);
	return fd;
}

/* One who sends much and never ends holds memory; others are told so. */
static void
memory_has_a_bound(void **state)
{
	static struct reply	 r;
	static char		 bytes[HELD];
	int			 fd = dial(), n = snprintf(bytes, 200,
				    "POST /v1/events HTTP/1.1\r\nHost: a\r\n"
				    "Content-Length: 4000000\r\n\r\n");
	int64_t			 from = clock_ms();
	ssize_t			 sent = 0, got = 0;

	(void)state;
	memset(bytes + n, ' ', sizeof(bytes) - (size_t)n);
	while (sent < HELD && got >= 0) {
		got = send(fd, bytes + sent, (size_t)(HELD - sent),
		    MSG_NOSIGNAL);
		sent += got;
	}
	assert_int_equal(sent, HELD);
	do
		http_ask(web.port, "GET", "/healthz", "", NULL, &r);
	while (r.status == 200 && clock_ms() - from < PATIENCE_MS);
	expect("full", &r, 503, "fits into memory");
	retry_after(&r);
	close(fd);
	do
		http_ask(web.port, "GET", "/healthz", "", NULL, &r);
	while (r.status == 503 && clock_ms() - from < PATIENCE_MS);
	expect("and again", &r, 200, "ok");
}

/* Who is away takes nothing; a batch is not even begun. */
static void
without_the_database(void **state)
{
	static struct reply	 r;
	int64_t			 from = clock_ms();

	(void)state;
	pg_kill(web.pg);
	do
		post(OTHER, "/other", 200, 2, &r);
	while (r.status == 429 && clock_ms() - from < PATIENCE_MS);
	expect("no database", &r, 503, "");
	retry_after(&r);
	pg_up(web.pg);
	do
		post(OTHER, "/other", 200, 2, &r);
	while (r.status != 202 && r.status != 200 &&
	    clock_ms() - from < PATIENCE_MS);
	assert_string_equal(pg_value(web.pg, "select count(*) from "
	    "sixthkey.event where source = '/other' and source_id in ('200', "
	    "'201')"), "2");
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(
		    too_much_of_one_source_is_told_when_to_come_again),
		cmocka_unit_test(a_line_that_stands_still),
		cmocka_unit_test(memory_has_a_bound),
		cmocka_unit_test(without_the_database),
	};

	web.more = more;
	return cmocka_run_group_tests(tests, web_up, web_down);
}
