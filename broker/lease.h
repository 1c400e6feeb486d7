/*
 * lease.h - for how long a broker may believe that it leads.  Pure.
 *
 * The database's clock decides who leads.  Ours only measures how long ago we
 * asked; since that began before the database answered, our time is up first.
 */
#ifndef BROKER_LEASE_H
#define BROKER_LEASE_H

#include <stdint.h>

struct lease {
	int64_t	 ms;			/* for how long it is held */
	int64_t	 ask_at, asked_at;
	int64_t	 until;			/* we lead so long; 0: we do not */
	int	 over;			/* we want it no more */
};

int	lease_due(const struct lease *, int64_t now);
void	lease_ask(struct lease *, int64_t now);
void	lease_answer(struct lease *, int ours);
int	lease_leads(const struct lease *, int64_t now);

#endif
