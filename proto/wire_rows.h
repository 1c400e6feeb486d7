/*
 * wire_rows.h - the messages that every event passes, as rows: those of
 * facts.proto, and frames.
 */
#ifndef PROTO_WIRE_ROWS_H
#define PROTO_WIRE_ROWS_H

#include "proto/wire.h"

/* Of struct event, struct statement, struct kept_state, struct frame. */
extern const struct wire_form	 wire_event, wire_statement, wire_state,
				 wire_frame;

/* A row of field f in struct s; one that is many; and a form of such rows. */
#define ROW(n, t, s, f) \
	.number = (n), .type = WIRE_##t, .name = #f, .at = offsetof(struct s, f)
#define MANY(number, t, s, f) \
	ROW(number, t, s, f), .count_at = offsetof(struct s, n##f)
#define FORM(title, s, rows, nothing) \
	.name = (title), .size = sizeof(struct s), .blank = &(nothing), \
	.row = (rows), .nrow = sizeof(rows) / sizeof((rows)[0])

/* A state as it is kept: its newest document as bytes, or none. */
struct kept_state {
	const char		*subject;
	uint32_t		 version;
	struct bytes		 document;
	const struct statement	*statement;
	size_t			 nstatement;
};

/* Where an event says which schema it is of; the first never said so, and its
 * bytes stay what they were. */
enum { EVENT_SCHEMA_FIELD = 9, SCHEMA_UNSAID = 1 };

#endif
