#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include <zmq.h>

#include "base/clock.h"
#include "proto/bus_inside.h"
#include "proto/convert.h"

enum {
	POLL_MAX = 32,		/* what may be waited for, ours included */
	HIGH_WATER = 10000,	/* frames; credit keeps far below */
	LINGER_MS = 500,	/* a last DONE or BYE may leave */
	BEAT_MS = 1000, BEAT_TIMEOUT_MS = 3000, BEAT_TTL_MS = 5000,
	HANDSHAKE_MS = 5000
};

static int
failed(struct err *e, const char *what, const char *endpoint)
{
	return err_set(e, ERR_SETUP, "%s %s: %s", what, endpoint,
	    zmq_strerror(zmq_errno()));
}

/* ZeroMQ gives up the process when descriptors run out, and each peer of a
 * door takes one.  Whoever only connects keeps its limits. */
static void
raise_descriptors(void)
{
	struct rlimit	 l;

	if (getrlimit(RLIMIT_NOFILE, &l) != 0 || l.rlim_cur == l.rlim_max)
		return;
	l.rlim_cur = l.rlim_max;
	setrlimit(RLIMIT_NOFILE, &l);
}

struct bus *
bus_new(struct err *e)
{
	struct bus	*b = calloc(1, sizeof(*b));

	if (b == NULL)
		abort();
	b->context = zmq_ctx_new();
	if (b->context == NULL) {
		failed(e, "cannot start", "ZeroMQ");
		free(b);
		return NULL;
	}
	return b;
}

void
bus_free(struct bus **bp)
{
	struct bus	*b = *bp;

	if (b == NULL)
		return;
	zmq_ctx_shutdown(b->context);
	zap_join(&b->zap);
	zmq_ctx_term(b->context);
	keyring_free(&b->ring);
	explicit_bzero(b, sizeof(*b));
	free(b);
	*bp = NULL;
}

static int
set_options(void *s, int router)
{
	const struct {
		int	 option, value;
	} options[] = {
		{ ZMQ_SNDHWM, HIGH_WATER },
		{ ZMQ_RCVHWM, HIGH_WATER },
		{ ZMQ_LINGER, LINGER_MS },
		{ ZMQ_HEARTBEAT_IVL, BEAT_MS },
		{ ZMQ_HEARTBEAT_TIMEOUT, BEAT_TIMEOUT_MS },
		{ ZMQ_HEARTBEAT_TTL, BEAT_TTL_MS },
		{ ZMQ_HANDSHAKE_IVL, HANDSHAKE_MS },
		{ ZMQ_RECONNECT_IVL, 100 },
		{ ZMQ_RECONNECT_IVL_MAX, 2000 },
		/* A frame must not wait in a connection that is down: there it
		 * would be lost without a word. */
		{ router ? ZMQ_ROUTER_MANDATORY : ZMQ_IMMEDIATE, 1 },
	};
	int64_t	 most = FRAME_BYTES_MAX;
	size_t	 i;

	for (i = 0; i < sizeof(options) / sizeof(options[0]); i++)
		if (zmq_setsockopt(s, options[i].option, &options[i].value,
		    sizeof(int)) != 0)
			return -1;
	return zmq_setsockopt(s, ZMQ_MAXMSGSIZE, &most, sizeof(most));
}

/* A new connection or a new door; what was open before is closed. */
int
bus_socket_open(struct bus_socket *s, struct err *e)
{
	void	*zmq = zmq_socket(s->bus->context,
		    s->router ? ZMQ_ROUTER : ZMQ_DEALER);
	void	*monitor = NULL;
	int	 ok = zmq != NULL && set_options(zmq, s->router) == 0;

	if (ok && keys_apply(s->bus, zmq, s->roles, e) != 0) {
		zmq_close(zmq);
		return -1;
	}
	if (ok)
		monitor = monitor_open(s->bus, zmq);
	ok = monitor != NULL &&
	    (s->router ? zmq_bind : zmq_connect)(zmq, s->endpoint) == 0;
	if (!ok) {
		failed(e, s->router ? "cannot listen at" : "cannot connect to",
		    s->endpoint);
		monitor_close(&monitor);
		if (zmq != NULL)
			zmq_close(zmq);
		return -1;
	}
	bus_socket_shut(s);
	s->zmq = zmq;
	s->monitor = monitor;
	monitor_read(s);
	return 0;
}

void
bus_socket_shut(struct bus_socket *s)
{
	/* The socket outlives us for a moment; telling a monitor that is gone
	 * would hold up ZeroMQ's thread for ever. */
	if (s->zmq != NULL) {
		zmq_socket_monitor(s->zmq, NULL, 0);
		zmq_close(s->zmq);
	}
	s->zmq = NULL;
	monitor_close(&s->monitor);
}

static int
check_endpoint(const struct bus *b, const char *endpoint, struct err *e)
{
	if (b->secured || strncmp(endpoint, "ipc://", 6) == 0)
		return 0;
	return err_set(e, ERR_SETUP, "%s: without a key only ipc:// endpoints "
	    "are used; \"sixthkey keys new\" makes one", endpoint);
}

static struct bus_socket *
make_socket(struct bus *b, int router, const char *endpoint,
    const char *roles, struct err *e)
{
	struct bus_socket	*s;

	if (check_endpoint(b, endpoint, e) != 0)
		return NULL;
	s = calloc(1, sizeof(*s));
	if (s == NULL)
		abort();
	s->bus = b;
	s->router = router;
	s->endpoint = strdup(endpoint);
	s->roles = strdup(roles);
	if (s->endpoint == NULL || s->roles == NULL)
		abort();
	s->next = b->sockets;
	b->sockets = s;
	if (bus_socket_open(s, e) != 0)
		bus_close(&s);
	return s;
}

