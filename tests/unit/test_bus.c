/*
 * Both ends of the bus in one process: who gets in, who does not, and what each
 * end is told of it.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "proto/bus.h"
#include "tests/lib/ports.h"
#include "tests/lib/test.h"

enum { PATIENCE_MS = 10000, TURN_MS = 10, FOLDER = 40 };

/* A broker's end with its folder, and whoever connects. */
struct ends {
	char			 folder[FOLDER], at[64];
	struct key_conf		 broker, peer;
	struct bus		*home, *away;
	struct bus_socket	*door, *line;
	struct arena		*arena;
	char			 home_said[1000], away_said[1000];
	int			 arrived;	/* frames at the broker's end */
	int			 unknown;	/* … of nobody that it knows */
};

static void
pair(struct key_conf *k, const char *role)
{
	*k = (struct key_conf){ 0 };
	snprintf(k->role, sizeof(k->role), "%s", role);
	bus_keypair(k->public, k->secret);
}

static void
let_in(const struct ends *x, const char *name, const char *role,
    const char *public)
{
	char	 part[100], path[100];
	FILE	*f;

	snprintf(part, sizeof(part), "%s/%s", x->folder, name);
	snprintf(path, sizeof(path), "%s/%s.pub", x->folder, name);
	f = fopen(part, "w");
	assert_non_null(f);
	fprintf(f, "name = %s\nrole = %s\nstage = ingest\npublic = %s\n", name,
	    role, public);
	assert_int_equal(fclose(f), 0);
	assert_int_equal(rename(part, path), 0);
}

static void
put_out(const struct ends *x, const char *name)
{
	char	 path[100];

	snprintf(path, sizeof(path), "%s/%s.pub", x->folder, name);
	unlink(path);
}

static void
open_home(struct ends *x, int keyed, int tcp)
{
	struct err	 e = { 0 };
	int		 port;

	*x = (struct ends){ .arena = arena_new(0) };
	ports_free(&port, 1);
	snprintf(x->folder, sizeof(x->folder), "/tmp/test_bus.XXXXXX");
	assert_non_null(mkdtemp(x->folder));
	if (tcp)
		snprintf(x->at, sizeof(x->at), "tcp://127.0.0.1:%d", port);
	else
		snprintf(x->at, sizeof(x->at), "ipc://%s/s", x->folder);
	pair(&x->broker, "broker");
	pair(&x->peer, "worker");
	memcpy(x->peer.broker_public, x->broker.public, KEY_HEX);
	x->home = bus_new(&e);
	if (keyed) {
		let_in(x, "peer", "worker", x->peer.public);
		assert_int_equal(bus_secure(x->home, &x->broker, &e), 0);
		assert_int_equal(bus_guard(x->home, x->folder, &e), 0);
	}
	x->door = bus_bind(x->home, x->at, "worker", &e);
	if (x->door == NULL)
		fail_msg("%s", e.text);
}

static void
open_away(struct ends *x, const struct key_conf *key)
{
	struct err	 e = { 0 };

	x->away = bus_new(&e);
	if (key != NULL)
		assert_int_equal(bus_secure(x->away, key, &e), 0);
	x->line = bus_connect(x->away, x->at, &e);
	if (x->line == NULL)
		fail_msg("%s", e.text);
}

static void
close_ends(struct ends *x)
{
	char	 path[100];

	bus_close(&x->line);
	bus_free(&x->away);
	bus_close(&x->door);
	bus_free(&x->home);
	put_out(x, "peer");
	snprintf(path, sizeof(path), "%s/s", x->folder);
	unlink(path);
	assert_int_equal(rmdir(x->folder), 0);
	arena_free(&x->arena);
}

static void
listen_to(struct bus *b, char said[1000])
{
	struct bus_event	 ev;
	size_t			 n = strlen(said);

	while (bus_event(b, &ev))
		n += (size_t)snprintf(said + n, 1000 - n, "%s|", ev.text);
}

