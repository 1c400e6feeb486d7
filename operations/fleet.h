/*
 * fleet.h - the processes that are there now, and in what those of a kind were
 * set or built otherwise than their like.  Pure.
 *
 * Each says of itself what is not by default (proto/self.h), so what one does
 * not name it has by default.
 */
#ifndef OPERATIONS_FLEET_H
#define OPERATIONS_FLEET_H

#include "base/arena.h"
#include "base/buf.h"
#include "proto/frame.h"

struct member {
	const char	*kind;		/* "broker", "ingest", …, "web" */
	const char	*name, *instance, *build;
	struct told	 told;
};

/* Those of a kind that have one value; the first of them are named.  Where there
 * are too many values the last camp is of all others, and its value NULL. */
enum { CAMP_NAMED = 5, CAMPS = 10 };

struct camp {
	const char		*value;
	const struct member	*who[CAMP_NAMED];
	size_t			 n;
};

struct difference {
	const char	*kind;		/* "all": of the whole fleet */
	const char	*key;
	struct camp	 camp[CAMPS];
	size_t		 n;
};

/* What peers say has bounds here: so many differences, and so many keys of a
 * member, are looked at. */
enum { FLEET_DIFFERENCES = 100, FLEET_KEYS = 100 };

struct fleet {
	struct arena		*arena;
	struct member		*member;
	size_t			 n, cap;
	size_t			 silent;	/* say nothing of how they are
						 * set */
	struct difference	*difference;
	size_t			 ndifference;
	int			 more;		/* than these differ */
};

/* Everybody whom a broker's REPORT names, itself included; who was named
 * before is not counted again.  The texts stay the report's. */
void	fleet_add(struct fleet *, const struct frame *report);

/* Once all are there. */
void	fleet_compare(struct fleet *);

/* A sentence without its stop; true where they differ. */
int	fleet_say(const struct fleet *, struct buf *);

/* "ingest-a 0123456789ab for 3 min 12 s, … and 4 more" */
void	camp_say(const struct camp *, struct buf *);

#endif
