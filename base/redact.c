#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/redact.h"

#define GONE	"***"

/* Behind these a value stands; those without a separator end with a blank. */
static const struct {
	const char	*word;
	int		 separated;
} words[] = {
	{ "password", 1 }, { "passwd", 1 }, { "secret", 1 }, { "token", 1 },
	{ "passphrase", 1 }, { "bearer ", 0 }, { "basic ", 0 },
};

/* Where the value begins behind "=", ":" and blanks, else NULL. */
static const char *
value_of(const char *at)
{
	const char	*p = at + strspn(at, "\"' \t");

	if (*p != '=' && *p != ':')
		return NULL;
	return p + 1 + strspn(p + 1, " \t");
}

static size_t
value_length(const char *at)
{
	if (*at == '"' || *at == '\'') {
		const char	*end = strchr(at + 1, *at);

		return end == NULL ? strcspn(at, "\n") :
		    (size_t)(end - at) + 1;
	}
	return strcspn(at, " \t\r\n\"',;&)}");
}

/* The secret that begins here or behind a word that does: how much stays, how
 * much goes.  0: there is none. */
static size_t
secret_at(const char *at, size_t *stays)
{
	const char	*value;
	size_t		 i, n;

	if (strncmp(at, "sk_", 3) == 0 &&
	    (n = strspn(at, "sk_0123456789abcdef")) >= 20) {
		*stays = 3;
		return n - 3;
	}
	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		n = strlen(words[i].word);
		if (strncasecmp(at, words[i].word, n) != 0)
			continue;
		value = words[i].separated ? value_of(at + n) : at + n;
		if (value == NULL)
			continue;
		*stays = (size_t)(value - at);
		return value_length(value);
	}
	return 0;
}

/* "//user:password@": the password's place, or NULL. */
static const char *
password_of_url(const char *at, size_t *n)
{
	const char	*colon, *sign;
	size_t		 most;

	if (strncmp(at, "//", 2) != 0)
		return NULL;
	most = strcspn(at + 2, "/ \t\r\n\"'");
	sign = memchr(at + 2, '@', most);
	colon = sign == NULL ? NULL :
	    memchr(at + 2, ':', (size_t)(sign - at - 2));
	if (colon == NULL)
		return NULL;
	*n = (size_t)(sign - colon - 1);
	return colon + 1;
}

void
redact(const char *text, struct buf *out)
{
	const char	*password;
	size_t		 stays, n;

	while (*text != '\0') {
		stays = 1;
		n = secret_at(text, &stays);
		if (n == 0 && (password = password_of_url(text, &n)) != NULL)
			stays = (size_t)(password - text);
		else if (n == 0)
			stays = 1;
		buf_add(out, text, stays);
		if (n != 0)
			buf_text(out, GONE);
		text += stays + n;
	}
}
