/*
 * redact.h - a text that may be shown to strangers: what looks like a secret is
 * taken out of it.
 */
#ifndef BASE_REDACT_H
#define BASE_REDACT_H

#include "base/buf.h"

/*
 * Append the text without the values of password=, passwd=, secret=, token=
 * (also ": " and " = " behind the word, and where a variable's name ends with
 * it), what follows Bearer or Basic, the password of //user:password@, and
 * tokens of ours (sk_…).
 */
void	redact(const char *text, struct buf *out);

#endif
