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
http_ask(int port, const char *method, const char *path, const char *headers,
    const struct buf *body, struct reply *out)
{
	struct buf	 b = { 0 };
	size_t		 n = body == NULL ? 0 : body->len;

	buf_printf(&b, "%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: "
	    "close\r\nContent-Length: %zu\r\n%s\r\n", method, path, n, headers);
	if (n > 0)
		buf_add(&b, body->data, n);
	http_raw(port, b.data, b.len, out);
	buf_release(&b);
}
