/*
 * event_text.h - an event as lines of text, for people, cases and tests.
 *
 *	event: /files/demo | RGT/2019-02-26 | inspection.reported
 *	provider: RGT
 *	name: Cambridge University Hospitals NHS Foundation Trust
 *	rated: 2019-02-26
 *	cell: - | - | safe | good
 *	cell: RGT01 | Surgery | safe | good | 2018-11-01
 *
 * Further keys: location, revision, sequence, trace, link, published, inspected, type,
 * sector, as_of, place, and for a deviation deviate (location | service |
 * question | from | to), reason, author, approver, reference.
 *
 * The other kinds have the fields of their content as keys, with its name in
 * front where an event has that key too ("enforcement.location"); a line for each
 * entry of a list ("metric: id | value | …").  A correction is written as the
 * corrected event, with the fields of the amendment as "amendment.id" and so
 * on, amendment.kind first.
 */
#ifndef PROTO_EVENT_TEXT_H
#define PROTO_EVENT_TEXT_H

#include "base/arena.h"
#include "base/err.h"
#include "proto/event.h"

/* A reader of lines that belong to one event. */
struct event_text {
	struct event		 event;
	struct report		 report;
	struct registration	 registration;
	struct judgement	 judgement;
	const struct event_part	*part;		/* of the kind; NULL: the above */
	void			*body;
	struct amendment	 amendment;
	struct report_cell	 cell[400];
	const char		*place[100];
};

/* Begin with the text behind "event:". */
int	event_text_begin(struct event_text *, const char *value,
	    struct arena *, struct err *);

/* One more "key: value".  ERR_INPUT: no such key, or no such word. */
int	event_text_line(struct event_text *, const char *key,
	    const char *value, struct arena *, struct err *);

/* The event, whole; points into the struct. */
const struct event *event_text_end(struct event_text *);

#endif
