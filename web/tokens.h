/*
 * tokens.h - who may submit over HTTP, for which sources and what.
 *
 * A token is "sk_NAME_SECRET": the name finds the row, the digest of the whole
 * proves it.  One thread brings the list, another asks.
 */
#ifndef WEB_TOKENS_H
#define WEB_TOKENS_H

#include "base/arena.h"
#include "base/conf.h"
#include "base/digest.h"
#include "operations/token.h"
#include "proto/event.h"

struct tokens;

struct grant {
	char	 source[EVENT_ID_MAX + 1];
	char	 kinds[CONF_TEXT_MAX];		/* blanks between; "*": all */
};

struct token_row {
	const char	*name, *source, *kinds;
	struct bytes	 digest;
};

struct tokens	*tokens_new(void);
void		 tokens_free(struct tokens **);

/* This is all of them, as of now. */
void		 tokens_set(struct tokens *, const struct token_row *, size_t n);

/* The list came at most this long ago; -1: it never did. */
int64_t		 tokens_age(struct tokens *);

/* "Bearer sk_…": 1 and what it allows, or 0. */
int		 tokens_check(struct tokens *, const char *authorization,
		    struct grant *);

/* A source covers itself and what is below it. */
int		 grant_source(const struct grant *, const char *source);
int		 grant_kind(const struct grant *, enum event_kind);

#endif
