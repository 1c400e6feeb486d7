/*
 * actions.h - what the core wants done, in order, as data.
 */
#ifndef BROKER_ACTIONS_H
#define BROKER_ACTIONS_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "proto/frame.h"

enum action_type {
	ACT_SEND,	/* peer, frame; EV_UNSENT if that fails */
	ACT_REFILL,	/* stage, restart; EV_ROWS or EV_NO_ROWS answers.
			 * text: how the sources begin that are left out */
	ACT_ASIDE,	/* stage, task, text, verdict, retry_ms: for `aside` */
	ACT_QUARANTINE,	/* the same for ingest: refused at the door */
	ACT_JOINED,	/* peer, stage, text: a new worker, for the log */
	ACT_LOST,	/* peer, stage, text, why, blamed: a worker is gone, for
			 * the log */
	ACT_SETTING,	/* stage, text: a setting has changed, for the log */
	ACT_EXIT	/* drained */
};

struct action {
	enum action_type	 type;
	uint32_t		 peer;
	enum stage		 stage;
	int			 restart;	/* walk from the watermark */
	const char		*text, *why;
	int			 blamed;	/* it left without a word */
	enum verdict		 verdict;
	uint32_t		 retry_ms;
	struct frame		 frame;
	struct task		 task;
	int			 unsent;	/* for whoever performs it */
};

/* Arrays and texts of actions that nobody else owns live in the arena. */
struct actions {
	struct arena	*arena;
	struct action	*item;
	size_t		 n, cap;
};

void		 actions_init(struct actions *);
void		 actions_release(struct actions *);
void		 actions_reset(struct actions *);

/* A zeroed action of the type at the end; valid until the next one is added. */
struct action	*actions_add(struct actions *, enum action_type);

#endif
