/*
 * judge.h - the history checker: what the producers were told, joined with the
 * tables as they ended.
 */
#ifndef TESTS_CHAOS_JUDGE_H
#define TESTS_CHAOS_JUDGE_H

#include <stdint.h>

#include "tests/chaos/history.h"
#include "tests/chaos/producer.h"
#include "tests/lib/pg.h"

struct verdicts {
	int64_t	 submitted;	/* events */
	int64_t	 submissions;	/* of them, repeats included */
	int64_t	 accepted;	/* events in the table */

	/*
	 * lost: answered as accepted, and no such event with that content, or
	 * it has no record at a stage.  unanswered: submitted, never answered.
	 */
	int64_t	 lost, unanswered;

	/*
	 * doubled: two events for one source's id, two answers that name
	 * different events, two records, a version that counts an event twice.
	 * unexpected: an event that nobody submitted, or with other content.
	 */
	int64_t	 doubled, unexpected;

	/* Gaps in, or time running backward along, versions, decisions and
	 * heads; published bytes that are not those of the version. */
	int64_t	 out_of_order;

	/* Accepted less the outcomes of the ledger. */
	int64_t	 ledger;

	/* Subjects whose newest published document is not the pure fold over
	 * their events. */
	int64_t	 diverged;

	/* Innocents that were refused or put aside; guilty that were not. */
	int64_t	 refused, condemned, poison, poison_free;
};

/* Says on stderr what is wrong with the first few of each kind. */
void	judge(struct pg *, const struct producer_conf *, struct history *,
	    struct verdicts *);

/* Nothing is wrong. */
int	judge_clean(const struct verdicts *);

/* Events that are neither recorded by publication nor dead. */
int64_t	judge_unsettled(struct pg *);

#endif
