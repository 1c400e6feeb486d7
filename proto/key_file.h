/*
 * key_file.h - the settings file of who comes to the line as a client, as
 * `sixthkey keys new` makes it: its key, and where it connects.
 */
#ifndef PROTO_KEY_FILE_H
#define PROTO_KEY_FILE_H

#include "proto/keys.h"

/* Holds the secret half of the key.  "": the file does not say. */
struct key_file {
	struct key_conf	 key;
	char		 name[CONF_TEXT_MAX], submit[CONF_TEXT_MAX],
			 control[CONF_TEXT_MAX], db[CONF_TEXT_MAX];
};

/* path NULL or "": no file, and so no key.  ERR_SETUP with a sentence. */
int	key_file_read(const char *path, struct key_file *, struct err *);

#endif
