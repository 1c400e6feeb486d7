/*
 * sheet.h - one organisation as it is shown: who, which version, its grid.
 *
 * Made from a subject's state (for any day) or from a published document (as
 * it was published); what shows it cannot tell the difference.
 */
#ifndef EXPLAIN_SHEET_H
#define EXPLAIN_SHEET_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "proto/state.h"
#include "rules/grid.h"
#include "schema/db.h"

/* A version that was published. */
struct edition {
	uint32_t	 version;
	const char	*published;	/* ISO date */
};

struct sheet {
	const char		*id;		/* who was asked for */
	const char		*subject;	/* whose ratings these are */
	const char		*name, *sector, *licence;
	int			 is_trust;
	struct day		 as_of;		/* newest date in the grid */
	struct day		 asked;		/* NONE: no day was named */
	const struct cell	*cell;		/* grid order */
	size_t			 ncell;
	const struct recompute	*recomputed;	/* the newest; or NULL */
	const struct check	*check;
	size_t			 ncheck;
	const struct edition	*edition;	/* newest first */
	size_t			 nedition;
};

/* From a state, as known on day `at` (INT32_MAX: all). */
void	sheet_from_state(struct sheet *, const struct state *, int32_t at,
	    struct arena *);

/* Its grid alone, of these facts. */
void	sheet_evaluate(struct sheet *, const struct facts *, int32_t at,
	    struct arena *);

/* The statements that sheet_from_published needs (Q_NONE ends them). */
extern const enum query sheet_queries[];

/* The newest published version of a subject.  1, 0: there is none, -1. */
int	sheet_from_published(struct sheet *, struct db *, const char *subject,
	    struct arena *, struct err *);

/* The same for one version of it. */
int	sheet_of_version(struct sheet *, struct db *, const char *subject,
	    uint32_t version, struct arena *, struct err *);

/* The cell of the grid, or NULL. */
const struct cell *sheet_find(const struct sheet *, enum level,
	    const char *location, const char *service, enum question);

/* The place is who was asked for as a whole; the cell there, or NULL. */
int	sheet_is_own(const struct sheet *, const char *location);
const struct cell *sheet_own(const struct sheet *, enum question);

/* The overall of whoever was asked for: combined or quality of a trust, of a
 * location, of a service.  `nth` counts from 0; NULL: no more. */
const struct cell *sheet_headline(const struct sheet *, size_t nth);

/* Questions that enter the cell and of which nothing is known, in order, at
 * most `max`; for cells that are made from questions. */
size_t	sheet_unknown(const struct sheet *, const struct cell *,
	    enum question *out, size_t max);

#endif
