/*
 * wire_rows.h - the messages of facts.proto that every event passes, as rows.
 */
#ifndef PROTO_WIRE_ROWS_H
#define PROTO_WIRE_ROWS_H

#include "proto/wire.h"

/* Of struct event, struct statement, struct kept_state. */
extern const struct wire_form	 wire_event, wire_statement, wire_state;

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
