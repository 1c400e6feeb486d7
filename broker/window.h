/*
 * window.h - the messages of one stage that the broker holds: each id once,
 * bounded in count and bytes, each in exactly one list.
 *
 * What waits, waits in two lanes, and in each of them by source, so that nobody
 * has to stand behind somebody else's crowd: queue.h says who is next.
 */
#ifndef BROKER_WINDOW_H
#define BROKER_WINDOW_H

#include <stddef.h>
#include <stdint.h>

#include "proto/frame.h"

struct worker;
struct flow;

enum { FLOWS = 256, FLOW_PLACES = 8 };

struct msg {
	struct msg	*prev, *next;	/* in its list */
	struct msg	*chain;		/* in the table of ids */
	struct list	*list;
	struct flow	*flow;
	struct worker	*worker;	/* in flight, or NULL */
	struct task	 task;		/* texts and payload are its own */
	size_t		 bytes;
	int64_t		 came_at, sent_at;
	uint32_t	 kills;		/* workers that died of it */
	int		 suspect;
	uint32_t	 producer;	/* ingest: whom to answer */
	uint64_t	 number;	/* ingest: the producer's own id */
};

struct list {
	struct msg	*head, *tail;
	struct list	*whole;		/* counts what its parts hold, or NULL */
	uint32_t	 count;
	uint64_t	 bytes;
};

/* What a source has in a lane of the window, and what of it waits. */
struct flow {
	struct list	 waiting;
	uint32_t	 key;		/* hash of the source */
	uint32_t	 held;		/* wherever it is; 0: the place is free */
	uint64_t	 bytes;		/* the same */
	uint64_t	 deficit;	/* bytes that it may have next */
};

struct queue {
	struct list	 waiting;	/* counts only; the flows hold them */
	struct flow	 flow[FLOWS];
	uint32_t	 at;		/* the flow whose turn it is */
};

struct window {
	struct msg	**table;	/* by id; a power of two */
	size_t		  mask;
	uint32_t	  count, count_max;
	uint32_t	  count_bound;	/* the same, and what was there before */
	uint64_t	  bytes, bytes_max;
	struct list	  waiting;	/* counts only; the lanes hold them */
	struct queue	  lane[LANE_COUNT];
	uint32_t	  turn;		/* of the lanes */
	struct list	  large;	/* larger than anybody's room */
	struct list	  suspects;	/* not in flight */
	struct list	  condemned;	/* being put aside */
};

/* Bulk leaves this part of the window to live. */
enum { WINDOW_LIVE = 4 };

void		 window_init(struct window *, uint32_t count, uint64_t bytes);
void		 window_release(struct window *);
void		 window_resize(struct window *, uint32_t count);

/* What a message takes of a window, of credit and of a batch. */
size_t		 window_task_bytes(const struct task *);

struct msg	*window_find(const struct window *, uint64_t id);

/* What is left of the window to the lane. */
void		 window_left(const struct window *, enum lane,
		    uint32_t *count, uint64_t *bytes);

/* True if there is room for so many bytes more in the lane. */
int		 window_room(const struct window *, enum lane, size_t bytes);

/* A copy of the task behind what waits of its source; NULL if there is no
 * room.  The id must not be there. */
struct msg	*window_add(struct window *, const struct task *);

/* True if a source has its share of the lane already: what is left is for
 * others, so that whoever fills it only crowds out itself. */
int		 window_greedy(struct window *, enum lane,
		    const char *source, size_t bytes);

/* Out of the window, and of its list if it is in one; freed. */
void		 window_drop(struct window *, struct msg *);

/* Lists are linked through the messages; a message is in one of them. */
void		 list_push(struct list *, struct msg *);
void		 list_push_front(struct list *, struct msg *);
void		 list_take(struct msg *);	/* out of the one it is in */

#endif
