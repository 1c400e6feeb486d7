/*
 * books.h - the line at one moment, and whether its books balance.
 *
 *	at each stage	came = recorded + waiting + put aside
 *	overall		accepted = published + no change + held + superseded +
 *			discarded + waiting + retrying + dead + parked
 *
 * An event may wait for its last record when its version is decided already, by
 * the record of another event: in the second line it does not wait then.
 *
 * In one snapshot, the right sides independently of the left but for what
 * tallies say; `books_recount` believes none of them.
 */
#ifndef OPERATIONS_BOOKS_H
#define OPERATIONS_BOOKS_H

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
	int64_t			ahead;	/* wait, and are decided already */
};

extern const enum query books_queries[], books_recount_queries[];

/* 0 or -1. */
int	books_read(struct books *, struct db *, struct err *);
int	books_recount(struct books *, struct db *, struct err *);

/* The sums over all stages. */
struct stage_books books_total(const struct books *);

/* What is missing (above 0) or too many (below 0): of one stage, and overall. */
int64_t	books_stage_gap(const struct books *, enum stage);
int64_t	books_gap(const struct books *);

/* What waits and is not decided yet, over all stages. */
int64_t	books_undecided(const struct books *);

/* True where every gap is 0. */
int	books_balanced(const struct books *);

/* The words of the ledger and how many events each has: the first is the sum
 * of all behind it. */
enum { BOOKS_ENTRIES = 10 };

struct book_entry {
	const char	*name, *word;
	int64_t		 n;
};
void	books_entries(const struct books *, struct book_entry [BOOKS_ENTRIES]);

/* One JSON object on one line. */
void	books_json(const struct books *, struct buf *out);

/* "what,events" and a row for each word of the ledger. */
void	books_csv(const struct books *, struct buf *out);

#endif
