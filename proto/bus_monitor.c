#include <netdb.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#include <zmq.h>

#include "base/clock.h"
#include "base/text.h"
#include "proto/bus_inside.h"

enum {
	REOPEN_MS = 1000,
	QUIET_MS = 10000,	/* until the same is told again */
	RETRIES = 8		/* a few seconds without a connection */
};

enum {
	FOR_ROUTER = ZMQ_EVENT_ACCEPTED | ZMQ_EVENT_ACCEPT_FAILED,
	FOR_DEALER = ZMQ_EVENT_CONNECTED | ZMQ_EVENT_CONNECT_RETRIED,
	FOR_BOTH = ZMQ_EVENT_HANDSHAKE_SUCCEEDED | ZMQ_EVENT_DISCONNECTED |
	    ZMQ_EVENT_HANDSHAKE_FAILED_AUTH |
	    ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL |
	    ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL
};

/* The place of a text among what was said lately; or the oldest place. */
static struct saying *
find_saying(struct news *w, uint32_t hash)
{
	struct saying	*oldest = &w->said[0];
	size_t		 i;

	for (i = 0; i < NEWS_MAX; i++) {
		if (w->said[i].hash == hash)
			return &w->said[i];
		if (w->said[i].at < oldest->at)
			oldest = &w->said[i];
	}
	*oldest = (struct saying){ .hash = hash, .at = -QUIET_MS };
	return oldest;
}

void
bus_tell(struct bus *b, enum bus_event_kind kind, const char *from,
    const char *fmt, ...)
{
	struct news		*w = &b->news;
	struct bus_event	 ev = { .kind = kind };
	struct saying		*said;
	va_list			 ap;

	snprintf(ev.from, sizeof(ev.from), "%s", from);
	va_start(ap, fmt);
	vsnprintf(ev.text, sizeof(ev.text), fmt, ap);
	va_end(ap);
	said = find_saying(w, text_hash(ev.text) ^ text_hash(ev.from));
	if (clock_ms() - said->at < QUIET_MS || w->n == NEWS_MAX) {
		said->again++;
		return;
	}
	ev.again = said->again;
	said->at = clock_ms();
	said->again = 0;
	w->item[(w->first + w->n++) % NEWS_MAX] = ev;
}

int
bus_event(struct bus *b, struct bus_event *ev)
{
	struct news	*w = &b->news;

	if (w->n == 0)
		return 0;
	*ev = w->item[w->first];
	w->first = (w->first + 1) % NEWS_MAX;
	w->n--;
	return 1;
}

void *
monitor_open(struct bus *b, void *zmq)
{
	char	 at[40];
	void	*m;
	int	 type, none = 0;
	size_t	 size = sizeof(type);

	if (zmq_getsockopt(zmq, ZMQ_TYPE, &type, &size) != 0)
		return NULL;
	snprintf(at, sizeof(at), "inproc://monitor-%u", b->monitors++);
	if (zmq_socket_monitor(zmq, at, FOR_BOTH |
	    (type == ZMQ_ROUTER ? FOR_ROUTER : FOR_DEALER)) != 0)
		return NULL;
	m = zmq_socket(b->context, ZMQ_PAIR);
	/* Unread while a worker waits for its database: without a limit, or
	 * ZeroMQ's thread would wait as well. */
	if (m != NULL && zmq_setsockopt(m, ZMQ_LINGER, &none,
	    sizeof(none)) == 0 && zmq_setsockopt(m, ZMQ_RCVHWM, &none,
	    sizeof(none)) == 0 && zmq_connect(m, at) == 0)
		return m;
	monitor_close(&m);
	return NULL;
}

void
monitor_close(void **m)
{
	if (*m != NULL)
		zmq_close(*m);
	*m = NULL;
}

/* Who is at the other end of an accepted connection. */
static void
meet(struct bus_socket *s, int fd)
{
	struct sockaddr_storage	 peer;
	socklen_t		 len = sizeof(peer);
	char			 host[BUS_FROM_MAX] = "";

	if (getpeername(fd, (struct sockaddr *)&peer, &len) == 0 &&
	    peer.ss_family != AF_UNIX)
		getnameinfo((struct sockaddr *)&peer, len, host, sizeof(host),
		    NULL, 0, NI_NUMERICHOST);
	s->from[fd % FDS_MAX].fd = fd;
	memcpy(s->from[fd % FDS_MAX].text, host, sizeof(host));
}

static const char *
met(const struct bus_socket *s, int fd)
{
	return fd >= 0 && s->from[fd % FDS_MAX].fd == fd ?
	    s->from[fd % FDS_MAX].text : "";
}

