/*
 * identity.h - our own key on the wire: the file that SIXTHKEY_KEY names.
 */
#ifndef CLI_IDENTITY_H
#define CLI_IDENTITY_H

#include "proto/keys.h"

/* EXIT_OK, also where there is none; else why not, which it has said.  What
 * the file says of endpoints holds where the environment says nothing. */
int	identity_load(const char *verb, struct key_conf *);

#endif
