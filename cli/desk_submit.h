/*
 * desk_submit.h - what two people have decided, as an event into the line.
 */
#ifndef CLI_DESK_SUBMIT_H
#define CLI_DESK_SUBMIT_H

#include "base/arena.h"
#include "cli/list.h"
#include "proto/event.h"

struct decided {
	const char	*verb, *what;		/* "RGT: safe good" */
	const char	*author, *approver, *rationale;
	const char	*reference;		/* NULL: none */
	int		 yes;			/* else it is only shown */
	enum form	 form;			/* of what is said */
};

/* Nothing is done before it was shown.  The id comes from the content, so that
 * saying the same twice is one event.  An exit code. */
int	desk_submit(const struct decided *, struct event *, struct arena *);

#endif
