/*
 * Peers that send their request byte by byte and never end it: they are cut off,
 * and nobody else waits for them.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/lib/test.h"
#include "tests/lib/webline.h"

enum { EACH = 3, TRICKLE_MS = 100, PATIENCE_MS = 120000 };

static const char *const	 more[] = { "timeout_s=1", "connections=10",
	NULL };

static int
dial(int port)
{
	struct sockaddr_in	 to = { .sin_family = AF_INET,
				    .sin_port = htons((uint16_t)port),
				    .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int			 fd = socket(AF_INET, SOCK_STREAM, 0);

	assert_true(fd >= 0);
	assert_int_equal(connect(fd, (struct sockaddr *)&to, sizeof(to)), 0);
	return fd;
}

/* The other end has closed it. */
static int
is_cut(int fd)
{
	char	 c[400];
	ssize_t	 n = recv(fd, c, sizeof(c), MSG_DONTWAIT);

	return n == 0 || (n < 0 && errno != EAGAIN && errno != EWOULDBLOCK);
}

static const struct {
	const char	*label, *begin;
} slow[] = {
	{ "headers that never end", "GET /healthz HTTP/1.1\r\nHost: x\r\n"
	    "X-Slow: " },
	{ "a body that never ends", "POST /v1/events HTTP/1.1\r\nHost: x\r\n"
	    "Content-Type: application/cloudevents+json\r\n"
	    "Content-Length: 1000000\r\n\r\n" },
	{ "a line that never ends", "GET /" },
};

enum { KINDS = sizeof(slow) / sizeof(slow[0]) };

static void
begin_all(int fd[KINDS][EACH])
{
	size_t	 i, k;

	for (i = 0; i < KINDS; i++)
		for (k = 0; k < EACH; k++) {
			fd[i][k] = dial(web.port);
			send(fd[i][k], slow[i].begin, strlen(slow[i].begin),
			    MSG_NOSIGNAL);
		}
}

/* One more byte of each; how many are still there. */
static int
trickle(int fd[EACH])
{
	int	 there = 0;
	size_t	 k;

	for (k = 0; k < EACH; k++) {
		if (fd[k] < 0)
			continue;
		if (!is_cut(fd[k]) && send(fd[k], "a", 1, MSG_NOSIGNAL) == 1) {
			there++;
			continue;
		}
		close(fd[k]);
		fd[k] = -1;
	}
	return there;
}

static void
slow_peers_are_cut_off(void **state)
{
	int	 fd[KINDS][EACH], left = PATIENCE_MS / TRICKLE_MS, there;
	size_t	 i, last = 0;

	(void)state;
	begin_all(fd);
	do {
		if (left-- == 0)
			fail_msg("%s: they are still there", slow[last].label);
		test_pause(TRICKLE_MS);
		for (there = 0, i = 0; i < KINDS; i++)
			if (trickle(fd[i]) > 0) {
				there = 1;
				last = i;
			}
	} while (there);
}

/* Who takes a while, but says something in the end, is answered; and a
 * connection may carry one request after another for longer than that. */
static void
others_are_answered(void **state)
{
	static struct reply	 r;
	struct http_link	*link = http_link_open(web.port);
	struct buf		 b = { 0 };
	int			 i;

	(void)state;
	http_request(&b, "GET", "/healthz", "", NULL);
	for (i = 0; i < 60; i++) {
		test_pause(TRICKLE_MS);
		http_link_ask(link, &b, &r);
		assert_int_equal(r.status, 200);
	}
	http_link_close(&link);
	buf_release(&b);
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(slow_peers_are_cut_off),
		cmocka_unit_test(others_are_answered),
	};

	web.more = more;
	return cmocka_run_group_tests(tests, web_up, web_down);
}
