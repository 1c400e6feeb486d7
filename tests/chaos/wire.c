#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/clock.h"
#include "tests/chaos/wire.h"
#include "tests/lib/load.h"

enum {
	DOORS = 5, PAIRS = 64, CHUNK = 65536, PATH = 108, TURN_MS = 5,
	SLOW_MS = 100, SLOWER_MS = 300, LOST_MS = 1000, LOST_SHARE = 3
};

/* What goes one way: a chunk at a time, when it is due. */
struct way {
	char	 data[CHUNK];
	size_t	 len, sent;
	int64_t	 due;
};

/* fd[0]: the client; fd[1]: the server.  way[i] comes from fd[i]. */
struct pair {
	int		 fd[2];
	struct way	*way[2];
};

static const char	database[] = ".s.PGSQL.5432";

struct relay {
	int		 listener[DOORS], mode_fd;
	char		 server[DOORS][PATH];
	struct pair	 pair[PAIRS];
	int		 n;
	enum wire_mode	 mode;
	uint64_t	 draws;
};

static void
path_to(char out[PATH], const char *folder, const char *form, const char *name)
{
	char	 whole[2 * PATH];
	int	 n = snprintf(whole, sizeof(whole), "%s/%s%s", folder, form,
		    name);

	if (n < 0 || n >= PATH) {
		fprintf(stderr, "%s: too long for a socket\n", whole);
		exit(EXIT_FAILURE);
	}
	memcpy(out, whole, (size_t)n + 1);
}

void
wire_set(const char *folder, enum wire_mode mode)
{
	char	 path[PATH];
	FILE	*f;

	path_to(path, folder, "", "wire");
	f = fopen(path, "w");
	if (f == NULL) {
		perror(path);
		exit(EXIT_FAILURE);
	}
	fputc((int)mode, f);
	fclose(f);
}

/* A listener, or a connection to one; -1: neither. */
static int
unix_socket(const char *path, int server)
{
	struct sockaddr_un	 at = { .sun_family = AF_UNIX };
	const void		*any = &at;
	int			 rc, fd = socket(AF_UNIX, SOCK_STREAM |
				    SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

	memcpy(at.sun_path, path, strlen(path) + 1);
	if (server) {
		unlink(path);
		rc = bind(fd, any, sizeof(at));
		if (rc == 0)
			rc = listen(fd, PAIRS);
	} else
		rc = connect(fd, any, sizeof(at));
	if (rc == 0)
		return fd;
	close(fd);
	return -1;
}

static void
open_doors(struct relay *r, const struct wire_conf *c)
{
	static const char *const names[] = { "workers0", "submit0",
				    "workers1", "submit1" };
	char			 path[PATH];
	int			 d;

	for (d = 0; d < DOORS - 1; d++) {
		path_to(path, c->folder, "wire-", names[d]);
		path_to(r->server[d], c->folder, "", names[d]);
		r->listener[d] = unix_socket(path, 1);
	}
	path_to(path, c->folder, "", database);
	path_to(r->server[d], c->database, "", database);
	r->listener[d] = unix_socket(path, 1);
	path_to(path, c->folder, "", "wire");
	r->mode_fd = open(path, O_RDONLY | O_CREAT | O_CLOEXEC, 0644);
}

static void
drop(struct relay *r, struct pair *p)
{
	int	 i;

	for (i = 0; i < 2; i++) {
		close(p->fd[i]);
		free(p->way[i]);
	}
	*p = r->pair[--r->n];
}

static void
join(struct relay *r, int door)
{
	struct pair	*p = &r->pair[r->n];
	int		 i, fd = accept4(r->listener[door], NULL, NULL,
			    SOCK_NONBLOCK | SOCK_CLOEXEC);

	if (fd < 0)
		return;
	*p = (struct pair){ .fd = { fd, unix_socket(r->server[door], 0) } };
	if (p->fd[1] < 0) {
		close(fd);
		return;
	}
	for (i = 0; i < 2; i++) {
		p->way[i] = calloc(1, sizeof(*p->way[i]));
		if (p->way[i] == NULL)
			abort();
	}
	r->n++;
}

static int
held(const struct relay *r, int from)
{
	return r->mode == WIRE_HOLE || (r->mode == WIRE_ONE_WAY && from == 1);
}

static int64_t
delay(struct relay *r)
{
	uint64_t	 x = load_random(1, r->draws++);

	if (r->mode == WIRE_SLOW)
		return SLOW_MS + (int64_t)(x % (SLOWER_MS - SLOW_MS));
	return r->mode == WIRE_LOSSY && x % LOST_SHARE == 0 ?
	    (int64_t)(x / LOST_SHARE % LOST_MS) : 0;
}

static int
again(ssize_t n)
{
	return n < 0 && (errno == EAGAIN || errno == EINTR);
}

/* Take a chunk from fd[from], or bring on what is due.  -1: it is over. */
static int
carry(struct relay *r, struct pair *p, int from, int64_t now)
{
	struct way	*w = p->way[from];
	ssize_t		 n;

	if (held(r, from))
		return 0;
	if (w->len == 0) {
		n = read(p->fd[from], w->data, CHUNK);
		if (n <= 0)
			return again(n) ? 0 : -1;
		w->len = (size_t)n;
		w->due = now + delay(r);
	}
	if (now < w->due)
		return 0;
	n = send(p->fd[!from], w->data + w->sent, w->len - w->sent,
	    MSG_NOSIGNAL);
	if (n < 0)
		return again(n) ? 0 : -1;
	w->sent += (size_t)n;
	if (w->sent == w->len)
		w->sent = w->len = 0;
	return 0;
}

static void
read_mode(struct relay *r)
{
	char	 c = WIRE_GOOD;

	if (pread(r->mode_fd, &c, 1, 0) != 1)
		return;
	if (c == WIRE_CUT && r->mode != WIRE_CUT)
		while (r->n > 0)
			drop(r, &r->pair[0]);
	r->mode = (enum wire_mode)c;
}

static void
wait_for_work(const struct relay *r)
{
	struct pollfd	 p[DOORS + 2 * PAIRS];
	nfds_t		 n = 0;
	int		 i, from, busy = 0;

	for (i = 0; i < DOORS; i++)
		p[n++] = (struct pollfd){ .fd = r->listener[i],
		    .events = POLLIN };
	for (i = 0; i < r->n; i++)
		for (from = 0; from < 2; from++)
			if (r->pair[i].way[from]->len != 0)
				busy = 1;
			else if (!held(r, from))
				p[n++] = (struct pollfd){
				    .fd = r->pair[i].fd[from],
				    .events = POLLIN };
	poll(p, n, busy ? 1 : TURN_MS);
}

void
wire_run(const struct wire_conf *c)
{
	static struct relay	 r;
	int			 i;

	open_doors(&r, c);
	for (;;) {
		int64_t	 now;

		wait_for_work(&r);
		read_mode(&r);
		for (i = 0; i < DOORS; i++)
			if (r.n < PAIRS && r.mode != WIRE_HOLE)
				join(&r, i);
		now = clock_ms();
		for (i = r.n - 1; i >= 0; i--)
			if (carry(&r, &r.pair[i], 0, now) != 0 ||
			    carry(&r, &r.pair[i], 1, now) != 0)
				drop(&r, &r.pair[i]);
	}
}