/* Everything once; the one who connects says ALIVE. */
static void
turn(struct ends *x)
{
	struct bus_poll	 home = { .socket = x->door };
	struct bus_poll	 away = { .socket = x->line };
	struct bus_peer	 peer = { 0 };
	struct frame	 f = { .type = FRAME_ALIVE };
	struct err	 e;

	if (x->line != NULL) {
		bus_send(x->line, &peer, &f, &e);
		bus_wait(&away, 1, TURN_MS);
		listen_to(x->away, x->away_said);
	}
	bus_wait(&home, 1, TURN_MS);
	listen_to(x->home, x->home_said);
	arena_reset(x->arena);
	while (bus_recv(x->door, &peer, x->arena, &f, &e) == 1) {
		x->arrived++;
		x->unknown += bus_sender(x->door) == NULL;
	}
}

/* Turn until both ends have said it; "": that end need not say anything. */
static void
await_words(struct ends *x, const char *label, const char *home,
    const char *away)
{
	int64_t	 until = clock_ms() + PATIENCE_MS;

	while (strstr(x->home_said, home) == NULL ||
	    strstr(x->away_said, away) == NULL) {
		turn(x);
		if (clock_ms() > until)
			fail_msg("%s: at home \"%s\", away \"%s\"", label,
			    x->home_said, x->away_said);
	}
}

static void
await_frame(struct ends *x)
{
	int64_t	 until = clock_ms() + PATIENCE_MS;
	int	 before = x->arrived;

	while (x->arrived == before) {
		turn(x);
		if (clock_ms() > until)
			fail_msg("nothing came: at home \"%s\", away \"%s\"",
			    x->home_said, x->away_said);
	}
}

static void
a_key_in_the_folder_is_known_by_name(void **state)
{
	struct ends	 x;
	int		 tcp;

	(void)state;
	for (tcp = 0; tcp < 2; tcp++) {
		open_home(&x, 1, tcp);
		open_away(&x, &x.peer);
		await_frame(&x);
		assert_int_equal(x.unknown, 0);
		assert_string_equal(bus_sender(x.door)->name, "peer");
		assert_int_equal(bus_sender(x.door)->role, ROLE_WORKER);
		assert_int_equal(bus_sender(x.door)->stage, STAGE_INGEST);
		assert_string_equal(x.home_said, "");
		close_ends(&x);
	}
}

static void
whoever_is_refused_is_told_in_words(void **state)
{
	static const struct {
		const char	*label;
		int		 keyed;		/* the broker's end */
		enum { OWN, STRANGER, WRONG_BROKER, NONE } key;
		const char	*role;		/* … in the folder */
		const char	*home, *away;
	} rows[] = {
		{ "unknown key", 1, STRANGER, "worker",
		    "refused a peer: its key", "refused our key" },
		{ "another door's key", 1, OWN, "feed",
		    "peer has a key of the role feed, and this door is for "
		    "worker", "refused our key" },
		{ "wrong key of the broker", 1, WRONG_BROKER, "worker",
		    "has another key for this broker",
		    "is broker_public its key?" },
		{ "no key", 1, NONE, "worker", "refused a peer without CURVE",
		    "wants a key, and we have none" },
		{ "key, and the broker has none", 0, OWN, "worker",
		    "refused a peer with a key", "runs without keys" },
	};
	struct key_conf	 k, other;
	struct ends	 x;
	size_t		 i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		open_home(&x, rows[i].keyed, 0);
		let_in(&x, "peer", rows[i].role, x.peer.public);
		k = x.peer;
		pair(&other, "worker");
		if (rows[i].key == STRANGER) {
			memcpy(k.public, other.public, KEY_HEX);
			memcpy(k.secret, other.secret, KEY_HEX);
		} else if (rows[i].key == WRONG_BROKER)
			memcpy(k.broker_public, other.public, KEY_HEX);
		open_away(&x, rows[i].key == NONE ? NULL : &k);
		await_words(&x, rows[i].label, rows[i].home, rows[i].away);
		assert_int_equal(x.arrived, 0);
		close_ends(&x);
	}
}

static void
a_key_is_let_in_later_and_put_out_again(void **state)
{
	struct ends	 x;
	int64_t		 until = clock_ms() + PATIENCE_MS;

	(void)state;
	open_home(&x, 1, 1);
	put_out(&x, "peer");
	open_away(&x, &x.peer);
	await_words(&x, "before", "its key", "refused our key");
	let_in(&x, "peer", "worker", x.peer.public);
	await_frame(&x);
	assert_int_equal(x.unknown, 0);
	put_out(&x, "peer");
	while (x.unknown == 0 && clock_ms() < until)
		turn(&x);
	assert_null(bus_sender(x.door));
	close_ends(&x);
}

