/*
 * reading.h - what is asked of the database: how far an event is, and what is
 * published.
 */
#ifndef WEB_READING_H
#define WEB_READING_H

#include "web/desk.h"

/* What these and the list of tokens ask. */
extern const enum query	 reading_queries[];

/* GET /v1/events/{id} */
desk_fn	 read_event;

/* GET /v1/trusts/{ods}[?known=DAY|version=N], /v1/trusts/{ods}/versions,
 * /v1/trusts/{ods}/explanation[?version=N] */
desk_fn	 read_trust, read_versions, read_explanation;

#endif
