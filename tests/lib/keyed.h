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
void		keyed_open(struct keyed *);
void		keyed_close(struct keyed *);

/* "sixthkey keys …" in that folder: its exit code, or it must be 0. */
int		keyed_run(const struct keyed *, const char *words);
void		keyed_add(const struct keyed *, const char *fmt, ...)
		    __attribute__((format(printf, 2, 3)));

/* What NAME.key says of its own key. */
struct key_conf	keyed_read(const struct keyed *, const char *name);

#endif
