/*
 * books.h - the line at one moment, and whether its books balance.
 *
 *	at each stage	came = recorded + waiting + put aside
 *	overall		accepted = published + no change + held + superseded +
 *			discarded + waiting + retrying + dead + parked
 *
 * The right sides are counted independently of the left, in one snapshot.
 */
#ifndef CLI_BOOKS_H
#define CLI_BOOKS_H

#include <stdint.h>

#include "base/buf.h"
#include "proto/frame.h"
#include "schema/db.h"

/* One stage as the database has it. */
struct stage_books {
	int64_t	came, recorded, waiting, retrying, dead, parked;
	int64_t	oldest_ms;	/* of what waits or is retried; -1: nothing */
	int64_t	recent;		/* records of the last ten seconds */
};

struct books {
	struct stage_books	stage[STAGE_COUNT];
	int64_t			accepted, published, no_change, held,
				superseded, discarded;
};

extern const enum query books_queries[];

/* 0 or -1. */
int	books_read(struct books *, struct db *, struct err *);

/* The sums over all stages. */
struct stage_books books_total(const struct books *);

/* What is missing (above 0) or too many (below 0): of one stage, and overall. */
int64_t	books_stage_gap(const struct books *, enum stage);
int64_t	books_gap(const struct books *);

/* True where every gap is 0. */
int	books_balanced(const struct books *);

/* One JSON object on one line. */
void	books_json(const struct books *, struct buf *out);

/* "what,events" and a row for each word of the ledger. */
void	books_csv(const struct books *, struct buf *out);

#endif