/* What the bytes of a greeting may be that is not ours. */
static void
raw_bytes_are_refused(void **state)
{
	static const struct {
		const char	*label, *bytes;
		size_t		 n, padded;
	} rows[] = {
		{ "ZMTP 3.0 with NULL",
		    "\xff\0\0\0\0\0\0\0\1\x7f\3\0NULL", 16, 64 },
		{ "ZMTP 3.1 with NULL",
		    "\xff\0\0\0\0\0\0\0\1\x7f\3\1NULL", 16, 64 },
		{ "ZMTP 3.0 with PLAIN",
		    "\xff\0\0\0\0\0\0\0\1\x7f\3\0PLAIN", 17, 64 },
		{ "ZMTP 2.0", "\xff\0\0\0\0\0\0\0\1\x7f\1\5\0\0", 14, 14 },
		{ "ZMTP 1.0", "\1\0\4\0abc", 7, 7 },
		{ "CURVE, then garbage",
		    "\xff\0\0\0\0\0\0\0\1\x7f\3\0CURVE", 17, 400 },
		{ "HTTP", "GET / HTTP/1.1\r\n\r\n", 18, 18 },
	};
	struct ends		 x;
	size_t			 i;

	(void)state;
	open_home(&x, 1, 1);
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct sockaddr_in	 in = { .sin_family = AF_INET,
					    .sin_addr.s_addr =
					    htonl(INADDR_LOOPBACK) };
		uint8_t			 all[400] = { 0 };
		int64_t			 until = clock_ms() + PATIENCE_MS;
		int			 fd = socket(AF_INET, SOCK_STREAM, 0);
		ssize_t			 n = 1;

		in.sin_port = htons((uint16_t)strtol(strrchr(x.at, ':') + 1,
		    NULL, 10));
		assert_int_equal(connect(fd, (struct sockaddr *)&in,
		    sizeof(in)), 0);
		memcpy(all, rows[i].bytes, rows[i].n);
		assert_int_equal(send(fd, all, rows[i].padded, MSG_NOSIGNAL),
		    rows[i].padded);
		while (n > 0 || (n < 0 && errno == EAGAIN)) {
			turn(&x);
			n = recv(fd, all, sizeof(all), MSG_DONTWAIT);
			if (clock_ms() > until)
				fail_msg("%s: was not hung up on",
				    rows[i].label);
		}
		close(fd);
	}
	open_away(&x, &x.peer);
	await_frame(&x);
	assert_int_equal(x.unknown, 0);
	close_ends(&x);
}

static void
settings_that_cannot_work_are_named(void **state)
{
	static const struct {
		const char	*label, *role;
		int		 halves;	/* of one key */
		int		 server;	/* has the broker's key */
		const char	*says;
	} rows[] = {
		{ "two keys", "worker", 0, 1, "not the two halves" },
		{ "no broker", "worker", 1, 0, "broker_public is not a key" },
	};
	struct key_conf	 k, other;
	struct bus	*b;
	struct err	 e;
	size_t		 i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		pair(&k, rows[i].role);
		pair(&other, rows[i].role);
		if (!rows[i].halves)
			memcpy(k.public, other.public, KEY_HEX);
		if (rows[i].server)
			memcpy(k.broker_public, other.public, KEY_HEX);
		b = bus_new(&e);
		assert_int_equal(bus_secure(b, &k, &e), -1);
		if (strstr(e.text, rows[i].says) == NULL)
			fail_msg("%s: %s", rows[i].label, e.text);
		bus_free(&b);
	}
	b = bus_new(&e);
	assert_null(bus_connect(b, "tcp://127.0.0.1:7301", &e));
	assert_non_null(strstr(e.text, "without a key only ipc://"));
	assert_int_equal(e.kind, ERR_SETUP);
	bus_free(&b);
}

int
main(void)
{
	const struct CMUnitTest	 tests[] = {
		cmocka_unit_test(a_key_in_the_folder_is_known_by_name),
		cmocka_unit_test(whoever_is_refused_is_told_in_words),
		cmocka_unit_test(a_key_is_let_in_later_and_put_out_again),
		cmocka_unit_test(raw_bytes_are_refused),
		cmocka_unit_test(settings_that_cannot_work_are_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
