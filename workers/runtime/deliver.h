/*
 * deliver.h - a batch from the broker through step and transaction.
 *
 * Each returns 0 with an outcome for every task, or -1: ERR_AGAIN, nothing is
 * known to be recorded and the same batch may be delivered again on a new
 * connection (records decide); ERR_SETUP, this process must exit; ERR_INPUT,
 * the batch as a whole cannot be recorded, so that its messages must go one by
 * one.
 */
#ifndef WORKERS_RUNTIME_DELIVER_H
#define WORKERS_RUNTIME_DELIVER_H

#include "proto/meters.h"
#include "workers/runtime/outcome.h"
#include "workers/runtime/worker.h"

struct delivery {
	const struct worker	*worker;
	struct db		*db;
	int32_t			 node;		/* this process's number */
	int32_t			 today;
	struct meters		*meters;	/* steps and commits */
	unsigned		*wary;		/* the memory of deliver_hopes,
						 * from 0; NULL: never */
};

int	deliver(const struct delivery *, struct batch *, struct err *);

/*
 * A batch of one message that could not be delivered by itself: the outcome, by
 * the kind of the failure and the attempts so far, and its row in `aside` or in
 * quarantine.  -1 if that cannot be written now; what the tables never take is
 * answered without a row.
 */
int	deliver_failed(const struct delivery *, struct batch *, struct err *);

/* What is wrong, as it may travel and be stored: a text of the message's own
 * may have been cut within a character. */
const char *deliver_text(struct arena *, const struct err *);

/* What a message earns that its step did not take: DEAD or PARKED. */
enum verdict deliver_verdict(const struct err *);

/* Messages of this stage wait again that were parked by a worker which could
 * read less than this one can. */
int	deliver_parked(const struct delivery *, struct err *);

/* The three ways, private to deliver*.c. */
enum { DELIVER_RACES = 100 };	/* whoever loses so many meets no race */
int	deliver_door(const struct delivery *, struct batch *, struct err *);
int	deliver_map(const struct delivery *, struct batch *, struct err *);
int	deliver_fold(const struct delivery *, struct batch *, struct err *);

/*
 * Effects as the parameters of the put statement, behind $1 = node.  Rows that
 * begin with an event's id go in its order, all others as the steps made them:
 * two workers that have the same rows in hand must not lock each other out, and
 * a sort in the statement costs more.
 */
struct params *deliver_params(const struct delivery *,
	    const struct effects *);

/* The put statement by itself, measured. */
struct rows *deliver_commit(const struct delivery *, const struct params *,
	    struct err *);

/*
 * That all of a batch are new is the rule, and to take nothing for granted makes
 * it dearer.  It is hoped for again once a few batches had nothing but new ones.
 */
int	deliver_hopes(const struct delivery *);
void	deliver_learn(const struct delivery *, int all_were_new);

/* What of a batch has a record is done, by whoever it was. */
int	deliver_recorded(const struct delivery *, struct batch *, struct err *);

/* The messages that the steps sent, for the next stage: their records stand. */
void	deliver_next(struct batch *, const struct effects *);

/* Write to quarantine what the door refused. */
int	deliver_quarantine(const struct delivery *, const struct batch *,
	    struct err *);

/* Write rows of `aside` for the tasks whose verdict is RETRY, DEAD or PARKED. */
int	deliver_aside(const struct delivery *, const struct batch *,
	    struct err *);

#endif
