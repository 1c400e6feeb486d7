/*
 * bulk_ask.h - what retry, discard and replay are asked for: which messages or
 * organisations, or which snapshot; why, and how sure.
 */
#ifndef CLI_BULK_ASK_H
#define CLI_BULK_ASK_H

#include "cli/list.h"
#include "operations/bulk.h"

enum { BULK_UNSAID = -1 };

/* Texts that are not of `which` are "" where nothing was said. */
struct bulk_ask {
	struct bulk_wish	 which;
	const char		*reason, *snapshot, *cancel;
	int			 yes;
	int64_t			 confirm;	/* or BULK_UNSAID */
	enum form		 form;		/* of the answer */
};

/* EXIT_OK, or EXIT_USAGE after saying what is wrong; the second of replay. */
int	bulk_ask_read(struct bulk_ask *, int argc, char **argv,
	    struct arena *);
int	bulk_ask_replay(struct bulk_ask *, int argc, char **argv,
	    struct arena *);

#endif
