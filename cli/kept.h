/*
 * kept.h - what was refused at a door, as the line keeps it: the rows of
 * show_rejects.sql and what is in them.
 */
#ifndef CLI_KEPT_H
#define CLI_KEPT_H

#include "base/arena.h"
#include "base/buf.h"
#include "schema/db.h"

struct kept {
	const char	*id, *at, *source, *source_id;
	const char	*via;		/* "in.csv:812", "HTTP", "ZeroMQ" */
	const char	*reason;	/* whole */
	const char	*standing;	/* "open", "mended by event 12" */
	struct bytes	 text;		/* as it was read; none: an event */
	struct bytes	 payload;	/* of an event */
};

extern const enum query	 kept_queries[];

/* A page: before this id, or this one alone where it is not 0; `all` with what
 * is mended.  NULL after it has said why. */
struct rows	*kept_page(const char *verb, struct db *, int64_t before,
		    int32_t most, int64_t one, int all, int *code);

void		 kept_row(const struct rows *, size_t row, struct arena *,
		    struct kept *);

/* As a CloudEvent that may be mended and fed, its reason beside it.  -1: it
 * is none. */
int		 kept_event(const struct kept *, int indent, struct buf *);

#endif
