#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "cli/cmd.h"
#include "cli/key_new.h"
#include "proto/bus.h"
#include "proto/keyring.h"

#define BIT(door)	(1u << KEY_DOOR_##door)

static const char *const door_names[KEY_DOORS] = {
	"broker", "workers", "submit", "control"
};

/* The endpoints that belong into a file of each role. */
static const unsigned role_doors[ROLE_COUNT] = {
	[ROLE_BROKER] = BIT(WORKERS) | BIT(SUBMIT) | BIT(CONTROL),
	[ROLE_WORKER] = BIT(BROKER),
	[ROLE_SOURCE] = BIT(SUBMIT),
	[ROLE_FEED] = BIT(SUBMIT),
	[ROLE_WEB] = BIT(SUBMIT) | BIT(CONTROL),
	[ROLE_OPERATOR] = BIT(CONTROL),
};

struct pair {
	char	 public[KEY_HEX], secret[KEY_HEX], broker[KEY_HEX];
};

/* What the name is where none was given: "" if it cannot be told. */
static const char *
default_name(const struct key_wish *w, enum key_role role)
{
	if (role == ROLE_WORKER)
		return w->stage;
	if (role == ROLE_SOURCE)
		return strrchr(w->sources, '/') + 1;
	return w->role;
}

static int
check_source(const struct key_wish *w)
{
	size_t	 n = w->sources == NULL ? 0 : strlen(w->sources);

	if (n < 2 || w->sources[0] != '/' || w->sources[n - 1] == '/' ||
	    strpbrk(w->sources, " \t\r\n") != NULL)
		return cmd_misused("keys", "--source is \"%s\"; expected one "
		    "like /inspections/x", n == 0 ? "" : w->sources);
	return EXIT_OK;
}

static int
check_doors(const struct key_wish *w, enum key_role role)
{
	unsigned	 d;

	for (d = 0; d < KEY_DOORS; d++)
		if (w->door[d] != NULL && (role_doors[role] & 1u << d) == 0)
			return cmd_misused("keys", "--%s is not for a key of "
			    "the role %s", door_names[d], w->role);
	return EXIT_OK;
}

static int
check(struct key_wish *w, enum key_role role)
{
	int	 code = EXIT_OK;

	if (role == ROLE_NONE)
		return cmd_misused("keys", "\"%s\" is no role; there are "
		    "broker, worker, source, feed, web and operator", w->role);
	if (role == ROLE_WORKER && stage_parse(w->stage) == STAGE_NONE)
		return cmd_misused("keys", "--stage is \"%s\"; expected "
		    "ingest, assessment, quality-combination or publication",
		    w->stage == NULL ? "" : w->stage);
	if (role == ROLE_SOURCE)
		code = check_source(w);
	if (code == EXIT_OK)
		code = check_doors(w, role);
	if (code != EXIT_OK)
		return code;
	if (w->db != NULL && strstr(w->db, "password") != NULL)
		return cmd_misused("keys", "--db holds a password; passwords "
		    "stand in a passfile: passfile=/etc/sixthkey/pgpass");
	if (w->name == NULL || role == ROLE_BROKER)
		w->name = default_name(w, role);
	if (!key_name_valid(w->name))
		return cmd_misused("keys", "--name is \"%s\"; expected letters, "
		    "digits, '.', '_' and '-'", w->name);
	return EXIT_OK;
}

static int
cannot(const char *path)
{
	if (errno == EEXIST)
		cmd_say("keys", "%s is there already: give another --name or "
		    "--out, or revoke it first", path);
	else
		cmd_say("keys", "%s: %s", path, strerror(errno));
	return EXIT_CANTCREATE;
}

static int
write_all(int fd, const struct buf *text)
{
	int	 ok = write(fd, text->data, text->len) == (ssize_t)text->len &&
		    fsync(fd) == 0;

	return close(fd) == 0 && ok ? 0 : -1;
}

/* A new file, there whole or not at all; never over another. */
static int
write_file(const char *path, mode_t mode, const struct buf *text)
{
	char	 part[PATH_BYTES + 8];
	int	 fd, ok;

	snprintf(part, sizeof(part), "%s.new", path);
	fd = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
	if (fd == -1)
		return cannot(part);
	ok = fchmod(fd, mode) == 0;
	ok = write_all(fd, text) == 0 && ok && link(part, path) == 0;
	if (!ok) {
		int	 code = cannot(path);

		unlink(part);
		return code;
	}
	unlink(part);
	return EXIT_OK;
}

static void
identity(struct buf *b, const struct key_wish *w, enum key_role role,
    const struct pair *p)
{
	buf_printf(b, "name = %s\nrole = %s\n", w->name, w->role);
	if (role == ROLE_WORKER)
		buf_printf(b, "stage = %s\n", w->stage);
	if (role == ROLE_SOURCE)
		buf_printf(b, "sources = %s\n", w->sources);
	buf_printf(b, "public = %s\n", p->public);
}

