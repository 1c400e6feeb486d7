#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/conf.h"
#include "base/redact.h"
#include "base/text.h"

enum { ENV_NAME = 96 };

#define BLANK	" \t\r\n"

/* Where a value stands, for people; its file, or NULL; and who is told of it,
 * under which name. */
struct place {
	const char		*name;
	FILE			*file;
	struct conf_origins	*origins;
	const char		*origin;
};

static const struct conf_key *
find_key(const struct conf_key *keys, const char *name)
{
	for (; keys->name != NULL; keys++)
		if (strcmp(keys->name, name) == 0)
			return keys;
	return NULL;
}

static int
unknown_key(const struct conf_key *keys, const char *name, const char *where,
    struct err *e)
{
	const char	*names[CONF_KEYS_MAX + 1] = { NULL }, *near;
	size_t		 n;

	for (n = 0; n < CONF_KEYS_MAX && keys[n].name != NULL; n++)
		names[n] = keys[n].name;
	near = text_nearest(name, names);
	if (near == NULL)
		return err_set(e, ERR_SETUP, "%s: no such setting \"%s\"",
		    where, name);
	return err_set(e, ERR_SETUP, "%s: no such setting \"%s\"; did you mean "
	    "\"%s\"?", where, name, near);
}

static int
set_int(const struct conf_key *k, void *field, const char *value,
    const char *where, struct err *e)
{
	int64_t	 n;

	if (text_number(value, k->min, k->max, &n) == -1)
		return err_set(e, ERR_SETUP, "%s: %s: \"%s\" is not a number "
		    "from %" PRId64 " to %" PRId64, where, k->name, value,
		    k->min, k->max);
	memcpy(field, &n, sizeof(n));
	return 0;
}

static int
set_text(const struct conf_key *k, void *field, const char *value,
    const char *where, struct err *e)
{
	size_t	 n = strlen(value);

	if (n < (size_t)k->min || n > (size_t)k->max || n >= CONF_TEXT_MAX)
		return err_set(e, ERR_SETUP, "%s: %s: %zu bytes are not from "
		    "%" PRId64 " to %" PRId64, where, k->name, n, k->min,
		    k->max);
	if (!text_utf8(value, n))
		return err_set(e, ERR_SETUP, "%s: %s: is not UTF-8 text", where,
		    k->name);
	memcpy(field, value, n + 1);
	return 0;
}

/* May a secret stand there?  An empty one is none. */
static int
keep_secret(const struct conf_key *k, const char *value,
    const struct place *at, struct err *e)
{
	struct stat	 st;

	if (*value == '\0')
		return 0;
	if (at->file == NULL)
		return err_set(e, ERR_SETUP, "%s stands in a file of its "
		    "owner's, never on a command line or in the environment",
		    k->name);
	if (fstat(fileno(at->file), &st) == -1 || (st.st_mode & 077) != 0)
		return err_set(e, ERR_SETUP, "%s: holds a secret and can be "
		    "read by others: chmod 600", at->name);
	return 0;
}

static void
note_origin(const struct conf_key *k, const struct place *at)
{
	struct conf_origins	*o = at->origins;

	if (o != NULL)
		snprintf(o->at[k - o->keys], CONF_ORIGIN, "%s", at->origin);
}

static int
set_key(const struct conf_key *k, void *target, const char *value,
    const struct place *at, struct err *e)
{
	void	*field = (char *)target + k->offset;

	if (k->type == CONF_SECRET && keep_secret(k, value, at, e) == -1)
		return -1;
	note_origin(k, at);
	return k->type == CONF_INT ? set_int(k, field, value, at->name, e) :
	    set_text(k, field, value, at->name, e);
}

static char *
trim(char *s)
{
	size_t	 n;

	s += strspn(s, BLANK);
	for (n = strlen(s); n != 0 && strchr(BLANK, s[n - 1]) != NULL; n--)
		s[n - 1] = '\0';
	return s;
}

/* '#' starts a comment where a word could start, not inside one. */
static void
cut_comment(char *s)
{
	char	*p;

	for (p = s; (p = strchr(p, '#')) != NULL; p++)
		if (p == s || strchr(BLANK, p[-1]) != NULL) {
			*p = '\0';
			return;
		}
}

/* "key = value"; the text is taken apart in place. */
static int
set_pair(const struct conf_key *keys, void *target, char *pair,
    const struct place *at, struct err *e)
{
	const struct conf_key	*k;
	char			*value = strchr(pair, '=');

	if (value == NULL)
		return err_set(e, ERR_SETUP, "%s: \"%s\" is not \"key = "
		    "value\"", at->name, trim(pair));
	*value++ = '\0';
	pair = trim(pair);
	k = find_key(keys, pair);
	if (k == NULL)
		return unknown_key(keys, pair, at->name, e);
	return set_key(k, target, trim(value), at, e);
}

static int
load_lines(const struct conf_key *keys, void *target, const char *path, FILE *f,
    struct conf_origins *o, struct err *e)
{
	char		 where[300], *line = NULL;
	struct place	 here = { where, f, o, where };
	size_t		 cap = 0;
	unsigned long	 at = 0;
	int		 rc = 0;

	while (rc == 0 && getline(&line, &cap, f) != -1) {
		snprintf(where, sizeof(where), "%s:%lu", path, ++at);
		cut_comment(line);
		if (*trim(line) != '\0')
			rc = set_pair(keys, target, line, &here, e);
	}
	if (rc == 0 && ferror(f))
		rc = err_set(e, ERR_SETUP, "%s: cannot be read: %s", path,
		    strerror(errno));
	free(line);
	return rc;
}

