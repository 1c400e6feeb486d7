/*
 * token.h - the tokens with which sources submit over HTTP: "sk_NAME_SECRET".
 * The text of one is known to whoever made it and stored nowhere; its digest is.
 */
#ifndef OPERATIONS_TOKEN_H
#define OPERATIONS_TOKEN_H

#include "base/digest.h"
#include "base/err.h"
#include "schema/db.h"

#define TOKEN_PREFIX	"sk_"

enum {
	TOKEN_NAME = 12, TOKEN_SECRET = 64, TOKEN_TEXT = 96,
	TOKEN_OVERLAP_MAX = 90 * 24 * 3600	/* seconds */
};

struct token_made {
	char	 text[TOKEN_TEXT];
	char	 name[TOKEN_NAME + 1];
	uint8_t	 digest[DIGEST_SIZE];
};

void	token_make(struct token_made *);
void	token_forget(struct token_made *);

/* Who changes a token for another, and for how long both count. */
struct token_change {
	const char	*name;		/* the old one's, without the prefix */
	int64_t		 overlap_s;
	const char	*who, *reason;
};

/*
 * A row with the source and when the old one ends, and `made` is the new one;
 * no row: there is no such token, or it ends already.  NULL: the database did
 * not answer.  Audited.
 */
struct rows *token_rotate(struct db *, const struct token_change *,
	    struct token_made *, struct err *);

#endif
