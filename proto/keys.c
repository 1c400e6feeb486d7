#include <string.h>

#include "proto/keys.h"

static const char *const roles[ROLE_COUNT] = {
	[ROLE_NONE] = "",
	[ROLE_BROKER] = "broker",
	[ROLE_WORKER] = "worker",
	[ROLE_SOURCE] = "source",
	[ROLE_FEED] = "feed",
	[ROLE_WEB] = "web",
	[ROLE_OPERATOR] = "operator",
};

static const char	digits[] = "0123456789abcdef";

const char *
key_role_name(enum key_role r)
{
	return r < ROLE_COUNT ? roles[r] : "";
}

enum key_role
key_role_parse(const char *name)
{
	unsigned	 r;

	for (r = ROLE_NONE + 1; r < ROLE_COUNT; r++)
		if (strcmp(roles[r], name) == 0)
			return (enum key_role)r;
	return ROLE_NONE;
}

int
key_name_valid(const char *name)
{
	static const char	 fit[] = "abcdefghijklmnopqrstuvwxyz"
				    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
	size_t			 n = strlen(name);

	return n > 0 && n < KEY_NAME_MAX && name[0] != '.' &&
	    name[0] != '-' && strspn(name, fit) == n;
}

static int
digit(char c)
{
	const char	*at = c == '\0' ? NULL : strchr(digits, c);

	return at == NULL ? -1 : (int)(at - digits);
}

int
key_bytes(const char *hex, uint8_t out[KEY_SIZE])
{
	size_t	 i;

	if (strlen(hex) != 2 * KEY_SIZE)
		return -1;
	for (i = 0; i < KEY_SIZE; i++) {
		int	 high = digit(hex[2 * i]), low = digit(hex[2 * i + 1]);

		if (high == -1 || low == -1)
			return -1;
		out[i] = (uint8_t)(high << 4 | low);
	}
	return 0;
}

void
key_hex(const uint8_t *key, char out[KEY_HEX])
{
	size_t	 i;

	for (i = 0; i < KEY_SIZE; i++) {
		out[2 * i] = digits[key[i] >> 4];
		out[2 * i + 1] = digits[key[i] & 15];
	}
	out[2 * KEY_SIZE] = '\0';
}

/* The next of some words, or NULL; `rest` moves behind it. */
static const char *
next_word(const char **rest, size_t *n)
{
	const char	*word = *rest + strspn(*rest, " \t");

	*n = strcspn(word, " \t");
	*rest = word + *n;
	return *n == 0 ? NULL : word;
}

int
key_role_among(enum key_role role, const char *words)
{
	const char	*word, *name = key_role_name(role);
	size_t		 n;

	while ((word = next_word(&words, &n)) != NULL)
		if (strlen(name) == n && strncmp(word, name, n) == 0)
			return 1;
	return 0;
}

static int
covers(const char *words, const char *source)
{
	const char	*word;
	size_t		 n;

	while ((word = next_word(&words, &n)) != NULL)
		if (strncmp(word, source, n) == 0 &&
		    (source[n] == '\0' || source[n] == '/'))
			return 1;
	return 0;
}

int
key_may_submit(const struct key *k, const char *source)
{
	switch (k->role) {
	case ROLE_WEB:
		return 1;
	case ROLE_FEED:
		return covers("/files", source);
	case ROLE_SOURCE:
		return covers(k->sources, source);
	default:
		return 0;
	}
}

int
key_may_work(const struct key *k, enum stage stage)
{
	return k->role == ROLE_WORKER && k->stage == stage &&
	    stage != STAGE_NONE;
}

int
key_conf_check(const struct key_conf *c, enum key_role role,
    enum stage stage, struct err *e)
{
	if (c->public[0] == '\0')
		return 0;
	if (key_role_parse(c->role) != role)
		return err_set(e, ERR_SETUP, "this key is for the role \"%s\", "
		    "not for \"%s\"", c->role, key_role_name(role));
	if (role == ROLE_WORKER && stage_parse(c->stage) != stage)
		return err_set(e, ERR_SETUP, "this key is for a worker of "
		    "\"%s\", not of \"%s\"", c->stage, stage_name(stage));
	return 0;
}
