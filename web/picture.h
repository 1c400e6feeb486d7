/*
 * picture.h - the line at one moment: what each broker says and what the
 * database has, brought every second or two by a thread of its own.  What it
 * costs does not depend on how much waits, nor on who looks how often.
 */
#ifndef WEB_PICTURE_H
#define WEB_PICTURE_H

#include "operations/books.h"
#include "operations/copies.h"
#include "operations/fleet.h"
#include "proto/endpoints.h"
#include "proto/keys.h"
#include "proto/self.h"

struct broker_picture {
	const char	*endpoint;
	int		 there;
	struct frame	 report;
	struct err	 why;		/* it is not there */
};

struct picture {
	struct arena		*arena;
	int64_t			 taken_ms;	/* clock_ms(); 0: never */
	struct broker_picture	 broker[ENDPOINTS_MAX];
	size_t			 nbroker;
	int			 database;	/* books and what follows */
	struct books		 books;
	/* For how long the oldest has been aside in each state; 0: none is. */
	int64_t			 aside_ms[STAGE_COUNT][VERDICT_PARKED + 1];
	int64_t			 horizon_ms;	/* -1: not known */
	char			 leader[100];
	int64_t			 lease_ms;	/* left; below 0: over */
	int64_t			 led_ms;	/* since it took the lease */
	struct copies		 copies;
	struct fleet		 fleet;		/* of the brokers' reports */
	/* Messages that reached a window of late, all of them and those that
	 * the worker before had handed on. */
	double			 came[STAGE_COUNT], handed[STAGE_COUNT];
};

/* Older than that is nothing to go by. */
enum { PICTURE_OLD_MS = 5000 };

struct pictures;

/* All of it stays where it is. */
struct pictures_conf {
	const char		*conninfo, *control;
	const struct key_conf	*key;		/* NULL: none */
	const char		*name;		/* of us, for people */
	const struct self	*self;
};

struct pictures	*pictures_open(const struct pictures_conf *, struct err *);
void		 pictures_close(struct pictures **);

/* The newest one; it stays until it is given back. */
const struct picture *pictures_look(struct pictures *);
void		 pictures_leave(struct pictures *);

int		 picture_is_old(const struct picture *);

/* Who leads, or NULL. */
const struct broker_picture *picture_leader(const struct picture *);

/* That broker's row of a stage, or NULL. */
const struct stage_report *picture_stage(const struct broker_picture *,
		    enum stage);

#endif
