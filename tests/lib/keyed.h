/*
 * keyed.h - keys for a whole line over TCP, made by the command line as a user
 * would: a folder with broker.key, STAGE.key and whatever is added.  For
 * line_start_keyed.  What cannot be made ends the program.
 */
#ifndef TESTS_LIB_KEYED_H
#define TESTS_LIB_KEYED_H

#include "proto/keys.h"

enum keyed_door { KEYED_WORKERS, KEYED_SUBMIT, KEYED_CONTROL, KEYED_DOORS };

struct keyed {
	char	 dir[40], end[KEYED_DOORS][40];
};

/* Of a broker at three free ports of 127.0.0.1, and of a worker each stage. */
void	keyed_make(struct keyed *);
void	keyed_remove(struct keyed *);

/* One that may submit what comes from `source`, and its own half. */
void	keyed_add_source(const struct keyed *, const char *name,
	    const char *source);
void	keyed_add_web(const struct keyed *);
void	keyed_read(const struct keyed *, const char *name, struct key_conf *);

#endif
