/*
 * watch.h - the figures of the line as pages show them: the newest picture, and
 * how fast each stage went of late.  A page takes what is there and waits for
 * nobody.
 */
#ifndef WEB_CONSOLE_WATCH_H
#define WEB_CONSOLE_WATCH_H

#include "operations/books.h"
#include "operations/line.h"
#include "operations/settings.h"
#include "web/picture.h"

enum { WATCH_PAST = 60 };

struct watch;

struct figures {
	int64_t			 age_ms;	/* -1: there are none yet */
	struct books		 books;
	struct line_view	 line;		/* of the broker that leads */
	/* Records of ten seconds, oldest first; the newest is now. */
	uint32_t		 past[STAGE_COUNT][WATCH_PAST];
	size_t			 npast;
	struct pause		 pause[STAGE_COUNT];	/* by visit_figures */
};

struct watch	*watch_open(struct pictures *);
void		 watch_figures(struct watch *, struct figures *);
void		 watch_close(struct watch **);

#endif
