/*
 * account.h - a sheet as JSON for programs.  Pure.
 */
#ifndef EXPLAIN_ACCOUNT_H
#define EXPLAIN_ACCOUNT_H

#include "base/buf.h"
#include "explain/sheet.h"

/* One line, in the form of a published document. */
void	account_json(const struct sheet *, struct arena *, struct buf *out);

#endif
