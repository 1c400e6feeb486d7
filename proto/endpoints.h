/*
 * endpoints.h - one or more brokers to try in turn: "tcp://a:1,tcp://b:1".
 */
#ifndef PROTO_ENDPOINTS_H
#define PROTO_ENDPOINTS_H

#include <stddef.h>

#include "base/err.h"

enum { ENDPOINTS_MAX = 8, ENDPOINTS_TEXT = 512 };

struct endpoints {
	char	 text[ENDPOINTS_TEXT];	/* each ends with NUL */
	size_t	 at[ENDPOINTS_MAX];	/* where they begin */
	size_t	 n, now;
};

/* Blanks and empty places do not matter.  ERR_SETUP: none, or too many. */
int		 endpoints_set(struct endpoints *, const char *list,
		    struct err *);

const char	*endpoints_now(const struct endpoints *);

/* The next one's turn; false if there is no other. */
int		 endpoints_next(struct endpoints *);

#endif