static const char *
wrong_of_peer(const struct bus_socket *s, int code)
{
	if (code == ZMQ_PROTOCOL_ERROR_ZMTP_MECHANISM_MISMATCH)
		return s->bus->secured ? "refused a peer without CURVE" :
		    "refused a peer with a key: we run without";
	if (code == ZMQ_PROTOCOL_ERROR_ZMTP_CRYPTOGRAPHIC)
		return "refused a peer that has another key for this broker";
	return "refused a peer that does not speak our protocol";
}

/* What went wrong is told before who it was. */
static void
on_router(struct bus_socket *s, int event, int value)
{
	switch (event) {
	case ZMQ_EVENT_ACCEPTED:
		meet(s, value);
		break;
	case ZMQ_EVENT_ACCEPT_FAILED:
		bus_tell(s->bus, BUS_AWAY, "", "%s takes no connection: %s",
		    s->endpoint, zmq_strerror(value));
		break;
	case ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL:
		s->wrong = value;
		break;
	case ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL:
		bus_tell(s->bus, BUS_NOTE, "", "a peer left half known");
		break;
	case ZMQ_EVENT_DISCONNECTED:
		if (s->wrong != 0)
			bus_tell(s->bus, BUS_REFUSED, met(s, value), "%s",
			    wrong_of_peer(s, s->wrong));
		s->wrong = 0;
		break;
	default:		/* the guard tells of what it refuses */
		break;
	}
}

static void
say(struct bus_socket *s, enum bus_event_kind kind, const char *what)
{
	bus_tell(s->bus, kind, "", "the broker at %s %s", s->endpoint, what);
}

static const char *
wrong_of_broker(const struct bus_socket *s, int code)
{
	if (code != ZMQ_PROTOCOL_ERROR_ZMTP_MECHANISM_MISMATCH)
		return "does not speak our protocol";
	return s->bus->secured ? "runs without keys, and we have one" :
	    "wants a key, and we have none";
}

/* After a failed handshake ZeroMQ may never try again, so we do. */
static void
on_dealer(struct bus_socket *s, int event, int value)
{
	switch (event) {
	case ZMQ_EVENT_CONNECTED:
		s->retries = 0;
		return;
	case ZMQ_EVENT_HANDSHAKE_SUCCEEDED:
		s->reopen_at = 0;
		return;
	case ZMQ_EVENT_CONNECT_RETRIED:
		if (++s->retries == RETRIES)
			say(s, BUS_AWAY, "cannot be reached; trying again");
		return;
	case ZMQ_EVENT_DISCONNECTED:
		say(s, BUS_NOTE, "is gone");
		return;
	case ZMQ_EVENT_HANDSHAKE_FAILED_AUTH:
		say(s, BUS_REFUSED, "refused our key; is it in its keys "
		    "folder, or was it revoked?");
		break;
	case ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL:
		say(s, BUS_REFUSED, wrong_of_broker(s, value));
		break;
	case ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL:
		say(s, BUS_AWAY, "ended the handshake without a word; is "
		    "broker_public its key?");
		break;
	default:
		return;
	}
	if (s->reopen_at == 0)
		s->reopen_at = clock_ms() + REOPEN_MS;
}

/* The first part of what a monitor says: a number and a value. */
static int
next_event(void *monitor, int *event, int *value)
{
	uint8_t		 part[6];
	uint16_t	 kind;
	uint32_t	 what;

	if (zmq_recv(monitor, part, sizeof(part), ZMQ_DONTWAIT) !=
	    sizeof(part))
		return 0;
	memcpy(&kind, part, sizeof(kind));
	memcpy(&what, part + sizeof(kind), sizeof(what));
	*event = kind;
	*value = (int)what;
	return zmq_recv(monitor, NULL, 0, 0) >= 0;	/* our own endpoint */
}

void
monitor_read(struct bus_socket *s)
{
	int	 event, value;

	while (s->monitor != NULL && next_event(s->monitor, &event, &value))
		(s->router ? on_router : on_dealer)(s, event, value);
}

void
monitor_mend(struct bus_socket *s)
{
	struct err	 e;

	if (s->reopen_at == 0 || clock_ms() < s->reopen_at)
		return;
	s->reopen_at = 0;
	if (bus_socket_open(s, &e) != 0) {
		bus_tell(s->bus, BUS_AWAY, "", "%s", e.text);
		s->reopen_at = clock_ms() + REOPEN_MS;
	}
}
