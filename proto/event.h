/*
 * event.h - what arrives: plain structs for everything that travels between
 * upstream systems and the stages.  The wire forms are in facts.proto; the only
 * code that knows both is convert.c.
 *
 * All text is UTF-8 and never NULL once it came through convert.c or
 * event_check(); "" means absent.  Pointers belong to the arena that the
 * struct was made in.
 */
#ifndef PROTO_EVENT_H
#define PROTO_EVENT_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "proto/body.h"
#include "proto/shape.h"
#include "rules/day.h"
#include "rules/words.h"

/* The closed list of kinds; numbers are those of facts.proto and are stored. */
enum event_kind {
	KIND_NONE = 0,
	KIND_ORGANISATION_REGISTERED = 1,
	KIND_INSPECTION_REPORTED = 2,
	KIND_RATING_DEVIATED = 3,
	KIND_ORGANISATION_SUCCEEDED = 4,
	KIND_ENFORCEMENT_NOTICED = 5,
	KIND_RESOURCES_EVIDENCED = 6,
	KIND_RESOURCES_PROPOSED = 7,
	KIND_RESOURCES_AWARDED = 8,
	KIND_RATING_RECOMPUTED = 9,
	KIND_ACCURACY_OPENED = 10,
	KIND_ACCURACY_CLOSED = 11,
	KIND_PUBLICATION_APPROVED = 12,
	KIND_PUBLICATION_WITHHELD = 13,
	KIND_REVIEW_OPENED = 14,
	KIND_REVIEW_CLOSED = 15,
	KIND_RATING_SUSPENDED = 16,
	KIND_RATING_RESUMED = 17,
	KIND_EVENT_CORRECTED = 18,
	KIND_EVENT_RETRACTED = 19,
	KIND_CLOCK_REACHED = 20,
	KIND_SERVICE_EXCLUDED = 21,
	KIND_COUNT
};

enum organisation_type {
	ORGANISATION_UNKNOWN,
	ORGANISATION_NHS_TRUST,
	ORGANISATION_PROVIDER,
	ORGANISATION_LOCATION
};

/* One rating of a report.  `rated` with precision NONE: the report's date. */
struct report_cell {
	const char	*location;	/* "": the provider itself */
	const char	*service;	/* "": no single service */
	enum question	 question;
	enum mark	 mark;
	struct day	 rated;
	int		 inherited;
	int		 alone;		/* an overall whose source states none
					 * of the place's key questions */
};

/* inspection.reported: all ratings of one report about one organisation. */
struct report {
	const char		*link;		/* address or CQC's link id */
	struct day		 rated;		/* the date the ratings carry */
	struct day		 published;	/* NONE: same as rated */
	const struct report_cell *cell;
	size_t			 ncell;
	struct day		 inspected;	/* last day of the visit; for a
						 * trust, of well-led */
};

/* organisation.registered: who this is. */
struct registration {
	enum organisation_type	 type;
	const char		*sector;	/* as published, may be "" */
	struct day		 as_of;
	const char *const	*location;	/* of a provider, where listed */
	size_t			 nlocation;
};

/* rating.deviated: professional judgement for one cell on one date. */
struct judgement {
	const char	*location, *service;
	enum question	 question;
	struct day	 rated;
	enum mark	 from, to;
	const char	*reason, *author, *approver, *reference;
};

/* What time brings comes from here; the id is rule/subject/date. */
#define CLOCK_SOURCE	"/sixthkey/clock"

/* What a door could not read as an event travels as one with its source and id,
 * so that it is kept where everything refused is: ingest takes none. */
struct refusal {
	const char	*reason;	/* "/pointer: "value" is …" */
	struct bytes	 text;		/* as it was read */
};

struct event {
	uint64_t		 id;		/* 0 until it is accepted */
	const char		*source;	/* "/files/trust-ratings" */
	const char		*source_id;	/* unique within the source */
	enum event_kind		 kind;
	const char		*provider;	/* RGT, 1-101633224; may be "" */
	const char		*location;	/* 1-1000587219; "" for a provider */
	const char		*name;		/* of the organisation; may be "" */
	uint32_t		 revision;	/* of the source's file, yyyymmdd */
	const char		*trace;		/* W3C traceparent; may be "" */
	uint32_t		 schema;	/* of its packed form; 0: 1 */
	const char		*via;		/* "in.jsonl:812", "HTTP"; may be
						 * "", says nothing of content */
	const struct refusal	*refusal;	/* or NULL */
	uint32_t		 sequence;	/* the source counts its events
						 * from 1; 0: it does not */

	/* Exactly the one of the kind is set; beside an amendment that corrects
	 * the one of the corrected kind too. */
	const struct report	*report;
	const struct registration *registration;
	const struct judgement	*judgement;
	const struct succession	*succession;
	const struct enforcement *enforcement;
	const struct evidence	*evidence;
	const struct proposal	*proposal;
	const struct award	*award;
	const struct workflow	*workflow;
	const struct amendment	*amendment;
	const struct service_exclusion *exclusion;
	const struct recompute	*recompute;
	const struct reached	*reached;
};

enum {
	EVENT_SCHEMA = 1,		/* the newest that this build reads */
	EVENT_SEQUENCE_MAX = INT32_MAX,
	EVENT_ID_MAX = 200,		/* bytes of source and of source_id */
	EVENT_CELLS_MAX = 4000,		/* cells of one report */
	EVENT_BYTES_MAX = 256 * 1024	/* packed */
};

/*
 * The ordering key, from the event alone: an NHS trust (provider code of three
 * characters, R or T first) takes its locations with it; otherwise the
 * location, else the provider.  NULL if the event names neither.
 */
const char	*event_subject(const struct event *);

/* True for the code of an NHS trust: "RGT". */
int		 trust_code(const char *);

/*
 * What the event alone can show to be wrong: -1 with ERR_INPUT and a sentence
 * "/pointer: "value" is not …; expected …".  `today` is a day serial; later
 * dates are refused.
 */
int		 event_check(const struct event *, int32_t today, struct err *);

/* Every shape once, and where an event points to its content. */
struct event_part {
	const struct shape	*shape;
	size_t			 at;
};
const struct event_part *event_part(size_t i);	/* NULL: past the end */
const void	*event_body(const struct event *, const struct event_part *);
void		 event_set_body(struct event *, const struct event_part *,
		    const void *);
/* The one of a kind; NULL for report, registration and judgement. */
const struct event_part *event_part_of(enum event_kind);

/* "inspection.reported"; KIND_NONE where unknown. */
const char	*event_kind_name(enum event_kind);
enum event_kind	 event_kind_parse(const char *);

#endif
