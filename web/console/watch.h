/*
 * watch.h - the figures of the line, brought by a thread each second or, while
 * nobody looks, each five.  A page takes what is there and never waits for
 * books or broker.
 */
#ifndef WEB_CONSOLE_WATCH_H
#define WEB_CONSOLE_WATCH_H

#include "operations/books.h"
#include "operations/line.h"
#include "operations/settings.h"

enum { WATCH_PAST = 60 };

struct watch;

/* Where to ask: the database, and the broker. */
struct watch_conf {
	const char		*db, *control;
	const struct key_conf	*key;
};

struct figures {
	int64_t			 age_ms;	/* -1: there are none yet */
	struct err		 trouble;	/* why there are no new ones */
	struct books		 books;
	struct line_view	 line;
	struct pause		 pause[STAGE_COUNT];
	/* Records a second in tenths, oldest first; the newest is now. */
	uint32_t		 past[STAGE_COUNT][WATCH_PAST];
	size_t			 npast;
};

struct watch	*watch_open(const struct watch_conf *);
void		 watch_figures(struct watch *, struct figures *);

/* Look now, and wait for it a moment: something was done. */
void		 watch_now(struct watch *);
void		 watch_close(struct watch **);

#endif
