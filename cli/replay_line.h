/*
 * replay_line.h - the line as a replay at a shell speaks to it.
 */
#ifndef CLI_REPLAY_LINE_H
#define CLI_REPLAY_LINE_H

#include "operations/bulk.h"
#include "proto/client.h"

struct replay_line {
	struct bulk_line	 line;
	struct client		*client;
	enum answer		 answer;	/* to the last event; NONE: none */
	char			 why[400];
};

/* EXIT_OK, or why not. */
int	replay_line_open(struct replay_line *);
void	replay_line_close(struct replay_line *);

#endif
