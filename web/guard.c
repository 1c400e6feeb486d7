#include <string.h>
#include <strings.h>

#include "web/guard.h"

enum { LENGTH_DIGITS = 15 };

static size_t
count(const struct pair *p, size_t n, const char *name, const char **value)
{
	size_t	 i, found = 0;

	for (i = 0; i < n; i++)
		if (strcasecmp(p[i].name, name) == 0) {
			*value = p[i].value;
			found++;
		}
	return found;
}

static int
is_length(const char *s)
{
	size_t	 n = strspn(s, "0123456789");

	return n > 0 && n <= LENGTH_DIGITS && s[n] == '\0';
}

/* No path, no user, nothing that a name or an address has not. */
static int
is_host(const char *s)
{
	return s[0] != '\0' && s[strcspn(s, " \t,/@\\\"")] == '\0';
}

/* A token, and not "Content-Length " which another might take for one. */
static int
is_name(const char *s)
{
	size_t	 n = strspn(s, "!#$%&'*+-.^_`|~0123456789"
		    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

	return n > 0 && s[n] == '\0';
}

const char *
guard_fault(const struct pair *p, size_t n)
{
	const char	*length = "", *coding = "", *host = "";
	size_t		 lengths = count(p, n, "Content-Length", &length),
			 codings = count(p, n, "Transfer-Encoding", &coding),
			 hosts = count(p, n, "Host", &host), i;

	for (i = 0; i < n; i++)
		if (!is_name(p[i].name))
			return "The name of a header is malformed.";
	if (lengths > 1)
		return "There is more than one Content-Length.";
	if (lengths == 1 && codings > 0)
		return "There are both Content-Length and Transfer-Encoding.";
	if (codings > 1 || (codings == 1 && strcasecmp(coding, "chunked") != 0))
		return "The only Transfer-Encoding that is taken is chunked.";
	if (hosts != 1 || !is_host(host))
		return "There is not exactly one Host.";
	if (lengths == 1 && !is_length(length))
		return "The Content-Length is not a plain decimal number.";
	return NULL;
}
