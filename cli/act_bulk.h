/*
 * act_bulk.h - actions on messages that are aside, many at once.
 *
 * An action is bound to the messages that its preview counted.  It is done in
 * steps of a transaction each; the same command goes on where one stopped.
 */
#ifndef CLI_ACT_BULK_H
#define CLI_ACT_BULK_H

#include <stdint.h>

#include "base/arena.h"
#include "cli/act.h"

/* What a verb does. */
struct bulk {
	const char	*verb;		/* as it is stored */
	const char	*would, *did;	/* "Would retry", "Sent again" */
	const char	*after;		/* what to call next */
	enum query	 step;
	int		 records;	/* makes records: needs a node */
};

/* What was asked for; texts are "" where nothing was. */
struct bulk_wish {
	enum stage	 stage;
	enum verdict	 verdict;
	int64_t		 event;
	const char	*class, *exclude, *since;
	const char	*reason, *snapshot, *cancel;
	int		 yes;
	int64_t		 confirm;	/* BULK_UNSAID */
};

enum { BULK_UNSAID = -1, BULK_FREE = 1, BULK_TYPED = 100 };

/* An action as it stands, from operation_find. */
struct bulk_state {
	int64_t		 id;
	const char	*verb, *at, *who, *reason, *filter;
	int64_t		 count, done, skipped, left;
	int		 cancelled;
};

struct bulk_run {
	const struct bulk	*bulk;
	struct bulk_wish	 wish;
	struct db		*db;
	struct arena		*arena;
};

/* act_preview.c: "dead at publication, with \"503\" in the error". */
const char	*bulk_filter(const struct bulk_wish *, struct arena *);

/* "sixthkey retry --snapshot s-1a --yes", a line on standard output. */
void		 bulk_command(const struct bulk_run *,
		    const struct bulk_state *, const char *snapshot);

/* EXIT_OK, or they have said why not. */
int		 bulk_find(struct bulk_run *, const char *snapshot,
		    struct bulk_state *);
int		 bulk_preview(struct bulk_run *, struct bulk_state *,
		    const char *snapshot);
int		 bulk_bind(struct bulk_run *, const char **snapshot);

#endif
