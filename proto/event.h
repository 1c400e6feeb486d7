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
#include "rules/day.h"
#include "rules/words.h"

/* The closed list of kinds; numbers are those of facts.proto and are stored. */
enum event_kind {
	KIND_NONE = 0,
	KIND_ORGANISATION_REGISTERED = 1,
	KIND_INSPECTION_REPORTED = 2,
	KIND_RATING_DEVIATED = 3,
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
};

/* inspection.reported: all ratings of one report about one organisation. */
struct report {
	const char		*link;		/* address or CQC's link id */
	struct day		 rated;		/* the date the ratings carry */
	struct day		 published;	/* NONE: same as rated */
	const struct report_cell *cell;
	size_t			 ncell;
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

	/* Exactly the one of the kind is set. */
	const struct report	*report;
	const struct registration *registration;
	const struct judgement	*judgement;
};

enum {
	EVENT_SCHEMA = 1,		/* the newest that this build reads */
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

/* "inspection.reported"; KIND_NONE where unknown. */
const char	*event_kind_name(enum event_kind);
enum event_kind	 event_kind_parse(const char *);

#endif