static int
write_secret(const struct key_wish *w, enum key_role role,
    const struct pair *p, const char *path)
{
	struct buf	 b = { 0 };
	unsigned	 d;
	int		 code;

	buf_printf(&b, "# Whoever has this file is %s.  Mode 0600; on one host "
	    "only.\n", w->name);
	identity(&b, w, role, p);
	buf_printf(&b, "secret = %s\n", p->secret);
	if (role == ROLE_BROKER)
		buf_printf(&b, "keys = %s/keys\n", w->dir);
	else
		buf_printf(&b, "broker_public = %s\n", p->broker);
	for (d = 0; d < KEY_DOORS; d++)
		if (w->door[d] != NULL)
			buf_printf(&b, "%s = %s\n", door_names[d], w->door[d]);
	if (w->db != NULL)
		buf_printf(&b, "db = %s\n", w->db);
	code = write_file(path, 0600, &b);
	explicit_bzero(b.data, b.cap);
	buf_release(&b);
	return code;
}

static int
write_public(const struct key_wish *w, enum key_role role,
    const struct pair *p, const char *path)
{
	struct buf	 b = { 0 };
	int		 code;

	identity(&b, w, role, p);
	code = write_file(path, 0644, &b);
	buf_release(&b);
	return code;
}

static int
read_broker(const struct key_wish *w, struct pair *p)
{
	struct key	 k;
	struct err	 e;

	if (keyring_read(w->dir, "broker.pub", &k, &e) != 0) {
		cmd_say("keys", "%s", e.text);
		cmd_say("keys", "the broker's own key comes first: sixthkey "
		    "keys new broker --dir %s", w->dir);
		return EXIT_NOINPUT;
	}
	snprintf(p->broker, sizeof(p->broker), "%s", k.public);
	return EXIT_OK;
}

/* The broker's file names its folder whole: it may be started anywhere. */
static int
make_folders(struct key_wish *w, char whole[PATH_MAX])
{
	char	 keys[PATH_BYTES];

	snprintf(keys, sizeof(keys), "%s/keys", w->dir);
	if ((mkdir(w->dir, 0755) != 0 && errno != EEXIST) ||
	    (mkdir(keys, 0755) != 0 && errno != EEXIST) ||
	    realpath(w->dir, whole) == NULL)
		return cannot(keys);
	w->dir = whole;
	return EXIT_OK;
}

static void
say_use(const struct key_wish *w, enum key_role role, const char *path)
{
	puts(path);
	if (role == ROLE_WORKER)
		cmd_next("carry it to its host; there: sixthkey-%s -c %s",
		    w->stage, path);
	else if (role == ROLE_BROKER)
		cmd_next("sixthkey-broker -c %s", path);
	else
		cmd_next("carry it to who uses it; there: sixthkey --key %s",
		    path);
}

static void
public_path(const struct key_wish *w, int own, char path[PATH_BYTES])
{
	snprintf(path, PATH_BYTES, "%s%s/%s.pub", w->dir, own ? "" : "/keys",
	    w->name);
}

/* The secret first: a key that nobody holds lets nobody in. */
static int
write_both(const struct key_wish *w, enum key_role role, struct pair *p)
{
	char	 secret[PATH_BYTES], public[PATH_BYTES];
	int	 own = role == ROLE_BROKER, code;

	if (w->out != NULL)
		snprintf(secret, sizeof(secret), "%s", w->out);
	else
		snprintf(secret, sizeof(secret), "%s%s%s.key",
		    own ? w->dir : "", own ? "/" : "", w->name);
	public_path(w, own, public);
	if (access(public, F_OK) == 0) {
		errno = EEXIST;
		return cannot(public);
	}
	code = write_secret(w, role, p, secret);
	if (code != EXIT_OK)
		return code;
	code = write_public(w, role, p, public);
	if (code != EXIT_OK)
		unlink(secret);
	else
		say_use(w, role, secret);
	return code;
}

/* Its holder made the pair and has the secret. */
static int
let_in(const struct key_wish *w, enum key_role role, struct pair *p)
{
	char	 path[PATH_BYTES];
	uint8_t	 bytes[KEY_SIZE];
	int	 code;

	if (role == ROLE_BROKER || key_bytes(w->public, bytes) != 0)
		return cmd_misused("keys", role == ROLE_BROKER ? "the broker's "
		    "own key is made here" : "--public is a key of 64 "
		    "hexadecimal digits");
	key_hex(bytes, p->public);
	public_path(w, 0, path);
	code = write_public(w, role, p, path);
	if (code == EXIT_OK)
		puts(path);
	return code;
}

int
key_new(struct key_wish *w)
{
	enum key_role	 role = key_role_parse(w->role);
	struct pair	 p = { 0 };
	char		 whole[PATH_MAX];
	int		 code = check(w, role);

	if (code == EXIT_OK && w->public != NULL)
		return let_in(w, role, &p);
	if (code == EXIT_OK)
		code = role == ROLE_BROKER ? make_folders(w, whole) :
		    read_broker(w, &p);
	if (code != EXIT_OK)
		return code;
	bus_keypair(p.public, p.secret);
	code = write_both(w, role, &p);
	explicit_bzero(&p, sizeof(p));
	return code;
}
