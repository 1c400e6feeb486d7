/*
 * listing.h - what `get` lists and `export` writes.  Each function returns an
 * exit code and has said what went wrong.  Memory does not grow with the number
 * of organisations.
 */
#ifndef CLI_LISTING_H
#define CLI_LISTING_H

#include <stdint.h>
#include <stdio.h>

#include "cli/clocks.h"
#include "cli/list.h"
#include "operations/pick.h"
#include "proto/frame.h"
#include "schema/db.h"

/* Where it goes, in which form, and how many rows at most. */
struct listing {
	const char	*verb;		/* for what has to be said */
	struct db	*db;
	FILE		*out;
	enum form	 form;
	int64_t		 limit;		/* 0: all */
	struct clocks	 clocks;

	int		 all;		/* of rejects: also what is mended */
	struct pick	 pick;		/* of events */

	/* Of what is aside: 0 and "" are all. */
	enum stage	 stage;
	enum verdict	 verdict;
	const char	*class;

	/* Of describe: rows whose first or second value it is. */
	const char	*only;
	int		*found;
};

typedef int	 listing_fn(const struct listing *);

listing_fn	 listing_ratings, listing_departures, listing_events;
listing_fn	 listing_aside, listing_deadletters, listing_audit;
listing_fn	 listing_settings, listing_overdue, listing_rejects;
listing_fn	 listing_stages, listing_nodes, listing_sources;
listing_fn	 listing_operations;

/* What the broker says of the line; EXIT_OK also where it is not there. */
struct line_view;
int		 listing_ask(const struct listing *, struct line_view *,
		    struct arena *);

/* list_row, where the row is wanted. */
void		 listing_put(const struct listing *, struct list *,
		    const char *const *values);

/* The statements that the first three and overdue need, and the others (Q_NONE
 * ends them). */
extern const enum query listing_queries[], listing_act_queries[],
	    listing_line_queries[];

/* One kind with all its columns for one name; NULL verb: no such kind. */
int		 listing_describe(const char *kind, const char *name,
		    enum form);

/* The names of all kinds, each with a blank behind it. */
void		 listing_kinds(struct buf *);

/* A page of rows: subjects after `after`, at most `most`, known in time. */
struct rows	*listing_page(const struct listing *, enum query,
		    const char *after, int32_t most, int *code);

/* True once so many rows are out. */
int		 listing_full(const struct listing *, int64_t rows);

#endif
