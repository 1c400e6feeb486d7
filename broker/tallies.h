/*
 * tallies.h - what the broker that leads counts once, and when: in rounds of a
 * line that is drawn, two looks at what can be counted, and portions, each a
 * statement that takes some milliseconds, with a pause behind it.  Whatever is
 * being counted, what stands is proven in between when its time has come.
 */
#ifndef BROKER_TALLIES_H
#define BROKER_TALLIES_H

#include <stddef.h>
#include <stdint.h>

#include "schema/db.h"

enum {
	TALLIES_ROUND = 1000,	/* ms from round to round, at least */
	TALLIES_PROOF = 2000,	/* ms: what stands is proven so often */
	TALLIES_REST = 1000,	/* ms between proofs for counting, at least */
	TALLIES_SHARE = 3,	/* pauses are so much longer than statements */
	TALLIES_PORTIONS = 1024	/* of a round, at most */
};

/* As tally_due.sql and tally_aside_due.sql say it. */
struct portion {
	int	 what, stage;
	int64_t	 from_id, came;
};

/* The newest portion is taken first: what a proof has found goes before the
 * next proof, and proofs before what waits to be counted. */
struct tallies {
	int64_t		 at, sent_at;
	int64_t		 round_at, proof_at;	/* not before */
	int64_t		 proved_at;		/* the last proofs began */
	int		 proving;
	size_t		 step;			/* looks of this round */
	size_t		 below, n;		/* portions; below the proofs */
	struct portion	 portion[TALLIES_PORTIONS];
};

/* All that is ever asked, up to Q_NONE. */
extern const enum query	 tallies_statements[];

/* True if the next statement may go. */
int		 tallies_due(const struct tallies *, int64_t now);

enum query	 tallies_ask(struct tallies *, int64_t now, struct params *);

/* Whatever an answer has to say is a portion more; what finds no room is found
 * again in another round. */
void		 tallies_answer(struct tallies *, int64_t now,
		    const struct rows *);
void		 tallies_add(struct tallies *, const struct portion *);
void		 tallies_done(struct tallies *, int64_t now);

/* Between two rounds, and nothing is being proven. */
int		 tallies_idle(const struct tallies *);

/* There will be no answer: a round begins anew. */
void		 tallies_forget(struct tallies *);

#endif
