/*
 * base64.h - bytes as text, RFC 4648 with its padding.
 */
#ifndef FORMATS_BASE64_H
#define FORMATS_BASE64_H

#include "base/arena.h"

/* -1: it is none. */
int	base64_read(const char *, struct arena *, struct bytes *out);

#endif
