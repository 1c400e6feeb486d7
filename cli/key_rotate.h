/*
 * key_rotate.h - a second key for who has one: both let in until the first is
 * revoked.
 */
#ifndef CLI_KEY_ROTATE_H
#define CLI_KEY_ROTATE_H

#include "cli/key_new.h"

/* who: the key's name, or a source that one key alone is for.  The exit code. */
int	key_rotate(const struct key_wish *, const char *who);

#endif