static int
load_file(const struct conf_key *keys, void *target, const char *path,
    struct conf_origins *o, struct err *e)
{
	FILE	*f;
	int	 rc;

	if (path == NULL || *path == '\0')
		return 0;
	f = fopen(path, "re");
	if (f == NULL)
		return err_set(e, ERR_SETUP, "%s: cannot be opened: %s", path,
		    strerror(errno));
	rc = load_lines(keys, target, path, f, o, e);
	fclose(f);
	return rc;
}

static void
env_name(const char *key, char out[ENV_NAME])
{
	size_t	 i, n = (size_t)snprintf(out, ENV_NAME, "SIXTHKEY_%s", key);

	for (i = 0; i < n && i < ENV_NAME - 1; i++)
		if (out[i] == '.' || out[i] == '-')
			out[i] = '_';
		else if (out[i] >= 'a' && out[i] <= 'z')
			out[i] = (char)(out[i] - 'a' + 'A');
}

static int
load_env(const struct conf_key *keys, void *target, struct conf_origins *o,
    struct err *e)
{
	char		 name[ENV_NAME];
	const char	*value;

	for (; keys->name != NULL; keys++) {
		env_name(keys->name, name);
		value = getenv(name);
		if (value != NULL && set_key(keys, target, value,
		    &(struct place){ name, NULL, o, name }, e) == -1)
			return -1;
	}
	return 0;
}

static int
load_override(const struct conf_key *keys, void *target, const char *pair,
    struct conf_origins *o, struct err *e)
{
	char	 where[300], *copy = strdup(pair);
	int	 rc;

	if (copy == NULL)
		abort();
	snprintf(where, sizeof(where), "-o %s", pair);
	rc = set_pair(keys, target, copy, &(struct place){ where, NULL, o,
	    "-o" }, e);
	free(copy);
	return rc;
}

static int
load_start(const struct conf_key *keys, void *target, const char *path,
    struct conf_origins *o, struct err *e)
{
	const struct place	 builtin = { "built-in default", NULL, o,
				    "default" };
	const struct conf_key	*k;

	for (k = keys; k->name != NULL; k++)
		if (set_key(k, target, k->def, &builtin, e) == -1)
			return -1;
	return load_file(keys, target, path, o, e);
}

int
conf_file(const struct conf_key *keys, void *target, const char *path,
    struct err *e)
{
	return load_start(keys, target, path, NULL, e);
}

int
conf_load(const struct conf_key *keys, void *target, const char *path,
    const char *const *overrides, struct conf_origins *o, struct err *e)
{
	if (o != NULL)
		o->keys = keys;
	if (load_start(keys, target, path, o, e) == -1 ||
	    load_env(keys, target, o, e) == -1)
		return -1;
	for (; overrides != NULL && *overrides != NULL; overrides++)
		if (load_override(keys, target, *overrides, o, e) == -1)
			return -1;
	return 0;
}

const char *
conf_origin(const struct conf_origins *o, const char *name)
{
	const struct conf_key	*k = find_key(o->keys, name);

	return k == NULL ? "" : o->at[k - o->keys];
}

static void
print_value(const struct conf_key *k, const void *field, struct buf *out)
{
	int64_t	 n;

	if (k->type == CONF_INT) {
		memcpy(&n, field, sizeof(n));
		buf_printf(out, "%" PRId64, n);
	} else if (k->type == CONF_SECRET)
		buf_text(out, *(const char *)field == '\0' ? "" : "(secret)");
	else
		buf_text(out, field);
}

void
conf_print(const struct conf_key *keys, const void *target,
    const struct conf_origins *o, struct buf *out)
{
	struct buf	 value = { 0 };
	const char	*origin;
	size_t		 i;

	for (i = 0; keys[i].name != NULL; i++) {
		buf_clear(&value);
		print_value(&keys[i], (const char *)target + keys[i].offset,
		    &value);
		origin = o != NULL ? o->at[i] :
		    strcmp(value.data, keys[i].def) == 0 ? "default" : "set";
		buf_printf(out, "%s = %s\t# %s", keys[i].name, value.data,
		    origin);
		if (strcmp(origin, "default") != 0)
			buf_printf(out, ", default \"%s\"", keys[i].def);
		buf_printf(out, "; %s\n", keys[i].help);
	}
	buf_release(&value);
}

/* One line, whatever stands in it. */
static void
tell_line(const char *key, const char *value, struct buf *out)
{
	struct buf	 shown = { 0 };
	char		*at;

	redact(value, &shown);
	for (at = shown.data; at != NULL && *at != '\0'; at++)
		if ((unsigned char)*at < ' ' || *at == 0x7f)
			*at = ' ';
	buf_printf(out, "%s=%s\n", key, shown.len == 0 ? "" : shown.data);
	buf_release(&shown);
}

void
conf_tell(const struct conf_key *k, const void *target, struct buf *out)
{
	struct buf	 value = { 0 };

	for (; k->name != NULL; k++) {
		buf_clear(&value);
		print_value(k, (const char *)target + k->offset, &value);
		if (k->type != CONF_OWN && strcmp(value.data, k->def) != 0)
			tell_line(k->name, value.data, out);
	}
	buf_release(&value);
}
