/*
 * account.h - a sheet as text for people, or as rows.
 */
#ifndef CLI_ACCOUNT_H
#define CLI_ACCOUNT_H

#include "base/buf.h"
#include "cli/list.h"
#include "explain/sheet.h"

void	account_text(const struct sheet *, int colour, struct arena *,
	    struct buf *out);

/* A row for each cell, to standard output. */
void	account_cells(const struct sheet *, enum form, struct arena *);

/* A location of a trust is shown by itself. */
int	account_asks_for(const struct sheet *, const struct cell *);

#endif
