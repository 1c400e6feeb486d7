#include "proto/dossier.h"

static int
happened(const struct dossier *d, enum event_kind kind)
{
	size_t	 i;

	for (i = 0; i < d->state.nstatement; i++)
		if (d->state.statement[i].event.kind == kind)
			return 1;
	return 0;
}

/* The furthest that something says it has come to. */
const struct station *
dossier_station(const struct dossier *d)
{
	const struct {
		const char	*id;
		int		 there;
	} furthest[] = {
		{ "under-review", d->review != NULL },
		{ "confirmed", happened(d, KIND_REVIEW_CLOSED) },
		{ "published", (d->rated && !d->draft) ||
		    happened(d, KIND_PUBLICATION_APPROVED) },
		{ "factual-accuracy", d->accuracy != NULL },
		{ "final-approval", d->closed != NULL },
		{ "cqc-review", d->rated },
		{ "drafted", d->proposal != NULL },
		{ "information-requested", d->evidence != NULL },
	};
	size_t	 i;

	for (i = 0; i < sizeof(furthest) / sizeof(furthest[0]); i++)
		if (furthest[i].there)
			return station_find(furthest[i].id);
	return NULL;
}
