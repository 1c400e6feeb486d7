/*
 * copies.h - what is left when this disk is lost: replicas, and the archive of
 * the WAL.
 */
#ifndef OPERATIONS_COPIES_H
#define OPERATIONS_COPIES_H

#include "base/arena.h"
#include "base/buf.h"
#include "schema/db.h"

struct replica {
	const char	*name, *state, *sync, *since;
	int64_t		 bytes, ms;	/* behind; -1: not known */
};

struct copies {
	struct replica	*replica;
	size_t		 nreplica;
	const char	*archive;	/* "off", "on", "always" */
	int64_t		 ok_ms, failed_ms; /* since the last; -1: never */
	int64_t		 ok, failed;	/* files */
	const char	*failed_what;
	const char	*awaited;	/* standbys that commits wait for */
};

extern const enum query	 copies_queries[];

/* 0 or -1; all of it in the arena. */
int	copies_read(struct copies *, struct db *, struct arena *,
	    struct err *);

/* What a replica does, and whether commits wait for it, in words. */
const char *replica_does(const struct replica *);
const char *replica_awaited(const struct replica *);

/* A sentence without its stop; true where somebody has to do something. */
int	copies_say_replicas(const struct copies *, struct buf *);
int	copies_say_archive(const struct copies *, struct buf *);

#endif
