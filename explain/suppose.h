/*
 * suppose.h - what is supposed of a rating, as facts that nobody reported.
 *
 * "safe=good" is of the organisation that was asked for, "RH801:safe=good" of
 * a location, "RH801/Surgery:safe=good" of a service at one, "Surgery:safe=good"
 * of a service of the organisation itself.  Pure.
 */
#ifndef EXPLAIN_SUPPOSE_H
#define EXPLAIN_SUPPOSE_H

#include "base/arena.h"
#include "base/err.h"
#include "rules/grid.h"

enum { SUPPOSE_MAX = 40 };

struct supposed {
	const char	*location, *service;	/* NULL: not said */
	enum question	 question;		/* a key question, or the
						 * sixth */
	enum rating	 rating;
};

/* 0, or -1 with ERR_INPUT: it is no supposition. */
int	suppose_read(const char *word, struct arena *, struct supposed *,
	    struct err *);

/* Says where the cell is, of organisation `id`, with names as reports spell
 * them.  0, or -1 with ERR_INPUT: there is no such place, or no such rating
 * there. */
int	suppose_place(const struct facts *, const char *id,
	    struct supposed *, struct err *);

/* Both are of one cell. */
int	suppose_same(const struct supposed *, const struct supposed *);

/* The cell is made from the supposed one, directly or not. */
int	suppose_reaches(const struct supposed *, const struct facts *,
	    const char *location, const char *service, enum question);

/*
 * The facts where nothing is awarded that the rules would make from supposed
 * cells (`cell` are those of the grid as it is), and, if `then`, with what is
 * supposed in the place of what was reported, as new as anything on the day.
 */
void	suppose_facts(const struct facts *, const struct cell *cell,
	    size_t ncell, const struct supposed *, size_t n, int then,
	    int32_t at, struct arena *, struct facts *out);

#endif
