/*
 * bulk_told.h - what retry, discard and replay say: in words for people, else as
 * rows.  Of a preview these are the sorts of error, of a replay and of what was
 * done one row.
 */
#ifndef CLI_BULK_TOLD_H
#define CLI_BULK_TOLD_H

#include "cli/list.h"
#include "operations/bulk.h"

struct bulk_told {
	const struct bulk	*bulk;
	const struct bulk_state	*state;
	enum form		 form;
};

/* Before anything is done: which messages, how many, and what of it would be
 * in vain.  An exit code. */
int	bulk_told_preview(const struct bulk_told *, struct db *);

/* How far it is; `after` is what to call once nothing is left. */
void	bulk_told_end(const struct bulk_told *, const char *after);

void	bulk_told_cancelled(const struct bulk_told *);

#endif
