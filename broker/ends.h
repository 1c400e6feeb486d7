/*
 * ends.h - messages that are to be put aside, in order, until the database has
 * them.
 */
#ifndef BROKER_ENDS_H
#define BROKER_ENDS_H

#include "broker/actions.h"
#include "schema/db.h"

/* The end of one message; the rest of the struct holds its bytes. */
struct end {
	struct end	*next;
	enum stage	 stage;
	struct task	 task;
	enum verdict	 verdict;
	uint32_t	 retry_ms;
	char		 text[400];
	uint8_t		 bytes[];
};

struct ends {
	struct end	*first, **last;
};

void		ends_init(struct ends *);
void		ends_add(struct ends *, const struct action *);	/* copied */
void		ends_drop(struct ends *);			/* the first */

/* What stores an end. */
enum query	end_query(const struct end *, struct params *);

#endif
