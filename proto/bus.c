#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <zmq.h>

#include "proto/bus.h"
#include "proto/convert.h"

enum {
	POLL_MAX = 16,
	HIGH_WATER = 10000,	/* frames; credit keeps far below */
	LINGER_MS = 500,	/* a last DONE or BYE may leave */
	BEAT_MS = 1000, BEAT_TIMEOUT_MS = 3000, BEAT_TTL_MS = 5000,
	HANDSHAKE_MS = 5000
};

struct bus {
	void	*context;
};

struct bus_socket {
	void		*zmq;
	int		 router;
	struct buf	 out;		/* reused for every frame that is sent */
};

static int
failed(struct err *e, const char *what, const char *endpoint)
{
	return err_set(e, ERR_SETUP, "%s %s: %s", what, endpoint,
	    zmq_strerror(zmq_errno()));
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
	if (*bp == NULL)
		return;
	zmq_ctx_term((*bp)->context);
	free(*bp);
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

static struct bus_socket *
open_socket(struct bus *b, int router, const char *endpoint, struct err *e)
{
	struct bus_socket	*s = calloc(1, sizeof(*s));
	int			 ok;

	if (s == NULL)
		abort();
	s->router = router;
	s->zmq = zmq_socket(b->context, router ? ZMQ_ROUTER : ZMQ_DEALER);
	ok = s->zmq != NULL && set_options(s->zmq, router) == 0 &&
	    (router ? zmq_bind : zmq_connect)(s->zmq, endpoint) == 0;
	if (!ok) {
		failed(e, router ? "cannot listen at" : "cannot connect to",
		    endpoint);
		bus_close(&s);
	}
	return s;
}

struct bus_socket *
bus_bind(struct bus *b, const char *endpoint, struct err *e)
{
	return open_socket(b, 1, endpoint, e);
}

struct bus_socket *
bus_connect(struct bus *b, const char *endpoint, struct err *e)
{
	return open_socket(b, 0, endpoint, e);
}

void
bus_close(struct bus_socket **sp)
{
	if (*sp == NULL)
		return;
	if ((*sp)->zmq != NULL)
		zmq_close((*sp)->zmq);
	buf_release(&(*sp)->out);
	free(*sp);
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
	    zmq_msg_size(&part) }, a, f, e) == 0)
		rc = 1;
	zmq_msg_close(&part);
	return rc;
}

int
bus_wait(struct bus_poll *p, size_t n, long timeout_ms)
{
	zmq_pollitem_t	 item[POLL_MAX] = { 0 };
	size_t		 i;
	int		 rc;

	if (n > POLL_MAX)
		abort();
	for (i = 0; i < n; i++) {
		item[i].socket = p[i].socket == NULL ? NULL : p[i].socket->zmq;
		item[i].fd = p[i].fd;
		item[i].events = (short)(ZMQ_POLLIN |
		    (p[i].want_write ? ZMQ_POLLOUT : 0));
		p[i].ready = 0;
	}
	rc = zmq_poll(item, (int)n, timeout_ms);
	for (i = 0; rc > 0 && i < n; i++)
		p[i].ready = item[i].revents != 0;
	return rc < 0 ? 0 : rc;
}
