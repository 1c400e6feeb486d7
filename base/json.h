/*
 * json.h - a streaming JSON writer: order as written, no tree, the same calls
 * give the same bytes.  Wrong nesting is a bug and asserts.
 */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

enum { JSON_DEPTH = 32 };

struct json {
	struct buf	*out;
	int		 indent;	/* spaces a level; 0: one line */
	int		 sparse;
	unsigned	 depth, written; /* levels; those that show already */
	struct {
		char	 close;		/* '}' or ']' */
		size_t	 n;		/* members so far */
		const char *key;	/* until it shows */
	} level[JSON_DEPTH];
};

void	json_init(struct json *, struct buf *out, int indent);

/* From here on members that say nothing are left out: null, false, "" and what
 * is empty.  Numbers always say something. */
void	json_sparse(struct json *);

/* `key` is NULL inside an array and at the top. */
void	json_object(struct json *, const char *key);
void	json_array(struct json *, const char *key);
void	json_end(struct json *);

/* Bytes that are not UTF-8 become U+FFFD, so that the output always parses;
 * a NULL text is null. */
void	json_text(struct json *, const char *key, const char *);
void	json_int(struct json *, const char *key, int64_t);
void	json_bool(struct json *, const char *key, int);
void	json_null(struct json *, const char *key);

/* Already JSON (a whole value). */
void	json_raw(struct json *, const char *key, const char *, size_t);

#endif
