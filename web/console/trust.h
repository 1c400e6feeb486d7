/*
 * trust.h - what the page of one organisation shows.
 */
#ifndef WEB_CONSOLE_TRUST_H
#define WEB_CONSOLE_TRUST_H

#include "explain/sheet.h"
#include "explain/subject.h"
#include "operations/journey.h"
#include "proto/deadline.h"
#include "proto/dossier.h"
#include "web/console/page.h"

/* The columns of show_versions. */
enum {
	COL_VERSION, COL_MADE, COL_EVENTS, COL_DESERVED, COL_HOLDS, COL_DIGEST,
	COL_VERDICT, COL_DECIDED, COL_BY, COL_REASON, COL_PUBLISHED
};

/* A predecessor or a successor. */
struct kin {
	const struct succession	*link;
	const char		*name;		/* "" where it has none */
	int			 known;		/* it has a page */
};

struct trust {
	struct subject		 subject;
	struct sheet		 sheet;
	struct dossier		 dossier;
	struct facts		 facts;
	struct kin		*kin;		/* for each link of the dossier */
	const struct deadline	*due;
	size_t			 ndue;
	struct rows		*versions, *events;
	struct figures		 f;
	struct event_row	 first;		/* the oldest that is open */
	size_t			 open;		/* so many are */
	int32_t			 today;
};

/* The organisation behind the page's path: 1, 0 after it was refused, -1. */
int		 trust_find(struct visit *, struct subject *, struct err *);

/* "Royal Surrey NHS Foundation Trust (RA2)" */
const char	*trust_title(struct visit *, const struct sheet *);

/* What became of a version, and why: one row of show_versions. */
const char	*trust_became(const struct rows *, size_t row);
const char	*trust_because(const struct rows *, size_t row);

#endif
