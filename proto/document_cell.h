/*
 * document_cell.h - one cell of a grid as JSON: the members that a published
 * document and an explanation have in common, into an object that is open.
 */
#ifndef PROTO_DOCUMENT_CELL_H
#define PROTO_DOCUMENT_CELL_H

#include "base/json.h"
#include "rules/grid.h"

/* How far the way to a result is shown. */
enum cell_detail {
	CELL_PUBLISHED,		/* of totals */
	CELL_EXPLAINED		/* of every cell that was computed */
};

void	document_cell(struct json *, const struct cell *, enum cell_detail);

/* An award that departs from the rules, on its own date. */
void	document_departure(struct json *, const struct cell *);

void	document_day(struct json *, const char *key, struct day);

#endif
