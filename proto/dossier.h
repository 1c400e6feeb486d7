/*
 * dossier.h - what is known of a subject beside its ratings: use of resources,
 * predecessors and successors, where it stands in the workflow, and what a
 * reviewer has to look at.  Order of statements changes nothing.
 */
#ifndef PROTO_DOSSIER_H
#define PROTO_DOSSIER_H

#include "proto/decision.h"
#include "proto/facts.h"
#include "proto/state.h"
#include "rules/grid.h"
#include "rules/stations.h"

struct dossier {
	struct state		 state;		/* amendments applied */
	int			 rated;		/* a rating was ever given */
	int			 draft;		/* not all is public already */
	size_t			 stray;		/* amendments of nothing */

	/* The newest of each; NULL: none. */
	const struct evidence	*evidence;
	const struct proposal	*proposal;
	const struct award	*award;
	const struct succession	*const *link;	/* by day, then the other */
	size_t			 nlink;

	/* Open now; NULL: none is. */
	const struct workflow	*accuracy, *review, *suspension;
	const struct workflow	*closed;	/* factual accuracy, newest */
};

void	dossier_open(const struct state *, struct arena *, struct dossier *);

/* How far the work on it is; NULL: nothing is known of any. */
const struct station *dossier_station(const struct dossier *);

/*
 * Something a reviewer has to look at, in a clerk's words.  It goes away by
 * itself when the missing event comes.  Where it holds, a version that is not
 * public already waits for it.  What concerns the work on a version, not what
 * it says, is not part of the document.
 */
struct concern {
	const char	*id, *text;
	int		 holds;
	int		 of_work;
};

/* Sorted by id and text, each once. */
size_t	dossier_concerns(const struct dossier *, const struct facts *,
	    const struct cell *, size_t ncell, struct arena *,
	    const struct concern **out);

/*
 * What is to become of a version and why it is held, "" if it is not: `said`
 * is the digest of its document, `content` that of the same without the state
 * of the workflow; approving either approves it.  Both are hexadecimal.
 */
enum decision dossier_decide(const struct dossier *, const struct concern *,
	    size_t n, const char *said, const char *content, struct arena *,
	    const char **holds);

/* True if clock.reached has said so. */
int	dossier_reached(const struct dossier *, const char *rule, struct day);

#endif
