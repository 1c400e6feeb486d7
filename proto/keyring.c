#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "proto/keyring.h"

enum { LOOK_MS = 500, FILE_MAX = 4096 };

struct keyring {
	char		 folder[CONF_TEXT_MAX];
	struct key	*key;
	size_t		 n, cap;
	uint64_t	 looks;		/* how the folder looked when read */
	int64_t		 look_at;	/* not before */
};

struct pub_conf {
	char	 name[CONF_TEXT_MAX], role[CONF_TEXT_MAX],
		 stage[CONF_TEXT_MAX], sources[CONF_TEXT_MAX],
		 public[CONF_TEXT_MAX];
};

static const struct conf_key pub_keys[] = {
	CONF_ROW_TEXT(struct pub_conf, name, "", ""),
	CONF_ROW_TEXT(struct pub_conf, role, "", ""),
	CONF_ROW_TEXT(struct pub_conf, stage, "", ""),
	CONF_ROW_TEXT(struct pub_conf, sources, "", ""),
	CONF_ROW_TEXT(struct pub_conf, public, "", ""),
	{ 0 }
};

const char *
keyring_ending(const char *file)
{
	size_t	 n = strlen(file);

	return n > 4 && strcmp(file + n - 4, ".pub") == 0 ? file + n - 4 :
	    NULL;
}

int
keyring_read(const char *folder, const char *file, struct key *k,
    struct err *e)
{
	const char	*ending = keyring_ending(file);
	struct pub_conf	 c;
	char		 path[FILE_MAX];
	uint8_t		 bytes[KEY_SIZE];

	*k = (struct key){ 0 };
	snprintf(path, sizeof(path), "%s/%s", folder, file);
	if (conf_file(pub_keys, &c, path, e) != 0)
		return -1;
	if (ending == NULL || !key_name_valid(c.name) ||
	    strncmp(c.name, file, (size_t)(ending - file)) != 0 ||
	    c.name[ending - file] != '\0')
		return err_set(e, ERR_SETUP, "%s: its name is \"%s\"; expected "
		    "that of the file", path, c.name);
	k->role = key_role_parse(c.role);
	k->stage = stage_parse(c.stage);
	if (k->role == ROLE_NONE ||
	    (k->role == ROLE_WORKER && k->stage == STAGE_NONE))
		return err_set(e, ERR_SETUP, "%s: \"%s\" is not a %s", path,
		    k->role == ROLE_NONE ? c.role : c.stage,
		    k->role == ROLE_NONE ? "role" : "stage");
	if (key_bytes(c.public, bytes) != 0)
		return err_set(e, ERR_SETUP, "%s: public is not a key of 64 "
		    "hexadecimal digits", path);
	memcpy(k->name, c.name, strlen(c.name) + 1);
	memcpy(k->public, c.public, KEY_HEX);
	memcpy(k->sources, c.sources, sizeof(c.sources));
	return 0;
}

struct keyring *
keyring_open(const char *folder, struct err *e)
{
	struct keyring	*r;
	DIR		*d = opendir(folder);

	if (d == NULL || strlen(folder) >= CONF_TEXT_MAX) {
		err_set(e, ERR_SETUP, "%s: the folder of public keys cannot be "
		    "read: %s", folder, strerror(errno));
		return NULL;
	}
	closedir(d);
	r = calloc(1, sizeof(*r));
	if (r == NULL)
		abort();
	snprintf(r->folder, sizeof(r->folder), "%s", folder);
	return r;
}

void
keyring_free(struct keyring **rp)
{
	if (*rp == NULL)
		return;
	free((*rp)->key);
	free(*rp);
	*rp = NULL;
}

static uint64_t
mix(uint64_t h, uint64_t v)
{
	return (h ^ v) * 1099511628211u;
}

/* Which files there are, and of what age; whatever order they come in. */
static uint64_t
look(DIR *d)
{
	struct dirent	*at;
	struct stat	 st;
	uint64_t	 sum = 1;

	rewinddir(d);
	while ((at = readdir(d)) != NULL)
		if (keyring_ending(at->d_name) != NULL &&
		    fstatat(dirfd(d), at->d_name, &st, 0) == 0)
			sum += mix(mix(mix(mix(14695981039346656037u,
			    st.st_ino), (uint64_t)st.st_size),
			    (uint64_t)st.st_mtim.tv_sec),
			    (uint64_t)st.st_mtim.tv_nsec);
	return sum;
}

static void
add(struct keyring *r, const struct key *k)
{
	if (r->n == r->cap) {
		r->cap = r->cap == 0 ? 16 : r->cap * 2;
		r->key = realloc(r->key, r->cap * sizeof(*r->key));
		if (r->key == NULL)
			abort();
	}
	r->key[r->n++] = *k;
}

static int
by_public(const void *va, const void *vb)
{
	const struct key	*a = va, *b = vb;

	return strcmp(a->public, b->public);
}

/* Two names for one key: nobody can tell which of them speaks. */
static int
check_twins(struct keyring *r, struct err *e)
{
	size_t	 i, j, n = 0;
	int	 rc = 1;

	for (i = 0; i < r->n; i = j) {
		for (j = i + 1; j < r->n && by_public(&r->key[i],
		    &r->key[j]) == 0; j++)
			;
		if (j == i + 1)
			r->key[n++] = r->key[i];
		else
			rc = err_set(e, ERR_SETUP, "%s: %s and %s have the "
			    "same key; neither is in force", r->folder,
			    r->key[i].name, r->key[i + 1].name);
	}
	r->n = n;
	return rc;
}

static int
read_all(struct keyring *r, DIR *d, struct err *e)
{
	struct dirent	*at;
	struct key	 k;
	struct err	 why;
	int		 rc = 1;

	r->n = 0;
	rewinddir(d);
	while ((at = readdir(d)) != NULL) {
		if (keyring_ending(at->d_name) == NULL)
			continue;
		if (keyring_read(r->folder, at->d_name, &k, &why) == 0) {
			add(r, &k);
			continue;
		}
		*e = why;
		rc = -1;
	}
	if (r->n > 1)
		qsort(r->key, r->n, sizeof(*r->key), by_public);
	return check_twins(r, e) == 1 ? rc : -1;
}

int
keyring_refresh(struct keyring *r, int64_t now, struct err *e)
{
	uint64_t	 looks;
	DIR		*d;
	int		 rc = 0;

	if (now < r->look_at)
		return 0;
	r->look_at = now + LOOK_MS;
	d = opendir(r->folder);
	if (d == NULL)
		return 0;
	looks = look(d);
	if (looks != r->looks)
		rc = read_all(r, d, e);
	r->looks = looks;
	closedir(d);
	return rc;
}

void
keyring_hurry(struct keyring *r)
{
	r->look_at = 0;
}

const struct key *
keyring_find(const struct keyring *r, const char *public)
{
	struct key	 k = { 0 };

	if (r->n == 0 || strlen(public) >= sizeof(k.public))
		return NULL;
	memcpy(k.public, public, strlen(public) + 1);
	return bsearch(&k, r->key, r->n, sizeof(*r->key), by_public);
}

size_t
keyring_all(const struct keyring *r, const struct key **all)
{
	*all = r->key;
	return r->n;
}

const char *
keyring_folder(const struct keyring *r)
{
	return r->folder;
}
