/*
 * account.h - a sheet as text for people.  Pure.
 */
#ifndef CLI_ACCOUNT_H
#define CLI_ACCOUNT_H

#include "base/buf.h"
#include "explain/sheet.h"

void	account_text(const struct sheet *, int colour, struct arena *,
	    struct buf *out);

#endif
