/*
 * clock.h - what time brings: days of the table `due` that have come and were
 * not said yet are submitted as clock.reached, by the broker that leads.
 *
 * The table is walked page by page, again and again.  Answers only tell when
 * to go on: whether an event was taken shows when the walk comes by again.
 */
#ifndef BROKER_CLOCK_H
#define BROKER_CLOCK_H

#include <stdint.h>

#include "broker/core.h"
#include "proto/event.h"
#include "schema/db.h"

/* The producer of these events, a number that no peer ever has. */
#define CLOCK_PEER	UINT32_MAX

enum { CLOCK_RULE_MAX = 64 };

struct clock {
	int64_t	 asked_at;
	size_t	 open;			/* submitted and not answered */
	int	 refused;		/* one of them, for ever */
	int32_t	 day;			/* the walk's last row */
	char	 subject[EVENT_ID_MAX + 1];
	char	 rule[CLOCK_RULE_MAX];
};

int		 clock_due(const struct clock *, int64_t now);

/* The next page, of days up to `today`. */
enum query	 clock_ask(struct clock *, int64_t now, int32_t today,
		    struct params *);

/* What a page has to say, as if a producer had sent SUBMIT; made in the arena.
 * False: nothing. */
int		 clock_rows(struct clock *, const struct rows *,
		    struct arena *, struct core_event *);

/* The answers that the core sends to CLOCK_PEER. */
void		 clock_answer(struct clock *, const struct frame *);

#endif
