#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <zmq.h>

#include "base/clock.h"
#include "proto/bus_inside.h"

/*
 * The guard, as RFC 27 has it: ZeroMQ asks about every peer before it lets it
 * in.  A thread of its own, because ZeroMQ's own threads wait for the answer;
 * it shares nothing with the others but the context.
 */
enum { FIELD_MAX = 256, FIELDS = 7, SHORT = 16 };

enum field { VERSION, REQUEST, DOMAIN, ADDRESS, IDENTITY, MECHANISM, KEY };

struct zap {
	pthread_t	 thread;
	void		*door;		/* the guard's */
	void		*tell, *hear;	/* both ends of what was refused */
	struct keyring	*ring;
};

struct request {
	char	 field[FIELDS][FIELD_MAX];
	size_t	 len[FIELDS];
	int	 n;
};

/* One request; fields beyond those that we know are read over. */
static int
receive(void *door, struct request *r)
{
	char	 over[FIELD_MAX];
	int	 more = 1, n, i;
	size_t	 size = sizeof(more);

	*r = (struct request){ 0 };
	for (i = 0; more; i++) {
		n = zmq_recv(door, i < FIELDS ? r->field[i] : over,
		    FIELD_MAX - 1, 0);
		if (n < 0)
			return -1;
		if (i < FIELDS)
			r->len[i] = n < FIELD_MAX ? (size_t)n : FIELD_MAX - 1;
		if (zmq_getsockopt(door, ZMQ_RCVMORE, &more, &size) != 0)
			return -1;
	}
	r->n = i;
	return 0;
}

static int
reply(void *door, const struct request *r, const char *user)
{
	const struct {
		const char	*data;
		size_t		 len;
	} part[] = {
		{ "1.0", 3 },
		{ r->field[REQUEST], r->len[REQUEST] },
		{ user != NULL ? "200" : "400", 3 },
		{ user != NULL ? "" : "refused", user != NULL ? 0 : 7 },
		{ user != NULL ? user : "", user != NULL ? strlen(user) : 0 },
		{ "", 0 },
	};
	const size_t	 n = sizeof(part) / sizeof(part[0]);
	size_t		 i;

	for (i = 0; i < n; i++)
		if (zmq_send(door, part[i].data, part[i].len,
		    i + 1 < n ? ZMQ_SNDMORE : 0) < 0)
			return -1;
	return 0;
}

/* What is lost here was not worth waiting for. */
static void
tell(const struct zap *z, const struct request *r, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

static void
tell(const struct zap *z, const struct request *r, const char *fmt, ...)
{
	struct bus_event	 ev = { .kind = BUS_REFUSED };
	va_list			 ap;

	snprintf(ev.from, sizeof(ev.from), "%.*s", BUS_FROM_MAX - 1,
	    r->field[ADDRESS]);
	va_start(ap, fmt);
	vsnprintf(ev.text, sizeof(ev.text), fmt, ap);
	va_end(ap);
	zmq_send(z->tell, &ev, sizeof(ev), ZMQ_DONTWAIT);
}

static void
refresh(const struct zap *z, const struct request *r)
{
	struct err	 e;

	if (keyring_refresh(z->ring, clock_ms(), &e) == -1)
		tell(z, r, "%s", e.text);
}

/* The peer's public key if it may come in by this door, or NULL. */
static const char *
judge(const struct zap *z, const struct request *r, char hex[KEY_HEX])
{
	const struct key	*k;

	refresh(z, r);
	if (r->n != FIELDS || strcmp(r->field[VERSION], "1.0") != 0 ||
	    strcmp(r->field[MECHANISM], "CURVE") != 0 ||
	    r->len[KEY] != KEY_SIZE) {
		tell(z, r, "refused a peer without CURVE");
		return NULL;
	}
	key_hex((const uint8_t *)r->field[KEY], hex);
	k = keyring_find(z->ring, hex);
	if (k == NULL)
		tell(z, r, "refused a peer: its key %.*s… is not in %s",
		    SHORT, hex, keyring_folder(z->ring));
	else if (!key_role_among(k->role, r->field[DOMAIN]))
		tell(z, r, "refused a peer: %s has a key of the role %s, and "
		    "this door is for %s", k->name, key_role_name(k->role),
		    r->field[DOMAIN]);
	else
		return hex;
	return NULL;
}

static void *
guard(void *arg)
{
	struct zap	*z = arg;
	struct request	 r;
	char		 hex[KEY_HEX];

	for (;;) {
		if (receive(z->door, &r) == 0 &&
		    reply(z->door, &r, judge(z, &r, hex)) == 0)
			continue;
		if (zmq_errno() == ETERM)
			break;
		/* A broker that lets nobody in is better started again. */
		if (zmq_errno() != EINTR)
			abort();
	}
	zmq_close(z->door);
	zmq_close(z->tell);
	return NULL;
}

static void *
open_end(void *context, int type, const char *at, int bind)
{
	void	*s = zmq_socket(context, type);
	int	 none = 0;

	if (s != NULL && zmq_setsockopt(s, ZMQ_LINGER, &none,
	    sizeof(none)) == 0 && (bind ? zmq_bind : zmq_connect)(s, at) == 0)
		return s;
	if (s != NULL)
		zmq_close(s);
	return NULL;
}

/* Signals are the main thread's. */
static int
start_thread(struct zap *z)
{
	sigset_t	 all, was;
	int		 rc;

	sigfillset(&all);
	pthread_sigmask(SIG_BLOCK, &all, &was);
	rc = pthread_create(&z->thread, NULL, guard, z);
	pthread_sigmask(SIG_SETMASK, &was, NULL);
	return rc;
}

static void
give_up(struct zap *z)
{
	void	*end[] = { z->door, z->tell, z->hear };
	size_t	 i;

	for (i = 0; i < sizeof(end) / sizeof(end[0]); i++)
		if (end[i] != NULL)
			zmq_close(end[i]);
	keyring_free(&z->ring);
	free(z);
}

struct zap *
zap_start(void *context, const char *folder, struct err *e)
{
	struct zap	*z = calloc(1, sizeof(*z));

	if (z == NULL)
		abort();
	z->ring = keyring_open(folder, e);
	if (z->ring == NULL) {
		give_up(z);
		return NULL;
	}
	z->door = open_end(context, ZMQ_REP, "inproc://zeromq.zap.01", 1);
	z->hear = open_end(context, ZMQ_PAIR, "inproc://refused", 1);
	z->tell = open_end(context, ZMQ_PAIR, "inproc://refused", 0);
	if (z->door == NULL || z->hear == NULL || z->tell == NULL ||
	    start_thread(z) != 0) {
		err_set(e, ERR_SETUP, "cannot start the guard: %s",
		    zmq_strerror(zmq_errno()));
		give_up(z);
		return NULL;
	}
	return z;
}

void
zap_join(struct zap **zp)
{
	struct zap	*z = *zp;

	if (z == NULL)
		return;
	pthread_join(z->thread, NULL);
	zmq_close(z->hear);
	keyring_free(&z->ring);
	free(z);
	*zp = NULL;
}

void *
zap_events(const struct zap *z)
{
	return z->hear;
}

void
zap_read(struct bus *b)
{
	struct bus_event	 ev;

	while (zmq_recv(b->zap->hear, &ev, sizeof(ev), ZMQ_DONTWAIT) ==
	    sizeof(ev))
		bus_tell(b, ev.kind, ev.from, "%s", ev.text);
}
