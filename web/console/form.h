/*
 * form.h - what a browser sends: cookies, fields, and the token that a form of
 * ours carries.  Pure but for the chance in a token.
 *
 * A token is "NONCE.MARK": the mark is made with what only this session holds,
 * over the nonce and the form's path.  So a form of another session, of
 * another page or of another site is told from ours without any list of what
 * was handed out; that a nonce is used once is for the database to say.
 */
#ifndef WEB_CONSOLE_FORM_H
#define WEB_CONSOLE_FORM_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/digest.h"
#include "web/guard.h"

enum {
	FORM_FIELDS = 64,
	FORM_TOKEN = 2 * DIGEST_HEX
};

/* The value of a cookie in a Cookie header; "" where there is none. */
const char	*form_cookie(struct arena *, const char *header,
		    const char *name);

/* Fields of application/x-www-form-urlencoded; -1: it is none, or has too
 * many. */
int		 form_fields(struct arena *, const struct buf *body,
		    struct pair out[FORM_FIELDS], size_t *n);

void		 form_token(const char *key, const char *path,
		    char out[FORM_TOKEN]);

/* 1 and the nonce, or 0: it is not one of ours. */
int		 form_nonce(const char *key, const char *path,
		    const char *token, uint8_t nonce[DIGEST_SIZE]);

#endif
