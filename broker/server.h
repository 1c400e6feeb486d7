/*
 * server.h - the broker's connection to PostgreSQL, as it needs it.
 */
#ifndef BROKER_SERVER_H
#define BROKER_SERVER_H

#include "broker/store.h"

/* NULL: not now, or never (ERR_SETUP). */
struct db	*server_open(const struct store_conf *, struct err *);

/* So that records and asides can name us; the line runs without it.  False: it
 * could not be written. */
int		 server_greet(struct db *, const struct store_conf *,
		    struct params *);

#endif
