/*
 * store.h - the broker's one connection to PostgreSQL, never waited for once
 * it stands: asks who leads, reads what waits and what people set, stores what
 * was put aside, comes back by itself when it was lost.
 */
#ifndef BROKER_STORE_H
#define BROKER_STORE_H

#include <stdint.h>

#include "base/err.h"
#include "broker/core.h"
#include "schema/db.h"

struct store;

struct store_conf {
	const char	*conninfo, *instance, *name;
	const char	*workers, *submit;	/* where we may be found */
	const char	*seat;		/* where nobody else can listen */
	int64_t		 lease_ms;
	struct db_count	*count;
	void		(*event)(void *arg, const struct core_event *);
	void		(*room)(void *arg, enum stage, uint32_t *count,
			    uint64_t *bytes);
	struct skipper	 skipper;	/* what need not be read */
	void		(*idle)(void *arg);	/* while it connects */
	void		*arg;
};

struct store	*store_new(const struct store_conf *);
void		 store_free(struct store **);

/* ACT_REFILL, ACT_ASIDE, ACT_QUARANTINE, ACT_SEND to CLOCK_PEER; what is kept
 * is copied. */
void		 store_action(struct store *, const struct action *);

/* Do what can be done now.  -1 ERR_SETUP: never. */
int		 store_step(struct store *, int64_t now, struct err *);

/* Another may lead: we drain. */
void		 store_yield(struct store *);

/* To wait for, or -1. */
int		 store_fd(const struct store *);

/* True while the database was not told that we lead no more; it is given two
 * seconds, for the lease ends by itself. */
int		 store_yields(const struct store *);

#endif
