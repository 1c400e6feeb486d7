/*
 * token.h - tokens with which sources submit over HTTP: made and shown once,
 * listed, changed for another, revoked.  Each returns the exit code.
 */
#ifndef CLI_TOKEN_H
#define CLI_TOKEN_H

#include "cli/list.h"

/* kinds NULL: all.  The token goes to standard output, and nowhere else. */
int	token_new(const char *source, const char *kinds);
int	token_list(enum form);

/* The new one goes to standard output; the old one counts so much longer. */
int	token_renew(const char *name, int64_t overlap_hours,
	    const char *reason);

/* name: "sk_…", as much of the token as there is before its secret. */
int	token_revoke(const char *name);

#endif
