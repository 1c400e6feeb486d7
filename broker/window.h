/*
 * window.h - the messages of one stage that the broker holds: each id once,
 * bounded in count and bytes, each in exactly one list.
 */
#ifndef BROKER_WINDOW_H
#define BROKER_WINDOW_H

#include <stddef.h>
#include <stdint.h>

#include "proto/frame.h"

struct worker;

struct msg {
	struct msg	*prev, *next;	/* in its list */
	struct msg	*chain;		/* in the table of ids */
	struct list	*list;
	struct worker	*worker;	/* in flight, or NULL */
	struct task	 task;		/* texts and payload are its own */
	size_t		 bytes;
	int64_t		 sent_at;
	uint32_t	 kills;		/* workers that died of it */
	int		 suspect;
	uint32_t	 producer;	/* ingest: whom to answer */
	uint64_t	 number;	/* ingest: the producer's own id */
};

struct list {
	struct msg	*head, *tail;
	uint32_t	 count;
	uint64_t	 bytes;
};

struct window {
	struct msg	**table;	/* by id; a power of two */
	size_t		  mask;
	uint32_t	  count, count_max;
	uint64_t	  bytes, bytes_max;
	struct list	  waiting;
	struct list	  suspects;	/* not in flight */
	struct list	  condemned;	/* being put aside */
};

void		 window_init(struct window *, uint32_t count, uint64_t bytes);
void		 window_release(struct window *);

/* What a message takes of a window, of credit and of a batch. */
size_t		 window_task_bytes(const struct task *);

struct msg	*window_find(const struct window *, uint64_t id);

/* A copy of the task at the end of `waiting`; NULL if there is no room.  The
 * id must not be there. */
struct msg	*window_add(struct window *, const struct task *);

/* Out of the window, and of its list if it is in one; freed. */
void		 window_drop(struct window *, struct msg *);

/* Lists are linked through the messages; a message is in one of them. */
void		 list_push(struct list *, struct msg *);
void		 list_push_front(struct list *, struct msg *);
void		 list_take(struct msg *);	/* out of the one it is in */

#endif
