/*
 * http.h - a plain HTTP client: bytes out, one answer in, to 127.0.0.1.
 */
#ifndef TESTS_LIB_HTTP_H
#define TESTS_LIB_HTTP_H

#include "base/buf.h"

enum { REPLY = 256 * 1024 };

struct reply {
	int	 status;		/* 0: the connection broke */
	char	 text[REPLY];		/* all of it, headers too */
};

/* Send bytes as they are; read until the other end closes. */
void	http_raw(int port, const char *bytes, size_t n, struct reply *);

/* One request; `headers` end in CRLF each; body may be NULL. */
void	http_ask(int port, const char *method, const char *path,
	    const char *headers, const struct buf *body, struct reply *);

/* Fail unless the answer has this status and this part; NULL: any. */
void	reply_expect(const char *label, const struct reply *, int status,
	    const char *has);

/* The same request as bytes, for a connection that stays open. */
void	http_request(struct buf *out, const char *method, const char *path,
	    const char *headers, const struct buf *body);

/* A connection for one request after another; each answer says how long it is.
 * Status 0: it broke. */
struct http_link;
struct http_link *http_link_open(int port);
void		 http_link_ask(struct http_link *, const struct buf *request,
		    struct reply *);
void		 http_link_close(struct http_link **);

#endif
