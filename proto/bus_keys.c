#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <zmq.h>

#include "base/clock.h"
#include "proto/bus_inside.h"

enum { Z85_KEY = 41, MISSED_MS = 500 };

static void
hex_of(const char *z85, char out[KEY_HEX])
{
	uint8_t	 bytes[KEY_SIZE];

	if (zmq_z85_decode(bytes, z85) == NULL)
		abort();
	key_hex(bytes, out);
	explicit_bzero(bytes, sizeof(bytes));
}

void
bus_keypair(char public[KEY_HEX], char secret[KEY_HEX])
{
	char	 p[Z85_KEY], s[Z85_KEY];

	/* Fails only in a library without CURVE, which we do not run on. */
	if (zmq_curve_keypair(p, s) != 0)
		abort();
	hex_of(p, public);
	hex_of(s, secret);
	explicit_bzero(s, sizeof(s));
}

static int
take(const char *what, const char *hex, uint8_t out[KEY_SIZE], struct err *e)
{
	return key_bytes(hex, out) == 0 ? 0 : err_set(e, ERR_SETUP,
	    "%s is not a key of %d hexadecimal digits", what, 2 * KEY_SIZE);
}

/* Half a key file would only show as a handshake that never ends. */
static int
check_pair(const struct bus *b, struct err *e)
{
	char	 secret[Z85_KEY], public[Z85_KEY];
	uint8_t	 bytes[KEY_SIZE];
	int	 same;

	zmq_z85_encode(secret, b->secret, KEY_SIZE);
	same = zmq_curve_public(public, secret) == 0 &&
	    zmq_z85_decode(bytes, public) != NULL &&
	    memcmp(bytes, b->public, KEY_SIZE) == 0;
	explicit_bzero(secret, sizeof(secret));
	return same ? 0 : err_set(e, ERR_SETUP, "public and secret are not "
	    "the two halves of one key");
}

int
bus_secure(struct bus *b, const struct key_conf *c, struct err *e)
{
	if (c->public[0] == '\0' && c->secret[0] == '\0')
		return 0;
	if (take("public", c->public, b->public, e) != 0 ||
	    take("secret", c->secret, b->secret, e) != 0 ||
	    check_pair(b, e) != 0)
		return -1;
	if (key_role_parse(c->role) != ROLE_BROKER &&
	    take("broker_public", c->broker_public, b->broker, e) != 0)
		return -1;
	b->secured = 1;
	return 0;
}

int
bus_guard(struct bus *b, const char *folder, struct err *e)
{
	struct err	 why;

	if (!b->secured)
		return 0;
	b->ring = keyring_open(folder, e);
	if (b->ring == NULL)
		return -1;
	if (keyring_refresh(b->ring, clock_ms(), &why) == -1)
		bus_tell(b, BUS_AWAY, "", "%s", why.text);
	b->zap = zap_start(b->context, folder, e);
	if (b->zap == NULL)
		return -1;
	zap_read(b);
	return 0;
}

static int
set(void *zmq, int option, const void *value, size_t n)
{
	return zmq_setsockopt(zmq, option, value, n);
}

static int
as_server(const struct bus *b, void *zmq, const char *roles)
{
	const int	 yes = 1;

	return set(zmq, ZMQ_CURVE_SERVER, &yes, sizeof(yes)) == 0 &&
	    set(zmq, ZMQ_CURVE_SECRETKEY, b->secret, KEY_SIZE) == 0 &&
	    /* The guard learns which door it is. */
	    set(zmq, ZMQ_ZAP_DOMAIN, roles, strlen(roles)) == 0;
}

static int
as_client(const struct bus *b, void *zmq)
{
	return set(zmq, ZMQ_CURVE_SERVERKEY, b->broker, KEY_SIZE) == 0 &&
	    set(zmq, ZMQ_CURVE_PUBLICKEY, b->public, KEY_SIZE) == 0 &&
	    set(zmq, ZMQ_CURVE_SECRETKEY, b->secret, KEY_SIZE) == 0;
}

int
keys_apply(const struct bus *b, void *zmq, const char *roles, struct err *e)
{
	int	 ok;

	if (!b->secured)
		return 0;
	if (*roles != '\0' && b->zap == NULL)
		return err_set(e, ERR_SETUP, "a broker with a key needs a "
		    "folder of the public keys that may connect");
	ok = *roles != '\0' ? as_server(b, zmq, roles) : as_client(b, zmq);
	return ok ? 0 : err_set(e, ERR_SETUP, "cannot use the key: %s",
	    zmq_strerror(zmq_errno()));
}

/*
 * The guard may have seen a new file before us, so we look again, but not for
 * every frame of somebody who was put out.
 */
static const struct key *
find(struct bus_socket *s, const char *public)
{
	struct keyring		*ring = s->bus->ring;
	const struct key	*k = keyring_find(ring, public);
	struct err		 e;

	if (k != NULL || (strcmp(s->missed, public) == 0 &&
	    clock_ms() - s->missed_at < MISSED_MS))
		return k;
	keyring_hurry(ring);
	if (keyring_refresh(ring, clock_ms(), &e) == -1)
		bus_tell(s->bus, BUS_AWAY, "", "%s", e.text);
	s->missed_at = clock_ms();
	snprintf(s->missed, sizeof(s->missed), "%s", public);
	return keyring_find(ring, public);
}

/*
 * The guard has put the peer's public key on each of its messages.  One that
 * has none came past it: ZeroMQ lets everybody in when no guard answers.
 */
void
keys_sender(struct bus_socket *s, void *message)
{
	const char		*public;
	const struct key	*k;

	s->known = 1;
	if (s->bus->ring == NULL || !s->router)
		return;
	public = zmq_msg_gets(message, "User-Id");
	k = public == NULL ? NULL : find(s, public);
	s->known = k != NULL;
	if (s->known)
		s->sender = *k;
}

const struct key *
bus_sender(const struct bus_socket *s)
{
	return s->known ? &s->sender : NULL;
}
