#include <ftw.h>

#include "base/err.h"
#include "tests/lib/keyed.h"
#include "tests/lib/ports.h"
#include "tests/lib/test.h"
#include "tests/lib/verb.h"

enum { OTHERS = 4, PATH = 100 };

/* A key file says more than the key; the rest is for its program. */
struct file {
	struct key_conf	 key;
	char		 other[OTHERS][CONF_TEXT_MAX];
};

#define OTHER(name, i) \
	{ name, CONF_TEXT, offsetof(struct file, other[i]), "", 0, 500, "" }
static const struct conf_key rows[] = {
	KEY_CONF_ROWS(struct file, key),
	OTHER("name", 0), OTHER("broker", 1), OTHER("submit", 2),
	OTHER("control", 3),
	{ 0 }
};

static const char *
file_of(const struct keyed *k, const char *name, char path[PATH])
{
	snprintf(path, PATH, "%s/%s.key", k->dir, name);
	return path;
}

void
keyed_make(struct keyed *k)
{
	char		 path[PATH];
	int		 port[KEYED_DOORS], i;
	unsigned	 s;

	*k = (struct keyed){ .dir = "/tmp/sixthkey-keys-XXXXXX" };
	assert_non_null(mkdtemp(k->dir));
	ports_free(port, KEYED_DOORS);
	for (i = 0; i < KEYED_DOORS; i++)
		snprintf(k->end[i], sizeof(k->end[i]), "tcp://127.0.0.1:%d",
		    port[i]);
	VERB(0, "keys", "new", "broker", "--workers", k->end[KEYED_WORKERS],
	    "--submit", k->end[KEYED_SUBMIT], "--control",
	    k->end[KEYED_CONTROL], "--dir", k->dir);
	for (s = STAGE_INGEST; s < STAGE_COUNT; s++)
		VERB(0, "keys", "new", "worker", "--stage",
		    stage_name((enum stage)s), "--broker",
		    k->end[KEYED_WORKERS], "--dir", k->dir, "--out",
		    file_of(k, stage_name((enum stage)s), path));
}

static int
remove_one(const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)st, (void)type, (void)at;
	return remove(path);
}

void
keyed_remove(struct keyed *k)
{
	nftw(k->dir, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

void
keyed_add_source(const struct keyed *k, const char *name, const char *source)
{
	char	 path[PATH];

	VERB(0, "keys", "new", "source", "--source", source, "--name", name,
	    "--submit", k->end[KEYED_SUBMIT], "--dir", k->dir, "--out",
	    file_of(k, name, path));
}

void
keyed_add_web(const struct keyed *k)
{
	char	 path[PATH];

	VERB(0, "keys", "new", "web", "--submit", k->end[KEYED_SUBMIT],
	    "--control", k->end[KEYED_CONTROL], "--dir", k->dir, "--out",
	    file_of(k, "web", path));
}

void
keyed_read(const struct keyed *k, const char *name, struct key_conf *key)
{
	char		 path[PATH];
	struct file	 f;
	struct err	 e;

	if (conf_file(rows, &f, file_of(k, name, path), &e) != 0)
		fail_msg("%s", e.text);
	*key = f.key;
}
