/*
 * account.h - a sheet as text for people and as JSON for programs.  Pure.
 */
#ifndef CLI_ACCOUNT_H
#define CLI_ACCOUNT_H

#include "base/buf.h"
#include "cli/sheet.h"

void	account_text(const struct sheet *, int colour, struct arena *,
	    struct buf *out);

/* One line, in the form of a published document. */
void	account_json(const struct sheet *, struct arena *, struct buf *out);

#endif