struct bus_socket *
bus_bind(struct bus *b, const char *endpoint, const char *roles,
    struct err *e)
{
	raise_descriptors();
	return make_socket(b, 1, endpoint, roles, e);
}

struct bus_socket *
bus_connect(struct bus *b, const char *endpoint, struct err *e)
{
	return make_socket(b, 0, endpoint, "", e);
}

void
bus_close(struct bus_socket **sp)
{
	struct bus_socket	*s = *sp, **at;

	if (s == NULL)
		return;
	for (at = &s->bus->sockets; *at != s; at = &(*at)->next)
		;
	*at = s->next;
	bus_socket_shut(s);
	buf_release(&s->out);
	free(s->endpoint);
	free(s->roles);
	free(s);
	*sp = NULL;
}

static int
refused(struct err *e)
{
	int	 why = zmq_errno();

	if (why == EAGAIN || why == EHOSTUNREACH || why == EINTR)
		return 0;
	return err_set(e, ERR_SETUP, "cannot send: %s", zmq_strerror(why));
}

int
bus_send(struct bus_socket *s, const struct bus_peer *to,
    const struct frame *f, struct err *e)
{
	buf_clear(&s->out);
	frame_pack(f, &s->out);
	if (s->router && zmq_send(s->zmq, to->id, to->len,
	    ZMQ_DONTWAIT | ZMQ_SNDMORE) < 0)
		return refused(e);
	if (zmq_send(s->zmq, s->out.data, s->out.len, ZMQ_DONTWAIT) < 0)
		return refused(e);
	return 1;
}

/* Reads the parts of one message to its end; keeps the last. */
static int
recv_parts(struct bus_socket *s, struct bus_peer *from, zmq_msg_t *part,
    int *nparts)
{
	for (*nparts = 0; ; ) {
		if (zmq_msg_recv(part, s->zmq, ZMQ_DONTWAIT) < 0)
			return -1;
		if (s->router && *nparts == 0 &&
		    zmq_msg_size(part) <= BUS_PEER_MAX) {
			from->len = (uint8_t)zmq_msg_size(part);
			memcpy(from->id, zmq_msg_data(part), from->len);
		}
		++*nparts;
		if (!zmq_msg_more(part))
			return 0;
	}
}

int
bus_recv(struct bus_socket *s, struct bus_peer *from, struct arena *a,
    struct frame *f, struct err *e)
{
	zmq_msg_t	 part;
	int		 nparts, rc = -1;

	*from = (struct bus_peer){ 0 };
	zmq_msg_init(&part);
	if (recv_parts(s, from, &part, &nparts) != 0)
		rc = refused(e);
	else if (nparts != (s->router ? 2 : 1))
		err_set(e, ERR_INPUT, "a message of %d parts is not a frame",
		    nparts - s->router);
	else if (frame_unpack((struct bytes){ zmq_msg_data(&part),
	    zmq_msg_size(&part) }, a, f, e) == 0) {
		keys_sender(s, &part);
		rc = 1;
	}
	zmq_msg_close(&part);
	return rc;
}

/* Its descriptor is enough for a socket that is always read to its end, from
 * the first time on: to ask ZeroMQ about each of them takes six system calls a
 * turn. */
static zmq_pollitem_t
hear(void *zmq)
{
	zmq_pollitem_t	 item = { .events = ZMQ_POLLIN };
	size_t		 size = sizeof(item.fd);

	if (zmq_getsockopt(zmq, ZMQ_FD, &item.fd, &size) != 0)
		item.socket = zmq;
	return item;
}

/* What the sockets' monitors and the guard have to say, while we wait. */
static size_t
poll_others(struct bus *b, zmq_pollitem_t *item, size_t n)
{
	struct bus_socket	*s;

	for (s = b->sockets; s != NULL && n < POLL_MAX; s = s->next) {
		monitor_mend(s);
		item[n++] = hear(s->monitor);
	}
	if (b->zap != NULL && n < POLL_MAX)
		item[n++] = hear(zap_events(b->zap));
	return n;
}

static void
read_others(struct bus *b, const zmq_pollitem_t *item, size_t n)
{
	struct bus_socket	*s;
	struct err		 e;
	int			 heard = 0;

	while (n-- > 0)
		heard |= item[n].revents;
	for (s = b->sockets; s != NULL && heard; s = s->next)
		monitor_read(s);
	if (b->zap == NULL)
		return;
	if (heard)
		zap_read(b);
	if (keyring_refresh(b->ring, clock_ms(), &e) == -1)
		bus_tell(b, BUS_AWAY, "", "%s", e.text);
}

int
bus_wait(struct bus_poll *p, size_t n, long timeout_ms)
{
	zmq_pollitem_t	 item[POLL_MAX] = { { 0 } };
	struct bus	*b = NULL;
	size_t		 i, all;
	int		 ready = 0;

	for (i = 0; i < n; i++)
		if (p[i].socket != NULL)
			b = p[i].socket->bus;
	all = b == NULL ? n : poll_others(b, item, n);
	for (i = 0; i < n; i++) {
		item[i].socket = p[i].socket == NULL ? NULL : p[i].socket->zmq;
		item[i].fd = p[i].fd;
		item[i].events = (short)(ZMQ_POLLIN |
		    (p[i].want_write ? ZMQ_POLLOUT : 0));
		p[i].ready = 0;
	}
	if (zmq_poll(item, (int)all, timeout_ms) > 0)
		for (i = 0; i < n; i++)
			ready += p[i].ready = item[i].revents != 0;
	if (b != NULL)
		read_others(b, item + n, all - n);
	return ready;
}
