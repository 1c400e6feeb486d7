/*
 * document_parts.h - the parts of a document beside the ratings: use of resources,
 * predecessors and successors, the state of the workflow.
 */
#ifndef PROTO_DOCUMENT_PARTS_H
#define PROTO_DOCUMENT_PARTS_H

#include "base/json.h"
#include "proto/dossier.h"

/* "use_of_resources": proposal, award, evidence; null where there is none. */
void	document_resources(struct json *, const struct dossier *);

/* "predecessors" and "successors", by day. */
void	document_links(struct json *, const struct dossier *,
	    const struct facts *);

/* "recomputed": the newest, with its reason; nothing where there is none. */
void	document_recomputed(struct json *, const struct recompute *);

/* "status": what is under review or suspended; the rating is kept. */
void	document_status(struct json *, const struct dossier *);

#endif
