/*
 * request.h - one HTTP request and its answer, without the library that
 * carries them.
 */
#ifndef WEB_REQUEST_H
#define WEB_REQUEST_H

#include "base/arena.h"
#include "base/buf.h"
#include "web/guard.h"

enum { ANSWER_HEADERS = 12 };

struct request {
	const char		*method, *path;
	const struct pair	*header;
	size_t			 nheader;
	const struct pair	*argument;	/* of the query */
	size_t			 nargument;
	struct buf		 body;
	struct arena		*arena;		/* of this request */
	struct arena		*wire;		/* bounded; NULL or lives as long */
	void			*own;		/* of who works on it */

	/* The answer: a status, then it is one. */
	unsigned		 status;
	struct buf		 out;
	struct pair		 set[ANSWER_HEADERS];
	size_t			 nset;

	/* NULL, or the answer goes on: called once `out` is sent and empty
	 * again, as if the request had come anew; a status of 500 or above
	 * breaks it off. */
	void			(*more)(struct request *);
};

/* "" where there is none; header names in any letter case. */
const char	*request_header(const struct request *, const char *name);
const char	*request_argument(const struct request *, const char *name);

/* The name that a caller gave to what it does stands behind its answers, where it
 * is harmless. */
void		 answer_correlation(struct request *);

/* Texts that are not constant live in the arena. */
void		 answer_set(struct request *, const char *name,
		    const char *value);

/* What is in `out` is for everybody, and may be kept for a minute; 304 without
 * it for who has it.  The tag without its quotes. */
void		 answer_public(struct request *, const char *type,
		    const char *tag);

/* What went wrong, as RFC 9457 has it; pointer and value may be "". */
void		 answer_problem(struct request *, unsigned status,
		    const char *pointer, const char *value,
		    const char *detail);

/* The same, to be tried again after so many seconds. */
void		 answer_later(struct request *, unsigned status,
		    unsigned seconds, const char *detail);

/* "Unprocessable Content" */
const char	*status_title(unsigned status);

#endif
