/*
 * door.h - from many requests to the one line: a thread that submits events
 * and brings their answers back.
 *
 * An answer is what the line said after it was durable, or none: then nobody
 * knows yet, and the same event sent again is answered as the first was.
 */
#ifndef WEB_DOOR_H
#define WEB_DOOR_H

#include "proto/client.h"

struct door;

struct door_item {
	const struct event	*event;
	enum answer		 answer;	/* NONE: not yet, or not in time */
	uint64_t		 id;
	const char		*text;		/* where it was refused */
};

/* Events that are answered together.  Belongs to the door from door_push until
 * `done` is called, in the door's thread. */
struct door_job {
	struct door_item	*item;
	size_t			 n;
	struct arena		*arena;		/* for the texts */
	void			(*done)(struct door_job *);
	void			*arg;

	/* The door's own. */
	size_t			 sent, answered;
	int64_t			 until;
	uint32_t		 number;
	struct door_job		*next;
};

/* answer_ms: what is not answered then has none.  NULL with ERR_SETUP. */
struct door	*door_open(const struct key_conf *, const char *endpoint,
		    int64_t answer_ms, struct err *);

/* -1: too much is under way; nothing was taken. */
int		 door_push(struct door *, struct door_job *);

/* Does the line speak with us?  The text says why not. */
int		 door_ready(struct door *, char text[300]);

/* Take no more, and wait until everything under way is done, answered or not.
 * Then, when nobody can ask any more, close. */
void		 door_drain(struct door *);
void		 door_close(struct door **);

struct door_count {
	uint64_t	 answers[ANSWER_BUSY + 1];	/* NONE: not in time */
	uint64_t	 under_way;			/* events */
};
struct door_count door_counts(struct door *);

#endif
