/*
 * sheaf_inside.h - what a sheaf is made of.  Private to the files sheaf*.c.
 */
#ifndef FORMATS_SHEAF_INSIDE_H
#define FORMATS_SHEAF_INSIDE_H

#include "formats/sheaf.h"

struct bundle {
	struct bundle	*next;
	struct day	 rated;
	const char	*link;
	uint64_t	 line;		/* of its first rating */
	size_t		 ncell;
	int		 states;	/* more than "No published rating" */
};

struct sheaf_cell {
	const struct bundle	*bundle;
	struct report_cell	 cell;
};

struct refused_row {
	struct refused_row	*next;
	struct reject		 reject;
};

struct sheaf {
	const char		*source;
	uint32_t		 revision;
	struct arena		*arena;		/* dies with the organisation */
	uint64_t		 line;		/* that is read */
	uint64_t		 begun_at, taken_at;
	int			 begun, closed, whole;
	const char		*provider, *location, *name;
	const struct registration *registration;
	struct bundle		*first, **last;
	struct sheaf_cell	*cell;
	size_t			 ncell, cap;
	struct arena		*refused;	/* dies once it is taken */
	struct refused_row	*refusal, **last_refusal, *newest;
};

/* A copy in the arena. */
struct registration *sheaf_registration(struct arena *,
	    const struct registration *);

/* The organisation is done with. */
void	sheaf_forget(struct sheaf *);

#endif
