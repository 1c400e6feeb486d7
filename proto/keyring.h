/*
 * keyring.h - a folder of public keys: NAME.pub for everybody who may connect.
 * What is not in the folder may not, from the next look at it on.
 */
#ifndef PROTO_KEYRING_H
#define PROTO_KEYRING_H

#include "proto/keys.h"

struct keyring;

/* ERR_SETUP: there is no such folder. */
struct keyring	*keyring_open(const char *folder, struct err *);
void		 keyring_free(struct keyring **);

/*
 * Look again, at most twice a second.  1: something changed, and all of it
 * could be read; 0: nothing changed; -1: something changed, and the error says
 * what of it is not in force.  A folder that is gone changes nothing.
 */
int		 keyring_refresh(struct keyring *, int64_t now, struct err *);

/* The next refresh looks, however soon it comes. */
void		 keyring_hurry(struct keyring *);

/* Sorted by public key; valid until the next refresh. */
const struct key *keyring_find(const struct keyring *, const char *public);
size_t		 keyring_all(const struct keyring *, const struct key **);
const char	*keyring_folder(const struct keyring *);

/* One public file; its name is the file's.  ERR_SETUP. */
int		 keyring_read(const char *folder, const char *file,
		    struct key *, struct err *);

/* "NAME.pub": where the ending starts, or NULL. */
const char	*keyring_ending(const char *file);

#endif
