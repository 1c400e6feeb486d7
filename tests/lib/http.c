#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "tests/lib/http.h"
#include "tests/lib/test.h"

enum { WAIT_S = 60 };

static int
dial(int port)
{
	struct sockaddr_in	 to = { .sin_family = AF_INET,
				    .sin_port = htons((uint16_t)port),
				    .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	struct timeval		 wait = { .tv_sec = WAIT_S };
	int			 fd = socket(AF_INET, SOCK_STREAM, 0);

	assert_true(fd >= 0);
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof(wait));
	if (connect(fd, (struct sockaddr *)&to, sizeof(to)) == 0)
		return fd;
	close(fd);
	return -1;
}

void
http_raw(int port, const char *bytes, size_t n, struct reply *out)
{
	int	 fd = dial(port);
	ssize_t	 got;
	size_t	 len = 0;

	*out = (struct reply){ 0 };
	if (fd < 0)
		return;
	if (send(fd, bytes, n, MSG_NOSIGNAL) == (ssize_t)n)
		while (len < (size_t)REPLY - 1 && (got = recv(fd,
		    out->text + len, (size_t)REPLY - 1 - len, 0)) > 0)
			len += (size_t)got;
	close(fd);
	if (sscanf(out->text, "HTTP/1.1 %d", &out->status) != 1)
		out->status = 0;
}

void
http_request(struct buf *out, const char *method, const char *path,
    const char *headers, const struct buf *body)
{
	size_t	 n = body == NULL ? 0 : body->len;

	buf_printf(out, "%s %s HTTP/1.1\r\nHost: localhost\r\n"
	    "Content-Length: %zu\r\n%s\r\n", method, path, n, headers);
	if (n > 0)
		buf_add(out, body->data, n);
}

void
http_ask(int port, const char *method, const char *path, const char *headers,
    const struct buf *body, struct reply *out)
{
	struct buf	 b = { 0 }, all = { 0 };

	buf_printf(&all, "Connection: close\r\n%s", headers);
	http_request(&b, method, path, all.data, body);
	http_raw(port, b.data, b.len, out);
	buf_release(&b);
	buf_release(&all);
}

/* ---- a connection that stays open --------------------------------------------- */

struct http_link {
	int	 fd;
};

struct http_link *
http_link_open(int port)
{
	struct http_link	*l = calloc(1, sizeof(*l));

	if (l == NULL)
		abort();
	l->fd = dial(port);
	return l;
}

void
http_link_close(struct http_link **lp)
{
	close((*lp)->fd);
	free(*lp);
	*lp = NULL;
}

/* All of an answer, by its Content-Length. */
static int
is_whole(const char *text, size_t len)
{
	const char	*body = strstr(text, "\r\n\r\n"),
			*length = strcasestr(text, "\r\nContent-Length:");

	if (body == NULL || length == NULL || length > body)
		return 0;
	body += 4;
	return len - (size_t)(body - text) >= strtoul(length +
	    strlen("\r\nContent-Length:"), NULL, 10);
}

void
http_link_ask(struct http_link *l, const struct buf *request,
    struct reply *out)
{
	size_t	 sent = 0, len = 0;
	ssize_t	 n = 1;

	out->status = 0;
	out->text[0] = '\0';
	while (sent < request->len && n > 0) {
		n = send(l->fd, request->data + sent, request->len - sent,
		    MSG_NOSIGNAL);
		sent += n > 0 ? (size_t)n : 0;
	}
	while (n > 0 && !is_whole(out->text, len) && len < REPLY - 1) {
		n = recv(l->fd, out->text + len, REPLY - 1 - len, 0);
		len += n > 0 ? (size_t)n : 0;
		out->text[len] = '\0';
	}
	if (n <= 0 || sscanf(out->text, "HTTP/1.1 %d", &out->status) != 1)
		out->status = 0;
}

void
reply_expect(const char *label, const struct reply *r, int status,
    const char *has)
{
	if (r->status != status || (has != NULL &&
	    strstr(r->text, has) == NULL))
		fail_msg("%s: expected %d with \"%s\", got %.1500s", label,
		    status, has == NULL ? "" : has, r->text);
}
