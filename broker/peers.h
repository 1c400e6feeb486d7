/*
 * peers.h - routing ids of all sockets as numbers that are never used again.
 */
#ifndef BROKER_PEERS_H
#define BROKER_PEERS_H

#include <stdint.h>

#include "broker/core.h"
#include "proto/bus.h"

struct peers;

struct peers	*peers_new(uint32_t most);
void		 peers_free(struct peers **);

/* The number of a peer that was heard now; a new one the first time.  When
 * there are too many, the one not heard for longest is forgotten. */
uint32_t	 peers_heard(struct peers *, enum door, const struct bus_peer *);

/* NULL: forgotten. */
const struct bus_peer *peers_find(const struct peers *, uint32_t number,
		    enum door *);

#endif
