/*
 * http.h - the one place that speaks HTTP (libmicrohttpd): one thread, epoll.
 * A request is whole, and has passed the guard, before anybody sees it.
 */
#ifndef WEB_HTTP_H
#define WEB_HTTP_H

#include <stdint.h>

#include "base/err.h"
#include "web/request.h"

struct http;

struct http_conf {
	const char	*listen;	/* "127.0.0.1:8080", "[::1]:8080" */
	int64_t		 body_bytes;	/* of one request */
	int64_t		 held_bytes;	/* of all that are not answered */
	int64_t		 connections;
	int64_t		 timeout_s;	/* of a silent peer */
};

/*
 * Called in the thread of HTTP.  It fills in the answer; or it calls
 * http_hold, hands the request on, and whoever has it then fills in the answer
 * and calls http_done, from any thread.
 */
typedef void	 serve_fn(void *arg, struct request *);

/* NULL with ERR_SETUP. */
struct http	*http_start(const struct http_conf *, serve_fn *, void *arg,
		    struct err *);
void		 http_hold(struct request *);
void		 http_done(struct request *);

/* Take no more connections; then, when everything held is done, end. */
void		 http_quiesce(struct http *);
void		 http_stop(struct http **);

/* Since start; NULL: not started yet. */
struct http_count {
	uint64_t	 requests, refused, bytes;
};
struct http_count http_counts(const struct http *);

#endif
