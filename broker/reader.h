/*
 * reader.h - which query finds what waits in the database, and what its rows
 * mean.  One query is under way at a time; whoever owns the connection sends
 * what reader_query gives and hands the rows to reader_rows.
 */
#ifndef BROKER_READER_H
#define BROKER_READER_H

#include <stdint.h>

#include "base/arena.h"
#include "broker/skip.h"
#include "proto/frame.h"
#include "schema/db.h"

struct reader;

/* What a request came to; the tasks live in the arena. */
struct reading {
	enum stage		 stage;
	const struct task	*task;
	size_t			 ntask;
	int			 end;		/* the walk is over */
	uint64_t		 waiting;	/* may wait in all, from above */
	uint64_t		 oldest_ms;	/* that never failed; 0: none */
	uint64_t		 lag;		/* events above the watermark */
};

/* What the skipper knows is not looked for. */
struct reader	*reader_new(const struct skipper *);
void		 reader_free(struct reader **);

/* The statements that the reader needs; Q_NONE ends them. */
extern const enum query reader_statements[];

/*
 * Look for messages of a stage: on from the last place, or anew.  `bulk`: only
 * of sources that begin in none of these ways (blanks between); this walk has a
 * place of its own, and begins where the other one did.
 */
void		 reader_ask(struct reader *, enum stage, int restart,
		    const char *bulk);

/* The stage whose request comes first; STAGE_NONE: nothing is asked. */
enum stage	 reader_stage(const struct reader *);

/* The next query and its parameters; `most` rows have room. */
enum query	 reader_query(struct reader *, int64_t now, uint32_t most,
		    struct params *);

/* True if the request is answered; false: call reader_query again. */
int		 reader_rows(struct reader *, int64_t now, const struct rows *,
		    uint64_t room, struct arena *, struct reading *);

/* The connection was lost: forget one request; its stage, or STAGE_NONE when
 * there is none left.  Then the marks are forgotten too: the next server may be
 * one that took over and has less; so must be what the skipper knows. */
enum stage	 reader_drop(struct reader *);

#endif
